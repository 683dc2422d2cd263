"""What a build file differs in from the release that it is to replace, before it is published."""

import datetime
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.release import diff, shelf


@dataclass(frozen=True)
class Before:
    """The release before, what became of raw files by path (None where not known), and the lines of diff.csv."""

    release_id: str
    built_at: datetime.datetime
    files: dict[str, str] | None
    lines: list[tuple[object, ...]]


def compared(build_file: Path, published_dir: Path, figures: diff.Figures) -> Before | None:
    """None where there is no release, or none that can be read."""
    current = shelf.current_id(published_dir)
    folder = shelf.folder_of(published_dir) / current if current else None
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "diff.csv"
        found, _ = diff.compare_release(folder, build_file, figures, target)
        if folder is None or found is None:
            return None
        lines = diff.lines(target)
    with duckdb.connect(build_file, read_only=True) as connection:
        hashes = dict(connection.sql("select file, sha256 from raw.files").fetchall())
    summary = shelf.read_summary(folder)
    former = {item["file"]: item["sha256"] for item in summary["inputs"]} if summary else None
    files = None if former is None else diff.changed_files(former, hashes)
    return Before(found, shelf.built_at(found), files, lines)
