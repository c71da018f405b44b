namespace Lle.Deploy.Diagnostics;

/// <summary>LLE18xx, phase 8: measurements: docs/diagnostics/LLE18xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    private const string CheckExecutable = "Check that it is an executable for this machine and that its interpreter and libraries exist";

    private const string OnlyShells =
        "The response of a program that is not a shell cannot be measured: set LleMeasureResponse=false for it";

    public static Diagnostic ExitStatusLost(string executable, string reason) => Error(
        "LLE1801", Location.OfFile(executable), $"The exit status of '{executable}' was taken by another part of this process: {reason}",
        "Run the deployment in a process that waits only for its own children");

    public static Diagnostic NoChannel(string kind, string reason) => Error(
        "LLE1802", Location.None,
            $"The system could not provide a {kind}: {reason}",
            "Raise the limit of open files, or mount /dev/pts, and deploy again");

    public static Diagnostic StartupFailed(string executable, int launch, string ending) => Error(
        "LLE1810", Location.OfFile(executable),
            $"Start-up measurement: launch {launch} of '{executable}' ended with {ending}; expected exit code 0",
        "Run it by hand with the same arguments (LleStartupArguments)");

    public static Diagnostic StartupCrashed(string executable, int launch, string signal) => Error(
        "LLE1811", Location.OfFile(executable), $"Start-up measurement: launch {launch} of '{executable}' was killed by {signal}",
        "Run it by hand to find the crash, or look at its core dump");

    public static Diagnostic StartupHung(string executable, int launch, TimeSpan limit) => Error(
        "LLE1812", Location.OfFile(executable),
        $"Start-up measurement: launch {launch} of '{executable}' did not exit within {limit.TotalSeconds:0.###} s and was killed",
        "Run it by hand with standard input from /dev/null to see what it waits for");

    public static Diagnostic StartupNotStarted(string executable, string reason) => Error(
        "LLE1813", Location.OfFile(executable), $"Start-up measurement: '{executable}' could not be started: {reason}", CheckExecutable);

    public static Diagnostic StartupWithinTolerance(string excess, double tolerance, bool kept) => Degraded(
        kept, "LLE1814", "LleMaxStartupTime", $"Start-up time {excess}, within the tolerance of {tolerance:0.##} %");

    public static Diagnostic StartupOverBudget(string excess, double tolerance) => Error(
        "LLE1815", Location.OfProperty("LleMaxStartupTime"), $"Start-up time {excess}, beyond the tolerance of {tolerance:0.##} %",
        RaiseBudget("LleMaxStartupTime"));

    public static Diagnostic SessionNotStarted(string executable, string reason) => Error(
        "LLE1820", Location.OfFile(executable), $"Response measurement: '{executable}' could not be started: {reason}", CheckExecutable);

    public static Diagnostic SessionEnded(string executable, string mode, string ending, string printed) => Error(
        "LLE1821", Location.OfFile(executable),
        $"Response measurement ({mode}): the session of '{executable}' ended with {ending} before it answered; it printed {printed}",
        "Run it by hand with -i: it must run until its input ends. For a program that is not a shell set LleMeasureResponse=false");

    public static Diagnostic NoPrompt(string executable, string mode, string printed, TimeSpan limit) => Error(
        "LLE1822", Location.OfFile(executable),
        $"Response measurement ({mode}): '{executable}' showed no prompt within {limit.TotalSeconds:0.###} s; it printed {printed}",
        OnlyShells);

    public static Diagnostic NoAnswer(string executable, string mode, string printed, TimeSpan limit) => Error(
        "LLE1823", Location.OfFile(executable),
        $"Response measurement ({mode}): '{executable}' did not answer an echo command within {limit.TotalSeconds:0.###} s; it "
        + $"printed {printed}",
        OnlyShells);

    public static Diagnostic NoEcho(string executable, string mode, string printed, TimeSpan limit) => Error(
        "LLE1824", Location.OfFile(executable),
        $"Response measurement ({mode}): '{executable}' did not show a typed key within {limit.TotalSeconds:0.###} s; it printed {printed}",
        "Type into it by hand on a terminal; a program that hides typed keys has no key echo to measure");

    public static Diagnostic ResponseWithinTolerance(string mode, string excess, double tolerance, bool kept) => Degraded(
        kept, "LLE1825", "LleMaxResponseTime", $"Response time ({mode}) {excess}, within the tolerance of {tolerance:0.##} %");

    public static Diagnostic ResponseOverBudget(string mode, string excess, double tolerance) => Error(
        "LLE1826", Location.OfProperty("LleMaxResponseTime"),
            $"Response time ({mode}) {excess}, beyond the tolerance of {tolerance:0.##} %",
        RaiseBudget("LleMaxResponseTime"));

    /// <summary>Only the mode of LleResponseMode decides; the other one is measured for the report.</summary>
    public static Diagnostic OtherModeNotMeasured(Diagnostic cause) => Warning(
        "LLE1827", cause.Location, $"The response could not be measured in the mode that does not decide ({cause.Code}: {cause.Message})",
        "Safe to ignore if this program is not meant for that mode; otherwise try it there by hand");

    public static Diagnostic CacheHitRateLow(double percent, double target, bool required) => new(
        required ? "LLE1831" : "LLE1830",
        required ? Severity.Error : Severity.Warning,
        Location.OfProperty("LleMinCacheHitRate"),
        $"The shell reports a cache hit rate of {percent:0.####} %; expected at least {target:0.##} %",
        "Look at the shell's performance report, or set LleMinCacheHitRate to a rate that its use can reach");

    public static Diagnostic CacheHitRateMissing(double target) => Error(
        "LLE1832", Location.OfProperty("LleRequireCacheHitRate"), $"The shell reports no cache hit rate; expected at least {target:0.##} %",
        "Deploy a shell that has 'display performance report', or set LleRequireCacheHitRate=false");

    public static Diagnostic Regression(string oldVersion, double percent, string evidence, double limit, bool gate) => new(
        gate ? "LLE1841" : "LLE1840",
        gate ? Severity.Error : Severity.Warning,
        Location.OfProperty("LleMaxRegression"),
        $"Start-up is {percent:0.0} % slower than version {oldVersion} ({evidence}); expected at most {limit:0.##} %",
        "Find out what the new version does at start-up, or raise LleMaxRegression")
    {
        IsProminent = true,
    };

    public static Diagnostic NotCompared(Diagnostic cause) => Warning(
        "LLE1842", cause.Location,
            $"Start-up was not compared with the previous version, which could not be measured ({cause.Code}: {cause.Message})",
        "Safe to ignore: the previous version is being replaced");

    public static Diagnostic RatioWithinTolerance(string option, string what, string excess, double tolerance, bool kept) => Degraded(
        kept, "LLE1850", option, $"The {what} takes {excess}, within the tolerance of {tolerance:0.##} %");

    public static Diagnostic RatioOverBudget(string option, string what, string excess, double tolerance) => Error(
        "LLE1851", Location.OfProperty(option), $"The {what} takes {excess}, beyond the tolerance of {tolerance:0.##} %",
        $"Make the program faster, or set {option} to what it needs");

    public static Diagnostic RatioNotMeasured(string option) => Warning(
        "LLE1852", Location.OfProperty(option),
        $"The reference program cannot run here, so nothing is held against {option}",
        "It runs on Linux on x86-64 and arm64, from a temporary directory that lets programs run; set a budget in microseconds instead");

    private static Diagnostic Degraded(bool kept, string code, string property, string message) => new(
        code,
        kept ? Severity.Warning : Severity.Error,
        Location.OfProperty(property),
        message,
        kept
            ? "Deployed, but below target: review it, then keep it or roll back with LleRollback"
            : $"Set {property} to what this machine needs, or LleKeepDegraded=true to keep such a deployment for review")
    {
        IsProminent = true,
    };

    private static string RaiseBudget(string property) => $"Make the program faster, or set {property} to what this machine needs";
}
