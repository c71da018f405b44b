using System.Collections.Concurrent;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Payload.Signatures;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Payload;

/// <summary>Checks a payload against its checksum list, and the list against its signature. Runs before anything of the payload is
/// executed.</summary>
internal static class PayloadVerifier
{
    /// <param name="refused">Is told the verdict on a payload that does not match its list, before that is thrown.</param>
    public static PayloadVerdict Verify(
        PayloadFolder payload, IReadOnlyList<TrustedKey> keys, CancellationToken cancellation, string? signer = null,
        Action<PayloadVerdict>? refused = null)
    {
        if (payload.Checksums is not { } list)
        {
            return keys.Count == 0
                ? new PayloadVerdict("not checked", "not checked", [],
                    [DiagnosticCatalog.ChecksumsMissing(payload.ChecksumsPath, ToList(payload))])
                : throw new DeploymentException(DiagnosticCatalog.SignedListMissing(payload.ChecksumsPath));
        }

        var findings = new Findings();
        var authenticity = VerifySignature(payload, list, keys, signer, findings);
        var entries = ChecksumList.Parse(list.Content.Span, list.Path);
        if (!Names(entries, payload.BinarySource))
        {
            findings.Add(DiagnosticCatalog.ChecksumListLacksBinary(list.Path, payload.BinarySource, Listed(entries)));
        }

        if (payload.Template is { } template && !Names(entries, template.Name))
        {
            findings.Add(DiagnosticCatalog.ChecksumListLacksTemplate(list.Path, template.Name));
        }

        foreach (var file in payload.ConfigFiles.Keys.Where(file => !Names(entries, file)).Order(StringComparer.Ordinal))
        {
            findings.Add(DiagnosticCatalog.ChecksumListLacksTemplate(list.Path, file));
        }

        if (Unlisted(payload, entries) is { } unlisted)
        {
            findings.Add(DiagnosticCatalog.PayloadFileUnlisted(list.Path, unlisted));
        }

        foreach (var problem in HashAll(payload, list.Path, entries, cancellation))
        {
            findings.Add(problem);
        }

        if (findings.Failed)
        {
            refused?.Invoke(new PayloadVerdict("mismatch", authenticity, entries, []));
        }

        return new PayloadVerdict("checked", authenticity, entries, findings.ThrowIfFailed());
    }

    /// <summary>The command that lists the payload.</summary>
    private static string ToList(PayloadFolder payload) => payload.Tree is not null
        && payload.BinarySource == payload.BinaryPath
        ? $"find . -type f ! -path './{PayloadFolder.ChecksumsName}*' -exec sha256sum {{}} +"
        : "sha256sum " + string.Join(' ', new[] { payload.Binary.Name, payload.Template?.Name }.OfType<string>()
            .Concat(payload.ConfigFiles.Keys.Order(StringComparer.Ordinal)).Select(name => $"'{name}'"));

    private static string VerifySignature(PayloadFolder payload, PayloadFile list, IReadOnlyList<TrustedKey> keys, string? signer,
        Findings findings)
    {
        if (keys.Count == 0)
        {
            if (payload.Signature is not null)
            {
                findings.Add(DiagnosticCatalog.SignatureNotChecked(payload.SignaturePath));
            }

            return "not checked";
        }

        var signature = payload.Signature ?? throw new DeploymentException(DiagnosticCatalog.SignatureMissing(payload.SignaturePath));
        try
        {
            var key = SignatureVerifier.Verify(list.Content.Span, signature.Content.Span, signature.Path, keys, signer: signer);
            return $"checked (key {key.Name})";
        }
        catch (DeploymentException) when (IsOf(payload.Binary, signature, keys, signer))
        {
            throw new DeploymentException(DiagnosticCatalog.SignatureOfProgram(signature.Path, payload.Binary.Name));
        }
    }

    /// <summary>Whether somebody signed the program, as one does elsewhere, instead of the list.</summary>
    private static bool IsOf(PayloadFile program, PayloadFile signature, IReadOnlyList<TrustedKey> keys, string? signer)
    {
        try
        {
            return SignatureVerifier.Verify(program.Content.Span, signature.Content.Span, signature.Path, keys, signer: signer) is not null;
        }
        catch (DeploymentException)
        {
            return false;
        }
    }

    private static string Listed(IReadOnlyList<ChecksumEntry> entries)
    {
        return entries.Count == 0 ? "nothing" : Some([.. entries.Select(entry => entry.Name)]);
    }

    /// <summary>Files of a tree that the list leaves out: nothing would show that they are the ones that were meant.</summary>
    private static string? Unlisted(PayloadFolder payload, IReadOnlyList<ChecksumEntry> entries)
    {
        var listed = entries.Select(entry => ChecksumList.PlainName(entry.Name)).ToHashSet(StringComparer.Ordinal);
        var names = (payload.Tree ?? []).Where(entry => entry.Kind == FileKind.File && !listed.Contains(entry.SourcePath))
            .Select(entry => entry.SourcePath).ToList();
        return names.Count == 0 ? null : Some(names);
    }

    private static string Some(List<string> names)
    {
        const int Shown = 5;
        var shown = string.Join(", ", names.Take(Shown).Select(name => $"'{name}'"));
        return names.Count > Shown ? $"{shown} and {names.Count - Shown} more" : shown;
    }

    private static bool Names(IReadOnlyList<ChecksumEntry> entries, string name) =>
        entries.Any(entry => ChecksumList.PlainName(entry.Name) == name);

    /// <summary>In the order of the list, although several are hashed at a time.</summary>
    private static IEnumerable<Diagnostic> HashAll(
        PayloadFolder payload, string listPath, IReadOnlyList<ChecksumEntry> entries, CancellationToken cancellation)
    {
        var problems = new ConcurrentDictionary<int, Diagnostic>();
        // What a tree was read as, once, is what is installed; so that is compared.
        var tree = (payload.Tree ?? []).Where(e => e.Kind == FileKind.File)
            .ToDictionary(e => e.SourcePath, e => e.Sha256, StringComparer.Ordinal);
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(entries, options, entry =>
        {
            if (Check(payload, tree, listPath, entry, cancellation) is { } problem)
            {
                problems[entry.Line] = problem;
            }
        });
        return problems.OrderBy(problem => problem.Key).Select(problem => problem.Value);
    }

    private static Diagnostic? Check(
        PayloadFolder payload, Dictionary<string, string?> tree, string listPath, ChecksumEntry entry, CancellationToken cancellation)
    {
        var name = ChecksumList.PlainName(entry.Name);
        if (!StaysInside(name))
        {
            return DiagnosticCatalog.ChecksumNameOutside(listPath, entry.Line, entry.Name);
        }

        try
        {
            var found = name == payload.BinarySource ? payload.Binary.Sha256
                : name == payload.Template?.Name ? payload.Template.Sha256
                : name == PayloadContents.VersionName && payload.Version is { } version ? version.Sha256
                : payload.ConfigFiles.TryGetValue(name, out var file) ? file.Sha256
                : tree.GetValueOrDefault(name) is { } inTree ? inTree
                : HashFile(Path.Combine(payload.Path, name), cancellation);
            return found is null ? DiagnosticCatalog.ChecksumFileMissing(listPath, entry.Line, entry.Name)
                : found != entry.Sha256 ? DiagnosticCatalog.ChecksumMismatch(listPath, entry.Line, entry.Name, entry.Sha256, found)
                : null;
        }
        catch (DeploymentException exception)
        {
            return exception.Diagnostics[0];
        }
    }

    private static string? HashFile(string path, CancellationToken cancellation)
    {
        using var source = PayloadSource.TryOpen(path);
        return source?.Hash(cancellation);
    }

    private static bool StaysInside(string name) =>
        !name.StartsWith('/') && !name.Split('/').Any(part => part == "..");
}
