using System.Text;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Logging;
using Lle.Deploy.Reporting;
using Lle.Deploy.Reporting.Html;

namespace Lle.Deploy.Sessions;

/// <summary>Writes the reports of an operation that has ended, from its one record. A report that cannot be written is a warning.</summary>
internal static class Reports
{
    private const int ShownInHistory = 30;

    public static void Write(TargetSession session)
    {
        var record = session.Record;
        var layout = session.Layout;
        record.ReportPath = layout.Report(session.Id);
        record.SummaryPath = layout.Summary(session.Id);
        record.ResultPath = layout.Result(session.Id);
        if (record.Operation is OperationKind.Deploy or OperationKind.Update)
        {
            session.Log.Try(() => record.History = MeasurementHistory.Read(layout, ShownInHistory));
        }

        session.Log.Try(() => ServiceRecords.Enter(session));
        record.RollbackCommand = RollbackCommand.Of(session);
        record.LogExcerpt = [.. session.Log.Lines.LastLines];
        if (session.Log.Lines.Failure is { } incomplete)
        {
            session.Log.Tell(incomplete);
        }

        record.SummaryPath = TryWrite(session, record.SummaryPath, path => LogFile.Write(path, TextSummary.Render(record)));
        record.ReportPath = TryWrite(session, record.ReportPath, path => LogFile.Write(path, HtmlReport.Render(record)));
        record.ResultPath = TryWrite(
            session, record.ResultPath, path => LogFile.Write(path, output => ResultJson.Write(output, record)));
    }

    private static string? TryWrite(TargetSession session, string path, Action<string> write)
    {
        try
        {
            write(path);
            return path;
        }
        catch (DeploymentException error)
        {
            session.Log.Tell(DiagnosticCatalog.ReportNotWritten(path, error.Diagnostics[0].Message));
            return null;
        }
    }
}
