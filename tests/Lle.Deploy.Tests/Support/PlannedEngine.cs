using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Tests.Support;

/// <summary>The engine's door for tests: whatever operation succeeds through it has changed exactly the paths that its plan, made just
/// before, said it would. So every scenario of the suite is a test of its plan.</summary>
internal sealed class PlannedEngine(EngineRequest request, EngineListener listener)
{
    private readonly Engine engine = new(request, listener);

    /// <summary>false: somebody else changes the target meanwhile, which no plan knows.</summary>
    public bool IsCompared { get; init; } = true;

    public OperationResult Deploy(CancellationToken cancellation) => AsPlanned("deploy", () => engine.Deploy(cancellation));

    public OperationResult Update(CancellationToken cancellation) => AsPlanned("update", () => engine.Update(cancellation));

    public OperationResult Rollback(CancellationToken cancellation) => AsPlanned("rollback", () => engine.Rollback(cancellation));

    public OperationResult Restore(CancellationToken cancellation) => AsPlanned("restore", () => engine.Restore(cancellation));

    public OperationResult Uninstall(CancellationToken cancellation) => AsPlanned("uninstall", () => engine.Uninstall(cancellation));

    public OperationResult Backup(CancellationToken cancellation) => engine.Backup(cancellation);

    public OperationResult Recover(CancellationToken cancellation) => engine.Recover(cancellation);

    public OperationResult Confirm(CancellationToken cancellation) => engine.Confirm(cancellation);

    public PlanResult Plan(CancellationToken cancellation) => engine.Plan(cancellation);

    public StatusResult Status() => engine.Status();

    public ScoreResult Validate(CancellationToken cancellation) => engine.Validate(cancellation);

    public ScoreResult Readiness(CancellationToken cancellation) => engine.Readiness(cancellation);

    public BundleResult MakeBundle(CancellationToken cancellation) => engine.MakeBundle(cancellation);

    public IReadOnlyList<string> WouldChange(EngineOperation operation, CancellationToken cancellation) =>
        engine.WouldChange(operation, cancellation);

    public RunningDeployment? OpenDeployment() => engine.OpenDeployment();

    private OperationResult AsPlanned(string operation, Func<OperationResult> deed)
    {
        var options = new Dictionary<string, string>(request.Options, StringComparer.Ordinal) { ["LlePlanOperation"] = operation };
        options.Remove("LlePlanHash");
        options.Remove("LlePlanFile");
        var told = new List<Diagnostic>();
        var plan = new Engine(request with { Options = options }, new CollectingListener(told)).Plan(CancellationToken.None);
        var target = new TargetFiles(options);
        var before = target.Look();

        var result = deed();

        if (result.Succeeded && IsCompared)
        {
            Assert.IsTrue(plan.Succeeded, $"{operation} succeeds, but its plan failed: {string.Join("; ", told)}");
            Assert.AreEqual("", target.Differences(plan, before), operation);
        }

        return result;
    }
}
