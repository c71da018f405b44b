namespace Lle.Deploy.Measurements;

/// <summary>
/// Some line editors ask the terminal who it is and where the cursor stands, and wait for the answer. A real terminal answers at once; so
/// does this one: as a VT102, with the cursor at home (no screen is kept).
/// </summary>
internal static class TerminalQueries
{
    public static ReadOnlySpan<byte> Answer(ReadOnlySpan<byte> output)
    {
        if (output.IndexOf("\u001b["u8) < 0)
        {
            return default;
        }

        return (Asks(output, "\u001b[6n"u8), Asks(output, "\u001b[c"u8) || Asks(output, "\u001b[0c"u8)) switch
        {
            (true, true) => "\u001b[1;1R\u001b[?6c"u8,
            (true, false) => "\u001b[1;1R"u8,
            (false, true) => "\u001b[?6c"u8,
            _ => default,
        };
    }

    private static bool Asks(ReadOnlySpan<byte> output, ReadOnlySpan<byte> query) => output.IndexOf(query) >= 0;
}
