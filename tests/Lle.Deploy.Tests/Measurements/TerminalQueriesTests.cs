using System.Text;
using Lle.Deploy.Measurements;

namespace Lle.Deploy.Tests.Measurements;

[TestClass]
public sealed class TerminalQueriesTests
{
    [TestMethod]
    [DataRow("$ ", "")]
    [DataRow("\u001b[1m\u001b[6nx", "\u001b[1;1R")]
    [DataRow("\u001b[c", "\u001b[?6c")]
    [DataRow("\u001b[0c\u001b[6n", "\u001b[1;1R\u001b[?6c")]
    public void A_terminal_answers_what_it_is_asked(string output, string answer) =>
        Assert.AreEqual(answer, Encoding.ASCII.GetString(TerminalQueries.Answer(Encoding.ASCII.GetBytes(output))));

    [TestMethod]
    public void A_session_that_waits_for_the_cursor_position_gets_it()
    {
        var script = "stty raw -echo; printf '\\033[6n'; answer=$(dd bs=6 count=1 2>/dev/null | od -An -c | tr -d ' \\n'); stty sane; "
            + $"[ \"$answer\" = '033[1;1R' ] && exec {Tools.Require("dash")} -i";
        var plan = new ResponsePlan(ResponseMode.Terminal, Rounds: 6) { Arguments = ["-c", script] };
        Assert.AreEqual(6, ResponseMeasurement.Measure(Tools.Require("sh"), plan).Record.RoundTrip.Count);
    }
}
