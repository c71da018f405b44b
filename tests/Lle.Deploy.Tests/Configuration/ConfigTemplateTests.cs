using CsCheck;
using Lle.Deploy.Configuration;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Configuration;

[TestClass]
public sealed class ConfigTemplateTests
{
    private static string Render(string template, params (string Name, string Value)[] values) =>
        ConfigTemplate.Render(template, "lle.conf.template", values.ToDictionary(value => value.Name, value => value.Value));

    [TestMethod]
    [DataRow("/a&b|c\\d;e\"f'g$(h)`i`%j#k")]
    [DataRow("@OTHER@")]
    [DataRow("ü@ß €")]
    [DataRow("")]
    public void A_value_comes_through_literally(string value) =>
        Assert.AreEqual($"a={value}\nb={value}{value}", Render("a=@P@\nb=@P@@P@", ("P", value), ("OTHER", "wrong")));

    [TestMethod]
    public void Any_text_without_control_characters_comes_through_literally() =>
        Gen.String[Gen.Char[' ', '\uffff'], 0, 40].Where(value => !value.Any(char.IsControl)).Sample(
            value => Assert.AreEqual($"x={value}\n", Render("x=@P@\n", ("P", value))), iter: 2000, seed: "0N0XIzNsQ0O2", threads: 1);

    [TestMethod]
    public void Every_unknown_placeholder_is_an_error_at_its_place()
    {
        var places = Refused.Places(() => Render("[a]\nx=@LLE_DATA_DIR@ @NOPE@\n  @lower@\ny=@P@@Q@", ("LLE_DATA_DIR", "/d"), ("P", "p")));

        CollectionAssert.AreEqual(new[] { "LLE1501(2,18)", "LLE1501(3,3)", "LLE1501(4,6)" }, places.ToArray());
    }

    [TestMethod]
    [DataRow("@@P@", "@P@")]
    [DataRow("@@NOPE@@P@", "@NOPE@v")]
    [DataRow("a@b.c", "a@b.c")]
    [DataRow("@", "@")]
    [DataRow("@@", "@@")]
    [DataRow("@@@P@", "@@P@")]
    [DataRow("@1@ @a b@ @P", "@1@ @a b@ @P")]
    public void A_doubled_sign_means_the_text_itself_and_a_lone_one_itself(string template, string text) =>
        Assert.AreEqual(text, Render(template, ("P", "v")));

    [TestMethod]
    [DataRow("/a\nenable_rbac=false")]
    [DataRow("/a\r")]
    [DataRow("/a\u0000")]
    [DataRow("/a\u0085b")]
    public void A_value_that_would_break_the_line_is_refused(string value) =>
        Assert.AreEqual("LLE1502(1,3)", Refused.Places(() => Render("a=@P@", ("P", value))).Single());
}
