namespace Myelin.Experiments.MetaNeurons;

/// <summary>A way to teach neurons.</summary>
/// <param name="Name">Its name for people.</param>
/// <param name="Run">Teaches neurons of a kind, with or without their inner parameters, by training samples and judges by others.</param>
internal sealed record Method(string Name, Func<NeuronKind, bool, SpikeClasses, SpikeClasses, ulong, Outcome> Run)
{
    /// <summary>Surrogate gradients, the tempotron, and spike-timing-dependent plasticity.</summary>
    public static IReadOnlyList<Method> All(TempotronLzcExperiment sizes) =>
    [
        new("backprop", (kind, learns, training, test, seed) => GradientTraining.Run(kind, learns, training, test, sizes.Hidden, sizes.GradientEpochs, seed)),
        new("tempotron", (kind, learns, training, test, seed) => RuleTraining.Run(kind, Teaching.Tempotron, training, test, sizes.RuleEpochs, learns ? sizes.Candidates : 0, seed)),
        new("STDP", (kind, learns, training, test, seed) => RuleTraining.Run(kind, Teaching.Stdp, training, test, sizes.RuleEpochs, learns ? sizes.Candidates : 0, seed)),
    ];
}

/// <summary>One training.</summary>
/// <param name="Pattern">What tells the classes apart.</param>
/// <param name="Neuron">The neurons.</param>
/// <param name="Method">How they were taught.</param>
/// <param name="LearnsNeurons">Whether inner parameters were learnt beside the weights.</param>
/// <param name="Repeat">Which repetition.</param>
/// <param name="Outcome">What came of it.</param>
internal sealed record Trial(PatternKind Pattern, NeuronKind Neuron, Method Method, bool LearnsNeurons, int Repeat, Outcome Outcome);
