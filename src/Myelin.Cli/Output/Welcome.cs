using Myelin.Experiments.Running;

namespace Myelin.Cli.Output;

/// <summary>What <c>myelin</c> says without arguments.</summary>
internal static class Welcome
{
    public static void Write(Terminal terminal)
    {
        terminal.Out.Profile.Out.Writer.WriteLine(
            $"""
            myelin {Machine.Version}: spiking neural networks, published systems to run, measure and compare.

              myelin list                       the experiments there are
              myelin estimate <experiment>      what a run would take, before anything is built
              myelin run <experiment>           run it; results and a report go to out/<experiment>
              myelin run <experiment> --quick   a short run
              myelin run <experiment> --help    its parameters
              myelin train                      train a network on generated digits; 'myelin train --help' shows the other sets
              myelin models                     the neuron models there are
              myelin model <name>               a model's equations and parameters, simulated on a page to print
              myelin bench                      whole jobs, timed beside other simulators
              myelin data list                  the data sets there are, and which are here
              myelin --help                     everything else
            """);
    }
}
