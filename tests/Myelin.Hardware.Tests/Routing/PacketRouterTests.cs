using FsCheck;
using FsCheck.Fluent;
using Myelin.Hardware.Chips;
using Myelin.Hardware.Routing;

namespace Myelin.Hardware.Tests.Routing;

public sealed class PacketRouterTests
{
    private static readonly MeshShape shape = new(4, 4, HopCycles: 3, PacketCycles: 5, Buffer: 100, Drops: false);

    [Fact]
    public void A_packet_takes_a_hop_for_every_router_on_its_way()
    {
        (double[] arrivals, PacketRouter router) = Run(shape, (0, 10, 7.0));
        arrivals.ShouldBe([7 + (4 * 3)]);
        router.Hops.ShouldBe(4);
        router.Carried.Sum().ShouldBe(4);
        router.Carried[0].ShouldBe(1);
    }

    [Fact]
    public void Packets_wait_for_a_wire_in_the_order_in_which_they_come()
    {
        // Both leave router 0 to the right at once; the second waits for five cycles.
        (double[] arrivals, PacketRouter router) = Run(shape, (0, 1, 0), (0, 1, 0), (0, 4, 0));
        arrivals.ShouldBe([3, 8, 3]);
        router.LongestWait.ShouldBe(5);
    }

    [Fact]
    public void A_packet_that_finds_no_room_is_lost()
    {
        (double[] arrivals, PacketRouter router) = Run(shape with { Buffer = 1, Drops = true }, (0, 1, 0), (0, 1, 0), (0, 1, 0));
        arrivals[..2].ShouldBe([3, 8]);
        arrivals[2].ShouldBe(double.NaN);
        router.Lost.ShouldBe(1);
    }

    [Fact]
    public void Routes_are_the_shortest_and_waits_never_negative() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var mesh = new Mesh(random.Next(1, 7), random.Next(1, 7));
        int routers = mesh.Width * mesh.Height;
        (int From, int To, double Time)[] packets = [.. Enumerable.Range(0, 40).Select(_ => (random.Next(routers), random.Next(routers), (double)random.Next(20)))];
        var router = new PacketRouter(mesh, shape);
        var arrivals = new double[packets.Length];
        for (int i = 0; i < packets.Length; i++) router.Send(packets[i].From, packets[i].To, packets[i].Time, i);
        router.Run((tag, time) => arrivals[tag] = time);
        router.Hops.ShouldBe(packets.Sum(p => (long)mesh.Distance(p.From, p.To)));
        for (int i = 0; i < packets.Length; i++) arrivals[i].ShouldBeGreaterThanOrEqualTo(packets[i].Time + (3 * mesh.Distance(packets[i].From, packets[i].To)));
        router.Carried.Sum().ShouldBe(router.Hops);
    }).Check(Config.QuickThrowOnFailure);

    private static (double[] Arrivals, PacketRouter Router) Run(MeshShape shape, params (int From, int To, double Time)[] packets)
    {
        var router = new PacketRouter(new Mesh(shape.Width, shape.Height), shape);
        var arrivals = new double[packets.Length];
        for (int i = 0; i < packets.Length; i++) router.Send(packets[i].From, packets[i].To, packets[i].Time, i);
        router.Run((tag, time) => arrivals[tag] = time);
        return (arrivals, router);
    }
}
