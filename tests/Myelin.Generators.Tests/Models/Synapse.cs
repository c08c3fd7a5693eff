using System.Runtime.CompilerServices;
using Myelin.Neurons;

namespace Myelin.Generators.Tests.Models;

/// <summary>A part that models share.</summary>
public static class Synapse
{
    /// <summary>What a synapse remembers.</summary>
    public struct State<T>
    {
        /// <summary>Conductance.</summary>
        [Unit("nS")]
        public T G;

#pragma warning disable CS1591 // A field without a comment takes that of the field it is nested in.
        public T Recovered;
#pragma warning restore CS1591
    }

    /// <summary>The last three values, newest first.</summary>
    [InlineArray(3)]
    public struct History<T>
    {
        private T newest;
    }
}
