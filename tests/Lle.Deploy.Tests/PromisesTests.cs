using System.Globalization;
using System.Text.RegularExpressions;
using Lle.Deploy.Mutants;

namespace Lle.Deploy.Tests;

/// <summary>A promise without a test is not made: the tables of reliability.md and security.md name tests that exist.</summary>
[TestClass]
public sealed class PromisesTests
{
    private const string Threats = "| who | can write | what they can then do | test | mutants |";

    private static readonly string sources = string.Join('\n', Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

    [TestMethod]
    [DataRow("reliability.md", "| # | promise | test |", 20)]
    [DataRow("security.md", Threats, 20)]
    public void Every_row_names_tests_that_exist(string page, string head, int least)
    {
        var rows = Rows(page, head);

        Assert.IsGreaterThanOrEqualTo(least, rows.Count);
        var column = Cells(head).ToList().IndexOf("test");
        foreach (var row in rows)
        {
            var tests = TestsIn(Cells(row)[column]);
            Assert.IsNotEmpty(tests, $"{page}: no test in {row}");
            foreach (var part in tests.SelectMany(test => test.Split('.')).Select(name => name.TrimEnd('…', '_')))
            {
                Assert.MatchesRegex(new Regex($"(class|void) {part}"), sources, $"{page} names a test that does not exist: {part}");
            }
        }
    }

    [TestMethod]
    public void Every_threat_names_the_mutants_that_take_its_protection_out_and_a_test_of_its_row_finds_each()
    {
        var mutants = Mutant.Read(Path.Combine(Repository.Root, "tests/Lle.Deploy.Mutants/mutants.json"))
            .ToDictionary(mutant => mutant.Number);
        foreach (var row in Rows("security.md", Threats))
        {
            var cells = Cells(row);
            var classes = TestsIn(cells[^2]).Select(test => test.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
            var numbers = cells[^1].Split(", ").SelectMany(Numbers).ToList();
            Assert.IsNotEmpty(numbers, row);
            foreach (var number in numbers)
            {
                Assert.IsTrue(mutants.TryGetValue(number, out var mutant), $"no mutant {number}: {row}");
                Assert.IsTrue(mutant.Tests.Split('|').Any(test => classes.Contains(test.Split('.')[0])),
                    $"mutant {number} is found by {mutant.Tests}, which the row does not name: {row}");
            }
        }
    }

    private static IReadOnlyList<string> Rows(string page, string head) =>
        [.. File.ReadAllLines(Path.Combine(Repository.Root, "docs", page)).SkipWhile(line => line != head).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))];

    private static string[] Cells(string row) => [.. row.Trim('|', ' ').Split('|').Select(cell => cell.Trim())];

    private static IReadOnlyList<string> TestsIn(string cell) =>
        [.. Regex.Matches(cell, "`([^`]+)`").Select(match => match.Groups[1].Value)];

    /// <summary>"7" or "9 to 12".</summary>
    private static IEnumerable<int> Numbers(string text)
    {
        var ends = text.Split(" to ").Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToList();
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
    }
}
