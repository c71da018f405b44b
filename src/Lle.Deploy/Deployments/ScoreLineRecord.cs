namespace Lle.Deploy.Deployments;

internal sealed class ScoreLineRecord
{
    public string Name { get; set; } = "";

    public int Awarded { get; set; }

    public int Maximum { get; set; }

    public string Evidence { get; set; } = "";
}
