using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Lle.Deploy.Fleets;

/// <summary>The name of a run that nobody has named: the same deployment of the same project is the same run.</summary>
internal static partial class RunName
{
    /// <param name="options">What hosts are told, in any order.</param>
    public static string Of(string project, string name, string version, string bundleSha256, IEnumerable<string> options)
    {
        var text = string.Join('\n', [project, name, version, bundleSha256, .. options.Order(StringComparer.Ordinal)]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
        var readable = Odd().Replace($"{name}-{version}", "_");
        return $"{readable[..Math.Min(readable.Length, 80)]}-{hash}";
    }

    [GeneratedRegex("[^A-Za-z0-9._-]")]
    private static partial Regex Odd();
}
