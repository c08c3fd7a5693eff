using Myelin.Learning.Layers;
using Myelin.Learning.Lowering;
using Myelin.Learning.Scans;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Training.Algorithms.Passes;

/// <summary>A part of a chain of modules that ends with neurons, or with the chain.</summary>
/// <param name="Before">The modules in front of the neurons.</param>
/// <param name="Neurons">The neurons; null where the chain ends without.</param>
internal sealed record Stage(IReadOnlyList<Module> Before, Spiking? Neurons)
{
    /// <summary>Cuts a model into stages; null where it is no chain.</summary>
    /// <param name="model">The model: a <see cref="Sequential"/>, of others perhaps.</param>
    public static IReadOnlyList<Stage>? Chain(Module model)
    {
        var flat = new List<Module>();
        if (!Flatten(model, flat)) return null;
        var stages = new List<Stage>();
        var before = new List<Module>();
        foreach (Module module in flat)
        {
            if (module is Spiking neurons)
            {
                stages.Add(new Stage([.. before], neurons));
                before.Clear();
            }
            else
            {
                before.Add(module);
            }
        }

        if (before.Count > 0) stages.Add(new Stage([.. before], null));
        return stages;
    }

    /// <summary>Why a model is no chain, for an algorithm; null where it is one.</summary>
    public static string? ChainRefusal(string algorithm, Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Module? other = model.All.FirstOrDefault(m => m.Children.Count > 0 && m is not Sequential);
        return other is null ? SpatialPass.PartsRefusal(algorithm, model) : $"{algorithm} trains modules one after the other; '{Of(other)}' ({other.GetType().Name}) puts its modules together in another way.";
    }

    /// <summary>The name of a module for messages.</summary>
    public static string Of(Module module) => module.Path.Length == 0 ? module.GetType().Name : module.Path;

    /// <summary>
    /// Why weights cannot learn from traces of their input: between them and the neurons only what is linear may be, and the neurons answer at the
    /// same step, in the same way in every state.
    /// </summary>
    public static string? TraceRefusal(string algorithm, Module model)
    {
        if (ChainRefusal(algorithm, model) is { } refusal) return refusal;
        foreach (Stage stage in Chain(model)!)
        {
            int weights = FirstWeights(stage.Before);
            for (int i = 0; i < stage.Before.Count; i++)
            {
                Module module = stage.Before[i];
                if (module is not IProjection && module.OwnParameters.Any(p => p.Learns))
                    return $"{algorithm} cannot train the layer '{Of(module)}': it has no traces for the parameters of a {module.GetType().Name}.";
                if (weights >= 0 && i > weights && !module.IsLinear && stage.Neurons is not null)
                    return $"{algorithm} cannot train the layer '{Of(stage.Before[weights])}': between it and its neurons '{Of(stage.Neurons)}' is '{Of(module)}' ({module.GetType().Name}), which is not linear.";
            }

            if (stage.Neurons is { } neurons && NeuronRefusal(algorithm, neurons) is { } unfit) return unfit;
        }

        return null;
    }

    /// <summary>Gives the projections traces of their inputs, or takes them away.</summary>
    public static void Trace(IReadOnlyList<Stage> stages, bool traces)
    {
        foreach (Stage stage in stages)
        {
            foreach (Module module in stage.Before)
            {
                if (module is not IProjection projection) continue;
                projection.Trace?.Dispose();
                projection.Trace = traces && stage.Neurons is { } neurons ? new PresynapticTrace(neurons.Response) : null;
            }
        }
    }

    /// <summary>Computes the modules in front of the neurons.</summary>
    public Tensor Drive(Tensor input)
    {
        Tensor x = input;
        foreach (Module module in Before) x = module.Forward(x);
        return x;
    }

    private static string? NeuronRefusal(string algorithm, Spiking neurons)
    {
        string name = neurons.Model.Info.Name;
        if (neurons is IRecurrent) return $"{algorithm} cannot train the layer '{Of(neurons)}': it has no traces for recurrent weights; EProp has.";
        if (neurons.Learnt.FirstOrDefault(p => p.Value.Learns) is { Name: { } learnt })
            return $"{algorithm} cannot train the layer '{Of(neurons)}': it has no traces for the neurons' own parameter {learnt}.";
        StepResponse response = neurons.Response;
        if (!response.IsImmediate) return $"{algorithm} cannot train the layer '{Of(neurons)}': what a {name} neuron hands on at a step does not depend on the input of the same step.";
        return response.IsLinear ? null : $"{algorithm} cannot train the layer '{Of(neurons)}': the leak of a {name} neuron depends on its state, so its synapses do not share traces; EProp has a trace for each.";
    }

    private static int FirstWeights(IReadOnlyList<Module> modules)
    {
        for (int i = 0; i < modules.Count; i++)
        {
            if (modules[i] is IProjection) return i;
        }

        return -1;
    }

    private static bool Flatten(Module module, List<Module> flat)
    {
        if (module.Children.Count == 0)
        {
            flat.Add(module);
            return true;
        }

        return module is Sequential && module.Children.All(child => Flatten(child, flat));
    }
}
