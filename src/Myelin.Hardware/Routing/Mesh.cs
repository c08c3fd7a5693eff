using Myelin.Hardware.Mapping;

namespace Myelin.Hardware.Routing;

/// <summary>The wires of a mesh of routers. A wire is named by the router that it leaves and its direction; routes go along the row first, then along the column.</summary>
/// <param name="width">Columns.</param>
/// <param name="height">Rows.</param>
public sealed class Mesh(int width, int height)
{
    /// <summary>The directions of wires: to the right, to the left, down, up.</summary>
    public const int Directions = 4;

    /// <summary>Columns.</summary>
    public int Width => width;

    /// <summary>Rows.</summary>
    public int Height => height;

    /// <summary>Number of wires, with those that would leave the mesh.</summary>
    public int Wires => width * height * Directions;

    /// <summary>Routers from one to another.</summary>
    public int Distance(int from, int to) => Math.Abs((from % width) - (to % width)) + Math.Abs((from / width) - (to / width));

    /// <summary>The next wire on the way and the router that it leads to.</summary>
    /// <param name="at">The router that the packet is at.</param>
    /// <param name="to">Its destination; another router.</param>
    public (int Wire, int Router) Next(int at, int to)
    {
        int across = (to % width) - (at % width);
        if (across > 0) return ((at * Directions) + 0, at + 1);
        if (across < 0) return ((at * Directions) + 1, at - 1);
        return to / width > at / width ? ((at * Directions) + 2, at + width) : ((at * Directions) + 3, at - width);
    }
}
