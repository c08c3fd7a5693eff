using System.Reflection;
using Myelin.Neurons;

namespace Myelin.Tests.Neurons;

/// <summary>
/// A step that is not inlined into an engine's loop makes a simple model's loop several times slower, so a model says what it wants: inlined, or
/// deliberately not (a step so long that the call costs nothing beside it).
/// </summary>
public sealed class InliningTests
{
    [Fact]
    public void Every_step_says_whether_it_is_inlined()
    {
        foreach (INeuronModel model in NeuronCatalogue.BuiltIn.Models)
        {
            MethodInfo step = model.GetType().GetMethods(BindingFlags.Public | BindingFlags.Static).Single(m => m.Name == "Step");
            MethodImplAttributes flags = step.MethodImplementationFlags;
            (flags.HasFlag(MethodImplAttributes.AggressiveInlining) || flags.HasFlag(MethodImplAttributes.NoInlining)).ShouldBeTrue(model.Info.Name);
        }
    }
}
