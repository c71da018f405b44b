#!/bin/sh
# Says what is deployed, whether it answers, and what was last seen of it.
#
#   lle_status.sh
#
# Exit status: 0 the shell answers, 1 it does not, 2 wrong usage, 3 it answers but no deployment is recorded.
# LLE_INSTALL_PREFIX, LLE_CONFIG_DIR, LLE_DATA_DIR and LLE_LOG_DIR override what the deployment wrote down here.

script_name=lle_status
@COMMON@
umask 077
if [ "$#" -gt 0 ]; then
  echo 'usage: lle_status.sh' >&2
  exit 2
fi
time_limit=10

# harmless: copies text, without what could steer a terminal.
harmless() {
  tr -d '\000-\010\013-\037\177'
}

# interval: health_check_interval of monitoring.conf; 300 seconds where it names none.
interval() {
  found=300
  if is_readable "$LLE_CONFIG_DIR/monitoring.conf"; then
    value=$(sed -n 's/^[[:blank:]]*health_check_interval[[:blank:]]*=[[:blank:]]*\([0-9]\{1,9\}\)[[:blank:]]*$/\1/p' \
      <"$LLE_CONFIG_DIR/monitoring.conf" | tail -n 1)
    found=${value:-300}
  fi
  printf '%s' "$found"
}

# freshness LINE: says when the last check is older than two intervals.
freshness() {
  stamp=${1#\[}
  stamp=${stamp%%\]*}
  epoch "$stamp" || return 0
  then_seconds=$seconds_since
  epoch "$(date -u '+%Y-%m-%d %H:%M:%S')" || return 0
  age=$((seconds_since - then_seconds))
  every=$(interval)
  if [ "$age" -gt "$((every * 2))" ]; then
    printf 'Monitoring: STALE, the last check was %s seconds ago (interval: %s)\n' "$age" "$every"
  else
    printf 'Monitoring: CURRENT, the last check was %s seconds ago (interval: %s)\n' "$age" "$every"
  fi
}

status=0

echo '=== LLE System Status ==='
if is_readable "$LLE_DATA_DIR/deployment_state"; then
  harmless <"$LLE_DATA_DIR/deployment_state"
else
  printf 'No deployment state: %s\n' "$LLE_DATA_DIR/deployment_state"
  status=3
fi

echo
echo '=== Current Status ==='
bounded "$time_limit" launches 1 >/dev/null 2>&1
outcome=$?
case $outcome in
  0) echo 'LLE Status: OPERATIONAL' ;;
  124) printf 'LLE Status: NOT RESPONDING (no answer within %s seconds)\n' "$time_limit" ;;
  126 | 127) printf 'LLE Status: NOT RESPONDING (cannot be started: %s)\n' "$binary" ;;
  *) printf 'LLE Status: NOT RESPONDING (exit status %s)\n' "$outcome" ;;
esac
[ "$outcome" -eq 0 ] || status=1

echo
echo '=== Recent Logs ==='
if is_readable "$LLE_LOG_DIR/health.log"; then
  echo 'Latest health checks:'
  tail -n 3 "$LLE_LOG_DIR/health.log" | harmless
  freshness "$(tail -n 1 "$LLE_LOG_DIR/health.log")"
else
  printf 'No health log: %s\n' "$LLE_LOG_DIR/health.log"
fi
if [ -f "$LLE_LOG_DIR/alerts.log" ] && [ -s "$LLE_LOG_DIR/alerts.log" ]; then
  echo 'Latest alerts:'
  tail -n 3 "$LLE_LOG_DIR/alerts.log" | harmless
fi
exit "$status"
