using System.Text.Json;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Reporting;
using Lle.Deploy.Sessions;
using Lle.Deploy.Text;

namespace Lle.Deploy.Operations;

/// <summary>What a host answered to a run.</summary>
/// <param name="Rollout">The call that it was for.</param>
/// <param name="Request">A hash of what was asked.</param>
/// <param name="InForce">The deployment that was in force afterwards; empty: none.</param>
/// <param name="Result">The whole result, as JSON.</param>
internal sealed record RunAnswer(string Rollout, string Request, string InForce, DeploymentStatus Status, string Result);

/// <summary>DATA/runs: what was answered to roll-outs, so that a lost connection, a retry or a resumed roll-out gets the same answer and
/// nothing is done twice.</summary>
internal static class RunAnswers
{
    private const string Extension = ".json";
    private const int Kept = 50;

    /// <exception cref="DeploymentException">It is somebody else's, or it cannot be read.</exception>
    /// <returns>null: none was given.</returns>
    public static RunAnswer? Find(TargetLayout layout, string name)
    {
        using var folder = PosixDirectory.TryOpen(layout.Runs);
        if (folder?.Status(name + Extension) is null)
        {
            return null;
        }

        using var file = RecordTrust.OpenRead(folder, name + Extension);
        try
        {
            return JsonLine.Read(file.ReadToEnd(), json => new RunAnswer(
                json.Text(nameof(RunAnswer.Rollout)), json.Text(nameof(RunAnswer.Request)), json.Text(nameof(RunAnswer.InForce)),
                StatusNames.Parse(json.Text(nameof(RunAnswer.Status))), json.GetProperty(nameof(RunAnswer.Result)).GetRawText()));
        }
        catch (JsonException)
        {
            // Answers are written whole; one that is not was damaged, and the run is done again.
            return null;
        }
    }

    /// <summary>Durable on return, and readable by the deployer only.</summary>
    public static void Keep(TargetLayout layout, RunRequest request, DeploymentRecord record)
    {
        using var folder = OpenFolder(layout);
        var text = JsonLine.Write(writer =>
        {
            writer.WriteString(nameof(RunAnswer.Rollout), request.Run.Rollout);
            writer.WriteString(nameof(RunAnswer.Request), request.Hash);
            writer.WriteString(nameof(RunAnswer.InForce), DeploymentFingerprint.Read(layout)?.DeploymentId ?? "");
            writer.WriteString(nameof(RunAnswer.Status), StatusNames.Name(record.Status));
            writer.WritePropertyName(nameof(RunAnswer.Result));
            writer.WriteRawValue(ResultJson.Serialize(record));
        });
        WholeFile.Write(folder, request.Name + Extension, text);
        Prune(folder);
    }

    public static PosixDirectory OpenFolder(TargetLayout layout)
    {
        if (PosixDirectory.TryOpen(layout.Runs) is { } standing)
        {
            RecordTrust.Check(standing);
            return standing;
        }

        FileTree.MakeDirectories(layout.DataDir);
        using var data = PosixDirectory.Open(layout.DataDir);
        data.MakeDirectory(Path.GetFileName(layout.Runs), FileModes.Private);
        data.Sync();
        return PosixDirectory.Open(layout.Runs);
    }

    /// <summary>The newest answers stay.</summary>
    private static void Prune(PosixDirectory folder)
    {
        foreach (var name in folder.Names().Where(name => name.EndsWith(Extension, StringComparison.Ordinal))
            .OrderByDescending(name => folder.Status(name)?.ModifiedNanoseconds).Skip(Kept))
        {
            folder.Unlink(name);
        }
    }
}
