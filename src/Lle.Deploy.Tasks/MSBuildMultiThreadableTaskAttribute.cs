#pragma warning disable IDE0130 // MSBuild recognises the attribute by this full name, whichever assembly defines it.
namespace Microsoft.Build.Framework;

/// <summary>
/// Says that a task touches neither the current directory nor the process environment, so that a multi-threaded build runs it in its own
/// process. All tasks of one deployment share an object of that process, so every one of them carries it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
