#!/bin/sh
# Installs the program "quote" of version $2 below $1, as `make install` would.
set -eu
rm -rf -- "$1"
mkdir -p -- "$1/bin" "$1/share/quote" "$1/share/man/man1" "$1/etc"

cat > "$1/bin/quote" <<'PROGRAM'
#!/bin/sh
# Finds its data from its own resolved path, so it sees one version, whichever is current.
data=$(dirname -- "$(readlink -f -- "$0")")/../share/quote
case ${1-1} in
  --version) echo "quote $(cat "$data/version")" ;;
  *) sed -n "${1-1}p" "$data/quotes" ;;
esac
PROGRAM
chmod 755 "$1/bin/quote"

echo "$2" > "$1/share/quote/version"
printf '%s\n' 'Simplicity is prerequisite for reliability.' 'Premature optimization is the root of all evil.' > "$1/share/quote/quotes"
printf '.TH QUOTE 1\n.SH NAME\nquote \\- prints a line\n' > "$1/share/man/man1/quote.1"
printf 'language=en\n' > "$1/etc/quote.conf"
