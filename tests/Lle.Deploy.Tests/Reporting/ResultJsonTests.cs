using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Measurements;
using Lle.Deploy.Probes;
using Lle.Deploy.Reporting;

namespace Lle.Deploy.Tests.Reporting;

[TestClass]
public sealed class ResultJsonTests
{
    [TestMethod]
    public void Every_record_is_valid_by_the_published_schema()
    {
        foreach (var record in new[] { Records.Upgrade(), Records.Undone(), Records.RolledBackByHand(), new DeploymentRecord() })
        {
            Assert.AreEqual("", ResultSchema.Problems(ResultJson.Serialize(record)));
        }
    }

    [TestMethod]
    [DataRow("{}")]
    [DataRow("[]")]
    [DataRow("null")]
    public void What_is_no_result_is_invalid(string json) => Assert.AreNotEqual("", ResultSchema.Problems(json));

    [TestMethod]
    [DataRow("Status", "\"GREAT\"")]
    [DataRow("StatusCode", "5")]
    [DataRow("Operation", "\"destroy\"")]
    [DataRow("Sequence", "\"7\"")]
    [DataRow("Started", "\"yesterday\"")]
    [DataRow("Sha256", "\"abc\"")]
    [DataRow("Layout", "{}")]
    [DataRow("Unknown", "1")]
    public void A_wrong_value_is_invalid(string property, string value)
    {
        var result = JsonNode.Parse(ResultJson.Serialize(Records.Upgrade()))!;
        result[property] = JsonNode.Parse(value);
        Assert.AreNotEqual("", ResultSchema.Problems(result.ToJsonString()));
    }

    [TestMethod]
    public void A_missing_property_is_invalid()
    {
        var complete = ResultJson.Serialize(Records.Upgrade());
        foreach (var property in JsonNode.Parse(complete)!.AsObject().Select(each => each.Key))
        {
            var result = JsonNode.Parse(complete)!;
            result.AsObject().Remove(property);
            Assert.AreNotEqual("", ResultSchema.Problems(result.ToJsonString()), property);
        }
    }

    /// <summary>The writer is written by hand; a new property of a record must not be forgotten in it.</summary>
    [TestMethod]
    public void Nothing_that_a_record_knows_is_left_out()
    {
        using var json = JsonDocument.Parse(ResultJson.Serialize(Records.Complete()));
        var missing = new List<string>();
        Compare(Records.Complete(), json.RootElement, "", missing);
        Assert.IsEmpty(missing, string.Join('\n', missing));
    }

    [TestMethod]
    public void The_schema_describes_every_property()
    {
        var bare = new List<string>();
        Look(ResultSchema.Document(), "");
        Assert.IsEmpty(bare, string.Join('\n', bare));

        void Look(JsonElement schema, string path)
        {
            foreach (var group in new[] { "properties", "$defs" }.Where(name => schema.TryGetProperty(name, out _)))
            {
                foreach (var property in schema.GetProperty(group).EnumerateObject())
                {
                    if (!property.Value.TryGetProperty("description", out var text) || text.GetString()!.Length == 0)
                    {
                        bare.Add($"{path}/{property.Name}");
                    }

                    Look(property.Value, $"{path}/{property.Name}");
                }
            }
        }
    }

    [TestMethod]
    public void The_schema_names_the_words_of_each_decision()
    {
        Same<OperationKind>("/properties/Operation", OperationNames.Name);
        Same<DeploymentStatus>("/properties/Status", StatusNames.Name);
        Same<AttentionCause>("/properties/Cause", Words.Of);
        Same<PhaseOutcome>("/$defs/Phase/properties/Outcome", Words.Of);
        Same<ProbeOutcome>("/$defs/Probe/properties/Outcome", Words.Of);
        Same<ChangeKind>("/$defs/File/properties/Change", Words.Of);
        Same<ResponseMode>("/$defs/Response/properties/Mode", Words.Of);
        Same<ComparisonVerdict>("/$defs/Comparison/properties/Verdict", Words.Of);
        Same<UndoAction>("/$defs/Undo/properties/Action", Words.Of);
        Same<Severity>("/$defs/Diagnostic/properties/Severity", Words.Of);

        static void Same<T>(string pointer, Func<T, string> word)
            where T : struct, Enum
        {
            var schema = ResultSchema.Document();
            foreach (var step in pointer.Split('/').Skip(1))
            {
                schema = schema.GetProperty(step);
            }

            CollectionAssert.AreEquivalent(
                Enum.GetValues<T>().Select(word).ToArray(), schema.GetProperty("enum").EnumerateArray().Select(each => each.GetString()!)
                    .ToArray(), pointer);
        }
    }

    [TestMethod]
    public void A_broken_result_is_named_with_its_line()
    {
        var problem = Refuse("{\n\"Status\": \"GREAT\"}");
        StringAssert.Contains(problem.Message, "'GREAT' is no status");
        Assert.AreEqual(2, problem.Location.Line);
        Assert.AreEqual(2, Refuse("{\n\"Sequence\": \"x\"}").Location.Line);
        Assert.AreEqual(3, Refuse("{\n\n\"Sequence\": x}").Location.Line);
        Assert.AreEqual(1, Refuse("null").Location.Line);
        Assert.AreEqual(2, Refuse("{\"Sequence\": 1}\n{}").Location.Line);
        Assert.AreEqual(1, Refuse("{\"Sequence\": 1").Location.Line);

        static Diagnostic Refuse(string json)
        {
            var problem = Assert.ThrowsExactly<DeploymentException>(() => ResultJson.Read(json, "/l/r.json")).Diagnostics.Single();
            Assert.AreEqual(("LLE2221", "/l/r.json"), (problem.Code, problem.Location.File));
            return problem;
        }
    }

    [TestMethod]
    public void A_later_run_reads_what_it_needs()
    {
        var record = Records.Upgrade();
        Assert.AreEqual(
            new PastResult(record.DeploymentId, 7, DeploymentStatus.Success, record.AuditHead)
            {
                Operation = "deploy",
                Version = record.Version,
                Started = record.Started,
            },
            ResultJson.Read(ResultJson.Serialize(record), "x.json"));
    }

    private static void Compare(object value, JsonElement json, string path, List<string> missing)
    {
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var here = $"{path}/{property.Name}";
            if (!json.TryGetProperty(property.Name, out var written))
            {
                missing.Add(here);
            }
            else if (property.GetValue(value) is System.Collections.IEnumerable list and not string)
            {
                var first = list.Cast<object>().FirstOrDefault();
                if (first is not null && first.GetType().Namespace!.StartsWith("Lle.", StringComparison.Ordinal))
                {
                    Compare(first, written[0], here, missing);
                }
            }
            else if (property.GetValue(value) is { } part && part.GetType() is { IsClass: true } type && type != typeof(string))
            {
                Compare(part, written, here, missing);
            }
        }
    }
}
