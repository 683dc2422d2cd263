"""`raw/manifest.csv`: which raw files there are, what they hash to, and who published them.

A raw file counts only as registered: what the manifest does not know, or knows otherwise, is refused.

`python -m orchestration.defs.ingest.manifest papi/2025.csv --publisher "..."` registers a file.
"""

import argparse
import csv
import datetime
import hashlib
import io
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

from orchestration import paths
from orchestration.defs.ingest.problems import Problem
from orchestration.reference import Reference

MANIFEST = "manifest.csv"


@dataclass(frozen=True)
class Entry:
    """One row of the manifest. `path` is relative to `raw/`, `rows` counts lines below the heading line,
    `obtained` is the day on which the figures were obtained (ISO date)."""

    path: str
    sha256: str
    bytes: int
    rows: int
    index_code: str
    year: int
    publisher: str
    obtained: str


@dataclass(frozen=True)
class Snapshot:
    """The content of `raw/` at one moment: every file's bytes by path, and the manifest's entries and problems."""

    contents: dict[str, bytes]
    entries: dict[str, Entry]
    problems: list[Problem]


COLUMNS = [field.name for field in fields(Entry)]


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def parse_manifest(text: str) -> tuple[dict[str, Entry], list[Problem]]:
    """Entries by path, and a problem for each row that is not one."""
    entries: dict[str, Entry] = {}
    problems = []
    reader = csv.DictReader(io.StringIO(text))
    expected = ",".join(COLUMNS)
    if reader.fieldnames != COLUMNS:
        found = ",".join(reader.fieldnames or [])
        return {}, [Problem("manifest_row", MANIFEST, 1, value=found, details={"expected": expected})]
    for row in reader:
        try:
            entry = Entry(**{**row, "bytes": int(row["bytes"]), "rows": int(row["rows"]), "year": int(row["year"])})
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


def _register_command(path: str) -> dict[str, object]:
    return {"command": f"make register FILE={path}"}


def check_files(contents: dict[str, bytes], entries: dict[str, Entry]) -> list[Problem]:
    """Where files and manifest disagree: unknown, altered and missing files."""
    problems = []
    for path, content in sorted(contents.items()):
        if path not in entries:
            problems.append(Problem("not_in_manifest", path, details=_register_command(path)))
        elif sha256_of(content) != entries[path].sha256:
            details = {"expected": entries[path].sha256, **_register_command(path)}
            problems.append(Problem("altered", path, value=sha256_of(content), details=details))
    problems += [Problem("missing_file", path) for path in sorted(set(entries) - set(contents))]
    return problems


def take_snapshot(raw_dir: Path) -> Snapshot:
    """Reads every CSV below `raw_dir` once, so that what is checked is what is loaded."""
    contents = {
        path.relative_to(raw_dir).as_posix(): path.read_bytes()
        for path in sorted(raw_dir.rglob("*.csv"))
        if path != raw_dir / MANIFEST
    }
    manifest = raw_dir / MANIFEST
    text = manifest.read_text(encoding="utf-8-sig") if manifest.exists() else ""
    entries, problems = parse_manifest(text)
    return Snapshot(contents, entries, problems or check_files(contents, entries))


def write_manifest(raw_dir: Path, entries: dict[str, Entry]) -> None:
    with (raw_dir / MANIFEST).open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(astuple(entries[path]) for path in sorted(entries))


def register(raw_dir: Path, path: str, publisher: str | None, obtained: str, reference: Reference) -> Entry:
    """Writes or renews the manifest row of `raw_dir/path`, whose form must be `<index folder>/<year>.csv`.

    Raises `ValueError` with the remedy where the path names no index or the publisher is not known.
    """
    content = (raw_dir / path).read_bytes()
    folder, _, name = path.rpartition("/")
    index_codes = {index.raw_folder: code for code, index in reference.indices.items()}
    year = name.removesuffix(".csv")
    if folder not in index_codes or not year.isdigit():
        known = ", ".join(f"{known_folder}/<year>.csv" for known_folder in sorted(index_codes))
        raise ValueError(f"{path}: a raw table is named {known}")
    entries, problems = parse_manifest((raw_dir / MANIFEST).read_text(encoding="utf-8-sig"))
    if problems:
        raise ValueError("\n".join(problem.text_en for problem in problems))
    old = entries.get(path)
    if old is None and not publisher:
        raise ValueError(f'{path}: say who published it, with PUBLISHER="..."')
    rows = sum(1 for line in content.splitlines() if line.strip()) - 1
    entry = Entry(
        path, sha256_of(content), len(content), rows, index_codes[folder], int(year), publisher or "", obtained
    )
    entries[path] = replace(entry, publisher=publisher or old.publisher) if old else entry
    write_manifest(raw_dir, entries)
    return entries[path]


def main() -> None:
    parser = argparse.ArgumentParser(description="Register a raw file in raw/manifest.csv.")
    parser.add_argument("path", help="path of the file below raw/, such as papi/2025.csv")
    parser.add_argument("--publisher", help="who published the figures; kept as it was when left out")
    parser.add_argument("--obtained", default=datetime.date.today().isoformat(), help="day obtained, YYYY-MM-DD")
    arguments = parser.parse_args()
    path = arguments.path.removeprefix("raw/")
    try:
        entry = register(paths.raw_dir(), path, arguments.publisher, arguments.obtained, Reference(paths.seeds_dir()))
    except (OSError, ValueError) as error:
        parser.exit(1, f"{error}\n")
    print(f"Registered raw/{entry.path}: {entry.rows} rows, sha256 {entry.sha256[:12]}…. Next: make run")


if __name__ == "__main__":
    main()
