using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Lle.Deploy.Fleets;

/// <summary>The name of a run that nobody has named: the same deployment of the same project is the same run.</summary>
internal static partial class RunName
{
    public static string Of(string project, string name, string version, string bundleSha256, IReadOnlyList<FleetScope> scopes)
    {
        var options = scopes.SelectMany(scope => scope.Settings.HostOptions.Select(option => $"{scope.Name} {option.Key}={option.Value}")
            .Concat(scope.Settings.Hosts.SelectMany(
                host => host.Options.Select(option => $"{scope.Name} {host.Name} {option.Key}={option.Value}"))));
        var text = string.Join('\n', [project, name, version, bundleSha256, .. options.Order(StringComparer.Ordinal)]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
        var readable = Odd().Replace($"{name}-{version}", "_");
        return $"{readable[..Math.Min(readable.Length, 80)]}-{hash}";
    }

    [GeneratedRegex("[^A-Za-z0-9._-]")]
    private static partial Regex Odd();
}
