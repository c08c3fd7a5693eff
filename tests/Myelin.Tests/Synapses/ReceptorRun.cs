using System.Runtime.InteropServices;
using Myelin.Quantities;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Tests.Synapses;

/// <summary>Receptors of one block of neurons: their memory, and their step behind one virtual call.</summary>
internal abstract class ReceptorRun<V>
    where V : struct, IValue<V>
{
    private readonly ReceptorInfo info;

    private ReceptorRun(IReceptorModel model, Time dt)
    {
        info = model.Info;
        Constants = [.. model.LowerConstants(dt).Select(V.Constant)];
        State = [.. model.LowerInitialState(dt).Select(V.Constant)];
    }

    public V[] State { get; }

    public V[] Constants { get; }

    public static ReceptorRun<V> Of(IReceptorModel model, Time dt) => model.Accept(new Builder(model, dt));

    public V this[string variable] => State[info.States.Select((s, i) => (s.Name, i)).Single(s => s.Name == variable).i];

    public abstract V Step(V arriving, V membrane);

    private sealed class Builder(IReceptorModel model, Time dt) : IReceptorVisitor<V, ReceptorRun<V>>
    {
        public ReceptorRun<V> Visit<TStep>()
            where TStep : struct, IReceptorStep<V> => new Compiled<TStep>(model, dt);
    }

    private sealed class Compiled<TStep>(IReceptorModel model, Time dt) : ReceptorRun<V>(model, dt)
        where TStep : struct, IReceptorStep<V>
    {
        public override V Step(V arriving, V membrane) => TStep.Step(
            ref MemoryMarshal.GetArrayDataReference(State), in MemoryMarshal.GetArrayDataReference(Constants), arriving, membrane);
    }
}
