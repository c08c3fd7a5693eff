using System.Net;
using System.Net.Http.Headers;

namespace Myelin.Data.Downloads;

/// <summary>
/// Gets data files over HTTP: into a file with <c>.part</c> added to its name, going on where an earlier attempt stopped; a file gets its name only once
/// its check sum is right.
/// </summary>
/// <param name="client">What sends the requests.</param>
public sealed class Downloader(HttpClient client)
{
    private const int BufferSize = 1 << 16;
    private const int MostAttempts = 5;

    /// <summary>For how long a server may send nothing before the connection counts as broken.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For how long to wait before a broken connection is opened again.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets a file, unless it is there already with the right check sum.</summary>
    /// <param name="file">The file.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="report">Is told the number of bytes that are there so far.</param>
    /// <param name="cancellation">Stops the download; what has been received stays for the next time.</param>
    /// <returns>Whether anything was got.</returns>
    /// <exception cref="HttpRequestException">The server refused, or the connection broke again and again; the message says what to do.</exception>
    /// <exception cref="InvalidDataException">The server sent something else than the file; it has been deleted.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task<bool> GetAsync(DataFile file, DataFolder folder, Action<long>? report = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(folder);
        if (file.Check(folder) == DataFileState.Right) return false;

        string path = folder.File(file.Path), part = path + ".part";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (int attempt = 1; ; attempt++)
        {
            long before = Length(part);
            try
            {
                await Receive(file, part, report, cancellation).ConfigureAwait(false);
                break;
            }
            catch (Exception problem) when (IsBrokenConnection(problem, cancellation))
            {
                // A connection that brought something may be tried as often as it takes.
                if (Length(part) > before) attempt = 1;
                if (attempt >= MostAttempts) throw new HttpRequestException($"The download of {file.Source} broke after {Length(part)} bytes ({problem.Message.TrimEnd('.')}); the same command goes on from there.", problem);
                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            }
        }

        if (!file.IsRight(part))
        {
            long size = Length(part);
            File.Delete(part);
            throw new InvalidDataException($"{file.Source}, byte 0: the {size} bytes that were received do not have the check sum {file.Sha256} and were deleted.");
        }

        File.Move(part, path, overwrite: true);
        return true;
    }

    private static bool IsBrokenConnection(Exception problem, CancellationToken cancellation) => problem switch
    {
        HttpRequestException { StatusCode: { } status } => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500,
        HttpRequestException => true,
        OperationCanceledException => !cancellation.IsCancellationRequested,
        _ => false,
    };

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    private async Task Receive(DataFile file, string part, Action<long>? report, CancellationToken cancellation)
    {
        long start = Length(part);
        using HttpRequestMessage request = new(HttpMethod.Get, file.Source);
        if (start > 0) request.Headers.Range = new RangeHeaderValue(start, null);
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && start > 0)
        {
            // Nothing is left to send: either all of it is there, or what is there is of another file.
            if (file.IsRight(part)) return;
            File.Delete(part);
            await Receive(file, part, report, cancellation).ConfigureAwait(false);
            return;
        }

        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"The server answered {(int)response.StatusCode} ({response.ReasonPhrase}) when asked for {file.Source}.", null, response.StatusCode);

        // A server that does not know ranges sends everything again.
        bool goesOn = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == start;
        using FileStream output = new(part, goesOn ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None);
        await Copy(file, response.Content, output, goesOn ? start : 0, report, cancellation).ConfigureAwait(false);
    }

    private async Task<int> ReadPatiently(Stream input, byte[] buffer, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            return await input.ReadAsync(buffer, patience.Token).ConfigureAwait(false);
        }
        catch (IOException problem)
        {
            // Told apart from a disk that cannot be written, which no further attempt would mend.
            throw new HttpRequestException(problem.Message, problem);
        }
    }

    private async Task Copy(DataFile file, HttpContent content, FileStream output, long received, Action<long>? report, CancellationToken cancellation)
    {
        using Stream input = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        byte[] buffer = new byte[BufferSize];
        while (true)
        {
            int got = await ReadPatiently(input, buffer, cancellation).ConfigureAwait(false);
            if (got == 0) return;
            received += got;
            if (received > (2 * file.Bytes) + BufferSize)
            {
                output.Close();
                File.Delete(output.Name);
                throw new InvalidDataException($"{file.Source}, byte {received}: the server sends more than twice the {file.Bytes} bytes that the file has; what was received was deleted.");
            }

            await output.WriteAsync(buffer.AsMemory(0, got), cancellation).ConfigureAwait(false);
            report?.Invoke(received);
        }
    }
}
