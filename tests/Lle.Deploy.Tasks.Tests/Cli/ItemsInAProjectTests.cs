using System.Text;
using Lle.Deploy.Options;

namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>The tables of items hold for every front end; MSBuild reserves some names for itself.</summary>
[TestClass]
public sealed class ItemsInAProjectTests
{
    [TestMethod]
    public void All_documented_metadata_can_be_written_in_a_project_file()
    {
        using var sandbox = new Sandbox();
        var items = new StringBuilder();
        foreach (var kind in ItemTable.All.Concat(ItemTable.OfFleets))
        {
            var attributes = string.Join(' ', kind.Metadata.Select(name => $"{name}=\"x\""));
            items.Append(null, $"<{kind.Name} Include=\"x\" {attributes} />\n");
        }

        File.WriteAllText(sandbox.Path("items.proj"),
            $"<Project><ItemGroup>{items}</ItemGroup><Target Name=\"Nothing\" /></Project>");

        sandbox.MSBuild("items.proj", "-t:Nothing").Succeeded();
    }
}
