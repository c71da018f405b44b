using System.Text.RegularExpressions;
using Lle.Deploy.Mutants;

namespace Lle.Deploy.Tests.Mutants;

/// <summary>The mutation run is no part of CI; its list must fit the code all the same.</summary>
[TestClass]
public sealed class TheListOfMutantsTests
{
    private static readonly IReadOnlyList<Mutant> all = Mutant.Read(Path.Combine(
        Repository.Root, "tests/Lle.Deploy.Mutants/mutants.json"));

    [TestMethod]
    public void Every_text_stands_in_its_file_exactly_once()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mutant in all)
        {
            var source = files.GetValueOrDefault(mutant.File) ?? File.ReadAllText(Path.Combine(Repository.Root, mutant.File));
            files[mutant.File] = mutant.In(source)
                ?? throw new AssertFailedException($"Mutant {mutant.Number}, {mutant.What}: its text is not in {mutant.File} exactly once");
        }
    }

    [TestMethod]
    public void Numbers_count_from_one_and_every_name_of_a_test_means_a_test()
    {
        CollectionAssert.AreEqual(Enumerable.Range(1, all.Count).ToList(), all.Select(mutant => mutant.Number).ToList());
        var sources = all.Select(mutant => mutant.Project).Distinct().ToDictionary(project => project, project => string.Join('\n',
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", project), "*.cs", SearchOption.AllDirectories)
                .Select(File.ReadAllText)));
        foreach (var mutant in all)
        {
            foreach (var test in mutant.Tests.Split('|'))
            {
                Assert.IsTrue(test.Split('.').All(part => Regex.IsMatch(sources[mutant.Project], $"(class|void) {part}")),
                    $"Mutant {mutant.Number}: {mutant.Project} has no test {test}");
            }
        }
    }

    [TestMethod]
    public void There_are_at_least_sixty() => Assert.IsGreaterThanOrEqualTo(60, all.Count);
}
