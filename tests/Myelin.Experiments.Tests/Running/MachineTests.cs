using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Running;

public sealed class MachineTests
{
    [Fact]
    public void The_machine_is_known()
    {
        Machine machine = Machine.Current;
        machine.Processor.ShouldNotBeNullOrWhiteSpace();
        machine.Cores.ShouldBe(Environment.ProcessorCount);
        machine.MemoryBytes.ShouldBeGreaterThan(100_000_000);
        machine.VectorBits.ShouldBeOneOf(64, 128, 256, 512);
        Machine.AvailableMemoryBytes().ShouldBeInRange(1, machine.MemoryBytes);
        Machine.Version.ShouldMatch(@"^\d+\.\d+\.\d+");
    }

    [Fact]
    public void Peak_memory_grows_with_what_is_used()
    {
        long before = Machine.PeakMemoryBytes();
        byte[] block = new byte[(int)Math.Min(300_000_000, before * 2)];
        for (int i = 0; i < block.Length; i += 4096)
            block[i] = 1;
        Machine.PeakMemoryBytes().ShouldBeGreaterThan(before);
        GC.KeepAlive(block);
    }
}
