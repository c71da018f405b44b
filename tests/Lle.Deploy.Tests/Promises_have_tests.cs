using System.Text.RegularExpressions;

namespace Lle.Deploy.Tests;

/// <summary>A promise without a test is not made: the tables of reliability.md and security.md name tests that exist.</summary>
[TestClass]
public sealed class Promises_have_tests
{
    private static readonly string sources = string.Join('\n', Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

    [TestMethod]
    [DataRow("reliability.md", "| # | promise | test |", 20)]
    [DataRow("security.md", "| who | can write | what they can then do | test |", 15)]
    public void Every_row_names_tests_that_exist(string page, string head, int least)
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", page)).SkipWhile(line => line != head).Skip(2)
            .TakeWhile(line => line.StartsWith('|')).ToList();

        Assert.IsGreaterThanOrEqualTo(least, rows.Count);
        foreach (var row in rows)
        {
            var tests = Regex.Matches(row.TrimEnd('|', ' ').Split('|')[^1], "`([^`]+)`").Select(match => match.Groups[1].Value).ToList();
            Assert.IsNotEmpty(tests, $"{page}: no test in {row}");
            foreach (var part in tests.SelectMany(test => test.Split('.')).Select(name => name.TrimEnd('…', '_')))
            {
                Assert.MatchesRegex(new Regex($"(class|void) {part}"), sources, $"{page} names a test that does not exist: {part}");
            }
        }
    }
}
