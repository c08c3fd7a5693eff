using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Quantisation;

/// <summary>Gives the weights of a model few bits, for training that knows of it or after training.</summary>
public static class Quantising
{
    extension(Module model)
    {
        /// <summary>The weights of the layers' synapses, with their full names.</summary>
        public IEnumerable<(string Name, Parameter Weight)> Weights => model.Parameters.Where(p => p.Parameter.IsWeight).Select(p => (p.Name, p.Parameter));

        /// <summary>From now on every layer computes with weights of few bits, in training and evaluation; biases stay as they are.</summary>
        /// <param name="bits">Bits of a weight.</param>
        /// <param name="unitOf">Of which weights a unit is shared.</param>
        /// <exception cref="ArgumentException">No layer has weights.</exception>
        public void QuantiseWeights(int bits, UnitOf unitOf = UnitOf.Layer) => model.FormWeights(new FewBits(bits, unitOf));

        /// <summary>From now on every layer sees its weights in a form.</summary>
        /// <param name="form">The form; null for the weights as they are stored.</param>
        /// <exception cref="ArgumentException">No layer has weights.</exception>
        public void FormWeights(IWeightForm? form)
        {
            Parameter[] weights = [.. model.Weights.Select(w => w.Weight)];
            if (weights.Length == 0) throw new ArgumentException($"No layer of the {model.GetType().Name} has weights that could be seen in another form.");
            foreach (Parameter weight in weights) weight.Form = form;
        }

        /// <summary>Stores the weights as layers see them, and takes their forms away: what a simulator, a chip or a file gets is then what was trained.</summary>
        public void FoldWeights()
        {
            Tape tape = Tape.Current;
            using Tape.Pause pause = tape.PauseRecording();
            foreach ((string _, Parameter weight) in model.Weights)
            {
                if (weight.Form is null) continue;
                Tape.Position mark = tape.Mark();
                weight.Used.Values.CopyTo(weight.Values);
                weight.Form = null;
                tape.Rewind(mark);
            }
        }
    }
}
