# Read by cmake when it configures the SDK's OpenSSL shim (see Static.targets).

# The SDK gives this variable, which the shim's own project does not read; cmake warns of that.
set(UNUSED_BY_THE_SHIM "${CLR_CMAKE_TARGET_UNIX}")
