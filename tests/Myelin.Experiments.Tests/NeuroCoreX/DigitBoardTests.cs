using Myelin.Experiments.NeuroCoreX;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.NeuroCoreX;

public sealed class DigitBoardTests
{
    [Fact]
    public void A_correction_moves_the_pixels_of_the_image_up_for_the_right_neuron_and_down_for_the_wrong_one()
    {
        var board = new DigitBoard(startWeight: 3, threshold: 16, repetitions: 2, seed: 1);
        bool[] image = [.. Enumerable.Range(0, DigitBoard.Pixels).Select(i => i % 3 == 0)];
        for (int i = 0; i < 5; i++) board.Correct(image, right: 4, wrong: 7);
        double[,] weights = board.ReadWeights();
        for (int digit = 0; digit < DigitBoard.Digits; digit++)
        {
            for (int pixel = 0; pixel < DigitBoard.Pixels; pixel++)
                weights[digit, pixel].ShouldBe(!image[pixel] ? 3 : digit == 4 ? 8 : digit == 7 ? -1 : 3, $"from {pixel} to {digit}");
        }
    }

    [Fact]
    public void The_neuron_that_was_taught_an_image_fires_most_when_it_sees_it()
    {
        var board = new DigitBoard(startWeight: 3, threshold: 16, repetitions: 4, seed: 1);
        bool[][] images = [.. Enumerable.Range(0, 3).Select(k => (bool[])[.. Enumerable.Range(0, DigitBoard.Pixels).Select(i => i / 16 == k || i % 7 == k)])];
        for (int round = 0; round < 6; round++)
        {
            for (int k = 0; k < 3; k++) board.Correct(images[k], k, (k + 1) % 3);
        }

        for (int k = 0; k < 3; k++)
        {
            int[] counts = board.Look(images[k]);
            counts[k].ShouldBeGreaterThan(3);
            counts.Where((_, digit) => digit != k).Max().ShouldBeLessThan(counts[k]);
        }

        board.Steps.ShouldBeGreaterThan(0);
        board.BytesReceived.ShouldBeGreaterThan(0);
    }
}
