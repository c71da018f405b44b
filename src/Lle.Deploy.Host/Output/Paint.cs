namespace Lle.Deploy.Host.Output;

/// <summary>Colours of a terminal; plain text where the output is none, where NO_COLOR is set, or where TERM is dumb.</summary>
internal sealed class Paint(bool isTerminal)
{
    private readonly bool on = isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    public bool CanRewriteLine => on;

    public string Red(string text) => Wrap("31", text);

    public string Yellow(string text) => Wrap("33", text);

    public string Green(string text) => Wrap("32", text);

    public string Bold(string text) => Wrap("1", text);

    private string Wrap(string code, string text) => on ? $"\e[{code}m{text}\e[0m" : text;
}
