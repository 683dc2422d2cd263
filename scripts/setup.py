"""Makes the virtual environment from a hash-pinned lock; needs nothing but Python 3.11 and its pip.

`python3 scripts/setup.py .venv requirements/run.txt` installs, shows progress, and does nothing the second time. Its
sentences stand here and not with the others: they are needed before anything can read those.
"""

import ast
import hashlib
import os
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

SUPPORTED = (3, 11)
PROJECT = Path(__file__).resolve().parent.parent
# Not `pip install --editable`: that needs a build backend, which the smaller lock has not, and seconds at every set-up.
# The Python is found beside the script, so that no letter of a path can be taken for a shell's; -P keeps the working
# directory, which may be another clone, off the module path.
SCRIPT = """\
#!/bin/sh
'''exec' "$(dirname "$(readlink -f "$0")")/python" -P "$0" "$@"
' '''
import sys

sys.path.insert(0, {project})
from {module} import {function}

if __name__ == "__main__":
    sys.exit({function}())
"""
OWNED = """\
{environment} thuộc một bản sao khác của dự án ({owner}): không cài gì vào đó.
Chạy: {remedy}, rồi chạy lại lệnh vừa rồi; một môi trường mới sẽ được tạo.
{environment} belongs to another clone of the project ({owner}): nothing is installed into it.
Run: {remedy}, then the same command again; a new environment is made."""
BORROWED = """\
{environment} thuộc bản sao ở {owner}; lệnh governance trong đó chạy mã của bản sao ấy.
{environment} belongs to the clone at {owner}; the command governance in it runs that clone's code."""


def stamp_of(lock: Path) -> str:
    return f"{sys.version}\n{hashlib.sha256(lock.read_bytes()).hexdigest()}\n"


def is_done(environment: Path, lock: Path) -> bool:
    stamp = environment / f"installed-{lock.stem}"
    return stamp.exists() and stamp.read_text() == stamp_of(lock)


def scripts_of(project: Path) -> dict[str, str]:
    """The text of every script that the project declares, by name."""
    declared = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    found = {}
    for name, target in declared.items():
        module, _, function = target.partition(":")
        found[name] = SCRIPT.format(project=ascii(str(project)), module=module, function=function)
    return found


def other_owner(environment: Path, project: Path) -> Path | None:
    """The clone that an environment was made for, where that is not `project`."""
    real = environment.resolve()
    if real.parent != project and (real.parent / "scripts" / "setup.py").exists():
        return real.parent
    settings = environment / "pyvenv.cfg"
    made = (
        re.search(r"^command = .* -m venv (?:--\S+ )*(/.*)$", settings.read_text(), re.MULTILINE)
        if settings.exists()
        else None
    )
    if made and Path(made.group(1)).resolve() != real:
        # Copied or moved with its clone: the scripts in it start the Python of the old place.
        return Path(made.group(1)).parent
    for name, text in scripts_of(project).items():
        script = environment / "bin" / name
        found = (
            re.search(r"^sys\.path\.insert\(0, (.*)\)$", script.read_text(), re.MULTILINE) if script.exists() else None
        )
        if found and found.group(0) not in text:
            return Path(ast.literal_eval(found.group(1)))
    return None


def write_scripts(environment: Path, project: Path) -> None:
    """Puts the project's scripts into the environment, where they are not there as they must be."""
    for name, text in scripts_of(project).items():
        script = environment / "bin" / name
        if not script.exists() or script.read_text() != text:
            script.write_text(text)
            script.chmod(0o755)


def install(environment: Path, lock: Path) -> None:
    """Creates the environment where there is none and installs the whole lock into it."""
    python = environment / "bin" / "python"
    # Whatever was complete is not while packages change.
    for stamp in environment.glob("installed-*"):
        stamp.unlink()
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


def set_up(environment: Path, lock: Path, project: Path) -> None:
    """Installs what is missing. Ends the program rather than touch the environment of another clone."""
    owner, done = other_owner(environment, project), is_done(environment, lock)
    if owner and not done:
        remedy = f"rm {environment}" if environment.is_symlink() else f"rm -r {environment}"
        sys.exit(OWNED.format(environment=environment, owner=owner, remedy=remedy))
    if owner:
        print(BORROWED.format(environment=environment, owner=owner), flush=True)
        return
    if not done:
        install(environment, lock)
    write_scripts(environment, project)


def main() -> None:
    if sys.version_info[:2] != SUPPORTED:
        found = ".".join(map(str, sys.version_info[:3]))
        sys.exit(f"Python 3.11 is needed, this is {found}. Call make with PYTHON=/path/to/python3.11")
    # Bytecode is compiled once, here: without it every start takes two to three times as long.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    set_up(Path(sys.argv[1]), Path(sys.argv[2]), PROJECT)


if __name__ == "__main__":
    main()
