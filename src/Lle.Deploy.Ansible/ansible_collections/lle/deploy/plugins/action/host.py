# Copyright (c) the LLE project; MIT licence.
"""One operation on one host. It needs a POSIX shell, sha256sum and tar there, and nothing else: no Python, no .NET."""
from __future__ import annotations

import json
import os
import secrets

from ansible.errors import AnsibleActionFail, AnsibleConnectionFailure, AnsibleError
from ansible.plugins.action import ActionBase

from ansible_collections.lle.deploy.plugins.plugin_utils.conversation import Lost, NotUsable
from ansible_collections.lle.deploy.plugins.plugin_utils.failures import Failures
from ansible_collections.lle.deploy.plugins.plugin_utils.rollout import GOOD, Rollout

OPERATIONS = ("deploy", "plan", "status", "rollback")
ARGUMENTS = ("operation", "bundle", "programs", "options", "run", "rollout", "confirm", "patience", "directory", "deployment",
             "allow_commands", "offline", "max_failures", "failures")


class Connection:
    """Ansible's connection, with what a roll-out needs of it."""

    def __init__(self, action):
        self.action = action

    def run(self, command, data):
        """Data on standard input keeps ssh from asking for a terminal, which would mix both outputs and hang up on the program."""
        try:
            answer = self.action._low_level_execute_command(command, in_data=data, executable=False)
        except AnsibleConnectionFailure as lost:
            raise Lost(str(lost)) from lost
        except AnsibleError as refused:
            # Reached, and not let in: sudo wants a password, for instance.
            raise NotUsable(str(refused)) from refused
        return answer["rc"], answer["stdout"], answer["stderr"]

    def reset(self):
        """The next command comes over a new connection."""
        try:
            self.action._connection.reset()
        except Exception:  # pylint: disable=broad-except
            # Whatever is wrong with the old connection, the new one will tell.
            pass


class ActionModule(ActionBase):
    # True costs three round trips, and its clean-up over a lost connection replaces our result.
    TRANSFERS_FILES = False
    _supports_check_mode = True

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        request = self.request((task_vars or {}).get("inventory_hostname", ""))
        failures = Failures(request.get("failures"), request.get("max_failures"))
        host = (task_vars or {}).get("inventory_hostname", "host")
        if failures.is_reached():
            return dict(result, skipped=True, lle={"status": "STOPPED", "msg": "too many hosts have failed"})
        if self._play_context.check_mode and request["operation"] == "rollback":
            return dict(result, skipped=True, msg="nothing is rolled back in check mode")

        answer = Rollout(Connection(self), request).run()
        status = answer["status"]
        skip = status == "UNREACHABLE" and request.get("offline") == "skip"
        bad = status not in GOOD and not skip
        if bad:
            failures.note(host)
        # An unreachable host is a failed one: ansible-core itself does not count those, and goes on with the next batch.
        return dict(result, lle=answer, msg=answer["msg"] or status, changed=self.changes(request, answer),
                    failed=bad and not failures.counts)

    def changes(self, request, answer):
        """What it has changed; in check mode, what it would."""
        if request["operation"] in ("plan", "status"):
            return self._play_context.check_mode and bool((answer["record"] or {}).get("ChangesAnything"))
        return answer["status"] in ("SUCCESS", "DEGRADED")

    def request(self, host):
        request = dict(self._task.args)
        # A build says what it asks of each host in files, because Ansible would fill in braces in its own arguments.
        folder = os.environ.get("LLE_FLEET_REQUESTS")
        path = os.path.join(folder, host + ".json") if folder else ""
        if path and os.path.isfile(path):
            with open(path, encoding="utf-8") as file:
                request = dict(json.load(file), operation=request["operation"])
        unknown = sorted(set(request) - set(ARGUMENTS))
        if unknown:
            raise AnsibleActionFail(f"lle.deploy.host has no argument {', '.join(unknown)}; it has {', '.join(ARGUMENTS)}")
        request.setdefault("operation", "deploy")
        if request["operation"] not in OPERATIONS:
            raise AnsibleActionFail(f"operation is {request['operation']}; expected one of {', '.join(OPERATIONS)}")
        if self._play_context.check_mode and request["operation"] == "deploy":
            request["operation"] = "plan"
        if request["operation"] in ("deploy", "plan") and not request.get("bundle"):
            raise AnsibleActionFail("bundle is missing; expected the path of a bundle that LleBundle has made")
        if request["operation"] in ("status", "rollback"):
            request.pop("bundle", None)
        request["programs"] = programs(request.get("programs"))
        request["rollout"] = request.get("rollout") or secrets.token_hex(8)
        request["run"] = request.get("run") or request["rollout"]
        for name, default in (("confirm", 0), ("patience", 60)):
            given = request.get(name)
            request[name] = default if given in (None, "") else int(given)
        request["allow_commands"] = is_true(request.get("allow_commands"))
        return request


def is_true(given):
    """A variable that was given on a command line is text, and "false" is not true."""
    return given is True or str(given).lower() in ("true", "yes", "on", "1")


def programs(given):
    """By the name that uname -m gives: a mapping, or a folder that holds RID/lle."""
    names = {"linux-x64": "x86_64", "linux-arm64": "aarch64"}
    if isinstance(given, str):
        given = {machine: os.path.join(given, rid, "lle") for rid, machine in names.items()}
        given = {machine: path for machine, path in given.items() if os.path.isfile(path)}
    if not given:
        raise AnsibleActionFail("programs names no lle; expected a folder that holds linux-x64/lle, from the package Lle.Deploy.Host")
    return given
