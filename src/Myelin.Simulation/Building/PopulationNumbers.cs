using System.Numerics;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Simulation.Kernels;
using Myelin.Simulation.Layout;
using Myelin.Simulation.Machines;
using Myelin.Simulation.Plastic;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Simulation.Building;

/// <summary>Builds what computes the neurons of a population: in the numbers of the run, or in those of a machine that it imitates.</summary>
internal sealed class PopulationNumbers<V, T, TDraws>(Emulation? machine)
    where V : unmanaged, IBlockValue<V>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TDraws : struct, IBlockDraws<V, TDraws>
{
    public NeuronKernel Kernel(Population population, KernelRequest request) => machine?.Of(population) is { } arithmetic
        ? arithmetic.Accept(new KernelInArithmetic(population.Model, request))
        : population.Model.Accept(new KernelBuilder<V, T, TDraws>(request));

    public ReceptorKernel Receptor(Receptor receptor, ReceptorRequest request) => machine?.Of(receptor.Population) is { } arithmetic
        ? arithmetic.Accept(new ReceptorInArithmetic(receptor.Model, request))
        : receptor.Model.Accept(new ReceptorBuilder<V, T>(request));

    public PostTrain Train(Population population, IPlasticityRuleModel rule, Time dt, Slice slice, int longestDelay) => machine?.Of(population) is { } arithmetic
        ? arithmetic.Accept(new PostTrainInArithmetic(rule, dt, slice, longestDelay))
        : rule.Accept(new PostTrainBuilder<V, T>(rule, dt, slice, longestDelay));

    public IRowFormat<T> PlasticRows(Projection projection, ProjectionLearning learning, Time dt, ulong seed) => (IRowFormat<T>)(machine?.RuleOf(projection) is { } arithmetic
        ? arithmetic.Accept(new PlasticFormatInArithmetic(learning, dt, seed))
        : learning.Rule.Accept(new PlasticFormatBuilder<V, T>(learning, dt, seed)));

    /// <summary>Builds the kernel of a model in the numbers of an arithmetic.</summary>
    private sealed class KernelInArithmetic(INeuronModel model, KernelRequest request) : IArithmeticVisitor<NeuronKernel>
    {
        public NeuronKernel Visit<W, TWords>()
            where W : unmanaged, IBlockValue<W>
            where TWords : struct, IBlockDraws<W, TWords> => model.Accept(new KernelBuilder<W, double, TWords>(request));
    }

    /// <summary>Builds the kernel of a receptor model in the numbers of an arithmetic.</summary>
    private sealed class ReceptorInArithmetic(IReceptorModel model, ReceptorRequest request) : IArithmeticVisitor<ReceptorKernel>
    {
        public ReceptorKernel Visit<W, TWords>()
            where W : unmanaged, IBlockValue<W>
            where TWords : struct, IBlockDraws<W, TWords> => model.Accept(new ReceptorBuilder<W, double>(request));
    }

    /// <summary>Builds what a rule remembers of the neurons of a slice, in the numbers of an arithmetic.</summary>
    private sealed class PostTrainInArithmetic(IPlasticityRuleModel rule, Time dt, Slice slice, int longestDelay) : IArithmeticVisitor<PostTrain>
    {
        public PostTrain Visit<W, TWords>()
            where W : unmanaged, IBlockValue<W>
            where TWords : struct, IBlockDraws<W, TWords> => rule.Accept(new PostTrainBuilder<W, double>(rule, dt, slice, longestDelay));
    }

    /// <summary>Builds the format of a rule in the numbers of an arithmetic.</summary>
    private sealed class PlasticFormatInArithmetic(ProjectionLearning learning, Time dt, ulong seed) : IArithmeticVisitor<IPlasticFormat>
    {
        public IPlasticFormat Visit<W, TWords>()
            where W : unmanaged, IBlockValue<W>
            where TWords : struct, IBlockDraws<W, TWords> => learning.Rule.Accept(new PlasticFormatBuilder<W, double>(learning, dt, seed));
    }
}
