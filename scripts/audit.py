"""`make audit`: are there secrets in the files that git knows or would add, and known faults in the locked packages?

Secrets are looked for on this machine alone and nothing is sent anywhere; what is known to be none is in
`.secrets.baseline`. Packages are asked of a public database of advisories. Exit codes: 0 nothing was found,
1 something was, 69 nothing was found but the packages could not be asked about.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
BASELINE = ".secrets.baseline"
# A superset of what `make run` installs.
LOCK = "requirements/dev.txt"
SECONDS_TO_CONNECT = 15
SECONDS_IN_ALL = 600
# Of a service that does not answer (sysexits.h).
EXIT_NOT_ASKED = os.EX_UNAVAILABLE
NO_CONNECTION = ("ConnectionError", "ConnectTimeout", "ReadTimeout", "Could not connect", "TimeoutExpired")

SECRETS_FOUND = """\
{n} chỗ giống mật khẩu hoặc khóa bí mật. Xóa khỏi tệp và thay khóa đó ở nơi đã cấp: khóa đã lộ thì phải coi là mất.
{n} likely secrets. Take them out and have the key replaced where it was issued: once seen, it is lost.
Nếu không phải bí mật / If it is none: detect-secrets scan --slim --baseline .secrets.baseline"""
NO_SECRETS = """\
Không có mật khẩu hay khóa bí mật nào trong {n} tệp.
No secrets in {n} files."""
NO_GIT = """\
Không lấy được danh sách tệp từ git: chạy trong thư mục của dự án, có git.
git does not list the files: run it in a checkout of the project, with git installed."""
NOT_REACHED = """\
Không kết nối được cơ sở dữ liệu lỗ hổng: các gói CHƯA được kiểm tra. Chạy lại make audit khi có mạng.
The advisory database could not be reached: the packages were NOT audited. Run make audit again with a network."""
NOT_AUDITED = """\
Không kiểm tra được các gói: {why}
The packages could not be audited: {why}"""
NO_ADVISORIES = """\
{n} gói đã khóa phiên bản, không gói nào có lỗ hổng đã biết.
{n} locked packages, none with a known vulnerability."""
ADVISORIES = """\
{n} lỗ hổng đã biết. Nâng phiên bản trong pyproject.toml, chạy make lock rồi make test.
{n} known vulnerabilities. Raise the pin in pyproject.toml, then make lock and make test."""


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
        return Answer(NO_GIT, 1)
    found = find_secrets(folder, files)
    if not found:
        return Answer(NO_SECRETS.format(n=len(files)), 0)
    # The secret itself is not printed: logs are kept.
    lines = [f"{name}, dòng / line {line}: {kind}" for name, line, kind in found]
    return Answer("\n".join([*lines, SECRETS_FOUND.format(n=len(found))]), 1)


def read_advisories(code: int, output: str, error: str) -> Answer:
    """What pip-audit's exit code and output come to: it exits with 1 for a finding and for a fault of its own."""
    try:
        packages = json.loads(output)["dependencies"]
    except (ValueError, KeyError):
        if any(sign in error for sign in NO_CONNECTION):
            return Answer(NOT_REACHED, EXIT_NOT_ASKED)
        why = (error.strip().splitlines() or [f"pip-audit, {code}"])[-1]
        return Answer(NOT_AUDITED.format(why=why), EXIT_NOT_ASKED)
    left_out = [f"{package['name']}: {package['skip_reason']}" for package in packages if "skip_reason" in package]
    if left_out:
        return Answer(NOT_AUDITED.format(why="; ".join(left_out)), EXIT_NOT_ASKED)
    lines = [
        f"{package['name']} {package['version']}: {advisory['id']}, "
        f"sửa ở / fixed in: {', '.join(advisory['fix_versions']) or '–'}"
        for package in packages
        for advisory in package["vulns"]
    ]
    if lines:
        return Answer("\n".join([*lines, ADVISORIES.format(n=len(lines))]), 1)
    return Answer(NO_ADVISORIES.format(n=len(packages)), 0)


def audit_packages(lock: Path) -> Answer:
    """Asks the database of advisories, not the package registry: it also answers where pip goes through a mirror."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(lock), "--require-hashes", "--disable-pip"]
    command += ["-s", "osv", "--timeout", str(SECONDS_TO_CONNECT), "--progress-spinner", "off", "-f", "json"]
    try:
        finished = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS_IN_ALL)
    except subprocess.TimeoutExpired:
        return Answer(NOT_REACHED, EXIT_NOT_ASKED)
    return read_advisories(finished.returncode, finished.stdout, finished.stderr)


def worst(codes: list[int]) -> int:
    """A finding counts for more than a question that was not answered, and that more than nothing found."""
    return 1 if 1 in codes else max(codes)


def main() -> None:
    codes = []
    for audit, subject in ((audit_secrets, REPOSITORY), (audit_packages, REPOSITORY / LOCK)):
        answer = audit(subject)
        print(f"{answer.text}\n", flush=True)
        codes.append(answer.code)
    sys.exit(worst(codes))


if __name__ == "__main__":
    main()
