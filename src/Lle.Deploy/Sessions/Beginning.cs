using Lle.Deploy.Deployments;
using Lle.Deploy.Logging;
using Lle.Deploy.Measurements;
using Lle.Deploy.Options;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Sessions;

/// <summary>What is known of an operation before it does anything: who, where, with which budgets.</summary>
internal static class Beginning
{
    public static DeploymentRecord Of(DeploymentOptions options, OperationKind operation, string id, DateTimeOffset started) => new()
    {
        Operation = operation,
        DeploymentId = id,
        Version = options.Version,
        Started = started,
        User = Accounts.UserName(Accounts.CurrentUser),
        Group = Accounts.GroupName(Accounts.CurrentGroup),
        Host = Environment.MachineName,
        LogPath = options.Layout.DeploymentLog(id),
        Layout = new LayoutRecord
        {
            Prefix = options.Layout.Prefix,
            Binary = options.Layout.Binary,
            ConfigDir = options.Layout.ConfigDir,
            ConfigName = options.Layout.ConfigName,
            DataDir = options.Layout.DataDir,
            LogDir = options.Layout.LogDir,
            BackupDir = options.Layout.BackupDir,
        },
        Budgets = new BudgetRecord
        {
            MaxStartupMicroseconds = options.Budgets.MaxStartupMicroseconds,
            MaxResponseMicroseconds = options.Budgets.MaxResponseMicroseconds,
            MinCacheHitRatePercent = options.Budgets.MinCacheHitRatePercent,
            TolerancePercent = options.Budgets.TolerancePercent,
            ResponseMode = options.ResponseMode,
            MeasuresResponse = options.MeasureResponse,
        },
    };
}
