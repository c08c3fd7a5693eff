namespace Myelin.Simulation.Inference;

/// <summary>Events that wait for their step, in the order of time. It grows where events are pushed; taking them allocates nothing.</summary>
internal sealed class EventQueue
{
    private long[] steps = new long[1024];
    private int[] neurons = new int[1024];
    private int head;
    private int tail;

    /// <summary>Number of events that wait.</summary>
    public int Count => tail - head;

    /// <summary>Makes room for events.</summary>
    public void Reserve(int count)
    {
        if (tail + count <= neurons.Length) return;
        int waiting = Count, room = neurons.Length;
        while (room < waiting + count) room = checked(room * 2);
        long[] toSteps = room == steps.Length ? steps : new long[room];
        int[] toNeurons = room == neurons.Length ? neurons : new int[room];
        Array.Copy(steps, head, toSteps, 0, waiting);
        Array.Copy(neurons, head, toNeurons, 0, waiting);
        (steps, neurons, head, tail) = (toSteps, toNeurons, 0, waiting);
    }

    /// <summary>Adds an event that is not before those that wait, where there is room.</summary>
    public void Add(long step, int neuron)
    {
        (steps[tail], neurons[tail]) = (step, neuron);
        tail++;
    }

    /// <summary>Takes the events of a step; they are valid until others are added.</summary>
    public ReadOnlyMemory<int> Take(long step)
    {
        int first = head;
        while (head < tail && steps[head] == step) head++;
        return neurons.AsMemory(first, head - first);
    }

    /// <summary>Forgets all events.</summary>
    public void Clear() => head = tail = 0;
}
