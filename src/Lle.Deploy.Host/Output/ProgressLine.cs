namespace Lle.Deploy.Host.Output;

/// <summary>One line at the bottom of a terminal that says what is being done; it makes room for every other line. Where standard error is
/// no terminal there is none.</summary>
internal sealed class ProgressLine(Paint paint) : IDisposable
{
    private const string Erase = "\r\e[K";

    private string current = "";

    public void Show(string text)
    {
        if (paint.CanRewriteLine)
        {
            current = text;
            Speech.PutError(Erase + text);
        }
    }

    public void Complain(string line)
    {
        Speech.PutError((current.Length > 0 ? Erase : "") + line + "\n");
        if (current.Length > 0)
        {
            Speech.PutError(current);
        }
    }

    public void Dispose()
    {
        if (current.Length > 0)
        {
            Speech.PutError(Erase);
            current = "";
        }
    }
}
