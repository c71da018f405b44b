using System.Runtime.Versioning;

// The engine is for Unix; so are its tests.
[assembly: UnsupportedOSPlatform("windows")]
