using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Processes;
using Lle.Deploy.Text;

namespace Lle.Deploy.Bundles;

/// <summary>Signs a checksum list: with a private key in a PEM file, or with a command that the caller names.</summary>
internal static class BundleSigner
{
    private const string KeyOption = "LleSigningKey";
    private const string CommandOption = "LleSignCommand";

    /// <returns>A signature as "openssl dgst -sha256 -sign" makes it: ECDSA in DER, or RSA with PKCS #1 padding.</returns>
    public static byte[] WithKey(byte[] list, string keyFile)
    {
        try
        {
            var pem = File.ReadAllText(keyFile);
            if (pem.Contains("BEGIN RSA ", StringComparison.Ordinal) || IsRsa(pem))
            {
                using var rsa = RSA.Create();
                rsa.ImportFromPem(pem);
                return rsa.SignData(list, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }

            using var key = ECDsa.Create();
            key.ImportFromPem(pem);
            return key.SignData(list, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception problem) when (
            problem is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new DeploymentException(DiagnosticCatalog.BundleSigningFailed(KeyOption, $"{keyFile}: {problem.Message}"), problem);
        }
    }

    /// <param name="list">The checksum list.</param>
    /// <param name="words">Program and arguments. @FILE@ stands for a file with the list, @SIGNATURE@ for the file to write; without it,
    /// the standard output is the signature.</param>
    public static byte[] WithCommand(byte[] list, IReadOnlyList<string> words, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("lle-sign-").FullName;
        try
        {
            var (file, signature) = (Path.Combine(folder, BundleNames.Checksums), Path.Combine(folder, BundleNames.Signature));
            File.WriteAllBytes(file, list);
            string[] arguments = [.. words.Skip(1).Select(w =>
                w.Replace("@FILE@", file, StringComparison.Ordinal).Replace("@SIGNATURE@", signature, StringComparison.Ordinal))];
            var run = Launcher.Run(Request(words[0], arguments), cancellation);
            if (!run.Succeeded)
            {
                throw new DeploymentException(DiagnosticCatalog.BundleSigningFailed(
                    CommandOption,
                        $"{words[0]} ended with exit code {run.ExitCode}: {OneLine.Escape(Encoding.UTF8.GetString(run.Errors).Trim())}"));
            }

            var made = File.Exists(signature) ? File.ReadAllBytes(signature) : run.Output;
            return made.Length > 0 ? made
                : throw new DeploymentException(DiagnosticCatalog.BundleSigningFailed(CommandOption, $"{words[0]} made no signature"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>With the whole environment of the caller: agents and tokens are found by it.</summary>
    private static LaunchRequest Request(string program, string[] arguments)
    {
        var path = program.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(program)
            : SearchPath.Find(program, Environment.GetEnvironmentVariable("PATH") ?? "")
            ?? throw new DeploymentException(DiagnosticCatalog.BundleSigningFailed(CommandOption, $"{program} is not in PATH"));
        return new LaunchRequest(path, arguments)
        {
            Environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key,
                e => (string)e.Value!),
            TimeLimit = TimeSpan.FromMinutes(5),
            OutputLimit = 1 << 20,
        };
    }

    private static bool IsRsa(string pem)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return true;
        }
        catch (Exception problem) when (problem is CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
