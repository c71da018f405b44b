using Lle.Deploy.Reporting.Html;

namespace Lle.Deploy.Tests.Reporting;

/// <summary>What a program, a file name or a value says is shown as text.</summary>
[TestClass]
public sealed class TextOfOthersTests
{
    [TestMethod]
    [DataRow("<script>alert('&\"')</script>", "&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;")]
    [DataRow("a\u001b[31mb\0", "a\u241b[31mb\u2400")]
    public void Nothing_of_it_is_taken_for_HTML(string text, string shown) => Assert.AreEqual(shown, HtmlText.Encode(text));
}
