using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Complexity;

/// <summary>How large a model is, with the definitions of NeuroBench's harness.</summary>
public static class ModelSize
{
    private const int BitsPerByte = 8;

    extension(Module model)
    {
        /// <summary>Number of parameters, those that are 0 among them.</summary>
        public long ParameterCount() => model.Parameters.Sum(p => (long)p.Parameter.Values.Length);

        /// <summary>
        /// The memory that a model needs [bytes]: parameters, each in the form that layers compute with, what belongs to the model and is not learnt, and the settings of every layer of neurons. Numbers
        /// that are 0 count.
        /// </summary>
        public double Footprint()
        {
            double bits = 0;
            foreach ((string _, Parameter parameter) in model.Parameters) bits += (double)parameter.Values.Length * (parameter.Form?.Bits ?? IWeightForm.SingleBits);
            foreach ((string _, Parameter buffer) in model.Buffers) bits += (double)buffer.Values.Length * IWeightForm.SingleBits;
            foreach (Spiking layer in model.All.OfType<Spiking>()) bits += (layer.Model.Info.Parameters.Count - layer.Learnt.Count()) * IWeightForm.SingleBits;
            return bits / BitsPerByte;
        }
    }
}
