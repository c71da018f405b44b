using System.Globalization;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Payload;
using Lle.Deploy.Probes;

namespace Lle.Deploy.Options;

/// <summary>Reads LleProgram items; each is complained about by its name.</summary>
internal sealed class ProgramItems(DeploymentOptions options)
{
    private const int HighestExitCode = 255;

    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public List<Diagnostic> Problems { get; } = [];

    public IReadOnlyList<PayloadProgram> Read(IReadOnlyList<ItemValues> items) => [.. items.Select(Read).OfType<PayloadProgram>()];

    private PayloadProgram? Read(ItemValues item)
    {
        var isBelowBin = options.PayloadKind != PayloadKind.App && !item.Include.Contains('/', StringComparison.Ordinal);
        var path = isBelowBin ? "bin/" + item.Include : item.Include;
        var main = (options.PayloadKind == PayloadKind.App ? "" : "bin/") + options.Layout.BinaryName;
        var budget = Number(item["MaxStartupTime"], options.Budgets.MaxStartupMicroseconds);
        var code = Number(item["StartupExitCode"], 0);
        var problem = ItemPaths.Problem(path) is { } bad ? $"its path {bad}"
            : path == main ? "it is the program that LleBinaryName names already"
            : !taken.Add(path) ? "another item names the same program"
            : item["StartupArguments"].Any(c => c == '\0') ? "its StartupArguments contain a zero character"
            : budget is not > 0 ? $"its MaxStartupTime is '{item["MaxStartupTime"]}'; expected microseconds, more than 0"
            : code is not (>= 0 and <= HighestExitCode) || code != Math.Floor(code.Value)
                ? $"its StartupExitCode is '{item["StartupExitCode"]}'; expected a whole number from 0 to {HighestExitCode}"
            : null;
        if (problem is null)
        {
            var arguments = item["StartupArguments"] is { Length: > 0 } own ? own.Split(';') : options.StartupArguments;
            return new PayloadProgram(item.Include, path, arguments, (int)code!, budget!.Value);
        }

        Problems.Add(DiagnosticCatalog.PayloadItemInvalid(item.Type, item.Include, problem));
        return null;
    }

    /// <returns>null: it is no number.</returns>
    private static double? Number(string text, double otherwise) => text.Length == 0 ? otherwise
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
