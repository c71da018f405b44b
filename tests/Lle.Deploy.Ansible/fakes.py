"""A host that is this machine, a connection to it that can be lost, and an lle that answers as the real one does."""
import os
import subprocess
import tempfile

from ansible_collections.lle.deploy.plugins.plugin_utils.conversation import Lost, sha256

# Does a run once, and keeps its answer: what the real one does.
LLE = r"""#!/bin/sh
run=
for word; do
  case $word in --fleet-run=*) run=${word#*=} ;; --fleet-confirm=*) confirm=1 ;; esac
done
operation=$1
case $operation in
status) echo '{ "Prefix": "/opt/x", "Version": "1.0.0", "Drift": [] }'; exit 0 ;;
plan) echo '{ "Paths": [] }'; exit 0 ;;
confirm)
  n=0
  while [ ! -f answer.$run ]; do
    [ -f waits.$run ] && touch confirmed.$run
    n=$((n+1)); [ $n -gt 100 ] && { echo 'error LLE2303: none' >&2; exit 2; }
    sleep 0.02
  done
  cat answer.$run; exit 0 ;;
esac
if [ ! -f answer.$run ]; then
  if [ -n "$confirm" ]; then
    touch waits.$run; n=0
    while [ ! -f confirmed.$run ] && [ $n -lt 100 ]; do n=$((n+1)); sleep 0.02; done
  fi
  echo "$*" >> done.log
  printf '{\n  "Status": "%s",\n  "DeploymentId": "20260102_030405",\n  "Version": "1.4.0",\n  "Diagnostics": [%s]\n}\n' \
    "${LLE_FAKE_STATUS:-SUCCESS}" "$LLE_FAKE_PROBLEM" > answer.tmp && mv answer.tmp answer.$run
fi
cat answer.$run
"""


class Machine:
    """A folder that is a host's home, and one that is the controller's."""

    def __init__(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="lle-ansible-")
        self.root = self.temporary.name
        self.directory = os.path.join(self.root, "host")
        self.program = self.write("lle", LLE)
        self.bundle = self.write("bundle.tar.gz", "not really a bundle\n" * 1000)

    def write(self, name, text):
        path = os.path.join(self.root, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def request(self, **more):
        machine = os.uname().machine
        return {"operation": "deploy", "programs": {machine: self.program}, "bundle": self.bundle, "directory": self.directory,
                "run": "release-1", "rollout": "call-1", "options": {"LleInstallPrefix": "/opt/it's"}, "patience": 30, **more}

    def done(self):
        path = os.path.join(self.directory, "done.log")
        if not os.path.exists(path):
            return []
        with open(path, encoding="utf-8") as file:
            return file.read().splitlines()

    def close(self):
        self.temporary.cleanup()


class Connection:
    """Runs what it is given in a shell of this machine. before and after say at which calls the connection is lost, cut after how many
    bytes of which answer."""

    def __init__(self, machine, before=(), after=(), cut=None, environment=None):
        self.machine = machine
        self.before, self.after, self.cut = set(before), set(after), cut
        self.environment = environment or {}
        self.calls = []
        self.resets = 0
        self.fresh = True
        self.fresh_calls = []

    def run(self, command, data):
        number = len(self.calls)
        self.calls.append(command)
        self.fresh_calls.append(self.fresh)
        self.fresh = False
        if number in self.before:
            raise Lost("Failed to connect to the host via ssh: Connection refused")
        environment = {"PATH": "/usr/bin:/bin", "HOME": self.machine.root, **self.environment}
        ended = subprocess.run(["/bin/sh", "-c", command], input=data, capture_output=True, env=environment, cwd="/", check=False)
        if number in self.after:
            raise Lost("Connection reset by peer")
        output = ended.stdout.decode()
        if self.cut is not None and self.cut[0] == number:
            output = output.encode()[:self.cut[1]].decode(errors="replace")
        return ended.returncode, output, ended.stderr.decode()

    def reset(self):
        self.resets += 1
        self.fresh = True


class Clock:
    """Time that passes when somebody sleeps."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


__all__ = ["Clock", "Connection", "Machine", "sha256"]
