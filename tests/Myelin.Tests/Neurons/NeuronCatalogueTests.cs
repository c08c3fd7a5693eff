using Myelin.Neurons;
using Myelin.Quantities;
using Shouldly;
using Xunit;

namespace Myelin.Tests.Neurons;

public class NeuronCatalogueTests
{
    [Fact]
    public void BuiltIn_FindsEveryModelByItsName()
    {
        NeuronCatalogue.BuiltIn.Models.ShouldNotBeEmpty();
        foreach (INeuronModel model in NeuronCatalogue.BuiltIn.Models) NeuronCatalogue.BuiltIn.Find(model.Info.Name).ShouldBeSameAs(model);
        NeuronCatalogue.BuiltIn.Find("LifExp").ShouldBe(new LifExp());
    }

    /// <summary>Every model that ships is documented and usable as it comes, at a step short enough for the stiffest of them.</summary>
    [Fact]
    public void BuiltIn_ModelsAreDocumentedAndValid()
    {
        foreach (INeuronModel model in NeuronCatalogue.BuiltIn.Models)
        {
            NeuronInfo info = model.Info;
            foreach (string text in new[] { info.Summary, info.Equation, info.Source }) text.ShouldNotBeEmpty(info.Name);
            foreach (ParameterInfo parameter in info.Parameters) parameter.Summary.ShouldNotBeEmpty($"{info.Name}.{parameter.Name}");
            foreach (VariableInfo variable in info.States.Concat(info.Ports)) variable.Summary.ShouldNotBeEmpty($"{info.Name}.{variable.Name}");
            model.LowerConstants(Time.FromValue(0.01)).ShouldAllBe(c => double.IsFinite(c));
            model.LowerInitialState(Time.FromValue(0.01)).Length.ShouldBe(info.States.Count);
        }
    }

    [Fact]
    public void Find_Misspelt_SuggestsTheNearest() =>
        Fault(NeuronCatalogue.BuiltIn, "LifEpx").ShouldBe("Unknown neuron model 'LifEpx'; did you mean 'LifExp'?");

    [Fact]
    public void Find_WrongCase_Suggests() => Fault(NeuronCatalogue.BuiltIn, "lifexp").ShouldBe("Unknown neuron model 'lifexp'; did you mean 'LifExp'?");

    [Fact]
    public void Find_Unlike_ListsTheModels() =>
        Fault(new([new LifExp()]), "Hippocampus").ShouldBe("Unknown neuron model 'Hippocampus'; the models are LifExp.");

    [Fact]
    public void With_AddsModels()
    {
        LifExp slow = new() { TauM = Time.FromValue(99) };
        new NeuronCatalogue([]).With([slow]).Find("LifExp").ShouldBe(slow);
    }

    [Fact]
    public void SameNameTwice_IsRefused() =>
        Should.Throw<ArgumentException>(() => NeuronCatalogue.BuiltIn.With([new LifExp()])).Message
            .ShouldBe("There are two neuron models named 'LifExp'; a name must be unique.");

    private static string Fault(NeuronCatalogue catalogue, string name) => Should.Throw<ArgumentException>(() => catalogue.Find(name)).Message;
}
