using Lle.Deploy.Diagnostics;
using Lle.Deploy.Payload;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Payload;

[TestClass]
public sealed class SemanticVersionTests
{
    [TestMethod]
    public void Versions_are_ordered_as_Semantic_Versioning_orders_them()
    {
        string[] ordered =
        [
            "0.0.1", "0.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
            "1.0.0-rc.1", "1", "1.0.0.1", "1.0.1", "1.2", "1.10", "2", "2147483647.0.0",
        ];
        for (var i = 0; i < ordered.Length; i++)
        {
            for (var j = 0; j < ordered.Length; j++)
            {
                var order = SemanticVersion.TryParse(ordered[i])!.CompareTo(SemanticVersion.TryParse(ordered[j]));
                Assert.AreEqual(Math.Sign(i.CompareTo(j)), Math.Sign(order), $"{ordered[i]} against {ordered[j]}");
            }
        }
    }

    [TestMethod]
    [DataRow("1", "1.0.0")]
    [DataRow("1.2", "1.2.0.0")]
    [DataRow("1.2.3", "1.2.3+build.007")]
    public void Missing_numbers_are_zero_and_build_data_orders_nothing(string one, string other)
    {
        Assert.AreEqual(SemanticVersion.TryParse(one), SemanticVersion.TryParse(other));
        Assert.AreEqual(SemanticVersion.TryParse(one)!.GetHashCode(), SemanticVersion.TryParse(other)!.GetHashCode());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("v1.0")]
    [DataRow("1/2")]
    [DataRow("..")]
    [DataRow("1..2")]
    [DataRow("01.2")]
    [DataRow("1.2.3.4.5")]
    [DataRow("1.2-")]
    [DataRow("1.2-a..b")]
    [DataRow("1.2-01")]
    [DataRow("1.2+")]
    [DataRow("1.2 ")]
    [DataRow("1.2\n")]
    [DataRow("-1")]
    [DataRow("1.٣")]
    [DataRow("99999999999")]
    [DataRow("1.2-a/../b")]
    [DataRow("$(touch x)")]
    public void What_is_no_version_is_refused_naming_the_property(string text) =>
        Assert.AreEqual("LleUpdateVersion", Refused.With(
            "LLE1156", () => SemanticVersion.Parse(text, "LleUpdateVersion")).Location.Property);

    [TestMethod]
    public void An_update_is_named_after_its_version_and_the_UTC_time()
    {
        var id = Update.DeploymentId(SemanticVersion.TryParse("1.1.0-rc.1")!,
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)));

        Assert.AreEqual("UPDATE_1.1.0-rc.1_20260102_010405", id);
    }

    [TestMethod]
    public void Going_back_is_refused_unless_allowed_and_then_said()
    {
        var offered = SemanticVersion.TryParse("1.9.9")!;

        Refused.With("LLE1157", () => Update.CheckDirection("2.0.0", offered, allowDowngrade: false));
        Assert.AreEqual("LLE1158", Update.CheckDirection("2.0.0", offered, allowDowngrade: true)!.Code);
        Assert.AreEqual("LLE1161", Update.CheckDirection("trunk", offered, allowDowngrade: false)!.Code);
        Assert.IsNull(Update.CheckDirection("1.9.9", offered, allowDowngrade: false));
        Assert.IsNull(Update.CheckDirection(null, offered, allowDowngrade: false));
    }
}
