using System.Text;
using Lle.Deploy.Configuration;
using Lle.Deploy.Layout;
using Lle.Deploy.Payload;

namespace Lle.Deploy.Tests.Configuration;

[TestClass]
public sealed class DefaultConfigurationTests
{
    private static readonly TargetLayout Layout = new("/p", "/p/etc", "/p/data", "/p/log", "/p/data/backups", "tool");
    private static readonly DateTimeOffset Earlier = new(2025, 10, 9, 14, 9, 30, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Earlier.AddDays(3);

    [TestMethod]
    public void A_default_that_would_differ_by_its_date_alone_keeps_the_date_it_had()
    {
        var first = Render("# @DEPLOYMENT_DATE@\n[a]\nx=1\n", Earlier, "");

        var second = Render("# @DEPLOYMENT_DATE@\n[a]\nx=1\n", Later, first);

        Assert.AreEqual(first, second);
        StringAssert.Contains(second, "2025-10-09 14:09:30", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_default_that_differs_in_anything_else_gets_the_new_date()
    {
        var first = Render("# @DEPLOYMENT_DATE@\n[a]\nx=1\n", Earlier, "");

        var second = Render("# @DEPLOYMENT_DATE@\n[a]\nx=2\n", Later, first);

        StringAssert.Contains(second, "2025-10-12 14:09:30", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_date_of_the_template_itself_is_not_mistaken_for_the_date_of_a_deployment()
    {
        var first = Render("# since 2001-01-01 00:00:00, @DEPLOYMENT_DATE@\n", Earlier, "");

        Assert.AreEqual(first, Render("# since 2001-01-01 00:00:00, @DEPLOYMENT_DATE@\n", Later, first));
    }

    private static string Render(string template, DateTimeOffset now, string last)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, template);
            return DefaultConfiguration.Render(PayloadFile.TryRead(path)!, Layout, now, new Dictionary<string, string>(), [],
                Encoding.UTF8.GetBytes(last));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
