using Lle.Deploy.Measurements;
using Lle.Deploy.Operations;

namespace Lle.Deploy.Tests.Measurements;

[TestClass]
public sealed class CacheHitRateTests
{
    [TestMethod]
    [DataRow("18 total (9 hits, 9 misses)", "50.0", 50.0)]
    [DataRow("1 total (1 hits, 0 misses)", "100.0", 100.0)]
    [DataRow("9 total (0 hits, 9 misses)", "0.0", 0.0)]
    public void The_report_of_the_shell_is_read(string operations, string rate, double expected) =>
        Assert.AreEqual(expected, CacheHitRate.Parse(Report(operations, rate)));

    [TestMethod]
    public void A_cache_nobody_used_has_no_rate() => Assert.IsNull(CacheHitRate.Parse(Report("0 total (0 hits, 0 misses)", "0.0")));

    [TestMethod]
    [DataRow("dash: 1: display: not found")]
    [DataRow("Enhanced Performance Monitoring: Not initialized")]
    [DataRow("Targets: Cache hit rate >75%, Display timing <50ms")]
    [DataRow("Pool allocations: 48 (100.0% hit rate)")]
    public void Anything_else_is_not_reported(string output) => Assert.IsNull(CacheHitRate.Parse(output));

    [TestMethod]
    public void The_prompt_after_a_command_that_prints_nothing_is_recognised()
    {
        // Learnt after an answer, whose line it ends; an assignment has no such line, and bracketed paste stands before the prompt.
        var prompt = Conversation.PromptAlone("\r\n\u001b[?2004h$ "u8);

        Assert.IsTrue("PATH=/dev/null\r\n\u001b[?2004l\r\u001b[?2004h$ "u8.EndsWith(prompt));
    }

    [TestMethod]
    public void A_rate_beyond_a_hundred_is_not_believed() => Assert.IsNull(CacheHitRate.Parse(Report("3 total", "250.0")));

    private static string Report(string operations, string rate) =>
        $"display performance report\n\n=== Enhanced Performance Report ===\nCache Performance:\n  Operations: {operations}\n  Hit " +
            $"Rate: {rate}% (Target: >75.0%)\n";
}
