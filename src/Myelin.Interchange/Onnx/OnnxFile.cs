using Google.Protobuf;
using Myelin.Interchange.Layers;
using Myelin.Interchange.Onnx.Schema;

namespace Myelin.Interchange.Onnx;

/// <summary>Files of the Open Neural Network Exchange (<c>.onnx</c>).</summary>
public static class OnnxFile
{
    // Protocol buffers address two gigabytes.
    private const long Largest = int.MaxValue;

    /// <summary>The operators that are read, in ordinal order.</summary>
    public static IReadOnlyCollection<string> Operators => Onnx.Operators.OperatorTable.Names;

    /// <summary>Reads a network.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is damaged, contradicts itself, or has an operator that is not supported; one sentence says where and why.</exception>
    public static OnnxDocument Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        if (stream.Length > Largest) throw new InvalidDataException($"{path}: the file has {stream.Length} bytes; a model of one file has at most {Largest}.");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        try
        {
            return Read(bytes);
        }
        catch (InvalidDataException problem)
        {
            throw new InvalidDataException($"{path}: {problem.Message}", problem);
        }
    }

    /// <summary>Reads a network from the bytes of a file.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static OnnxDocument Read(ReadOnlySpan<byte> bytes)
    {
        ModelProto model;
        try
        {
            model = ModelProto.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException problem)
        {
            throw new InvalidDataException("it is no ONNX model, or it is cut off or damaged: the protocol buffer ends or breaks off in the middle of a field.", problem);
        }

        if (model.Graph is null) throw new InvalidDataException("it holds no graph, so it is no ONNX model.");
        try
        {
            return new OnnxDocument(new GraphImport(model).Import(), $"{model.ProducerName} {model.ProducerVersion}".Trim(), GraphImport.OperatorSet(model));
        }
        catch (InvalidDataException problem) when (problem.Message.Any(char.IsControl))
        {
            // Names of a damaged file can be anything, and end up in the sentence.
            throw new InvalidDataException(string.Concat(problem.Message.Select(c => char.IsControl(c) ? '?' : c)), problem);
        }
    }
}

/// <summary>What a file holds.</summary>
/// <param name="Graph">The network.</param>
/// <param name="Producer">The program that wrote it, as it says; may be empty.</param>
/// <param name="OperatorSet">Version of the operator set.</param>
public sealed record OnnxDocument(LayerGraph Graph, string Producer, long OperatorSet);
