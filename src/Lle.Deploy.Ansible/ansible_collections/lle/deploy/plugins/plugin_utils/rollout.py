# Copyright (c) the LLE project; MIT licence.
"""One operation of a roll-out on one host, from the first look to the answer, whatever happens to the connection meanwhile."""
from __future__ import annotations

import json
import shlex
import time

from ansible_collections.lle.deploy.plugins.plugin_utils.conversation import (
    BUNDLE, PROGRAM, Host, Lost, NotUsable, Sent, sha256, words)

GOOD = ("SUCCESS", "UNCHANGED", "DEGRADED")
RUNS_ONCE = ("deploy", "rollback")


class Rollout:
    def __init__(self, connection, request, clock=time.monotonic, sleep=time.sleep):
        self.request = request
        self.clock = clock
        self.sleep = sleep
        self.connection = connection
        self.host = Host(connection, request.get("directory") or "")
        self.reconnects = 0
        self.reached = False
        self.files = []
        self.is_known = False
        self.deadline = 0.0

    def run(self):
        started = self.clock()
        try:
            answer = self.work()
        except Lost as lost:
            status = "LOST" if self.reached else "HOST_KEY" if is_host_key(str(lost)) else "UNREACHABLE"
            answer = {"status": status, "msg": reason(str(lost))}
        except NotUsable as problem:
            answer = {"status": "NOT_USABLE", "msg": str(problem)}
        return dict({"id": "", "version": "", "diagnostics": [], "record": None, "msg": ""}, **answer,
                    reached=self.reached, reconnects=self.reconnects, round_trips=self.host.round_trips,
                    sent_bytes=self.host.sent_bytes, seconds=round(self.clock() - started, 3), machine=self.host.machine)

    def work(self):
        programs, bundle = self.request["programs"], self.request.get("bundle")
        lles = {machine: sent(PROGRAM, path) for machine, path in programs.items()}
        bundles = [sent(BUNDLE, bundle, ".tar.gz")] if bundle else []
        self.files = [*lles.values(), *bundles]
        self.look()
        self.reached = True
        machine = self.host.machine
        if machine not in programs:
            raise NotUsable(f"there is no lle for {machine}, only for {', '.join(sorted(programs))}")

        self.files = [lles[machine], *bundles]
        self.deadline = self.clock() + self.request.get("patience", 60)
        return self.operate(f"./{lles[machine].name}", bundles[0].name if bundles else "")

    def look(self):
        self.host.look([file.name for file in self.files])
        self.is_known = True

    def ask(self, script):
        if not self.is_known:
            self.look()
        return self.host.ask(script, self.files)

    def operate(self, program, bundle_name):
        command = self.command(program, bundle_name)
        confirm = self.request.get("confirm", 0) if self.request["operation"] == "deploy" else 0
        first = self.host.enter() + self.host.prune()
        if confirm:
            if self.host.missing(self.files):
                # Apart from what is begun once, they may be sent again.
                self.check(self.patiently(lambda: self.ask(":\n"))[0])
            # It outlives this connection; the answer is asked for over another one, which is the confirmation.
            log = f"{self.request['rollout']}.out"
            start = f"{first}( trap '' HUP; {command} </dev/null >{log} 2>{log}.err ) &\necho $! >{log}.pid\n:\n"
            begun = self.patiently(lambda: self.ask(start), again=False)
            self.check(begun[0] if begun else "")
            self.connection.reset()
            # So long the host waits for it.
            self.deadline += confirm
            return self.answer(f"{self.host.enter()}{self.confirming(program, log)}")
        return self.answer(f"{first}{command} </dev/null\n", f"{self.host.enter()}{command} </dev/null\n")

    def answer(self, script, again=None):
        """Asks until there is a whole answer. A run is done once, so that asking again is safe."""
        while True:
            output, errors, code = self.patiently(lambda: self.ask(script))
            self.check(output)
            answer = self.read(output, errors, code)
            # It could not begin: our own run may be at work still, behind the connection that was lost, and hold the lock.
            if self.reconnects and again and answer["status"] == "FAILED" and not answer["id"] and self.clock() < self.deadline:
                self.reconnects += 1
                self.sleep(1)
                script = again
                continue
            return answer

    @staticmethod
    def check(output):
        if "lle-bad " in output:
            raise NotUsable(output[output.index("lle-bad ") + 8:].splitlines()[0])

    def patiently(self, ask, again=True):
        while True:
            asked = self.clock()
            try:
                return ask()
            except Lost:
                self.connection.reset()
                if self.is_known:
                    # It was there: what it did meanwhile was no waiting for it.
                    self.deadline += self.clock() - asked
                # What had arrived is looked for before anything is sent again.
                self.is_known = False
                if not again and self.request["operation"] in RUNS_ONCE:
                    # It may have begun: the confirmation asks it.
                    return None
                if self.clock() >= self.deadline:
                    raise
                self.reconnects += 1
                self.sleep(1)

    def command(self, program, bundle_name):
        request = self.request
        operation = request["operation"]
        parts = [program, operation]
        if bundle_name:
            parts.append(bundle_name)
        elif request.get("deployment"):
            parts.append(request["deployment"])
        parts += words(request.get("options") or {})
        if operation in RUNS_ONCE:
            parts += [f"--fleet-run={request['run']}", f"--fleet-rollout={request['rollout']}"]
        if operation == "deploy" and request.get("confirm"):
            parts.append(f"--fleet-confirm={request['confirm']}")
        if bundle_name and request.get("allow_commands"):
            parts.append("--allow-commands")
        return " ".join(shlex.quote(part) for part in [*parts, "--json"])

    def confirming(self, program, log):
        """On a busy host lle may need a while until it can be seen at work: as long as it runs, it is asked again."""
        layout = {name: value for name, value in (self.request.get("options") or {}).items() if name in LAYOUT}
        run = [f"--fleet-run={self.request['run']}", f"--fleet-rollout={self.request['rollout']}", "--json"]
        command = " ".join(shlex.quote(part) for part in [program, "confirm", *words(layout), *run])
        # Where it could not begin, nothing of the run is kept, and what it printed is the answer.
        return f"""while a=$({command} </dev/null 2>{log}.confirm); c=$?; [ $c = 2 ] && kill -0 "$(cat {log}.pid)" 2>/dev/null; do :; done
if [ $c = 2 ] && [ -s {log} -o -s {log}.err ]; then cat {log} && cat {log}.err >&2
else printf '%s\\n' "$a"; cat {log}.confirm >&2; fi
[ $c != 0 ] || rm -f {log}*
(exit $c)
"""

    @staticmethod
    def read(output, errors, code):
        try:
            record = json.loads(output)
        except ValueError:
            record = None
        if record is None:
            lines = errors.strip().splitlines()
            # Of wrong usage the first line says what is wrong, the last where to read.
            return {"status": "FAILED", "msg": lines[0 if code == 64 else -1] if lines else f"lle ended with {code} and said nothing", "diagnostics": []}
        diagnostics = record.get("Diagnostics") or []
        problems = [d for d in diagnostics if d.get("Severity") == "error"]
        status = record.get("Status") or ("SUCCESS" if code == 0 else "FAILED")
        return {"status": status, "id": record.get("DeploymentId") or "", "version": record.get("Version") or "",
                "diagnostics": diagnostics, "record": record, "stderr": errors,
                "msg": "" if status in GOOD else f"{problems[0]['Code']}: {problems[0]['Message']}" if problems else status}


def sent(kind, path, ending=""):
    digest = sha256(path)
    return Sent(path, digest, f"{kind}-{digest[:16]}{ending}")


LAYOUT = ("LleInstallPrefix", "LleName", "LleConfigDir", "LleDataDir", "LleLogDir", "LleBackupDir", "LleBinaryName")


def is_host_key(text):
    return "REMOTE HOST IDENTIFICATION HAS CHANGED" in text or "Host key verification failed" in text


def reason(text):
    """The line of ssh's complaint that says why."""
    if "REMOTE HOST IDENTIFICATION HAS CHANGED" in text:
        return "the host key is not the one that is known (REMOTE HOST IDENTIFICATION HAS CHANGED)"
    if "Host key verification failed" in text:
        return "the host key is not known, or not the one that is known (Host key verification failed)"
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no answer"
