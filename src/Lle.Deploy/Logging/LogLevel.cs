namespace Lle.Deploy.Logging;

internal enum LogLevel
{
    Info,
    Warning,
    Error,
    Critical,
}
