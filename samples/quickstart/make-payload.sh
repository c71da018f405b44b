#!/bin/sh
# Makes the payload of the quick start in the folder $1: this machine's own shell, a configuration template, and their checksums.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
payload=$1

rm -rf -- "$payload"
mkdir -p -- "$payload"
cp -- "$(readlink -f /bin/sh)" "$payload/lusush"
chmod 755 "$payload/lusush"

# A multi-call program (busybox, toybox) goes by the name it is called by, and knows no applet "lusush".
if ! "$payload/lusush" -c 'exit 0' 2>/dev/null; then
  rm -- "$payload/lusush"
  printf '%s\n' '#!/bin/sh' 'exec /bin/sh "$@"' > "$payload/lusush"
  chmod 755 "$payload/lusush"
fi

cp -- "$here/lle.conf.template" "$payload/lle.conf.template"
cd -- "$payload"
if command -v sha256sum >/dev/null 2>&1; then
  sha256sum lusush lle.conf.template > checksums.sha256
elif command -v shasum >/dev/null 2>&1; then
  shasum -a 256 lusush lle.conf.template > checksums.sha256
fi
