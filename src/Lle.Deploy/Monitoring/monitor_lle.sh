#!/bin/sh
# Measures the health and the speed of the installed shell, logs the figures, and raises an alert when a state changes.
#
#   monitor_lle.sh health|performance|all
#
# Exit status: 0 healthy, 1 the shell does not answer, 2 wrong usage or settings, 3 a figure is over its threshold,
# 4 a log could not be written. Only "all" writes lle.prom (Prometheus text format).
# LLE_INSTALL_PREFIX, LLE_CONFIG_DIR, LLE_DATA_DIR and LLE_LOG_DIR override what the deployment wrote down here;
# MAX_STARTUP_TIME and MAX_RESPONSE_TIME (microseconds) and MIN_CACHE_HIT_RATE (percent) override monitoring.conf,
# LLE_MONITOR_RUNS how often is measured.

script_name=monitor_lle
@COMMON@
umask 022

# Written by the deployment, too.
deployment_id=@DEPLOYMENT_ID@
deployment_version=@VERSION@
readiness_percent=@READINESS_PERCENT@
startup_threshold=@MAX_STARTUP_TIME@
response_threshold=@MAX_RESPONSE_TIME@
cache_threshold=@MIN_CACHE_HIT_RATE@
measure_response=@MEASURE_RESPONSE@

# ---- settings: monitoring.conf is data, read line by line, never sourced ----

settings_wrong=0
health_log=$LLE_LOG_DIR/health.log
performance_log=$LLE_LOG_DIR/performance.log
alert_log=$LLE_LOG_DIR/alerts.log
enable_performance=true
enable_health=true
enable_alerts=true
memory_threshold=80
cpu_threshold=75
critical_percent=95
warning_percent=80
startup_runs=100
response_runs=100
time_limit=10
log_max_size=1048576
log_keep=5

# complain TEXT: names a setting that cannot be used; the run then ends with 2 whatever else it finds.
complain() {
  printf 'monitor_lle: %s: %s\n' "$LLE_CONFIG_DIR/monitoring.conf" "$1" >&2
  settings_wrong=1
}

# number KEY VALUE: succeeds for a decimal number of up to nine digits.
number() {
  case $2 in
    '' | *[!0-9]* | ??????????*) complain "$1 is '$2', expected a whole number" && return 1 ;;
  esac
}

# switch KEY VALUE: succeeds for true or false.
switch() {
  case $2 in
    true | false) ;;
    *) complain "$1 is '$2', expected true or false" && return 1 ;;
  esac
}

# log_path KEY VALUE: succeeds for a file directly in the log directory; monitoring writes nowhere else.
log_path() {
  case $2 in
    "$LLE_LOG_DIR"/*/* | "$LLE_LOG_DIR"/) ;;
    "$LLE_LOG_DIR"/*) return 0 ;;
  esac
  return 1
}

use_setting() {
  case $1 in
    performance.enable_performance_monitoring) switch "$1" "$2" && enable_performance=$2 ;;
    performance.performance_log_file) log_path "$1" "$2" && performance_log=$2 ;;
    performance.startup_time_threshold) number "$1" "$2" && startup_threshold=$2 ;;
    performance.response_time_threshold) number "$1" "$2" && response_threshold=$2 ;;
    performance.cache_hit_rate_threshold) number "$1" "$2" && cache_threshold=$2 ;;
    performance.startup_runs) number "$1" "$2" && startup_runs=$2 ;;
    performance.response_runs) number "$1" "$2" && response_runs=$2 ;;
    health.enable_health_checks) switch "$1" "$2" && enable_health=$2 ;;
    health.health_log_file) log_path "$1" "$2" && health_log=$2 ;;
    health.health_check_interval) number "$1" "$2" ;;
    health.memory_usage_threshold) number "$1" "$2" && memory_threshold=$2 ;;
    health.cpu_usage_threshold) number "$1" "$2" && cpu_threshold=$2 ;;
    health.health_time_limit) number "$1" "$2" && time_limit=$2 ;;
    alerts.enable_alerts) switch "$1" "$2" && enable_alerts=$2 ;;
    alerts.alert_log_file) log_path "$1" "$2" && alert_log=$2 ;;
    alerts.critical_alert_threshold) number "$1" "$2" && critical_percent=$2 ;;
    alerts.warning_alert_threshold) number "$1" "$2" && warning_percent=$2 ;;
    logs.log_max_size) number "$1" "$2" && log_max_size=$2 ;;
    logs.log_keep) number "$1" "$2" && log_keep=$2 ;;
  esac
}

read_settings() {
  section=
  while IFS= read -r line || [ -n "$line" ]; do
    trim "$line"
    case $trimmed in
      '' | '#'* | ';'*) ;;
      '['*']')
        section=${trimmed#?}
        section=${section%?}
        ;;
      *=*)
        trim "${trimmed%%=*}"
        key=$trimmed
        trim "${line#*=}"
        use_setting "$section.$key" "$trimmed"
        ;;
    esac
  done
}

# whole NAME VALUE: $whole, a number from the environment without its decimals. Whatever meets a threshold must not raise an alert: a
# maximum is rounded up, a minimum (MIN_...) down, as a deployment rounds its budgets.
whole() {
  whole=${2%%.*}
  decimals=${2#"$whole"}
  case $whole in
    '' | *[!0-9]* | ??????????*) not_a_number "$1" "$2" ;;
  esac
  case ${decimals#.} in
    *[!0-9]*) not_a_number "$1" "$2" ;;
    *[1-9]*)
      case $1 in
        MIN_*) ;;
        *) whole=$((whole + 1)) ;;
      esac
      ;;
  esac
}

not_a_number() {
  printf 'monitor_lle: %s is not a number: %s\n' "$1" "$2" >&2
  exit 2
}

load_settings() {
  if is_readable "$LLE_CONFIG_DIR/monitoring.conf"; then
    read_settings <"$LLE_CONFIG_DIR/monitoring.conf"
  else
    complain 'the file is missing or cannot be read'
  fi
  startup_threshold=${MAX_STARTUP_TIME:-$startup_threshold}
  response_threshold=${MAX_RESPONSE_TIME:-$response_threshold}
  cache_threshold=${MIN_CACHE_HIT_RATE:-$cache_threshold}
  whole MAX_STARTUP_TIME "$startup_threshold"
  startup_threshold=$whole
  whole MAX_RESPONSE_TIME "$response_threshold"
  response_threshold=$whole
  whole MIN_CACHE_HIT_RATE "$cache_threshold"
  cache_threshold=$whole
  whole LLE_MONITOR_RUNS "${LLE_MONITOR_RUNS:-1}"
  if [ -n "${LLE_MONITOR_RUNS:-}" ]; then
    startup_runs=$whole
    response_runs=$whole
  fi
  for count in "$startup_runs" "$response_runs" "$time_limit"; do
    [ "$count" -gt 0 ] || {
      complain 'startup_runs, response_runs and health_time_limit are at least 1'
      exit 2
    }
  done
}

# ---- logs ----

not_written=0
newline='
'

# rotate FILE SIZE: FILE.1 is the newest of log_keep old ones.
rotate() {
  [ "$2" -ge "$log_max_size" ] || return 0
  older=$log_keep
  while [ "$older" -gt 1 ]; do
    newer=$((older - 1))
    if [ -f "$1.$newer" ]; then mv -f "$1.$newer" "$1.$older" || not_written=1; fi
    older=$newer
  done
  mv -f "$1" "$1.1" || not_written=1
}

# open_logs: rotates what has grown too large, and remembers which level the alert log last gave each subject; the log itself is the memory.
open_logs() {
  if [ "$log_max_size" -gt 0 ]; then
    for file in "$health_log" "$performance_log" "$alert_log"; do
      [ ! -f "$file" ] || [ ! -r "$file" ] || rotate "$file" "$(($(wc -c <"$file")))"
    done
  fi
  levels=$(
    for file in "$alert_log.1" "$alert_log"; do
      [ ! -f "$file" ] || [ ! -r "$file" ] || cat "$file"
    done | sed -n 's/^\[[^]]*\] \[[A-Z]*\] \[\([A-Z]*\)\] \([^:]*\): .*/\2=\1/p'
  )
}

# record FILE KIND TEXT: one line in a log, and on standard output; $now is when the figure was taken. A pipe in its place would be waited for.
record() {
  printf '[%s] [%s] %s\n' "$now" "$2" "$3"
  if [ -p "$1" ] || ! { printf '[%s] [%s] %s\n' "$now" "$2" "$3" >>"$1"; } 2>/dev/null; then
    printf 'monitor_lle: cannot write %s\n' "$1" >&2
    not_written=1
  fi
}

look_at_clock() {
  now=$(date -u '+%Y-%m-%d %H:%M:%S')
}

# last_level SUBJECT: $before, the level of the last line that names it.
last_level() {
  before=OK
  case $levels in
    *"$1="*)
      before=${levels##*"$1="}
      before=${before%%"$newline"*}
      ;;
  esac
}

# alert SUBJECT LEVEL TEXT: a line only where the level is not the one before.
alert() {
  [ "$enable_alerts" = true ] || return 0
  last_level "$1"
  [ "$before" != "$2" ] || return 0
  kind=ALERT
  [ "$2" != OK ] || kind=RECOVERED
  record "$alert_log" "$kind" "[$2] $1: $3"
}

# level_of VALUE THRESHOLD: OK, WARNING or CRITICAL by the share of the threshold that is used up.
level_of() {
  level=OK
  if [ "$1" -ge 20000000 ] || [ "$2" -eq 0 ]; then
    level=CRITICAL
  else
    share=$(($1 * 100 / $2))
    [ "$share" -lt "$warning_percent" ] || level=WARNING
    [ "$share" -lt "$critical_percent" ] || level=CRITICAL
  fi
}

# ---- one live session ----

# round_trips COUNT: one live session; each command's answer is awaited before the next is sent. One more, not counted, warms it up.
# Prints the hundredths of a second the counted ones took; what the shell says of its cache then stands in the file "rate".
# shellcheck disable=SC2317 # called by name, through bounded
round_trips() {
  converse "$1" shell
}

# echoes COUNT: the same with cat, which is sent the answers themselves: what asking and reading cost in sh.
# shellcheck disable=SC2317
echoes() {
  converse "$1" echo
}

# converse COUNT PEER: a read need not end on a signal, so the session is guarded by itself: killed, it closes what is read from.
# shellcheck disable=SC2317
converse() {
  session=
  trap 'kill -s KILL "$session" 2>/dev/null; exit 124' TERM
  trap '' PIPE
  cd "$work" || exit 125
  peer=$2
  case $peer in
    shell) HOME=$work TERM=dumb @RUN_ENVIRONMENT@ exec "$binary" -i <in >out 2>/dev/null & ;;
    *) exec cat <in >out 2>/dev/null & ;;
  esac
  session=$!
  guard KILL "$limit" "$session"
  exec 3>in 4<out
  count=0
  while [ "$count" -le "$1" ]; do
    answered "$count" || session_ended
    if [ "$count" -eq 0 ]; then
      read_uptime
      started=$ticks
    fi
    count=$((count + 1))
  done
  read_uptime
  [ "$peer" != shell ] || ask_rate >rate
  relax
  kill -s KILL "$session" 2>/dev/null
  command wait "$session" 2>/dev/null
  echo "$((ticks - started))"
  exit 0
}

# answered NUMBER: sends one command and reads up to its answer. The answer is not in the command, so an echo is none.
# shellcheck disable=SC2317
answered() {
  expected="lle-answer-$(((1000 + $1) * 7))-"
  question="echo lle-answer-\$(((1000 + $1) * 7))-"
  [ "$peer" = shell ] || question=$expected
  { echo "$question" >&3; } 2>/dev/null || return 1
  while IFS= read -r answer <&4; do
    case $answer in *"$expected"*) return 0 ;; esac
  done
  return 1
}

# ask_rate: prints the whole percent of its display cache's hit rate, where the shell counts and reports one; it counts from "init" on.
# Without PATH, a shell that has no such command starts no program of that name (ImageMagick has one).
# shellcheck disable=SC2317
ask_rate() {
  { echo 'PATH=/dev/null' >&3; echo 'display performance init' >&3; echo 'PATH=/usr/bin:/bin' >&3; } 2>/dev/null || return 0
  for count in 1 2 3 4 5; do
    answered "$count" || session_ended
  done
  { echo 'PATH=/dev/null' >&3; echo 'display performance report' >&3; echo "echo lle-rate-\$((6 * 7))-" >&3; } 2>/dev/null || return 0
  while IFS= read -r answer <&4; do
    case $answer in
      *'Hit Rate: '[0-9]*%*)
        rate=${answer#*Hit Rate: }
        rate=${rate%%[!0-9]*}
        [ "${#rate}" -gt 3 ] || echo "$rate"
        ;;
      *lle-rate-42-*) return 0 ;;
    esac
  done
}

# session_ended: with 124 where the guard ended the session, else with 1.
# shellcheck disable=SC2317
session_ended() {
  relax
  kill -s KILL "$session" 2>/dev/null
  command wait "$session" 2>/dev/null
  ended=$?
  [ "$ended" -ne 137 ] && [ "$(kill -l "$ended" 2>/dev/null)" != KILL ] || exit 124
  exit 1
}

# ---- time below a second, without a date that knows nanoseconds ----

# real_time TEXT: $hundredths out of what "time -p" printed; "real 0.12", "real   0.12" and "real 0,123" are all seen.
real_time() {
  hundredths=$(printf '%s\n' "$1" |
    sed -n 's/^real[[:blank:]]*\([0-9]*\)[.,]\([0-9][0-9]\)[0-9]*[[:blank:]]*s*$/\1\2/p' | sed 's/^0*\(.\)/\1/')
  [ -n "$hundredths" ]
}

# measure COUNT WORK: runs WORK COUNT and leaves the mean in $mean, what the clock cannot tell in $blur (microseconds).
# LLE_MONITOR_CLOCK=time takes "time -p" also where the kernel's clock can be read; a session's start is then in the figure.
measure() {
  limit=$((time_limit * 6))
  if [ "${LLE_MONITOR_CLOCK:-uptime}" = uptime ] && read_uptime; then
    hundredths=$(bounded "$((limit + 5))" "$2" "$1" 2>/dev/null)
    outcome=$?
  else
    timed=$({ command time -p sh "$0" "@$2" "$1" "${work:-}" >/dev/null; } 2>&1)
    outcome=$?
    [ "$outcome" -ne 0 ] || real_time "$timed" || outcome=125
  fi
  look_at_clock
  mean=
  blur=$((10000 / $1 + 1))
  [ "$outcome" -ne 0 ] || mean=$((hundredths * 10000 / $1))
  return "$outcome"
}

# measure_above COUNT OWN WORK: $mean of WORK without what sh itself needs for it, which OWN measures and $own then says. Both readings blur.
measure_above() {
  own=0
  ! measure "$1" "$2" || own=$mean
  measure "$1" "$3" || return "$?"
  mean=$((mean - own))
  [ "$mean" -ge 0 ] || mean=0
  blur=$((blur * 2))
}

# ---- what is looked at ----

healthy=
too_slow=0
startup=
response=
rate=

# say_end STATUS: how a run of the shell ended, for people.
say_end() {
  case $1 in
    124) said="no answer within $limit seconds" ;;
    125) said='the time could not be measured' ;;
    126 | 127) said="cannot be started: $binary" ;;
    *) said="exit status $1" ;;
  esac
}

# machine_usage: percent of memory in use, and the load of the last minute for each processor; empty where not known.
machine_usage() {
  memory=
  cpu=
  total=
  if [ -r /proc/meminfo ]; then
    while read -r key kib _; do
      case $key in
        MemTotal:) total=$((kib / 1024)) ;;
        MemAvailable:)
          [ "${total:-0}" -eq 0 ] || memory=$(((total - kib / 1024) * 100 / total))
          break
          ;;
      esac
    done </proc/meminfo
  fi
  processors=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || processors=$(grep -c '^processor' /proc/cpuinfo 2>/dev/null)
  if [ -r /proc/loadavg ] && [ "${processors:-0}" -gt 0 ] && read -r load _ </proc/loadavg; then
    # A leading 1 keeps the hundredths from being octal.
    cpu=$(((${load%.*} * 100 + 1${load#*.} - 100) / processors))
  fi
}

# usage SUBJECT VALUE THRESHOLD: a busy machine is worth an alert, but the shell is not ill for it.
usage() {
  [ -n "$2" ] || return 0
  if [ "$2" -gt "$3" ]; then
    alert "$1" WARNING "$2% (threshold: $3%)"
  else
    alert "$1" OK "$2% (threshold: $3%)"
  fi
}

check_health() {
  if [ "$enable_health" != true ]; then
    echo 'Health checks are switched off in monitoring.conf.'
    return 0
  fi
  limit=$time_limit
  bounded "$limit" launches 1 >/dev/null 2>&1
  outcome=$?
  look_at_clock
  if [ "$outcome" -eq 0 ]; then
    healthy=1
    record "$health_log" HEALTH 'LLE responsive: OK'
    alert 'LLE health check' OK 'passed'
  else
    healthy=0
    say_end "$outcome"
    record "$health_log" HEALTH "LLE responsive: FAILED ($said)"
    alert 'LLE health check' CRITICAL "failed ($said)"
  fi
  machine_usage
  record "$health_log" HEALTH "Memory usage: ${memory:-not known}${memory:+%}, load per processor: ${cpu:-not known}${cpu:+%}"
  usage 'Memory usage' "$memory" "$memory_threshold"
  usage 'CPU usage' "$cpu" "$cpu_threshold"
}

# judge_rate: like a busy machine, a cold cache is worth an alert, and the shell is not ill for it.
judge_rate() {
  rate=
  read -r rate <"$work/rate"
  if [ -z "$rate" ]; then
    record "$performance_log" PERFORMANCE 'Cache hit rate: not reported'
    return 0
  fi
  record "$performance_log" PERFORMANCE "Cache hit rate: $rate% (threshold: $cache_threshold%)"
  if [ "$rate" -lt "$cache_threshold" ]; then
    alert 'Cache hit rate' WARNING "$rate% (threshold: $cache_threshold%)"
  else
    alert 'Cache hit rate' OK "$rate% (threshold: $cache_threshold%)"
  fi
}

# judge SUBJECT THRESHOLD RUNS: what the clock cannot tell is counted in the shell's favour.
judge() {
  record "$performance_log" PERFORMANCE "$1: ${mean}us (mean of $3, without ${own}us that sh itself needs, clock +-${blur}us, threshold: ${2}us)"
  certain=$((mean - blur))
  [ "$certain" -ge 0 ] || certain=0
  level_of "$certain" "$2"
  alert "$1" "$level" "${mean}us (clock +-${blur}us, threshold: ${2}us)"
  if [ "$certain" -gt "$2" ]; then too_slow=1; fi
}

not_judged() {
  healthy=0
  say_end "$2"
  record "$performance_log" PERFORMANCE "$1: not measured ($said)"
  alert "$1" CRITICAL "not measured ($said)"
}

check_performance() {
  if [ "$enable_performance" != true ]; then
    echo 'Performance monitoring is switched off in monitoring.conf.'
    return 0
  fi
  if measure_above "$startup_runs" forks launches; then
    startup=$mean
    judge 'Startup time' "$startup_threshold" "$startup_runs"
  else
    not_judged 'Startup time' "$outcome"
    return 0
  fi
  [ "$measure_response" = true ] || return 0
  work=$LLE_LOG_DIR/.monitor.$$
  if mkdir -m 700 "$work" 2>/dev/null && mkfifo -m 600 "$work/in" "$work/out"; then
    if measure_above "$response_runs" echoes round_trips; then
      response=$mean
      judge 'Response time' "$response_threshold" "$response_runs"
      judge_rate
    else
      not_judged 'Response time' "$outcome"
    fi
    rm -rf "$work"
  else
    printf 'monitor_lle: cannot create %s\n' "$work" >&2
    not_written=1
  fi
}

# ---- lle.prom ----

# label TEXT: escaped for a Prometheus label value.
label() {
  case $1 in
    *[\"\\]* | *"$newline"*) ;;
    *)
      printf '%s' "$1"
      return 0
      ;;
  esac
  # The dot keeps a newline at the end of the text.
  printf '%s.' "$1" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e '$s/\.$//' -e '$!s/$/\\n/' | tr -d '\n'
}

# metric NAME HELP VALUE [LABELS]: nothing where the value is empty; what was not measured is not exposed.
metric() {
  [ -n "$3" ] || return 0
  printf '# HELP %s %s\n# TYPE %s gauge\n%s{%s} %s\n' "$1" "$2" "$1" "$1" "$instance${4:-}" "$3"
}

# as_seconds MICROSECONDS
as_seconds() {
  [ -z "$1" ] || printf '%d.%06d' "$(($1 / 1000000))" "$(($1 % 1000000))"
}

# as_ratio PERCENT
as_ratio() {
  [ -z "$1" ] || printf '%d.%02d' "$(($1 / 100))" "$(($1 % 100))"
}

# state_field NAME: $field, what deployment_state says; empty where it does not.
state_field() {
  field=
  [ ! -f "$LLE_DATA_DIR/deployment_state" ] || [ ! -r "$LLE_DATA_DIR/deployment_state" ] ||
    field=$(sed -n "s/^$1: //p" <"$LLE_DATA_DIR/deployment_state" | sed -n 1p)
}

# as_timestamp YYYY-MM-DD HH:MM:SS: $timestamp in seconds since 1970; empty where that is no time.
as_timestamp() {
  timestamp=
  ! epoch "$1" || timestamp=$((seconds_since + 951782400))
}

# look_at_deployment: when it was deployed, and in which state that left it.
look_at_deployment() {
  state_field 'Last Deployment Date'
  as_timestamp "$field"
  deployed=$timestamp
  state_field Status
  state=$field
}

# look_at_transactions: $open, how many deployments, rollbacks or restores run or were interrupted; empty where this user may not look.
look_at_transactions() {
  open=
  [ -r "$LLE_DATA_DIR/transactions" ] || return 0
  open=0
  for folder in "$LLE_DATA_DIR/transactions"/*/; do
    [ -d "$folder" ] || continue
    if [ ! -x "$folder" ]; then
      open=
      return 0
    fi
    [ -f "${folder}journal" ] || continue
    case $(tail -n 1 "${folder}journal") in *'"kind":"Closed"'*) ;; *) open=$((open + 1)) ;; esac
  done
}

# look_at_backups: $backed_up, when the newest complete backup was taken; a name is its time.
look_at_backups() {
  backed_up=
  newest=
  for manifest in "$LLE_BACKUP_DIR"/[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]_[0-9][0-9][0-9][0-9][0-9][0-9]*/MANIFEST; do
    # Names come in order.
    [ ! -f "$manifest" ] || newest=${manifest%/MANIFEST}
  done
  [ -n "$newest" ] || return 0
  newest=${newest##*/}
  days=${newest%%_*}
  times=${newest#*_}
  as_timestamp "${days%????}-$(piece "$days" 5)-$(piece "$days" 7) $(piece "$times" 1):$(piece "$times" 3):$(piece "$times" 5)"
  backed_up=$timestamp
}

# status_metric NAME: 1 for the state that deployment_state names, 0 for the others.
status_metric() {
  [ -n "$state" ] || return 0
  printf '# HELP %s %s\n# TYPE %s gauge\n' "$1" 'In which state the last deployment left the program.' "$1"
  for word in ACTIVE DEGRADED NEEDS_ATTENTION FAILED; do
    value=0
    [ "$word" != "$state" ] || value=1
    printf '%s{%s,status="%s"} %s\n' "$1" "$instance" "$word" "$value"
  done
}

metrics() {
  look_at_deployment
  look_at_transactions
  look_at_backups
  instance="prefix=\"$(label "$LLE_INSTALL_PREFIX")\",binary=\"$(label "$binary_name")\""
  metric lle_deployment_info 'What is deployed.' 1 \
    ",deployment_id=\"$(label "$deployment_id")\",version=\"$(label "$deployment_version")\""
  metric lle_healthy 'Whether the shell answers (1) or not (0).' "$healthy"
  metric lle_startup_seconds 'Mean start-up time, without what sh needs to launch it.' "$(as_seconds "$startup")"
  metric lle_startup_threshold_seconds 'Threshold of the start-up time.' "$(as_seconds "$startup_threshold")"
  metric lle_response_seconds 'Mean time from a command to its answer in a live session, without what sh needs to ask.' "$(as_seconds "$response")"
  metric lle_response_threshold_seconds 'Threshold of the response time.' "$(as_seconds "$response_threshold")"
  metric lle_cache_hit_ratio 'Hit rate of the display cache, as the shell reports it.' "$(as_ratio "$rate")"
  metric lle_cache_hit_threshold_ratio 'Threshold of the hit rate.' "$(as_ratio "$cache_threshold")"
  metric lle_readiness_ratio 'Readiness score of the deployment.' "$(as_ratio "$readiness_percent")"
  status_metric lle_deployment_status
  metric lle_deployment_timestamp_seconds 'When it was deployed.' "$deployed"
  metric lle_open_transactions 'Deployments, rollbacks or restores that run or were interrupted.' "$open"
  metric lle_last_backup_timestamp_seconds 'When the newest complete backup was taken.' "$backed_up"
  metric lle_last_check_timestamp_seconds 'When this was measured.' "$(awk 'BEGIN { srand(); printf "%d", srand() }')"
}

# The new file replaces the old one whole; a collector never reads half of it.
write_metrics() {
  if { metrics >"$LLE_LOG_DIR/lle.prom.$$" && mv -f "$LLE_LOG_DIR/lle.prom.$$" "$LLE_LOG_DIR/lle.prom"; } 2>/dev/null; then
    return 0
  fi
  rm -f "$LLE_LOG_DIR/lle.prom.$$"
  printf 'monitor_lle: cannot write %s\n' "$LLE_LOG_DIR/lle.prom" >&2
  not_written=1
}

finish() {
  [ "$settings_wrong" -eq 0 ] || exit 2
  [ "${healthy:-1}" -eq 1 ] || exit 1
  [ "$not_written" -eq 0 ] || exit 4
  [ "$too_slow" -eq 0 ] || exit 3
  exit 0
}

case ${1-} in
  health)
    load_settings
    open_logs
    check_health
    finish
    ;;
  performance)
    load_settings
    open_logs
    check_performance
    finish
    ;;
  all)
    load_settings
    open_logs
    check_health
    [ "$healthy" = 0 ] || check_performance
    write_metrics
    finish
    ;;
  @launches | @forks | @round_trips | @echoes)
    # The script under "time -p": it calls itself, bounded like everything else.
    work=${3-}
    load_settings
    limit=$((time_limit * 6))
    bounded "$((limit + 5))" "${1#@}" "$2" 2>/dev/null
    exit
    ;;
  *)
    echo 'usage: monitor_lle.sh health|performance|all' >&2
    exit 2
    ;;
esac
