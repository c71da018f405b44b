using Lle.Deploy.Backups;

namespace Lle.Deploy.Faults;

/// <content>What an installation is to be after what was done to it, on one page.</content>
public sealed partial class ModelTests
{
    /// <summary>The files the model follows, the version that is said to stand there, and what it was made of; null: not there.</summary>
    /// <param name="Default">What the configuration was rendered as.</param>
    /// <param name="Schedule">Whether there is a timer.</param>
    private sealed record Files(
        string? Binary, string? Configuration, string? Own, string? Version, string? Inputs, string? Default, string? Schedule);

    /// <param name="Changed">Before and after of what it changed; of what it left alone nothing.</param>
    private sealed record Committed(
        string Id, string Backup, (string? Before, string? After)? Binary, (string? Before, string? After)? Configuration,
        (string? Before, string? After)? Own, (string? Before, string? After)? Default, (string? Before, string? After)? Schedule,
        string? VersionBefore, string? InputsBefore, bool IsUnchanged);

    private sealed class Model
    {
        public Files Now { get; set; } = new(null, null, null, null, null, null, null);

        public List<Committed> Deployments { get; init; } = [];

        /// <summary>In the order they were made.</summary>
        public List<(string Id, Files Held)> Backups { get; init; } = [];

        /// <summary>Whether the configuration directory held somebody's file before there was an installation; null: there is
        /// none.</summary>
        public bool? HeldBefore { get; private set; }

        public Model Copy() => new()
        {
            Now = Now,
            Deployments = [.. Deployments],
            Backups = [.. Backups],
            HeldBefore = HeldBefore,
        };

        /// <summary>Any operation that leaves an identity.</summary>
        public void Install() => HeldBefore ??= Now.Own is not null;

        public void Prune(int keep)
        {
            // A rollback folds the last deployment that changed anything with all since.
            var changed = Math.Max(0, Deployments.FindLastIndex(d => !d.IsUnchanged) is var last and >= 0 ? last : Deployments.Count - 1);
            var needed = Deployments.Skip(changed).Select(d => d.Backup).ToList();
            foreach (var (id, _) in Backups.Take(Math.Max(0, Backups.Count - keep)).Where(b => !needed.Contains(b.Id)).ToList())
            {
                Backups.RemoveAll(b => b.Id == id);
                Deployments.RemoveAll(d => d.Backup == id);
            }
        }

        public void Commit(string id, Files after, bool isDeployment)
        {
            TakeBackup(id);
            var isUnchanged = isDeployment && (Now.Binary, Now.Configuration, Now.Version, Now.Inputs) == (
                after.Binary, after.Configuration, after.Version, after.Inputs);
            Deployments.Add(new Committed(
                id, id, Change(Now.Binary, after.Binary), Change(Now.Configuration, after.Configuration), Change(Now.Own, after.Own),
                Change(Now.Default, after.Default), Change(Now.Schedule, after.Schedule),
                Now.Version, Now.Inputs, isUnchanged));
            Now = after;
        }

        public bool RollBack(int from, string id)
        {
            var chain = Deployments[from..];
            Backups.Add((id, Now));
            var kept = false;
            Now = new Files(
                Back(Now.Binary, chain.Select(c => c.Binary), ref kept),
                Back(Now.Configuration, chain.Select(c => c.Configuration), ref kept),
                Back(Now.Own, chain.Select(c => c.Own), ref kept),
                chain[0].VersionBefore,
                chain[0].InputsBefore,
                Back(Now.Default, chain.Select(c => c.Default), ref kept),
                Back(Now.Schedule, chain.Select(c => c.Schedule), ref kept));
            Deployments.RemoveRange(from, chain.Count);
            return kept;
        }

        /// <summary>The program and what nobody edited goes; backups stay, and nothing can be rolled back.</summary>
        public void Uninstall(string id)
        {
            TakeBackup(id);
            Deployments.Clear();
            Now = Now with
            {
                Binary = null,
                Configuration = Now.Configuration == Now.Default ? null : Now.Configuration,
                Version = null,
                Inputs = null,
                Schedule = null,
            };
        }

        public void TakeBackup(string id)
        {
            Install();
            Backups.Add((id, Now));
        }

        /// <summary>What there was before the first deployment is all that is left.</summary>
        public void Purge()
        {
            Backups.Clear();
            Deployments.Clear();
            Install();
            Now = new Files(null, null, HeldBefore == true ? Now.Own : null, null, null, null, null);
            HeldBefore = null;
        }

        private static (string?, string?)? Change(string? before, string? after) => before == after ? null : (before, after);

        private static string? Back(string? now, IEnumerable<(string? Before, string? After)?> changes, ref bool kept)
        {
            var made = changes.OfType<(string? Before, string? After)>().ToList();
            if (made.Count == 0 || now == made[0].Before)
            {
                return now;
            }

            if (now is not null && now != made[^1].After)
            {
                kept = true;
                return now;
            }

            return made[0].Before;
        }
    }
}
