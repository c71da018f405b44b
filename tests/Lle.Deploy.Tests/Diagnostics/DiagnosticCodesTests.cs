namespace Lle.Deploy.Tests.Diagnostics;

/// <summary>One fault has one code, and every code has somebody who raises it.</summary>
[TestClass]
public sealed class DiagnosticCodesTests
{
    [TestMethod]
    public void Every_diagnostic_is_raised_somewhere()
    {
        var idle = DiagnosticSources.Methods.Where(method => !DiagnosticSources.Raised.Contains(method.Call));

        Assert.AreEqual("", string.Join(' ', idle.Select(method => $"{method.Call} ({string.Join(' ', method.Codes)})")));
    }

    [TestMethod]
    public void A_code_is_made_by_one_method()
    {
        var made = DiagnosticSources.Methods.SelectMany(method => method.Codes.Select(code => (code, method.Call)))
            .Concat(DiagnosticSources.CodesOutsideCSharp.Select(code => (code, Call: "targets and scripts")));

        var twice = made.GroupBy(each => each.code).Where(group => group.Count() > 1);
        Assert.AreEqual("", string.Join("; ", twice.Select(group => $"{group.Key}: {string.Join(", ", group.Select(each => each.Call))}")));
    }

    [TestMethod]
    public void The_sources_are_read_at_all()
    {
        Assert.IsGreaterThan(150, DiagnosticSources.Methods.Count);
        Assert.Contains("LLE1012", DiagnosticSources.CodesOutsideCSharp);
    }
}
