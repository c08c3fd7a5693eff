// Programs under test print to the console and read the current folder, of which a process has one.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
