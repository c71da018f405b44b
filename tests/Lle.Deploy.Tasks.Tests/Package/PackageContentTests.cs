using System.IO.Compression;
using System.Reflection.Metadata;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace Lle.Deploy.Tasks.Tests.Package;

/// <summary>What is in the package, and what must not be.</summary>
[TestClass]
public sealed class PackageContentTests
{
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    [TestMethod]
    public void Packing_makes_one_package_and_its_symbols()
    {
        var made = Directory.GetFiles(PackedPackage.Feed).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();

        CollectionAssert.AreEqual(new[] { $"Lle.Deploy.Tasks.{PackedPackage.Version}.nupkg",
            $"Lle.Deploy.Tasks.{PackedPackage.Version}.snupkg" }, made);
    }

    [TestMethod]
    public void It_holds_the_tasks_with_their_dependencies_and_everything_a_user_reads()
    {
        var names = Names(PackedPackage.File);

        foreach (var name in new[]
        {
            "tasks/net10.0/Lle.Deploy.Tasks.dll", "tasks/net10.0/Lle.Deploy.Tasks.deps.json", "tasks/net10.0/Lle.Deploy.dll",
            "build/Lle.Deploy.Tasks.props", "build/Lle.Deploy.Tasks.targets",
            "buildMultiTargeting/Lle.Deploy.Tasks.props", "buildMultiTargeting/Lle.Deploy.Tasks.targets",
            "Sdk/Sdk.props", "Sdk/Sdk.targets", "README.md", "CHANGELOG.md", "LICENSE", "docs/README.md", "docs/diagnostics.md",
            "docs/diagnostics/LLE10xx.md",
        })
        {
            Assert.Contains(name, names);
        }
    }

    [TestMethod]
    public void Its_bill_of_materials_lists_every_assembly_with_its_hash()
    {
        var bill = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(PackedPackage.Folder, "sbom.cdx.json")))!;

        Assert.AreEqual("CycloneDX", (string?)bill["bomFormat"]);
        Assert.AreEqual(PackedPackage.Version, (string?)bill["metadata"]!["component"]!["version"]);
        var listed = bill["components"]!.AsArray()
            .ToDictionary(file => (string)file!["name"]!, file => (string)file!["hashes"]![0]!["content"]!);
        var assemblies = Names(PackedPackage.File).Where(name => name.EndsWith(".dll", StringComparison.Ordinal)).ToList();
        CollectionAssert.AreEquivalent(assemblies, listed.Keys);
        foreach (var (name, hash) in listed)
        {
            var found = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(PackedPackage.Folder, name))));
            Assert.AreEqual(found, hash.ToUpperInvariant(), name);
        }
    }

    [TestMethod]
    public void It_holds_nothing_that_would_flow_to_other_projects_and_no_msbuild_of_its_own()
    {
        foreach (var name in Names(PackedPackage.File))
        {
            Assert.DoesNotStartWith("lib/", name);
            Assert.DoesNotStartWith("ref/", name);
            Assert.DoesNotStartWith("buildTransitive/", name);
            Assert.DoesNotContain("Microsoft.Build", name);
        }
    }

    [TestMethod]
    public void Every_assembly_that_the_deps_file_lists_is_there()
    {
        var tasks = Path.Combine(PackedPackage.Folder, "tasks", "net10.0");
        var deps = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(tasks, "Lle.Deploy.Tasks.deps.json")))!;

        var listed = deps["targets"]!.AsObject().Single().Value!.AsObject()
            .SelectMany(library => library.Value!["runtime"]?.AsObject().Select(file => Path.GetFileName(file.Key)) ?? [])
            .ToList();

        Assert.IsNotEmpty(listed);
        foreach (var file in listed)
        {
            Assert.IsTrue(File.Exists(Path.Combine(tasks, file)), file);
        }
    }

    [TestMethod]
    public void Every_place_that_names_the_packages_version_names_this_one()
    {
        var version = XDocument.Load(Repository.Path("Directory.Build.props")).Descendants("VersionPrefix").Single().Value;

        foreach (var (file, text) in new[]
        {
            ("README.md", $"Sdk=\"Lle.Deploy.Tasks/{version}\""),
            ("README.md", $"Include=\"Lle.Deploy.Tasks\" Version=\"{version}\""),
            ("samples/quickstart/deploy.proj", $"Sdk=\"Lle.Deploy.Tasks/{version}\""),
            ("samples/native-tool/native-tool.csproj", $">{version}</DeployTasksVersion>"),
            ("CHANGELOG.md", $"\n## {version}"),
        })
        {
            Assert.Contains(text, Repository.Read(file), file);
        }
    }

    [TestMethod]
    public void A_gallery_can_show_it()
    {
        var metadata = XDocument.Load(Path.Combine(PackedPackage.Folder, "Lle.Deploy.Tasks.nuspec")).Root!.Elements().Single();
        var space = metadata.Name.Namespace;

        var icon = File.ReadAllBytes(Path.Combine(PackedPackage.Folder, metadata.Element(space + "icon")!.Value));
        CollectionAssert.AreEqual(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }, icon[..4]);
        Assert.IsLessThan(1_000_000, icon.Length);
        Assert.StartsWith("## ", metadata.Element(space + "releaseNotes")!.Value);
        Assert.Contains("deployment", metadata.Element(space + "tags")!.Value.Split(' '));
    }

    [TestMethod]
    public void It_is_a_development_dependency_an_sdk_and_depends_on_nothing()
    {
        var metadata = XDocument.Load(Path.Combine(PackedPackage.Folder, "Lle.Deploy.Tasks.nuspec")).Root!.Elements().Single();
        var space = metadata.Name.Namespace;

        Assert.AreEqual("true", metadata.Element(space + "developmentDependency")?.Value);
        CollectionAssert.AreEquivalent(new[] { "MSBuildSdk", "Dependency" },
            metadata.Descendants(space + "packageType").Select(type => type.Attribute("name")!.Value).ToArray());
        Assert.IsEmpty(metadata.Descendants(space + "dependency"));
        Assert.IsEmpty(metadata.Descendants(space + "group"));
        Assert.AreEqual("MIT", metadata.Element(space + "license")?.Value);
        Assert.AreEqual("gallery.md", metadata.Element(space + "readme")?.Value);
    }

    [TestMethod]
    public void The_page_of_the_gallery_is_the_README_without_what_a_gallery_cannot_show()
    {
        var page = File.ReadAllText(Path.Combine(PackedPackage.Folder, "gallery.md"));

        Assert.DoesNotContain("![", page);
        Assert.DoesNotContain("](", page);
        Assert.StartsWith("# Lle.Deploy.Tasks", page);
        Assert.Contains("`$(Version)`", page);
        Assert.Contains("## How a run ends", page);
    }

    [TestMethod]
    public void Packing_twice_gives_the_same_content()
    {
        var again = Path.Combine(PackedPackage.Pack("again"), Path.GetFileName(PackedPackage.File));

        CollectionAssert.AreEqual(Hashes(PackedPackage.File), Hashes(again));
    }

    [TestMethod]
    [DataRow("Lle.Deploy.pdb")]
    [DataRow("Lle.Deploy.Tasks.pdb")]
    public void The_symbols_hold_the_sources(string name)
    {
        using var package = ZipFile.OpenRead(Path.ChangeExtension(PackedPackage.File, ".snupkg"));
        using var content = new MemoryStream();
        using (var stream = (package.GetEntry($"tasks/net10.0/{name}")
            ?? throw new FileNotFoundException(string.Join(' ', package.Entries))).Open())
        {
            stream.CopyTo(content);
        }

        content.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(content);
        var symbols = provider.GetMetadataReader();

        Assert.AreNotEqual(0, symbols.Documents.Count);
        foreach (var document in symbols.Documents)
        {
            Assert.IsTrue(
                symbols.GetCustomDebugInformation(document)
                    .Any(each => symbols.GetGuid(symbols.GetCustomDebugInformation(each).Kind) == EmbeddedSource),
                symbols.GetString(symbols.GetDocument(document).Name));
        }
    }

    private static List<string> Names(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    private static List<string> Hashes(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        return [.. archive.Entries.Select(Hash).Order(StringComparer.Ordinal)];
    }

    private static string Hash(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        return $"{entry.FullName} {Convert.ToHexStringLower(SHA256.HashData(stream))}";
    }
}
