# Copyright (c) the LLE project; MIT licence.
"""One JSON document a line and an event: what a build shows while a roll-out runs."""
from __future__ import annotations

import json
import os
import sys
import time

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: events
type: stdout
short_description: JSON lines about a roll-out
description:
  - Writes a line of JSON when a batch begins, when a host begins and when it has answered.
  - The lines go to the file that the variable LLE_FLEET_EVENTS of the environment names, else to standard output.
author: The LLE project
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "lle.deploy.events"

    def __init__(self):
        super().__init__()
        self.batch = ""

    def say(self, event, **more):
        line = json.dumps({"event": event, "time": round(time.time(), 3), "batch": self.batch, **more}) + "\n"
        path = os.environ.get("LLE_FLEET_EVENTS")
        if path:
            with open(path, "a", encoding="utf-8") as file:
                file.write(line)
        else:
            sys.stdout.write(line)
            sys.stdout.flush()

    def v2_playbook_on_play_start(self, play):
        self.batch = play.get_name()
        self.say("batch")

    def v2_runner_on_start(self, host, task):
        self.say("start", host=host.get_name())

    def v2_runner_on_ok(self, result):
        self.tell(result)

    def v2_runner_on_skipped(self, result):
        self.tell(result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.tell(result)

    def v2_runner_on_unreachable(self, result):
        self.tell(result)

    def v2_playbook_on_stats(self, stats):
        self.say("end")

    def tell(self, result):
        found = result._result
        answer = found.get("lle") or {"status": "FAILED", "msg": str(found.get("msg", "")), "diagnostics": []}
        self.say("host", host=result._host.get_name(), answer=answer)
