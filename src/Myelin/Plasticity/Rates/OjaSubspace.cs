using System.Runtime.CompilerServices;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// Hebbian learning of neurons that together recall their input: a weight learns from what they do not recall, the Hebbian part from the input, the anti-Hebbian
/// one from what comes back. The neurons' weights become an orthonormal basis of the principal subspace of their inputs. One neuron alone recalls y w, which is
/// the rule of <see cref="OjaRate"/>. A weight needs what all neurons recall, so this is no rule of a synapse by itself.
/// </summary>
/// <equation>dw_ij/dt = eta y_i (x_j - sum_k y_k w_kj)</equation>
/// <source>Oja (1989), Int. J. Neural Syst. 1, 61, the subspace rule; of one neuron Oja (1982), J. Math. Biol. 15, 267, eq. 3.</source>
public static class OjaSubspace
{
    /// <summary>The change of a weight, over the learning rate.</summary>
    /// <param name="y">Activity of the neuron that learns.</param>
    /// <param name="x">Activity of the source.</param>
    /// <param name="recalled">What all neurons together recall of the source: the sum of their activities times their weights from it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Change<V>(V y, V x, V recalled)
        where V : struct, IValue<V> => y * (x - recalled);
}
