using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Measurements;
using Lle.Deploy.Probes;
using Lle.Deploy.Readiness;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Reporting;

/// <summary>Records as deployments leave them, for what is rendered from them.</summary>
internal static class Records
{
    private static readonly string[] PhaseNames =
    [
        "PRE_DEPLOYMENT_VALIDATION", "ENVIRONMENT_PREPARATION", "BACKUP_CREATION", "BINARY_INSTALLATION", "CONFIGURATION_DEPLOYMENT",
        "SECURITY_CONFIGURATION", "INTEGRATION_VALIDATION", "PERFORMANCE_VALIDATION", "SECURITY_VALIDATION", "PRODUCTION_READINESS",
        "MONITORING_ACTIVATION", "DEPLOYMENT_FINALIZATION",
    ];

    public static DeploymentRecord Upgrade()
    {
        var record = new DeploymentRecord
        {
            DeploymentId = "20250314_092653",
            Sequence = 7,
            Version = "1.3.0",
            PreviousVersion = "1.2.1",
            PreviousDeploymentId = "20250201_110412",
            Status = DeploymentStatus.Success,
            Started = new DateTimeOffset(2025, 3, 14, 9, 26, 53, TimeSpan.Zero),
            Finished = new DateTimeOffset(2025, 3, 14, 9, 26, 53, TimeSpan.Zero).AddMilliseconds(412),
            User = "deploy",
            Group = "staff",
            Host = "shell-01",
            Layout = Layout("/opt/lle"),
            PayloadDir = "/home/deploy/payload",
            Sha256 = "5b0e1c61f0b9d3a14c7d0a2bb6f1a9dd3f9b0b86c7e4e1a2d3c4b5a697887766",
            PreviousSha256 = "0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778899aabbccddeeff0",
            Integrity = "checked",
            Authenticity = "checked (release.pub)",
            Budgets = new BudgetRecord
            {
                MaxStartupMicroseconds = 1800,
                MaxResponseMicroseconds = 800,
                MinCacheHitRatePercent = 75,
                TolerancePercent = 20
            },
            Startup = new StartupRecord
            {
                Wall = Statistics(1240, 60, 100, 17),
                WarmUp = 10,
                UserMicroseconds = 410,
                SystemMicroseconds = 720,
                PeakMemoryKib = 4312,
                Budget = BudgetOutcome.Met,
            },
            PipeResponse = new ResponseRecord
            {
                Mode = ResponseMode.Pipe,
                Gating = true,
                RoundTrip = Statistics(412, 30, 50, 23),
                Budget = BudgetOutcome.Met
            },
            TerminalResponse = new ResponseRecord
            {
                Mode = ResponseMode.Terminal,
                RoundTrip = Statistics(465, 42, 50, 29),
                FirstPromptMicroseconds = 6120,
                KeyEcho = Statistics(231, 25, 50, 31),
                Budget = BudgetOutcome.Met,
            },
            CacheHitRatePercent = 91.4,
            Comparison = new ComparisonRecord
            {
                OldVersion = "1.2.1",
                OldMedianMicroseconds = 1391,
                NewMedianMicroseconds = 1240,
                DifferencePercent = -10.9,
                DifferenceLowerPercent = -12.6,
                DifferenceUpperPercent = -9.1,
                Verdict = ComparisonVerdict.Faster,
            },
            ConfigurationDiff = "--- lle.conf (20250201_110412)\n+++ lle.conf (20250314_092653)\n@@ -3,5 +3,6 @@\n " +
            "[performance]\n-max_startup_time=2000\n+max_startup_time=1800\n cache_hit_rate_target=75\n+prefetch=true\n \n [display]",
            Backup = new BackupRecord
            {
                Timestamp = "20250314_092653",
                Path = "/opt/lle/var/lib/lusush/backups/20250314_092653",
                Files = 14,
                Bytes = 2_413_201,
                Restorable = 14,
                Rehearsed = 14
            },
            AuditHead = "9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab",
            LogPath = "/opt/lle/var/log/lusush/deployment_20250314_092653.log",
            ReportPath = "/opt/lle/var/log/lusush/deployment_report_20250314_092653.html",
        };
        double[] durations = [24.1, 3.2, 18.7, 31.9, 6.4, 22.5, 41.3, 176.8, 4.9, 0.4, 58.2, 9.6];
        var start = 0.8;
        for (var index = 0; index < 12; index++)
        {
            record.Phases.Add(new PhaseRecord
            {
                Number = index + 1,
                Name = PhaseNames[index],
                Outcome = PhaseOutcome.Passed,
                StartMilliseconds = start,
                DurationMilliseconds = durations[index]
            });
            start += durations[index] + 0.3;
        }

        record.Probes.Add(new ProbeRecord
        {
            Name = "basic",
            Input = "echo 'integration test' $((6*7))\n",
            Outcome = ProbeOutcome.Passed,
            Evidence = "expected integration test 42, and it came",
            Answer = "integration test 42\n",
            ExitCode = 0,
            DurationMilliseconds = 7.2
        });
        record.Probes.Add(new ProbeRecord
        {
            Name = "display",
            Input = "display enable\nexit\n",
            Outcome = ProbeOutcome.Warning,
            Evidence = "the shell says that it does not know this command",
            Answer = "lusush: display: Unknown command\n",
            ExitCode = 0,
            DurationMilliseconds = 6.9
        });
        record.Probes.Add(new ProbeRecord
        {
            Name = "memory statistics",
            Input = "debug memory stats\nexit\n",
            Outcome = ProbeOutcome.Passed,
            Evidence = "exit status 0 as expected",
            Answer = "pools: 4, in use: 312 KiB\n",
            ExitCode = 0,
            DurationMilliseconds = 6.8
        });
        double?[] past = [1502, 1466, 1471, null, 1402, 1391];
        for (var index = 0; index < past.Length; index++)
        {
            record.History.Add(new HistoryRecord
            {
                DeploymentId = $"2025010{index + 1}_110412",
                Version = $"1.{index / 3}.{index % 3}",
                StartupMicroseconds = past[index],
                ResponseMicroseconds = 520 - (index * 15)
            });
        }

        foreach (var (path, mode) in new[] { ("bin/lusush", "755"), ("etc/lusush/lle.conf", "644"), ("etc/lusush/security.conf", "600"),
            ("var/log/lusush/security_audit.log", "600"), ("var/lib/lusush/backups", "700") })
        {
            record.Permissions.Add(new PermissionRecord
            {
                Path = $"/opt/lle/{path}",
                Found = $"{mode} root:root",
                Expected = $"{mode} root:root",
                Passed = true
            });
        }

        record.Files = [.. new[] { ("bin/lusush", ChangeKind.Replaced, "755"),
            ("etc/lusush/lle.conf", ChangeKind.Replaced, "644"), ("etc/lusush/monitor_lle.sh", ChangeKind.Replaced, "755"),
            ("etc/lusush/security.conf", ChangeKind.Unchanged, "600") }.Select(file => new FileRecord
        {
            Path = $"/opt/lle/{file.Item1}",
            Change = file.Item2,
            Sha256 = record.Sha256,
            Mode = file.Item3,
            Size = 1_204_224
        })];

        record.LogExcerpt.AddRange(["[2025-03-14 09:26:53] [INFO] [PERFORMANCE_VALIDATION] start-up median 1,240 µs of 100 runs",
            "[2025-03-14 09:26:53] [INFO] [DEPLOYMENT_FINALIZATION] committed"]);
        record.Readiness = ReadinessAssessment.Assess(record, new ReadinessThresholds()).Score;
        record.Validation = PostDeploymentValidation.Validate(ValidationEvidence.From(record)).Score;
        return record;
    }

    /// <summary>Within its budget, and clearly slower than the version before.</summary>
    public static DeploymentRecord Slower()
    {
        var record = Upgrade();
        record.Comparison = new ComparisonRecord
        {
            OldVersion = "1.2.1",
            OldMedianMicroseconds = 480,
            NewMedianMicroseconds = 1240,
            DifferencePercent = 157.2,
            DifferenceLowerPercent = 151.1,
            DifferenceUpperPercent = 163.4,
            Verdict = ComparisonVerdict.Slower,
            IsRegression = true
        };
        record.Diagnostics.Add(new DiagnosticRecord
        {
            Code = "LLE1121",
            Message = "Running as root",
            Remedy = "Make sure that a system-wide installation is what you want"
        });
        record.Diagnostics.Add(new DiagnosticRecord
        {
            Code = "LLE1840",
            IsProminent = true,
            Property = "LleMaxRegression",
            Message = "Start-up is 157.2 % slower than version 1.2.1; expected at most 20 %",
            Remedy = "Find out what the new version does at start-up, or raise LleMaxRegression"
        });
        record.RollbackCommand =
            "dotnet msbuild /home/deploy/shell/deploy.proj -t:LleRollback -p:LleDeploymentId=20250314_092653 -p:LleInstallPrefix=/opt/lle";
        return record;
    }

    /// <summary>One of everything a record can hold.</summary>
    public static DeploymentRecord Complete()
    {
        var record = Upgrade();
        record.Diagnostics.Add(new DiagnosticRecord { Code = "LLE1840", Message = "slower" });
        record.Undo = new UndoRecord();
        record.Programs.Add(new ProgramRecord { Path = "/opt/lle/bin/lle-admin", MaxStartupMicroseconds = 900, Startup = record.Startup! });
        record.Services.Add(new ServiceRecord
        {
            Name = "web",
            Manager = "systemd",
            Unit = "web.service",
            Before = "active",
            Actions = ["restart"],
            After = "active"
        });
        record.HealthChecks.Add(new HealthRecord { Name = "answers", Question = "http://127.0.0.1:8080/", Passed = true, Attempts = 2 });
        record.Notes.Add("Programs that are running now open files of the new version");
        return record;
    }

    /// <summary>Too slow, and undone.</summary>
    public static DeploymentRecord Undone()
    {
        var record = Upgrade();
        record.Status = DeploymentStatus.RolledBack;
        record.StatusCode = 4;
        record.Phases.RemoveRange(8, 4);
        record.Phases[7].Outcome = PhaseOutcome.Failed;
        record.Phases[7].FailureCode = "PERFORMANCE_001";
        record.Startup!.Wall = Statistics(2610, 90, 100, 5);
        record.Startup.Budget = BudgetOutcome.Missed;
        record.PipeResponse = null;
        record.TerminalResponse = null;
        record.CacheHitRatePercent = null;
        record.Comparison = null;
        record.Permissions.Clear();
        record.Readiness = null;
        record.Validation = null;
        record.Diagnostics.Add(new DiagnosticRecord
        {
            Code = "LLE1815",
            Severity = Severity.Error,
            Property = "LleMaxStartupTime",
            Message = "Start-up takes 2,610 µs, the budget is 1,800 µs (45 % over it)",
            Remedy = "Make the program start faster, or raise LleMaxStartupTime"
        });
        record.Undo = new UndoRecord
        {
            Outcome = UndoOutcome.Verified,
            Restored = ["/opt/lle/bin/lusush", "/opt/lle/etc/lusush/lle.conf"],
            Removed = ["/opt/lle/etc/lusush/monitoring.conf"]
        };
        return record;
    }

    public static DeploymentRecord RolledBackByHand()
    {
        var record = new DeploymentRecord
        {
            Operation = OperationKind.Rollback,
            DeploymentId = "20250315_080000",
            Version = "1.2.1",
            Status = DeploymentStatus.Success,
            Layout = Layout("/opt/lle"),
            Reason = "Performance degradation"
        };
        record.Undo = new UndoRecord { Outcome = UndoOutcome.Verified, Restored = ["/opt/lle/bin/lusush"] };
        return record;
    }

    /// <summary>Every text in it tries to be something else.</summary>
    public static DeploymentRecord Hostile()
    {
        const string Evil = "<script>window.planted=1</script>\"'><img src=x " +
            "onerror=alert(1)>&lt;{{7*7}}@BODY@\u0000\u001b[31m\u202eabc\ud800 <!--";
        var record = Undone();
        record.DeploymentId = record.Version = record.PreviousVersion = record.User = record.Group = record.Host = record.Reason = Evil;
        record.Layout = Layout("/" + Evil);
        record.Integrity = record.Authenticity = record.AuditHead = record.LogPath = Evil;
        record.ConfigurationDiff = "+" + Evil + "\n-" + Evil + "\n" + Evil;
        record.Readiness = new ScoreRecord { Lines = [new ScoreLineRecord { Name = Evil, Evidence = Evil }] };
        record.Phases[0].Name = record.Phases[0].FailureCode = Evil;
        record.Phases[1].StartMilliseconds = double.NaN;
        record.Probes.ForEach(probe => probe.Name = probe.Input = probe.Answer = probe.Evidence = Evil);
        record.Probes[0].Outcome = ProbeOutcome.Failed;
        record.Probes[0].Answer = new string('x', 2_000_000);
        record.Permissions.Add(new PermissionRecord { Path = Evil, Found = Evil, Expected = Evil });
        record.Files.ToList().ForEach(file => file.Path = file.Mode = file.Sha256 = Evil);
        record.Services.Add(new ServiceRecord { Name = Evil, Manager = Evil, Unit = Evil, Before = Evil, Actions = [Evil], After = Evil });
        record.HealthChecks.Add(new HealthRecord { Name = Evil, Question = Evil, Problem = Evil });
        record.Programs.Add(new ProgramRecord { Path = Evil });
        record.Notes.Add(Evil);
        record.Backup!.Path = Evil;
        record.Undo = new UndoRecord { Problem = Evil, Kept = [Evil], Removed = [Evil], Restored = [Evil] };
        record.Diagnostics.ForEach(problem => problem.Code = problem.File = problem.Message = problem.Remedy = Evil);
        record.History.ForEach(each => each.DeploymentId = each.Version = Evil);
        record.LogExcerpt = [Evil, "</pre></code>" + Evil];
        return record;
    }

    private static LayoutRecord Layout(string prefix) => new()
    {
        Prefix = prefix,
        Binary = prefix + "/bin/lusush",
        ConfigDir = prefix + "/etc/lusush",
        DataDir = prefix + "/var/lib/lusush",
        LogDir = prefix + "/var/log/lusush",
        BackupDir = prefix + "/var/lib/lusush/backups",
    };

    private static StatisticsRecord Statistics(double median, double spread, int count, int seed)
    {
        var random = new Random(seed);
        var samples = Enumerable.Range(0, count)
            .Select(_ => Math.Round(median + (spread * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.4)) +
            (random.NextDouble() < 0.04 ? spread * 7 : 0), 1))
            .ToList();
        var sorted = samples.Order().ToList();
        return new StatisticsRecord
        {
            Count = count,
            Minimum = sorted[0],
            Median = sorted[count / 2],
            P95 = sorted[count * 95 / 100],
            P99 = sorted[count * 99 / 100],
            Maximum = sorted[^1],
            StandardDeviation = spread,
            MedianLower = sorted[(count / 2) - 8],
            MedianUpper = sorted[(count / 2) + 8],
            Outliers = samples.Count(each => each > median + (spread * 4)),
            Samples = samples,
        };
    }
}
