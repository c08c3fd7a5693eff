using Myelin.Randomness;

namespace Myelin.Networks;

/// <summary>The law from which one state variable of a population starts.</summary>
/// <param name="Index">Position among the network's initial states; it names the random stream.</param>
/// <param name="Target">The neurons.</param>
/// <param name="Variable">Index of the state variable.</param>
/// <param name="Values">Its values, in the variable's unit.</param>
public sealed record InitialState(int Index, PopulationView Target, int Variable, Distribution Values);
