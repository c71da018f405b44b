using System.Text;
using System.Text.Json;
using Lle.Deploy.Deployments;
using Lle.Deploy.Text;

namespace Lle.Deploy.Reporting;

/// <summary>A plan for people, and as plan.json.</summary>
internal static class PlanText
{
    /// <summary>The property of plan.json that lists the paths, and that of each which says what would happen to it.</summary>
    public const string Paths = "Paths", Action = "Action";

    public static string Name(PlanAction action) => action switch
    {
        PlanAction.Create => "create",
        PlanAction.Replace => "replace",
        PlanAction.Remove => "remove",
        _ => "keep",
    };

    public static string Json(PlanRecord plan) => Encoding.UTF8.GetString(JsonPage.Write(writer =>
    {
        writer.WriteNumber("Schema", 1);
        writer.WriteString("Operation", OperationNames.Name(plan.Operation));
        writer.WriteString("Version", plan.Version);
        writer.WriteUnlessNull("InstalledVersion", plan.InstalledVersion);
        writer.WriteBoolean("ChangesAnything", !plan.ChangesNothing);
        writer.WriteBoolean("TakesBackup", plan.TakesBackup);
        writer.WriteString("Hash", plan.Hash);
        writer.WriteStartArray(Paths);
        foreach (var entry in plan.Files)
        {
            writer.WriteStartObject();
            writer.WriteString("Path", entry.Path);
            writer.WriteString(Action, Name(entry.Action));
            writer.WriteUnlessNull("Reason", entry.Reason.Length == 0 ? null : entry.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("Services");
        foreach (var service in plan.Services)
        {
            writer.WriteStartObject();
            writer.WriteString("Name", service.Name);
            writer.WriteString("Manager", service.Manager);
            writer.WriteString("State", service.State);
            writer.WriteString(Action, service.Action ?? "none");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteTexts("Notes", plan.Notes);
        writer.WriteUnlessNull("ConfigurationDiff", plan.ConfigurationDiff);
    }));
}
