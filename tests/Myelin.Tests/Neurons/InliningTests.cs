using System.Reflection;
using Myelin.Neurons;

namespace Myelin.Tests.Neurons;

/// <summary>A step that is not inlined into an engine's loop makes the loop several times slower.</summary>
public sealed class InliningTests
{
    [Fact]
    public void Every_step_asks_to_be_inlined()
    {
        foreach (INeuronModel model in NeuronCatalogue.BuiltIn.Models)
        {
            MethodInfo step = model.GetType().GetMethods(BindingFlags.Public | BindingFlags.Static).Single(m => m.Name == "Step");
            step.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveInlining).ShouldBeTrue(model.Info.Name);
        }
    }
}
