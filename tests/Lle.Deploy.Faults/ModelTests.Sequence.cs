using System.Globalization;
using Lle.Deploy.Backups;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Faults;

/// <content>What is done to one installation, and what the model says of it.</content>
public sealed partial class ModelTests
{
    private sealed class Sequence(Sandbox sandbox, Random random, Model model, string[] owner)
    {
        private readonly List<string> done = [];
        private bool wasKilled;

        public Sandbox Sandbox => sandbox;

        public int Operations => done.Count;

        public Sequence CopyTo(Sandbox copy)
        {
            var copied = new Sequence(copy, random, model.Copy(), owner);
            copied.wasKilled = wasKilled;
            copied.done.AddRange(done.Append($"copied to {copy.Prefix}"));
            return copied;
        }

        public void One()
        {
            switch (random.Next(16))
            {
                case <= 3:
                    Deploy(Version(), 10);
                    break;
                case 4:
                    Deploy(Version(), random.Next(1, 3));
                    break;
                case 11:
                    Deploy(Version(), 10, isScheduled: true);
                    break;
                case 12:
                    Repeat(random.Next(2) == 0);
                    break;
                case 13:
                    Uninstall();
                    break;
                case 14:
                    Purge();
                    break;
                case 5:
                    Edit();
                    break;
                case 6:
                    Delete();
                    break;
                case 7:
                    RollBack(model.Deployments.Count - 1);
                    break;
                case 8:
                    RollBack(random.Next(-1, model.Deployments.Count));
                    break;
                case 9:
                    Restore();
                    break;
                case 10:
                    Crash();
                    break;
                default:
                    Backup(random.Next(1, 4));
                    break;
            }
        }

        private string Version() => $"{(char)('A' + random.Next(5))}";

        private string[] Policy(int keep = 10, params string[] more) =>
            ["LleConfigMerge=replace", $"LleBackupRetention={keep}", .. owner, .. more];

        private (string Version, int Keep, bool IsScheduled)? last;

        private static string Number(string version) => $"{version[0] - 'A' + 1}.0.0";

        private Files Deployed(string version, int keep = 10, bool isScheduled = false) =>
            model.Now with
            {
                Inputs = $"{version}/{keep}/{isScheduled}",
                Version = Number(version),
                Binary = File.ReadAllText(Path.Combine(sandbox.Payload(version), sandbox.Program)),
                Configuration = Rendered(version),
                Default = Rendered(version),
                Schedule = isScheduled ? "timer" : model.Now.Schedule,
            };

        private string Rendered(string version) =>
            File.ReadAllText(Path.Combine(sandbox.Payload(version), "lle.conf.template"))
                .Replace("@LLE_INSTALL_PREFIX@", sandbox.Prefix, StringComparison.Ordinal);

        private void Deploy(string version, int keep, bool isScheduled = false, bool isForced = false)
        {
            string[] more = [.. isScheduled ? ["LleMonitoringSchedule=systemd"] : Array.Empty<string>(), $"LleForce={isForced}"];
            var record = sandbox.Do("deploy", version, Policy(keep, more));
            last = (version, keep, isScheduled);
            var deployed = Deployed(version, keep, isScheduled);
            if (deployed == model.Now)
            {
                Assert.AreEqual("Unchanged", record.Status.ToString(), Story());
            }

            if (deployed == model.Now && !isForced)
            {
                // The same again: nothing is backed up, committed or pruned.
                done.Add($"deploy {version} again as {record.DeploymentId}");
                return;
            }

            model.Commit(record.DeploymentId, deployed, isDeployment: true);
            model.Prune(keep);
            done.Add($"deploy {version} as {record.DeploymentId}, keeping {keep}, {string.Join(' ', more)}");
        }

        /// <summary>What was deployed last, once more.</summary>
        private void Repeat(bool isForced)
        {
            if (last is var (version, keep, isScheduled))
            {
                Deploy(version, keep, isScheduled, isForced);
            }
        }

        private void Uninstall()
        {
            if (IsRefused("uninstall"))
            {
                return;
            }

            var record = sandbox.Do("uninstall", "A", Policy());
            model.Uninstall(record.DeploymentId);
            done.Add($"uninstall {record.DeploymentId}");
        }

        private void Purge()
        {
            if (IsRefused("uninstall"))
            {
                return;
            }

            sandbox.Do("uninstall", "A", Policy(10, "LlePurge=true"));
            model.Purge();
            done.Add("purge");
            // What a run made that was killed while it made its directories, nobody knows: they stay, and nothing is in them.
            Assert.IsEmpty(Purged.Where(path => wasKilled ? HoldsFiles(path) : Path.Exists(path)), Story());
        }

        private static bool HoldsFiles(string path) =>
            Directory.Exists(path) && Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Any();

        private string[] Purged =>
        [
            sandbox.Layout.DataDir, sandbox.Layout.LogDir, sandbox.Layout.BackupDir,
            .. model.Now.Own is null ? [sandbox.Layout.ConfigDir] : Array.Empty<string>(),
        ];

        /// <summary>Where nothing was ever deployed, what is about a deployment is refused, and nothing is made.</summary>
        private bool IsRefused(string operation)
        {
            if (Directory.Exists(sandbox.Layout.DataDir) || File.Exists(sandbox.Layout.Binary))
            {
                return false;
            }

            var refused = Assert.ThrowsExactly<DeploymentException>(() => sandbox.Run(operation, "A", Policy()));
            Assert.AreEqual("LLE1013", refused.Diagnostics[0].Code, Story());
            Assert.IsFalse(Directory.Exists(sandbox.Layout.DataDir), Story());
            done.Add($"{operation} of nothing");
            return true;
        }

        private void Backup(int keep)
        {
            if (IsRefused("backup"))
            {
                return;
            }

            var record = sandbox.Do("backup", "A", Policy(keep));
            model.TakeBackup(record.DeploymentId);
            model.Prune(keep);
            done.Add($"backup {record.DeploymentId}, keeping {keep}");
        }

        private void Edit()
        {
            var mark = $"# edited {done.Count}\n";
            switch (random.Next(3))
            {
                case 0 when model.Now.Configuration is not null:
                    File.AppendAllText(sandbox.Layout.Configuration, mark);
                    model.Now = model.Now with { Configuration = model.Now.Configuration + mark };
                    done.Add("edit lle.conf");
                    break;
                case 1 when model.Now.Binary is not null:
                    File.AppendAllText(sandbox.Layout.Binary, mark);
                    model.Now = model.Now with { Binary = model.Now.Binary + mark };
                    done.Add("edit the binary");
                    break;
                default:
                    Directory.CreateDirectory(sandbox.Layout.ConfigDir);
                    File.WriteAllText(OwnFile, mark);
                    model.Now = model.Now with { Own = mark };
                    done.Add("edit a file of one's own");
                    break;
            }
        }

        private void Delete()
        {
            var which = random.Next(3);
            var path = which == 0 ? sandbox.Layout.Binary : which == 1 ? sandbox.Layout.Configuration : OwnFile;
            if (File.Exists(path))
            {
                File.Delete(path);
            }

            model.Now = which == 0 ? model.Now with { Binary = null } : which == 1 ? model.Now with { Configuration = null }
                : model.Now with { Own = null };
            done.Add($"delete {which}");
        }

        private void RollBack(int from)
        {
            if (from < 0)
            {
                if (IsRefused("rollback"))
                {
                    return;
                }

                var refused = sandbox.Run("rollback", "A", Policy(10, "LleDeploymentId=20000101_000000"));
                Assert.IsFalse(InProcessRun.IsGood(refused), Story());
                done.Add("roll back what never was");
                return;
            }

            var record = sandbox.Run("rollback", "A", Policy(10, $"LleDeploymentId={model.Deployments[from].Id}"));
            done.Add($"roll back {model.Deployments[from].Id}: {record.Status}, {string.Join("; ", sandbox.Told)}");
            Assert.AreEqual(model.RollBack(from, record.DeploymentId) ? "NeedsAttention" : "Success", record.Status.ToString(), Story());
        }

        private void Restore()
        {
            if (model.Backups.Count == 0)
            {
                return;
            }

            var (id, held) = model.Backups[random.Next(model.Backups.Count)];
            var record = sandbox.Run("restore", "A", Policy(10, $"LleBackupTimestamp={id}"));
            done.Add($"restore {id}: {record.Status}, {string.Join("; ", sandbox.Told)}");
            Assert.AreEqual("Success", record.Status.ToString(), Story());
            // What is not ours and not in the backup stays.
            model.Commit(
                record.DeploymentId, held with { Own = held.Own ?? model.Now.Own, Default = held.Default ?? model.Now.Default },
                isDeployment: false);
        }

        private void Crash()
        {
            wasKilled = true;
            var version = Version();
            var call = random.Next(2) == 0 ? ("fsync", random.Next(1, 110)) : ("renameat2", random.Next(1, 12));
            if (random.Next(4) == 0 && model.Now.Binary is not null)
            {
                CrashPurge(call);
                return;
            }

            Strace.Kill(new TracedCall(call.Item1, call.Item2, ""), sandbox.Command("deploy", version, Policy()));
            sandbox.Do("recover", "A", Policy());
            var committed = CommittedTransaction.Read(sandbox.Layout);
            var isNew = committed.Count > model.Deployments.Count;
            done.Add($"deploy {version}, killed at {call}: {(isNew ? "new" : "old")}");
            if (isNew)
            {
                model.Commit(committed[^1].Header.Id, Deployed(version), isDeployment: true);
            }
        }

        private void CrashPurge((string Name, int Count) call)
        {
            Strace.Kill(new TracedCall(call.Name, call.Count, ""), sandbox.Command("uninstall", "A", Policy(10, "LlePurge=true")));
            sandbox.Do("recover", "A", Policy());
            var isGone = !File.Exists(sandbox.Layout.InstallationFile);
            done.Add($"purge, killed at {call}: {(isGone ? "gone" : "as it was")}");
            if (isGone)
            {
                model.Purge();
            }
        }

        private string OwnFile => Path.Combine(sandbox.Layout.ConfigDir, "own.conf");

        public void Compare(int seed)
        {
            var found = new Files(
                Text(sandbox.Layout.Binary), Text(sandbox.Layout.Configuration), Text(OwnFile),
                InstalledState.Read(sandbox.Layout, _ => { })?.Version,
                model.Now.Inputs,
                Text(ManagedFiles.DefaultOf(sandbox.Layout, sandbox.Layout.Configuration)),
                File.Exists(Path.Combine(sandbox.Layout.ConfigDir, "lle-monitor.timer")) ? "timer" : null);
            Assert.AreEqual(model.Now, found, $"sequence {seed}: {Story()}");
            CollectionAssert.AreEqual(model.Backups.Select(b => b.Id).ToList(), sandbox.BackupIds.ToList(),
                $"sequence {seed}, backups: {Story()}");
            CollectionAssert.AreEqual(
                model.Deployments.Select(d => d.Id).ToList(), CommittedTransaction.Read(sandbox.Layout).Select(c => c.Header.Id)
                    .ToList(), $"sequence {seed}, deployments: {Story()}");
        }

        private static string? Text(string path) => File.Exists(path) ? File.ReadAllText(path) : null;

        private string Story() => string.Create(CultureInfo.InvariantCulture, $"\n  {string.Join("\n  ", done)}\n");
    }
}
