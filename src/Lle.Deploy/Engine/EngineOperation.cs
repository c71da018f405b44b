namespace Lle.Deploy;

/// <summary>What can be asked of an engine and changes something on the target.</summary>
public enum EngineOperation
{
    /// <summary><see cref="Engine.Deploy"/>.</summary>
    Deploy,

    /// <summary><see cref="Engine.Update"/>.</summary>
    Update,

    /// <summary><see cref="Engine.Rollback"/>.</summary>
    Rollback,

    /// <summary><see cref="Engine.Restore"/>.</summary>
    Restore,

    /// <summary><see cref="Engine.Backup"/>.</summary>
    Backup,

    /// <summary><see cref="Engine.Recover"/>.</summary>
    Recover,

    /// <summary><see cref="Engine.Monitor"/>: its logs.</summary>
    Monitor,

    /// <summary><see cref="Engine.Uninstall"/>.</summary>
    Uninstall,

    /// <summary><see cref="Engine.MakeBundle"/>: the file it writes.</summary>
    Bundle,
}
