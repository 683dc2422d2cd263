"""Makes the virtual environment from a hash-pinned lock; needs nothing but Python 3.11 and its pip.

`python3 scripts/setup.py .venv requirements/run.txt` installs, shows progress, and does nothing the second time.
"""

import hashlib
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

SUPPORTED = (3, 11)


def stamp_of(lock: Path) -> str:
    return f"{sys.version}\n{hashlib.sha256(lock.read_bytes()).hexdigest()}\n"


def is_done(environment: Path, lock: Path) -> bool:
    stamp = environment / f"installed-{lock.stem}"
    return stamp.exists() and stamp.read_text() == stamp_of(lock)


def install(environment: Path, lock: Path) -> None:
    """Creates the environment where there is none and installs the whole lock into it."""
    python = environment / "bin" / "python"
    if not python.exists():
        print(f"Creating {environment} …", flush=True)
        venv.create(environment, with_pip=True)
    total = len(re.findall(r"^[a-z0-9]", lock.read_text(), flags=re.MULTILINE | re.IGNORECASE))
    print(f"Installing {total} packages from {lock} (a few minutes the first time) …", flush=True)
    # The lock is complete, so nothing is resolved; wheels only, so nothing is built.
    command = [python, "-m", "pip", "install", "--require-hashes", "--no-deps", "--only-binary", ":all:"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "-r", lock]
    log = environment / "setup.log"
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with log.open("w") as record, subprocess.Popen(command, **pipes) as pip:
        done = 0
        for line in pip.stdout:
            record.write(line)
            if line.startswith(("Collecting ", "Processing ", "Requirement already satisfied")):
                done += 1
                show(f"  {done}/{total}", done == total)
            elif line.startswith("Installing collected packages"):
                show("  unpacking and compiling …", True)
    if pip.returncode:
        print(f"\nSet-up failed. The end of {log}:\n")
        print("\n".join(log.read_text().splitlines()[-15:]))
        print("\nCheck that the package registry can be reached, then run the command again.")
        sys.exit(1)
    # A superset holds all of the smaller locks: what it brings need not be installed again.
    for other in lock.parent.glob("*.txt"):
        if pins(other) <= pins(lock):
            (environment / f"installed-{other.stem}").write_text(stamp_of(other))
    print("Set-up done.", flush=True)


def pins(lock: Path) -> set[str]:
    return set(re.findall(r"^[A-Za-z0-9][^ ]*==[^ ]+", lock.read_text(), flags=re.MULTILINE))


def show(text: str, last: bool) -> None:
    """One line that is overwritten on a terminal; every tenth step elsewhere."""
    if sys.stdout.isatty():
        print(f"\r\033[K{text}", end="\n" if last else "", flush=True)
    elif last or re.match(r"  \d*0/", text) is not None:
        print(text, flush=True)


def main() -> None:
    if sys.version_info[:2] != SUPPORTED:
        found = ".".join(map(str, sys.version_info[:3]))
        sys.exit(f"Python 3.11 is needed, this is {found}. Call make with PYTHON=/path/to/python3.11")
    # Bytecode is compiled once, here: without it every start takes two to three times as long.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    environment, lock = Path(sys.argv[1]), Path(sys.argv[2])
    if not is_done(environment, lock):
        install(environment, lock)


if __name__ == "__main__":
    main()
