"""`governance audit`: secrets in the files that git knows or would add, known faults in the locked packages.

Secrets are looked for on this machine alone and nothing is sent anywhere; what is known to be none is in
`.secrets.baseline`. Packages are asked of a public database of advisories. Both tools come with the dev lock.
"""

import importlib.util
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from orchestration import paths
from orchestration.cli import exits
from orchestration.messages import texts

BASELINE = ".secrets.baseline"
# A superset of what `make run` installs.
LOCK = "requirements/dev.txt"
SECONDS_TO_CONNECT = 15
SECONDS_IN_ALL = 600
NO_CONNECTION = ("ConnectionError", "ConnectTimeout", "ReadTimeout", "Could not connect", "TimeoutExpired")


@dataclass(frozen=True)
class Answer:
    """What was asked, in words for a person, and the exit code that it comes to."""

    text: str
    code: int


def tracked_files(folder: Path) -> list[str]:
    """Files that git tracks or would add, relative to `folder`. Raises `OSError` or `CalledProcessError`."""
    command = ["git", "-C", str(folder), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return sorted(name for name in listed.split("\0") if name and (folder / name).is_file())


def find_secrets(folder: Path, files: list[str]) -> list[tuple[str, int, str]]:
    """File, line and kind of every likely secret that the baseline in `folder` does not know."""
    from detect_secrets.core import baseline
    from detect_secrets.core.secrets_collection import SecretsCollection

    # Loading it also sets which detectors and filters are used: none that asks over the network.
    known = {
        (name, secret.type, secret.secret_hash)
        for name, secret in baseline.load(baseline.load_from_file(str(folder / BASELINE)))
    }
    found = SecretsCollection(root=str(folder))
    for name in files:
        # One after the other: its scan of many files forks, which hangs in a process that has threads.
        if name != BASELINE:
            found.scan_file(name)
    return sorted(
        (name, secret.line_number, secret.type)
        for name, secret in found
        if (name, secret.type, secret.secret_hash) not in known
    )


def audit_secrets(folder: Path) -> Answer:
    try:
        files = tracked_files(folder)
    except (OSError, subprocess.CalledProcessError):
        return Answer(texts.shown("audit_no_git"), exits.FOUND)
    try:
        found = find_secrets(folder, files)
    except ModuleNotFoundError as error:
        return Answer(texts.shown("audit_not_installed", name=error.name), exits.NOT_ASKED)
    if not found:
        return Answer(texts.shown("audit_no_secrets", n=len(files)), exits.WELL)
    # The secret itself is not printed: logs are kept.
    lines = [f"{name}, {texts.label('line')} {line}: {kind}" for name, line, kind in found]
    return Answer("\n".join([*lines, texts.shown("audit_secrets", n=len(found))]), exits.FOUND)


def read_advisories(code: int, output: str, error: str) -> Answer:
    """What pip-audit's exit code and output come to: it exits with 1 for a finding and for a fault of its own."""
    try:
        packages = json.loads(output)["dependencies"]
    except (ValueError, KeyError):
        if any(sign in error for sign in NO_CONNECTION):
            return Answer(texts.shown("audit_not_reached"), exits.NOT_ASKED)
        why = (error.strip().splitlines() or [f"pip-audit, {code}"])[-1]
        return Answer(texts.shown("audit_not_audited", why=why), exits.NOT_ASKED)
    left_out = [f"{package['name']}: {package['skip_reason']}" for package in packages if "skip_reason" in package]
    if left_out:
        return Answer(texts.shown("audit_not_audited", why="; ".join(left_out)), exits.NOT_ASKED)
    lines = [
        f"{package['name']} {package['version']}: {advisory['id']}, "
        f"{texts.label('audit_fixed_in')}: {', '.join(advisory['fix_versions']) or '–'}"
        for package in packages
        for advisory in package["vulns"]
    ]
    if lines:
        return Answer("\n".join([*lines, texts.shown("audit_advisories", n=len(lines))]), exits.FOUND)
    return Answer(texts.shown("audit_no_advisories", n=len(packages)), exits.WELL)


def audit_packages(lock: Path) -> Answer:
    """Asks the database of advisories, not the package registry: it also answers where pip goes through a mirror."""
    if importlib.util.find_spec("pip_audit") is None:
        return Answer(texts.shown("audit_not_installed", name="pip_audit"), exits.NOT_ASKED)
    command = [sys.executable, "-m", "pip_audit", "-r", str(lock), "--require-hashes", "--disable-pip"]
    command += ["-s", "osv", "--timeout", str(SECONDS_TO_CONNECT), "--progress-spinner", "off", "-f", "json"]
    try:
        finished = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS_IN_ALL)
    except subprocess.TimeoutExpired:
        return Answer(texts.shown("audit_not_reached"), exits.NOT_ASKED)
    return read_advisories(finished.returncode, finished.stdout, finished.stderr)


def worst(codes: list[int]) -> int:
    """A finding counts for more than a question that was not answered, and that more than nothing found."""
    return exits.FOUND if exits.FOUND in codes else max(codes)


def run() -> int:
    """Prints what both audits come to; returns the exit code."""
    codes = []
    for audit, subject in ((audit_secrets, paths.REPOSITORY), (audit_packages, paths.REPOSITORY / LOCK)):
        answer = audit(subject)
        print(f"{answer.text}\n", flush=True)
        codes.append(answer.code)
    return worst(codes)
