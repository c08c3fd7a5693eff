using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Myelin.Data.Tests.Downloads;

/// <summary>A server on this machine that sends one file, well or badly.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly byte[] contents;
    private readonly Task work;

    public FileServer(byte[] contents)
    {
        this.contents = contents;
        for (int attempt = 0; ; attempt++)
        {
            int port;
            using (TcpListener probe = new(IPAddress.Loopback, 0))
            {
                probe.Start();
                port = ((IPEndPoint)probe.LocalEndpoint).Port;
            }

            Address = new Uri($"http://localhost:{port}/file.bin");
            listener.Prefixes.Clear();
            listener.Prefixes.Add($"http://localhost:{port}/");
            try
            {
                listener.Start();
                break;
            }
            catch (HttpListenerException) when (attempt < 10)
            {
                // Another process took the port in between.
            }
        }

        work = Task.Run(Serve);
    }

    public Uri Address { get; }

    /// <summary>The first bytes that were asked for, request by request.</summary>
    public List<long> Asked { get; } = [];

    /// <summary>After how many bytes connections break; the numbers are used up one per request, then no connection breaks.</summary>
    public Queue<int> BreakAfter { get; } = new();

    public bool KnowsRanges { get; set; } = true;

    /// <summary>Answers instead of sending, used up one per request.</summary>
    public Queue<int> Answers { get; } = new();

    public void Dispose()
    {
        listener.Close();
        work.Wait();
    }

    private void Serve()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = listener.GetContext();
            }
            catch (Exception problem) when (problem is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            try
            {
                Answer(context);
            }
            catch (Exception problem) when (problem is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The client has gone.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        HttpListenerResponse response = context.Response;
        string? range = context.Request.Headers["Range"];
        long first = range is null ? 0 : long.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
        Asked.Add(first);
        if (Answers.TryDequeue(out int status))
        {
            response.StatusCode = status;
            response.Close();
            return;
        }

        if (range is not null && KnowsRanges)
        {
            if (first >= contents.Length)
            {
                response.StatusCode = 416;
                response.Close();
                return;
            }

            response.StatusCode = 206;
            response.Headers["Content-Range"] = $"bytes {first}-{contents.Length - 1}/{contents.Length}";
        }
        else
        {
            first = 0;
        }

        response.ContentLength64 = contents.Length - first;
        int end = BreakAfter.TryDequeue(out int bytes) ? (int)Math.Min(contents.Length, first + bytes) : contents.Length;
        response.OutputStream.Write(contents.AsSpan((int)first, end - (int)first));
        response.OutputStream.Flush();
        if (end < contents.Length) response.Abort();
        else response.Close();
    }
}
