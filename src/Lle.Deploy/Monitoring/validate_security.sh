#!/bin/sh
# Checks the files of the installed shell: type, mode, owner, the settings of security.conf, and the checksums of what was installed.
#
#   validate_security.sh [--quick]
#
# --quick leaves the checksums out, which take as long as it takes to read every installed file.
# Exit status: 0 everything is as deployed, 1 something is not, 2 wrong usage, or something could not be looked at.
# LLE_INSTALL_PREFIX, LLE_CONFIG_DIR, LLE_DATA_DIR, LLE_LOG_DIR and LLE_BACKUP_DIR override what the deployment wrote down here.

script_name=validate_security
@COMMON@
umask 077

# Written by the deployment, too; empty: not looked at.
owner=@OWNER@
group=@GROUP@
# Whoever deployed, where the files were given to somebody else: logs and what was there before may be theirs.
deployer=@DEPLOYER@

quick=
case $#:${1-} in
  0:) ;;
  1:--quick) quick=true ;;
  *)
    echo 'usage: validate_security.sh [--quick]' >&2
    exit 2
    ;;
esac

errors=0
unknown=0
follow=
is_linked=@IS_LINKED@
has_configuration=@HAS_CONFIGURATION@
config_name=@CONFIG_NAME@
program_mode=@PROGRAM_MODE@

wrong() {
  errors=$((errors + 1))
  printf 'SECURITY ERROR: %s\n' "$1"
}

cannot_tell() {
  unknown=$((unknown + 1))
  printf 'SECURITY UNKNOWN: %s\n' "$1"
}

# ---- modes and owners: what "ls -ldn" says of them is fixed by POSIX, also where stat differs ----

newline='
'
listings=

# list_all: $listings, what "ls" says of every path below, a line each: one process instead of one a path.
list_all() {
  set -- "$LLE_INSTALL_PREFIX/bin" "$LLE_CONFIG_DIR" "$LLE_DATA_DIR" "$LLE_LOG_DIR" "$LLE_BACKUP_DIR"
  # What lies behind a link is asked for alone.
  [ "$is_linked" = true ] || set -- "$@" "$LLE_INSTALL_PREFIX/bin/$binary_name"
  [ "$has_configuration" != true ] || set -- "$@" "$LLE_CONFIG_DIR/$config_name"
@LISTED@
  listings=$newline$(ls -ldn "$@" 2>/dev/null)$newline
}

# listed_line PATH: $listing, its line of $listings; empty where none is plainly its own, as with a link, which shows its target too, or with
# another path that ends like this one after a blank.
listed_line() {
  listing=
  case $listings in
    *" $1$newline"*) ;;
    *) return 0 ;;
  esac
  listing=${listings%%" $1$newline"*}
  listing=${listing##*"$newline"}
  case $listing in
    *' /'*) listing= ;;
    *) listing="$listing $1" ;;
  esac
}

# look PATH: $mode as in rwxr-xr-x, $kind, $uid and $gid. What stands behind the mode is left out: where there is an access control list, the group's
# bits are its mask, and nobody in the list may do more than these.
look() {
  listing=
  [ -n "$follow" ] || listed_line "$1"
  [ -n "$listing" ] || listing=$(ls -ldn ${follow:+"$follow"} "$1" 2>/dev/null) || return 1
  # The fields before the name hold no blanks of their own.
  # shellcheck disable=SC2034 # the link count is only skipped
  read -r mode links uid gid name <<EOF
$listing
EOF
  kind=${mode%"${mode#?}"}
  mode=${mode#?}
  extra=${mode#?????????}
  mode=${mode%"$extra"}
}

# within MODE WANTED: whether nobody may do more than in WANTED, and the owner no less.
within() {
  case $1 in
    "${2%??????}"*) ;;
    *) return 1 ;;
  esac
  have=$1
  allowed=$2
  while [ -n "$allowed" ]; do
    one=${have%"${have#?}"}
    most=${allowed%"${allowed#?}"}
    [ "$one" = - ] || [ "$one" = "$most" ] || return 1
    have=${have#?}
    allowed=${allowed#?}
  done
}

# check_path TYPE MODE PATH [anyone]: TYPE is - or d; a narrower mode is as good; "anyone": whoever it belongs to.
check_path() {
  if ! look "$3"; then
    wrong "missing: $3"
    return
  fi
  before=$errors
  [ "$kind" = "$1" ] || wrong "$3 is of type '$kind', expected '$1'"
  within "$mode" "$2" || wrong "$3 has mode $mode, expected $2"
  [ -n "${4-}" ] || [ -z "$owner" ] || [ "$uid" = "$owner" ] || [ "$uid" = "$deployer" ] || wrong "$3 belongs to user $uid, expected $owner"
  [ -n "${4-}" ] || [ -z "$group" ] || [ "$gid" = "$group" ] || [ "$uid" = "$deployer" ] || wrong "$3 belongs to group $gid, expected $group"
  [ "$errors" -ne "$before" ] || printf 'ok: %s %s %s:%s\n' "$3" "$mode" "$uid" "$gid"
}

# check_directory PATH: others may not write where a file of ours could be swapped.
check_directory() {
  if ! look "$1"; then
    wrong "missing: $1"
    return
  fi
  before=$errors
  [ "$kind" = d ] || wrong "$1 is of type '$kind', expected a directory"
  case $mode in
    ????w???? | ???????w?) wrong "$1 has mode $mode: others than its owner can write there" ;;
  esac
  [ -z "$owner" ] || [ "$uid" = "$owner" ] || [ "$uid" = 0 ] || [ "$uid" = "$deployer" ] || wrong "$1 belongs to user $uid, expected $owner"
  [ "$errors" -ne "$before" ] || printf 'ok: %s %s %s:%s\n' "$1" "$mode" "$uid" "$gid"
}

# check_if_there TYPE MODES PATH: written by a later phase; looked at as soon as it stands.
check_if_there() {
  if [ -e "$3" ] || [ -h "$3" ]; then
    check_path "$@"
  else
    printf 'not there yet: %s\n' "$3"
  fi
}

check_paths() {
  check_directory "$LLE_INSTALL_PREFIX/bin"
  check_directory "$LLE_CONFIG_DIR"
  check_directory "$LLE_DATA_DIR"
  check_directory "$LLE_LOG_DIR"
  check_path d 'rwx------' "$LLE_BACKUP_DIR"
  # A link into a version folder stands for the file there; its content is checked with the others.
  [ "$is_linked" != true ] || follow=-L
  check_path - "$program_mode" "$LLE_INSTALL_PREFIX/bin/$binary_name"
  follow=
  if [ "$has_configuration" = true ]; then
    check_path - 'rw-r--r--' "$LLE_CONFIG_DIR/$config_name" anyone
  fi
@PATHS@
}

# ---- security.conf: data, read line by line, never sourced ----

# take KEY VALUE: remembers a setting of [security]; one that stands there twice with two values means neither.
take() {
  case $2 in
    *[!A-Za-z0-9_.-]*) setting=$1=unusable ;;
    *) setting=$1=$2 ;;
  esac
  for each in $required; do
    [ "${each%%=*}" = "$1" ] || continue
    case $seen in
      *" $setting "*) ;;
      *" $1="*) wrong "$security_conf sets $1 twice, to different values" ;;
    esac
    seen="$seen$setting "
  done
}

read_security_settings() {
  section=
  while IFS= read -r line || [ -n "$line" ]; do
    trim "$line"
    case $trimmed in
      '' | '#'* | ';'*) ;;
      '['*']') section=$trimmed ;;
      *=*)
        [ "$section" = '[security]' ] || continue
        trim "${trimmed%%=*}"
        key=$trimmed
        trim "${line#*=}"
        take "$key" "$trimmed"
        ;;
    esac
  done
}

check_settings() {
  security_conf=$LLE_CONFIG_DIR/security.conf
  required='enable_input_validation=true validate_terminal_sequences=true command_injection_protection=true
    enable_buffer_protection=true enable_bounds_checking=true enable_plugin_sandboxing=true
    enable_audit_logging=true security_event_logging=true enable_rbac=true'
  [ -f "$security_conf" ] || return 0
  if [ ! -r "$security_conf" ]; then
    cannot_tell "$security_conf cannot be read by this user"
    return
  fi
  seen=' '
  read_security_settings <"$security_conf"
  for each in $required; do
    case $seen in
      *" $each "*) ;;
      *" ${each%%=*}="*) wrong "$security_conf: ${each%%=*} is not ${each#*=}" ;;
      *) wrong "$security_conf: $each is missing" ;;
    esac
  done
}

# ---- checksums of what was installed ----

# sha256 FILE: $hash, by whichever tool there is. The file is given on standard input, so that its name means nothing to the tool.
sha256() {
  case $hasher in
    sha256sum) hash=$(sha256sum <"$1") ;;
    shasum) hash=$(shasum -a 256 <"$1") ;;
    *) hash=$(openssl dgst -sha256 -r <"$1") ;;
  esac || return 1
  hash=${hash%% *}
}

# listed LINE: $expected and $name of a checksum line; a leading backslash says that the name is escaped.
listed() {
  line=$1
  escaped=no
  case $line in
    \\*)
      escaped=yes
      line=${line#?}
      ;;
  esac
  expected=${line%% *}
  name=${line#* }
  case $name in
    ' '* | '*'*) name=${name#?} ;;
  esac
  case $expected in
    *[!0-9a-fA-F]*) return 1 ;;
    ????????????????????????????????????????????????????????????????) ;;
    *) return 1 ;;
  esac
  case $expected in
    *[A-F]*) expected=$(printf '%s' "$expected" | tr ABCDEF abcdef) ;;
  esac
  if [ "$escaped" = yes ]; then
    # \n and \\ are the escapes of the format; the dot keeps newlines at the end.
    name=$(printf '%s\n' "$name" | sed -e 's/\\\\/\\:/g' -e 's/\\n/\
/g' -e 's/\\r/'"$carriage_return"'/g' -e 's/\\:/\\/g' && echo .)
    name=${name%??}
  fi
}

# place NAME: $file, where a listed name stands: absolute, or below the prefix, its bin, or the configuration directory.
place() {
  case $1 in
    /*) file=$1 ;;
    *)
      for file in "$LLE_INSTALL_PREFIX/$1" "$LLE_INSTALL_PREFIX/bin/$1" "$LLE_CONFIG_DIR/$1"; do
        [ ! -f "$file" ] || return 0
      done
      ;;
  esac
}

compare_list() {
  if [ "$hasher" = sha256sum ]; then
    sha256sum -c "$checksums"
  else
    shasum -a 256 -c "$checksums"
  fi
}

# all_fit: whether a long list fits as a whole, which one process can tell where every line is plain: no escape, no capital digit, a regular
# file below the prefix or at an absolute place. It says nothing where one does not; check_listed looks at each then.
all_fit() {
  [ "$hasher" != openssl ] || return 1
  count=0
  binary_listed=no
  while IFS= read -r entry; do
    expected=${entry%%  *}
    name=${entry#*  }
    case $expected in
      *[!0-9a-f]*) return 1 ;;
      ????????????????????????????????????????????????????????????????) ;;
      *) return 1 ;;
    esac
    case $name in
      *"$carriage_return") return 1 ;;
      /*) file=$name ;;
      *) file=$LLE_INSTALL_PREFIX/$name ;;
    esac
    is_readable "$file" || return 1
    [ "$file" != "$LLE_INSTALL_PREFIX/bin/$binary_name" ] || binary_listed=yes
    count=$((count + 1))
  done
  [ "$count" -gt 16 ] && [ "$binary_listed" = yes ] || return 1
  fit=$(cd -- "$LLE_INSTALL_PREFIX" && compare_list </dev/null 2>/dev/null | grep -c ': OK$')
  [ "$fit" = "$count" ] || return 1
  printf 'ok: %s files have the SHA-256 that %s names\n' "$count" "$checksums"
}

check_listed() {
  binary_listed=no
  while IFS= read -r entry || [ -n "$entry" ]; do
    entry=${entry%"$carriage_return"}
    case $entry in
      '' | '#'*) continue ;;
    esac
    if ! listed "$entry"; then
      wrong "$checksums: not a checksum line: $entry"
      continue
    fi
    place "$name"
    [ "$file" != "$LLE_INSTALL_PREFIX/bin/$binary_name" ] || binary_listed=yes
    if [ ! -f "$file" ]; then
      wrong "missing, but listed in $checksums: $file"
    elif [ ! -r "$file" ] || ! sha256 "$file"; then
      cannot_tell "$file cannot be read by this user"
    elif [ "$hash" != "$expected" ]; then
      wrong "$file is not what was installed: SHA-256 $hash, expected $expected"
    else
      printf 'ok: %s SHA-256 %s\n' "$file" "$hash"
    fi
  done
  [ "$binary_listed" = yes ] || wrong "$checksums does not name $LLE_INSTALL_PREFIX/bin/$binary_name"
}

check_checksums() {
  checksums=$LLE_CONFIG_DIR/checksums.sha256
  carriage_return=$(printf '\r')
  hasher=
  for tool in sha256sum shasum openssl; do
    if command -v "$tool" >/dev/null 2>&1; then
      hasher=$tool
      break
    fi
  done
  [ -f "$checksums" ] || return 0
  if [ ! -r "$checksums" ]; then
    cannot_tell "$checksums cannot be read by this user"
  elif [ -z "$hasher" ]; then
    echo 'Checksums: not verified, this machine has neither sha256sum nor shasum nor openssl'
  elif ! all_fit <"$checksums"; then
    check_listed <"$checksums"
  fi
}

list_all
check_paths
check_settings
[ -n "$quick" ] || check_checksums

if [ "$errors" -gt 0 ]; then
  printf 'Security validation: FAILED (%s)\n' "$errors"
  exit 1
fi
if [ "$unknown" -gt 0 ]; then
  printf 'Security validation: INCOMPLETE (%s)\n' "$unknown"
  exit 2
fi
echo 'Security validation: PASSED'
