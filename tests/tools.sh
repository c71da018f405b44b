#!/bin/sh
# Installs the programs that tests run against, where it may: as root or with a sudo that asks nothing; with apt, apk or dnf. What is still missing
# afterwards is named once, and the tests that need it are skipped (with CI=true they fail). `dotnet test` and .ci/run both call it: this is the one
# list. LLE_TEST_INSTALL=false installs nothing.
# The last line printed is "missing:" and the commands that this machine lacks, or nothing.
set -u

# command (or a file), then its package for apt, apk and dnf; "-" where a distribution has none.
list='
/usr/include/openssl/ssl.h libssl-dev openssl-dev openssl-devel
/usr/share/zoneinfo/Europe/Berlin tzdata tzdata tzdata
ansible-lint ansible-lint ansible-lint -
ansible-playbook ansible-core ansible-core ansible-core
bash bash bash bash
busybox busybox busybox busybox
bzip2 bzip2 bzip2 bzip2
caddy caddy caddy caddy
cc gcc gcc gcc
chattr e2fsprogs e2fsprogs-extra e2fsprogs
checkbashisms devscripts checkbashisms devscripts-checkbashisms
chromium chromium chromium chromium
clang clang clang clang
cmake cmake cmake cmake
crontab cron - cronie
curl curl curl curl
dash dash dash dash
dpkg dpkg dpkg dpkg
faketime faketime libfaketime libfaketime
fish fish fish fish
gzip gzip gzip gzip
haproxy haproxy haproxy haproxy
hyperfine hyperfine hyperfine hyperfine
ip iproute2 iproute2 iproute
ksh ksh loksh ksh
ld.lld lld lld lld
mandoc mandoc mandoc mandoc
mksh mksh mksh mksh
mmdebstrap mmdebstrap - -
mount mount mount util-linux
nginx nginx nginx nginx
node nodejs nodejs nodejs
npm npm npm npm
nsenter util-linux util-linux util-linux
openssl openssl openssl openssl
patch patch patch patch
perl perl-base perl perl-interpreter
posh posh - -
prometheus-node-exporter prometheus-node-exporter - -
promtool prometheus prometheus -
ps procps procps procps-ng
python3 python3 python3 python3
redis-server redis-server redis redis
rsync rsync rsync rsync
runsvdir runit runit -
setcap libcap2-bin libcap libcap
setfacl acl acl acl
setfattr attr attr attr
shellcheck shellcheck shellcheck ShellCheck
ssh-keygen openssh-client openssh-keygen openssh
sshd openssh-server openssh-server openssh-server
strace strace strace strace
systemd-analyze systemd - systemd
systemd-nspawn systemd-container - systemd-container
tar tar tar tar
time time - time
unshare util-linux unshare util-linux
xz xz-utils xz xz
yash yash yash yash
zsh zsh zsh zsh
zstd zstd zstd zstd
'

has() {
  case $1 in /*) [ -e "$1" ]; return ;; esac
  command -v "$1" >/dev/null 2>&1 || [ -x "/usr/bin/$1" ] || [ -x "/usr/sbin/$1" ] || [ -x "/sbin/$1" ]
}

missing() { # the commands that this machine lacks
  printf '%s\n' "$list" | while read -r command _; do
    [ -z "$command" ] || has "$command" || printf ' %s' "$command"
  done
}

packages() { # column: the packages of the missing commands
  printf '%s\n' "$list" | while read -r command apt apk dnf; do
    if [ -z "$command" ] || has "$command"; then
      continue
    fi
    case $1 in
      apt) package=$apt ;;
      apk) package=$apk ;;
      *) package=$dnf ;;
    esac
    [ "$package" = - ] || printf ' %s' "$package"
  done
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 "$@" >/dev/null 2>&1
}

install_one() { # manager, package
  case $1 in
    apt) apt_get install -y --no-install-recommends "$2" ;;
    apk) as_root apk add -q "$2" >/dev/null 2>&1 ;;
    *) as_root dnf install -q -y "$2" >/dev/null 2>&1 ;;
  esac
}

install_all() { # manager, packages...
  manager=$1
  shift
  case $manager in
    apt) apt_get update && apt_get install -y --no-install-recommends "$@" ;;
    apk) as_root apk add -q "$@" >/dev/null 2>&1 ;;
    *) as_root dnf install -q -y "$@" >/dev/null 2>&1 ;;
  esac && return
  # One that this distribution lacks must not keep the others away.
  for package; do
    install_one "$manager" "$package" || echo "not installed: $package"
  done
}

if [ -n "$(missing)" ] && [ "${LLE_TEST_INSTALL:-true}" != false ] && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }; then
  for manager in apt apk dnf; do
    program=$manager
    [ "$manager" != apt ] || program="apt-get"
    if command -v "$program" >/dev/null 2>&1; then
      # shellcheck disable=SC2046 # a list of words
      set -- $(packages "$manager")
      [ $# -eq 0 ] || {
        echo "installing for the tests: $*"
        install_all "$manager" "$@"
      }
      break
    fi
  done
fi
echo "missing:$(missing)"
