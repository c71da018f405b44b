namespace Lle.Deploy.Host;

/// <summary>Exit codes besides the status codes 0 (success) to 4 (rolled back), which are the engine's.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>An operation that only looked found something wrong.</summary>
    public const int Warning = 1;

    /// <summary>Refused or failed before anything was changed.</summary>
    public const int Error = 2;

    /// <summary>EX_USAGE of sysexits.h.</summary>
    public const int WrongUsage = 64;
}
