# Copyright (c) the LLE project; MIT licence.
"""What the controller says to one host: shell scripts on standard input, and nothing but sh, sha256sum and tar there."""
from __future__ import annotations

import dataclasses
import hashlib
import re
import secrets
import shlex
import tarfile

PROGRAM = "lle"
BUNDLE = "bundle"
SCRIPT = "ask"
KEPT = 3


class Lost(Exception):
    """The host could not be reached, or the answer did not come to its end: what it does now is not known."""


class NotUsable(Exception):
    """The host was reached, and cannot do what it is asked."""


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def kebab(option):
    """LleInstallPrefix, as lle spells it: --install-prefix."""
    return "--" + re.sub(r"(?<!^)([A-Z])", r"-\1", option[len("Lle"):]).lower()


def words(options):
    """The options of a command line. A list of values, separated by semicolons, is an option each."""
    lists = {"LleTrustedKeys", "LleStartupArguments"}
    for name, value in sorted(options.items()):
        text = str(value).lower() if isinstance(value, bool) else str(value)
        for each in text.split(";") if name in lists else [text]:
            if each:
                yield f"{kebab(name)}={each}"


@dataclasses.dataclass(frozen=True)
class Sent:
    """A file for the host, under a name that holds its hash, so that it is sent once."""

    path: str
    digest: str
    name: str


def archive(contents):
    """What tar reads: names and their bytes."""
    parts = []
    for name, data in contents:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = len(data), 0o600
        parts += [entry.tobuf(tarfile.USTAR_FORMAT), data, bytes(-len(data) % tarfile.BLOCKSIZE)]
    return b"".join([*parts, bytes(2 * tarfile.BLOCKSIZE)])


class Exchange:
    """One script and its answer, between two marks: what a login shell prints is not in it, and one that was cut off is never taken for a
    whole one. The script is a function that is called in its last line, so that a part of it does nothing."""

    def __init__(self, body):
        mark = secrets.token_hex(8)
        self.begin, self.end = f"lle-begin-{mark}", f"lle-end-{mark}"
        self.script = f"lle_script() {{\numask 077\n{body}}}\necho {self.begin}; lle_script; lle_code=$?; echo; echo {self.end} $lle_code\n"

    def read(self, output):
        """The answer between the marks, and the exit code behind it."""
        match = re.search(rf"(?:^|\n){self.begin}\n(.*)\n{self.end} (\d+)\n", output, re.DOTALL)
        if match is None:
            raise Lost("the connection was lost before the answer had come to its end")
        return match[1], int(match[2])


class Host:
    """Talks to one host. What it is given as connection has run(command, data) -> exit code, standard output,
    standard error; it raises Lost."""

    def __init__(self, connection, directory=""):
        self.connection = connection
        self.directory = directory
        self.machine = ""
        self.free = None
        self.there = {}
        self.round_trips = 0
        self.sent_bytes = 0

    def ask(self, script, files=()):
        """Runs a script. Alone it comes on standard input: no quoting of any login shell touches it, and no process list shows it. Where
        files are missing on the host, it comes behind them, in one archive."""
        missing = self.missing(files)
        self.round_trips += 1
        if missing:
            exchange, output, errors = self.deliver(missing, script)
        else:
            exchange = Exchange(script)
            _, output, errors = self.connection.run("/bin/sh -s", exchange.script.encode())
        answer, code = exchange.read(output)
        self.there.update((file.name, file.digest) for file in missing)
        return answer, errors, code

    def missing(self, files):
        return [file for file in files if self.there.get(file.name) != file.digest]

    def deliver(self, missing, script):
        """Parts have names of this call: one that was lost may be at work still."""
        call = secrets.token_hex(4)
        contents = []
        for file in missing:
            with open(file.path, "rb") as opened:
                contents.append((f"{file.name}.{call}", opened.read()))
            self.sent_bytes += len(contents[-1][1])
        exchange = Exchange("".join(self.settle(file, f"{file.name}.{call}") for file in missing) + script)
        name = f"{SCRIPT}-{call}"
        contents.append((name, f'rm -f "$0"\n{exchange.script}'.encode()))
        command = f"cd {shlex.quote(self.directory)} && tar -xomf - && /bin/sh ./{name}"
        code, output, errors = self.connection.run(command, archive(contents))
        if code != 0 and exchange.begin not in output:
            try:
                self.ask(f"{self.enter()}rm -f *.{call} {name}\n")
            except Lost:
                pass
            # The last of its complaints is that it ends.
            said = [line for line in errors.splitlines() if line.startswith("tar:")][:-1] or errors.splitlines()
            raise NotUsable(f"{self.directory}: {said[-1].strip() if said else f'tar ended with {code}'}")
        return exchange, output, errors

    @staticmethod
    def settle(file, part):
        """Gives a file its own name, where it has arrived whole."""
        return f"""if echo "{file.digest}  {part}" | sha256sum -c >/dev/null 2>&1; then chmod 700 {part} && mv -f {part} {file.name}; else
rm -f {part}; echo "lle-bad {file.name} did not arrive whole"; return 72; fi
"""

    def look(self, names):
        """What machine it is, and which of these files it has, whole."""
        folder = shlex.quote(self.directory) if self.directory else '"$d"'
        script = f"""if [ "$(id -u)" = 0 ]; then d=/var/lib/lle; else d=$HOME/.local/state/lle; fi
mkdir -p {folder} && cd {folder} || {{ echo "lle-bad it cannot be made or entered"; return; }}
set -- $(ls -ldn .)
[ "$3" = "$(id -u)" ] || {{ echo "lle-bad it belongs to user $3"; return; }}
case $1 in drwx------*) ;; *) chmod 700 . ;; esac
echo "lle-machine $(uname -m)"
echo "lle-directory $(pwd -P)"
df -Pk . 2>/dev/null | {{ read -r line; read -r line; set -- $line; echo "lle-free $4"; }}
for f in {' '.join(shlex.quote(name) for name in names)}; do [ ! -f "$f" ] || echo "lle-has $(sha256sum "$f")"; done
"""
        answer, errors, _ = self.ask(script)
        self.there = {}
        for line in answer.splitlines():
            key, _, rest = line.partition(" ")
            if key == "lle-bad":
                raise NotUsable(f"{self.directory or 'the directory for lle'}: {rest} {errors.strip()}".strip())
            if key == "lle-machine":
                self.machine = rest.strip()
            elif key == "lle-directory":
                self.directory = rest
            elif key == "lle-free" and rest.strip().isdigit():
                self.free = int(rest)
            elif key == "lle-has":
                digest, _, name = rest.partition("  ")
                self.there[name] = digest.lstrip("\\")
        if not self.machine:
            raise NotUsable(f"no answer of a POSIX shell: {(errors or answer).strip()[:200]}")

    def prune(self):
        """The newest of the files that roll-outs have sent stay."""
        return "".join(f"""ls -t {kind}-* 2>/dev/null | {{ n=0; while read -r f; do n=$((n+1)); [ $n -gt {KEPT} ] && rm -f "$f"; done; }}
""" for kind in (PROGRAM, BUNDLE, SCRIPT))

    def enter(self):
        return f"cd {shlex.quote(self.directory)} || {{ echo 'lle-bad the directory cannot be entered'; return 71; }}\n"
