"""`raw/manifest.csv`: which raw files there are, what they hash to, and who published them.

A raw file counts only as registered: one that the manifest lacks, or lists with another hash, is refused.
"""

import csv
import datetime
import io
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from orchestration.file_bytes import sha256_of
from orchestration.ingest import delimited_text, files
from orchestration.ingest.files import MANIFEST
from orchestration.messages.problems import Problem, report
from orchestration.messages.refusals import Refused, refused, wrong_use
from orchestration.reference import Reference


@dataclass(frozen=True)
class Entry:
    """One row of the manifest. `path` is relative to `raw/`, `rows` counts lines below the heading line,
    `obtained` is the day on which the figures were obtained (ISO date). Index and year are None for a file over
    several editions."""

    path: str
    sha256: str
    bytes: int
    rows: int
    index_code: str | None
    year: int | None
    publisher: str
    obtained: str


@dataclass(frozen=True)
class Snapshot:
    """The content of `raw/` at one moment: every file's bytes by path, and the manifest's entries and problems."""

    contents: dict[str, bytes]
    entries: dict[str, Entry]
    problems: list[Problem]


COLUMNS = [field.name for field in fields(Entry)]


def parse_manifest(content: str) -> tuple[dict[str, Entry], list[Problem]]:
    """Entries by path, and a problem for each row that is not one."""
    entries: dict[str, Entry] = {}
    problems = []
    reader = csv.DictReader(io.StringIO(content))
    expected = ",".join(COLUMNS)
    if reader.fieldnames != COLUMNS:
        found = ",".join(reader.fieldnames or [])
        return {}, [Problem("manifest_row", MANIFEST, 1, value=found, details={"expected": expected})]
    for row in reader:
        try:
            numbers = {"bytes": int(row["bytes"]), "rows": int(row["rows"])}
            edition = {"index_code": row["index_code"] or None, "year": int(row["year"]) if row["year"] else None}
            entry = Entry(**{**row, **numbers, **edition})
            datetime.date.fromisoformat(entry.obtained)
            if entry.path in entries:
                raise ValueError("repeated path")
        except (TypeError, ValueError):
            value = ",".join(str(cell) for cell in row.values())
            problems.append(
                Problem("manifest_row", MANIFEST, reader.line_num, value=value, details={"expected": expected})
            )
        else:
            entries[entry.path] = entry
    return entries, problems


def _register_command(path: str, is_new: bool = False) -> dict[str, object]:
    publisher = ' --publisher "…"' if is_new else ""
    return {"command": f"governance register {path}{publisher}"}


def check_files(contents: dict[str, bytes], entries: dict[str, Entry]) -> list[Problem]:
    """Where files and manifest disagree: unknown, altered and missing files."""
    problems = []
    for path, content in sorted(contents.items()):
        if path not in entries:
            problems.append(Problem("not_in_manifest", path, details=_register_command(path, is_new=True)))
        elif sha256_of(content) != entries[path].sha256:
            details = {"expected": entries[path].sha256, **_register_command(path)}
            problems.append(Problem("altered", path, value=sha256_of(content), details=details))
    problems += [Problem("missing_file", path) for path in sorted(set(entries) - set(contents))]
    return problems


def check_names(contents: dict[str, bytes], entries: dict[str, Entry], reference: Reference) -> list[Problem]:
    """Files that belong to no declared edition, rows that say otherwise than their path, and copies."""
    problems = []
    first_with: dict[str, str] = {}
    for path, content in sorted(contents.items()):
        found = files.identify(path, reference)
        if found is None:
            problems.append(Problem("unknown_path", path, details={"expected": files.path_forms(reference)}))
            continue
        if found.year and (found.index_code, found.year) not in reference.editions:
            problems.append(Problem("unknown_edition", path, value=f"{found.index_code} {found.year}"))
        original = first_with.setdefault(sha256_of(content), path)
        if content and original != path:
            problems.append(Problem("same_content", path, value=original))
        if path in entries:
            pairs = (
                ("index_code", entries[path].index_code, found.index_code),
                ("year", entries[path].year, found.year),
            )
            problems += [
                Problem(
                    "manifest_mismatch",
                    MANIFEST,
                    value=path,
                    details={
                        "column_name": name,
                        "found": says or "",
                        "expected": is_ or "",
                        **_register_command(path),
                    },
                )
                for name, says, is_ in pairs
                if says != is_
            ]
    return problems


def take_snapshot(raw_dir: Path, reference: Reference) -> Snapshot:
    """Reads every file below `raw_dir` once, so that what is checked is what is loaded.

    Notes (`*.md`) and hidden files are no data; anything else must be registered.
    """
    if not raw_dir.is_dir():
        return Snapshot({}, {}, [Problem("no_raw_folder", "", value=str(raw_dir))])
    contents, unread = files.read(raw_dir, reference)
    entries, problems = read_manifest(raw_dir)
    refused = {problem.file for problem in unread}
    known = {path: entry for path, entry in entries.items() if path not in refused}
    problems = problems or check_files(contents, known) + check_names(contents, known, reference)
    return Snapshot(contents, entries, unread + problems)


def read_manifest(raw_dir: Path) -> tuple[dict[str, Entry], list[Problem]]:
    """Entries by path, or why there are none."""
    if not (raw_dir / MANIFEST).resolve().is_relative_to(raw_dir.resolve()):
        return {}, [Problem("link_outside", MANIFEST)]
    try:
        content = files.read_one(raw_dir / MANIFEST).decode("utf-8-sig")
    except FileNotFoundError:
        return {}, [Problem("no_manifest", MANIFEST, details=_register_command("papi/2024.csv", is_new=True))]
    except OSError as error:
        return {}, [files.unread(error, MANIFEST)]
    except UnicodeDecodeError as error:
        return {}, [Problem("encoding", MANIFEST, value=f"0x{error.object[error.start]:02x}")]
    return parse_manifest(content)


def write_manifest(raw_dir: Path, entries: dict[str, Entry]) -> None:
    # In one step: a reader sees the old manifest or the new one.
    temporary = raw_dir / f".{MANIFEST}.tmp"
    with temporary.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(astuple(entries[path]) for path in sorted(entries))
    temporary.replace(raw_dir / MANIFEST)


def register(raw_dir: Path, path: str, publisher: str | None, obtained: str, reference: Reference) -> Entry:
    """Writes or renews the manifest row of `raw_dir/path`.

    Raises `Refused` with the remedy, as `WrongUse` where the path names no index or file, or no publisher is known.
    """
    found = files.identify(path, reference)
    if found is None:
        raise wrong_use("register_path", path=path, forms=files.path_forms(reference), sources=files.SOURCES_FILE)
    try:
        content = files.read_one(raw_dir / path)
    except FileNotFoundError:
        raise wrong_use("register_no_file", file=raw_dir / path) from None
    except OSError as error:
        raise Refused(report([files.unread(error, path)])) from None
    try:
        rows = len(delimited_text.read_rows(content, path, ())) - 1
    except delimited_text.Unreadable as reason:
        raise Refused(report([reason.problem])) from None
    if rows < 1:
        raise refused("register_no_rows", path=path)
    entries, problems = read_manifest(raw_dir)
    if any(problem.code != "no_manifest" for problem in problems):
        raise Refused(report(problems))
    publisher = publisher or (entries[path].publisher if path in entries else "")
    if not publisher:
        raise wrong_use("register_no_publisher", path=path)
    size, edition = len(content), (found.index_code, found.year)
    entries[path] = Entry(path, sha256_of(content), size, rows, *edition, publisher, obtained)
    write_manifest(raw_dir, entries)
    return entries[path]
