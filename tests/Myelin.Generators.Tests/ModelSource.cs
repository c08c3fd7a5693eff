namespace Myelin.Generators.Tests;

/// <summary>A small valid model as text, from which tests make faulty ones.</summary>
internal static class ModelSource
{
    public const string Parameter = """
            /// <summary>Time constant.</summary>
            [Positive]
            public Time Tau { get; init; } = Time.FromValue(20);

        """;

    public const string Valid = $$"""
        using System;
        using System.Runtime.CompilerServices;
        using Myelin.Neurons;
        using Myelin.Quantities;
        using Myelin.Values;

        namespace User;

        /// <summary>A cell.</summary>
        /// <equation>U = 0.</equation>
        /// <source>A user (2000), equation 1.</source>
        [Neuron]
        public readonly partial record struct Cell()
        {
        {{Parameter}}
            /// <summary>State.</summary>
            public struct State<V>
            {
                /// <summary>Potential.</summary>
                [Unit("mV")]
                public V U;
            }

            /// <summary>Constants.</summary>
            public struct Constants<V>
            {
                /// <summary>Decay.</summary>
                public V Decay;
            }

            /// <summary>Input.</summary>
            public struct Input<V>
            {
                /// <summary>Current.</summary>
                public V Current;
            }

            /// <summary>Lowers.</summary>
            public Constants<double> Lower(Time dt) => new() { Decay = 1 };

            /// <summary>Steps.</summary>
            public static V Step<V>(ref State<V> s, in Constants<V> c, in Input<V> input)
                where V : struct, IValue<V>
                => V.Spike(s.U);
        }
        """;
}
