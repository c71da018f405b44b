# ---- what the three scripts share: common.sh of the source ----

# Nothing in the environment decides anything but the variables named above. (Lusush reads quotes and keywords in comments, too: none here.)
PATH=/usr/bin:/bin:/usr/sbin:/sbin
LC_ALL=C
export PATH LC_ALL
unset -f awk cat cd date echo false getconf grep id kill ls mkdir mkfifo mv openssl printf read rm sed sh sha256sum shasum sleep tail test time tr wait wc 2>/dev/null

# Lusush 1.3.0 and lush 1.5.0 cannot run what follows. A shell that cannot hands over to sh; one that is sh itself does so only once.
poor=
! false 2>/dev/null || poor=yes
[ -n "$poor" ] || eval 'while false || false; do :; done' 2>/dev/null || poor=yes
[ -z "$poor" ] || [ -z "${LLE_HANDED_OVER:-}" ] || echo "$script_name: /bin/sh is not a POSIX shell" >&2
[ -z "$poor" ] || [ -z "${LLE_HANDED_OVER:-}" ] || exit 2
[ -z "$poor" ] || export LLE_HANDED_OVER=yes
[ -z "$poor" ] || [ "$#" -eq 0 ] || exec /bin/sh "$0" "$@"
[ -z "$poor" ] || exec /bin/sh "$0"
unset LLE_HANDED_OVER CDPATH ENV BASH_ENV
IFS=' 	
'
set -u

# Written by the deployment; each value is one quoted word.
baked_prefix=@PREFIX@
baked_config_dir=@CONFIG_DIR@
baked_data_dir=@DATA_DIR@
baked_log_dir=@LOG_DIR@
baked_backup_dir=@BACKUP_DIR@
binary_name=@BINARY_NAME@
installation_name=@INSTALLATION_NAME@

# Another prefix, or another data directory, takes along what lies below it.
LLE_INSTALL_PREFIX=${LLE_INSTALL_PREFIX:-$baked_prefix}
if [ "$LLE_INSTALL_PREFIX" = "$baked_prefix" ]; then
  LLE_CONFIG_DIR=${LLE_CONFIG_DIR:-$baked_config_dir}
  LLE_LOG_DIR=${LLE_LOG_DIR:-$baked_log_dir}
  if [ "${LLE_DATA_DIR:-$baked_data_dir}" = "$baked_data_dir" ]; then
    LLE_BACKUP_DIR=${LLE_BACKUP_DIR:-$baked_backup_dir}
  fi
  LLE_DATA_DIR=${LLE_DATA_DIR:-$baked_data_dir}
else
  LLE_CONFIG_DIR=${LLE_CONFIG_DIR:-$LLE_INSTALL_PREFIX/etc/$installation_name}
  LLE_DATA_DIR=${LLE_DATA_DIR:-$LLE_INSTALL_PREFIX/var/lib/$installation_name}
  LLE_LOG_DIR=${LLE_LOG_DIR:-$LLE_INSTALL_PREFIX/var/log/$installation_name}
fi
LLE_BACKUP_DIR=${LLE_BACKUP_DIR:-$LLE_DATA_DIR/backups}
for directory in "$LLE_INSTALL_PREFIX" "$LLE_CONFIG_DIR" "$LLE_DATA_DIR" "$LLE_LOG_DIR" "$LLE_BACKUP_DIR"; do
  case $directory in
    /*) ;;
    *)
      printf '%s: not an absolute path: %s\n' "$script_name" "$directory" >&2
      exit 2
      ;;
  esac
done
binary=$LLE_INSTALL_PREFIX/bin/$binary_name

# trim TEXT: $trimmed without blanks at either end.
blank=' 	'
# shellcheck disable=SC2295,SC2317 # quotes inside the brackets are not understood by every shell, and blanks are no pattern; not every script calls it
trim() {
  lead=${1%%[!$blank]*}
  trimmed=${1#"$lead"}
  trail=${trimmed##*[!$blank]}
  trimmed=${trimmed%"$trail"}
}

# is_readable FILE: a regular file (opening a pipe would wait) that may be read.
# shellcheck disable=SC2317
is_readable() {
  [ -f "$1" ] && [ -r "$1" ]
}

# ---- running the shell, never for longer than a limit ----

# "command wait" where "wait" would do: posh 0.14 reads an option out of memory that is not its own unless another word comes first.

# guard SIGNAL SECONDS PID: signals the process when it is still there after that time; relax calls it off. It sleeps in slices and traps nothing:
# a shell that gets a trapped signal just before it waits may wait to the end, so the watchdog is one that can be killed at any instant.
guard() {
  (
    slices=$2
    while [ "$slices" -gt 0 ]; do
      sleep 1
      slices=$((slices - 1))
    done
    kill -s "$1" "$3"
  ) </dev/null >/dev/null 2>&1 &
  watchdog=$!
}

relax() {
  kill -s KILL "$watchdog" 2>/dev/null
  command wait "$watchdog" 2>/dev/null
}

# bounded SECONDS COMMAND...: the command runs in the background; late, it gets TERM, on which it ends what it started.
bounded() {
  seconds=$1
  shift
  "$@" &
  worker=$!
  guard TERM "$seconds" "$worker"
  command wait "$worker"
  outcome=$?
  relax
  return "$outcome"
}

# launches COUNT: that many starts in a row; the first that fails ends it with its status, TERM with 124.
# Prints the hundredths of a second it took.
# shellcheck disable=SC2317 # called by name, through bounded
launches() {
  children "$1" launch
}

# forks COUNT: as many children that start nothing: what a launch from sh costs before the program has its turn.
# shellcheck disable=SC2317
forks() {
  children "$1" fork
}

# shellcheck disable=SC2317
children() {
  child=
  trap 'kill -s KILL "$child" 2>/dev/null; command wait "$child" 2>/dev/null; exit 124' TERM
  count=0
  read_uptime
  started=$ticks
  while [ "$count" -lt "$1" ]; do
    case $2 in
      launch) @RUN_ENVIRONMENT@ exec "$binary" @STARTUP_ARGUMENTS@ </dev/null >/dev/null 2>&1 & ;;
      *) exit 0 </dev/null >/dev/null 2>&1 & ;;
    esac
    child=$!
    command wait "$child" 2>/dev/null
    ended=$?
    if [ "$2" = launch ]; then
      if [ "$ended" = @STARTUP_EXIT_CODE@ ]; then
        ended=0
      elif [ "$ended" -eq 0 ]; then
        ended=1
      fi
    fi
    [ "$ended" -eq 0 ] || exit "$ended"
    count=$((count + 1))
  done
  read_uptime
  echo "$((ticks - started))"
  exit 0
}

# read_uptime: $ticks, hundredths of a second on the kernel's own clock, which never steps back; 0 where there is none.
# shellcheck disable=SC2317
read_uptime() {
  ticks=0
  [ -r /proc/uptime ] && read -r uptime idle </proc/uptime || return 1
  hundredths=${uptime#*.}
  case ${#hundredths}${idle:+.} in 2.) ;; *) return 1 ;; esac
  ticks=$((${uptime%.*} * 100 + 1$hundredths - 100))
}

# ---- times ----

# epoch YYYY-MM-DD HH:MM:SS: $seconds_since, counted from 2000-02-29 so that 32 bits are enough.
# shellcheck disable=SC2317,SC2034 # not every script asks for it
epoch() {
  case $1 in
    [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]\ [0-9][0-9]:[0-9][0-9]:[0-9][0-9]) ;;
    *) return 1 ;;
  esac
  rest=${1#????}
  year=${1%"$rest"}
  # A leading 1 keeps 08 and 09 from being octal.
  month=$((1$(piece "$1" 6) - 100))
  day=$((1$(piece "$1" 9) - 100))
  hour=$((1$(piece "$1" 12) - 100))
  minute=$((1$(piece "$1" 15) - 100))
  second=$((1$(piece "$1" 18) - 100))
  [ "$month" -gt 2 ] || {
    year=$((year - 1))
    month=$((month + 12))
  }
  days=$(((year - 2000) * 365 + year / 4 - year / 100 + year / 400 - 485 + (153 * month - 457) / 5 + day))
  seconds_since=$((days * 86400 + hour * 3600 + minute * 60 + second))
}

# piece TEXT POSITION: the two characters that start there.
# shellcheck disable=SC2317
piece() {
  from=$1
  skip=1
  while [ "$skip" -lt "$2" ]; do
    from=${from#?}
    skip=$((skip + 1))
  done
  printf '%s' "${from%"${from#??}"}"
}
