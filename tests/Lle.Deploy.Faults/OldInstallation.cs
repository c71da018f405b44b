using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Lle.Deploy.Faults;

/// <summary>
/// What the package of version 1.0.0 left below /opt/lle-1.0.0, byte for byte (Data/installations-1.0.0.tar.xz: versions A and B, the
/// latter with LleMonitoringSchedule=systemd; the same and a deployment of C killed right after the program was switched; with
/// LleOwner=daemon), as if it had deployed to a sandbox's prefix: paths are replaced, and the hashes, lengths and chains that cover them
/// follow.
/// </summary>
internal static partial class OldInstallation
{
    private const string Where = "/opt/lle-1.0.0";

    public static void Place(Sandbox sandbox, string name) => Place(sandbox, name, sandbox.Prefix);

    /// <param name="named">The prefix that its records name.</param>
    public static void Place(Sandbox sandbox, string name, string named)
    {
        var archive = Path.Combine(Repository.Root, "tests/Lle.Deploy.Faults/Data/installations-1.0.0.tar.xz");
        Sandbox.Tool("tar", "-C", sandbox.Target, "--strip-components=1", "-xJf", archive, name);
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(sandbox.Prefix, "*", SearchOption.AllDirectories).OrderBy(Rank))
        {
            Move(file, named, hashes);
        }
    }

    /// <summary>A file that holds hashes comes after those they are of.</summary>
    private static int Rank(string file) =>
        Path.GetFileName(file) switch { "journal" => 3, "MANIFEST" => 2, "checksums.sha256" => 1, _ => 0 };

    private static void Move(string file, string named, Dictionary<string, string> hashes)
    {
        var mode = File.GetUnixFileMode(file);
        var old = File.ReadAllText(file);
        var text = old.Replace(Where, named, StringComparison.Ordinal);
        text = Hash().Replace(text, found => hashes.GetValueOrDefault(found.Value, found.Value));
        text = Path.GetFileName(file) switch { "journal" => Chained(text), "MANIFEST" => Sealed(file, text), _ => text };
        if (text != old)
        {
            File.WriteAllText(file, text);
            File.SetUnixFileMode(file, mode);
        }

        hashes[Sha256(old)] = Sha256(text);
    }

    private static string Chained(string journal)
    {
        var (previous, lines) = ("", new StringBuilder());
        foreach (var json in journal.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 3)[2]))
        {
            previous = Sha256(previous + json);
            lines.Append(Encoding.UTF8.GetByteCount(json)).Append(' ').Append(previous).Append(' ').Append(json).Append('\n');
        }

        return lines.ToString();
    }

    private static string Sealed(string manifest, string text)
    {
        var folder = Path.GetDirectoryName(manifest)!;
        var sized = Entry().Replace(text, entry => $"{entry.Groups[1]}{new FileInfo(Path.Combine(folder, entry.Groups[2].Value)).Length}");
        var body = sized[..sized.LastIndexOf("Manifest SHA-256: ", StringComparison.Ordinal)];
        return $"{body}Manifest SHA-256: {Sha256(body)}\n";
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hash();

    [GeneratedRegex("""(\{"path":"([^"]*)".*"size":)\d+""")]
    private static partial Regex Entry();
}
