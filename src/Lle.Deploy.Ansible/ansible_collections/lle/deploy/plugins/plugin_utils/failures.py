# Copyright (c) the LLE project; MIT licence.
"""How many hosts have failed, over all batches: ansible-core counts within one batch only."""
from __future__ import annotations

import os
import re


class Failures:
    """Processes of one controller count in a folder: a file a failed host."""

    def __init__(self, folder, limit):
        self.folder = folder
        self.limit = int(limit or 0)
        self.counts = bool(folder)

    def is_reached(self):
        return self.counts and os.path.isdir(self.folder) and len(os.listdir(self.folder)) > self.limit

    def note(self, host):
        if self.counts:
            os.makedirs(self.folder, exist_ok=True)
            with open(os.path.join(self.folder, re.sub(r"[^A-Za-z0-9._-]", "_", host)), "w", encoding="utf-8"):
                pass
