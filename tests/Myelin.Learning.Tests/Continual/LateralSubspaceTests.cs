using Myelin.Learning.Continual;
using Myelin.Neurons;
using Myelin.Randomness;

namespace Myelin.Learning.Tests.Continual;

public sealed class LateralSubspaceTests
{
    // Activity of 19 sources that spreads most along two oblique directions.
    private static float[] Samples(int rows, int sources, ulong seed)
    {
        var random = new RandomStream(seed, StreamPurpose.Data);
        float[] samples = new float[rows * sources], normal = new float[rows * (sources + 2)];
        random.FillNormal(normal);
        for (int r = 0; r < rows; r++)
        {
            float a = 3 * normal[r * (sources + 2)], b = 2 * normal[(r * (sources + 2)) + 1];
            for (int i = 0; i < sources; i++)
                samples[(r * sources) + i] = (a * (i < 4 ? 0.5f : 0)) + (b * (i is >= 4 and < 8 ? i % 2 == 0 ? 0.5f : -0.5f : 0)) + (0.02f * normal[(r * (sources + 2)) + 2 + i]);
        }

        return samples;
    }

    [Fact]
    public void A_step_is_the_subspace_rule_written_out()
    {
        const int Sources = 19, Neurons = 3, Rows = 7;
        var subspace = new LateralSubspace(Sources);
        subspace.Add(2, seed: 1);
        float[] old = Samples(40, Sources, 3);
        for (int i = 0; i < 50; i++) subspace.Learn(old, 0.5);
        subspace.Add(Neurons, seed: 2);
        float[,] h = subspace.Weights;
        float[] x = Samples(Rows, Sources, 5);
        double[,] left = new double[Rows, Sources], expected = new double[2 + Neurons, Sources];
        double size = 0;
        for (int r = 0; r < Rows; r++)
        {
            for (int i = 0; i < Sources; i++)
            {
                left[r, i] = x[(r * Sources) + i];
                for (int n = 0; n < 2; n++)
                {
                    for (int j = 0; j < Sources; j++) left[r, i] -= h[n, i] * (double)h[n, j] * x[(r * Sources) + j];
                }

                size += left[r, i] * left[r, i] / Rows;
            }
        }

        for (int n = 0; n < 2 + Neurons; n++)
        {
            for (int i = 0; i < Sources; i++)
            {
                expected[n, i] = h[n, i];
                for (int r = 0; r < Rows && n >= 2; r++)
                {
                    double y = 0, recalled = 0;
                    for (int j = 0; j < Sources; j++) y += h[n, j] * left[r, j];
                    for (int k = 2; k < 2 + Neurons; k++)
                    {
                        double yk = 0;
                        for (int j = 0; j < Sources; j++) yk += h[k, j] * left[r, j];
                        recalled += yk * h[k, i];
                    }

                    expected[n, i] += 0.3 / size / Rows * y * (left[r, i] - recalled);
                }
            }
        }

        subspace.Learn(x, 0.3);
        float[,] after = subspace.Weights;
        for (int n = 0; n < 2 + Neurons; n++)
        {
            for (int i = 0; i < Sources; i++) after[n, i].ShouldBe((float)expected[n, i], 1e-5f, $"[{n}, {i}]");
        }
    }

    [Fact]
    public void Neurons_become_an_orthonormal_basis_of_where_activity_is()
    {
        const int Sources = 19;
        var subspace = new LateralSubspace(Sources);
        subspace.Add(2, seed: 4);
        float[] samples = Samples(200, Sources, 6);
        subspace.Learn(samples, 0.5).ShouldBeLessThan(0.9);
        for (int i = 0; i < 300; i++) subspace.Learn(samples, 0.5);
        subspace.Learn(samples, 0.5).ShouldBeGreaterThan(0.999);
        float[,] h = subspace.Weights;
        for (int n = 0; n < 2; n++)
        {
            for (int m = 0; m < 2; m++) Enumerable.Range(0, Sources).Sum(i => h[n, i] * h[m, i]).ShouldBe(n == m ? 1 : 0, 2e-3);
        }

        // What is subtracted is the activity; what is orthogonal to it stays.
        float[] vectors = [.. samples.AsSpan(0, Sources), .. Enumerable.Range(0, Sources).Select(i => i < 8 ? 0f : 1)];
        subspace.Project(vectors);
        vectors.Take(Sources).Max(MathF.Abs).ShouldBeLessThan(0.1f);
        for (int i = 8; i < Sources; i++) vectors[Sources + i].ShouldBe(1, 0.05f);
    }

    [Fact]
    public void Neurons_of_before_stay_and_new_ones_learn_what_they_leave()
    {
        const int Sources = 32;
        var subspace = new LateralSubspace(Sources);
        subspace.Add(2, seed: 4);
        float[] samples = Samples(200, Sources, 6);
        for (int i = 0; i < 300; i++) subspace.Learn(samples, 0.5);
        float[,] before = subspace.Weights;
        subspace.Add(1, seed: 5);
        float[] other = [.. Enumerable.Range(0, 10 * Sources).Select(i => i % Sources is 1 or 20 ? 1f + (0.1f * (i / Sources)) : 0)];
        for (int i = 0; i < 300; i++) subspace.Learn(other, 0.5);
        float[,] after = subspace.Weights;
        for (int i = 0; i < Sources; i++)
        {
            after[0, i].ShouldBe(before[0, i]);
            after[1, i].ShouldBe(before[1, i]);
        }

        subspace.Learn(other, 0.5).ShouldBeGreaterThan(0.999);
        subspace.Learn(samples, 0).ShouldBeGreaterThan(0.99);
    }

    [Fact]
    public void More_neurons_than_sources_are_refused()
    {
        var subspace = new LateralSubspace(5);
        subspace.Add(3, 1);
        Should.Throw<ArgumentOutOfRangeException>(() => subspace.Add(3, 2)).Message.ShouldContain("A subspace of 5 sources has 3 neurons and can have at most 2 more, got 3.");
        Should.Throw<ArgumentException>(() => subspace.Project(new float[7])).Message.ShouldBe("Vectors over 5 sources have a multiple of as many numbers, got 7.");
        Should.Throw<ArgumentOutOfRangeException>(() => new LateralSubspace(0));
    }

    [Fact]
    public void Nothing_is_left_of_nothing()
    {
        var subspace = new LateralSubspace(5);
        subspace.Add(2, 1);
        subspace.Learn(new float[10], 0.5).ShouldBe(1);
        subspace.Weights.Cast<float>().ShouldAllBe(w => float.IsFinite(w));
    }
}
