namespace Lle.Deploy.Payload;

/// <summary>LlePayloadKind: what the payload folder holds, and what becomes of it.</summary>
internal enum PayloadKind
{
    /// <summary>One program, which becomes PREFIX/bin/NAME.</summary>
    File,

    /// <summary>A flat folder with the program in it, as dotnet publish makes; it becomes a version folder.</summary>
    App,

    /// <summary>bin, lib, share … as make install makes below DESTDIR/PREFIX.</summary>
    Tree,
}
