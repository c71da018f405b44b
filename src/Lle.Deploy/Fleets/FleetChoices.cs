namespace Lle.Deploy.Fleets;

/// <summary>LleFleetOffline: what a host is that cannot be reached.</summary>
internal enum OfflineRule
{
    /// <summary>A failed one.</summary>
    Fail,

    /// <summary>A warning; it is not counted.</summary>
    Skip,

    /// <summary>A reason to begin with none.</summary>
    Stop,
}

/// <summary>LleFleetUndo: what is rolled back where a host fails.</summary>
internal enum UndoRule
{
    /// <summary>That host.</summary>
    Host,

    /// <summary>Every host that the run has changed.</summary>
    Run,
}
