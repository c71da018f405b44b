#!/usr/bin/python
# Copyright (c) the LLE project; MIT licence.
"""The documentation of the action plugin of the same name; nothing of this file runs on a host."""
from __future__ import annotations

DOCUMENTATION = """
module: host
short_description: Deploys a bundle of Lle.Deploy.Tasks to a host
version_added: "1.1.0"
description:
  - Sends C(lle) and the bundle to the host, each once, by hash, and verified there, and runs one operation.
  - A deployment whose gates do not all pass is rolled back on the host. A host that cannot be reached has failed.
  - The host needs a POSIX shell, C(sha256sum) and C(tar), and neither Python nor .NET. Set C(gather_facts) to false.
options:
  operation:
    description: What to do. In check mode C(deploy) is C(plan), changed where it would change something, and C(rollback) is skipped.
    type: str
    choices: [deploy, plan, status, rollback]
    default: deploy
  bundle:
    description: A bundle on the controller, as the target LleBundle makes it. For deploy and plan.
    type: path
  programs:
    description:
      - A folder that holds C(linux-x64/lle), C(linux-arm64/lle) or both, from the package Lle.Deploy.Host; or a mapping from what
        C(uname -m) says to a file.
    type: raw
    required: true
  options:
    description: Options by the names of docs/properties.md, for instance LleInstallPrefix. They beat what the bundle says.
    type: dict
  run:
    description: The name of the run. A host that has answered to it with a success that still stands is not deployed again.
    type: str
  rollout:
    description: The name of this call of the run. Each call has one of its own by default.
    type: str
  deployment:
    description: For rollback, the deployment to undo. Without it the last.
    type: str
  confirm:
    description: Seconds within which the host must be reached again over a new connection before it commits. 0 means it need not.
    type: int
    default: 0
  patience:
    description: Seconds to wait for a host that was reached once and is lost.
    type: int
    default: 60
  directory:
    description: Where lle and bundles are kept on the host. C(/var/lib/lle) for root, else C(~/.local/state/lle).
    type: path
  allow_commands:
    description: Run commands that the bundle brings although its signature was not verified.
    type: bool
    default: false
  offline:
    description: Whether a host that cannot be reached fails.
    type: str
    choices: [fail, skip]
    default: fail
  failures:
    description: A folder on the controller in which failed hosts are counted, over all batches. The task itself then never fails.
    type: path
  max_failures:
    description: How many hosts may fail; when one more has, no further host begins.
    type: int
    default: 0
author: The LLE project (@lle)
"""

EXAMPLES = """
- name: Roll out
  hosts: web
  gather_facts: false
  serial: [1, "25%", "100%"]
  max_fail_percentage: 0
  tasks:
    - name: Deploy
      lle.deploy.host:
        bundle: bin/lusush-1.4.0.tar.gz
        programs: tools/lle
        options:
          LleInstallPrefix: /opt/lusush
"""

RETURN = """
lle:
  description: What the host answered.
  returned: always
  type: dict
  sample: {status: SUCCESS, id: "20260102_030405", version: "1.4.0", round_trips: 2, sent_bytes: 0}
"""
