using Lle.Deploy.Diagnostics;
using Lle.Deploy.Host.CommandLine;
using Lle.Deploy.Host.Output;
using Lle.Deploy.Options;

namespace Lle.Deploy.Host.Operations;

/// <summary>lle status --all: what this machine has, as far as it can be found and read.</summary>
internal static class AllInstallations
{
    /// <summary>Where programs are installed that no package manager brings; every directory below /opt is a prefix, too.</summary>
    private static readonly string[] usual = ["/usr/local", "/usr", "/opt", "/srv"];

    public static string Of(Arguments arguments, bool json)
    {
        var found = Engine.FindInstallations(Prefixes(arguments)).Select(place => (place, status: Status(place))).ToList();
        if (json)
        {
            return ResultsJson.OfAll(found);
        }

        return found.Count == 0 ? "No installation was found; --install-prefix names a prefix to look in"
            : string.Join('\n', found.Select(one => Line(one.place, one.status)));
    }

    private static string Line(InstallationPlace place, StatusResult status) =>
        $"{place.Name} {(status.Installed ? status.Version ?? "of unknown version" : "not installed")} in {place.Prefix}" +
        $"{(status.Facts.GetValueOrDefault("Since") is { Length: > 0 } since ? $" since {since}" : "")}" +
        $"{(status.Facts.GetValueOrDefault("State") is { Length: > 0 } state ? $" ({state})" : "")}";

    private static IEnumerable<string> Prefixes(Arguments arguments)
    {
        string?[] named =
        [
            arguments.Values.GetValueOrDefault(OptionTable.InstallPrefix.Name),
            Environment.GetEnvironmentVariable(OptionTable.InstallPrefix.Variable!), OwnProgram.Prefix,
            Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".local") : null,
        ];
        return named.Concat(usual).Concat(Below("/opt")).Concat(Below("/srv")).OfType<string>().Where(path => path.Length > 0)
            .Select(path => Path.GetFullPath(path)).Distinct();
    }

    private static IEnumerable<string> Below(string path)
    {
        try
        {
            return Directory.Exists(path) ? Directory.GetDirectories(path).Order(StringComparer.Ordinal) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static StatusResult Status(InstallationPlace place) => new Engine(
        new EngineRequest { Options = place.Options, BaseDirectory = "/" }, new Silent()).Status();

    /// <summary>One that cannot be read is listed without its version; its own status says why.</summary>
    private sealed class Silent : EngineListener
    {
        public override void Tell(Diagnostic diagnostic)
        {
        }
    }
}
