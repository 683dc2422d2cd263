"""What each path below `raw/` stands for, and the bytes there at one moment. No content is interpreted here."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from orchestration.file_bytes import TooLarge, read_regular
from orchestration.ingest import delimited_text, press_reports
from orchestration.messages.problems import Problem
from orchestration.reference import Reference

MANIFEST = "manifest.csv"
OFFICIAL_TABLE = "official_table"
SOURCES_FILE = "sources.csv"
PRESS = "press"
_PRESS_KINDS = {
    "reported_changes.csv": press_reports.CHANGES,
    "summaries.csv": press_reports.SUMMARIES,
    "reported_claims.csv": press_reports.CLAIMS,
}
_SAFE_NAME = re.compile(r"[A-Za-z0-9_./-]+")


@dataclass(frozen=True)
class RawFile:
    """What a path below `raw/` stands for. Index and year are None for a file over several editions."""

    path: str
    kind: str
    index_code: str | None = None
    year: int | None = None


def identify(path: str, reference: Reference) -> RawFile | None:
    """What the path stands for, or None where it is no path of a raw file."""
    if path == SOURCES_FILE:
        return RawFile(path, press_reports.SOURCES)
    folder, _, name = path.rpartition("/")
    index_codes = {index.raw_folder: code for code, index in reference.indices.items()}
    index_code = index_codes.get(folder.removeprefix(f"{PRESS}/"))
    match = re.fullmatch(r"([0-9]{4})\.csv", name)
    if match and index_code:
        kind = press_reports.SCORES if folder.startswith(f"{PRESS}/") else OFFICIAL_TABLE
        return RawFile(path, kind, index_code, int(match[1]))
    if folder == PRESS:
        kind = press_reports.COMPONENTS if re.fullmatch(r"[a-z0-9_]+_components\.csv", name) else _PRESS_KINDS.get(name)
        return RawFile(path, kind) if kind else None
    return None


def read_one(path: Path) -> bytes:
    """The bytes of one file. Raises `OSError`, from which `unread` makes a problem."""
    return read_regular(path, delimited_text.MAX_BYTES)


def unread(error: OSError, name: str) -> Problem:
    """Why the file of that path below `raw/` was not read."""
    if isinstance(error, TooLarge):
        return Problem("too_large", name, value=str(error.size), details={"expected": delimited_text.MAX_BYTES})
    return Problem("not_a_file", name, value=error.strerror or "–")


def path_forms(reference: Reference) -> str:
    """The forms that a raw file's path may have, for a message."""
    folders = sorted(index.raw_folder for index in reference.indices.values())
    forms = [f"{folder}/<year>.csv" for folder in folders] + [f"{PRESS}/<index>/<year>.csv"]
    return ", ".join([*forms, *(f"{PRESS}/{name}" for name in _PRESS_KINDS), f"{PRESS}/<index>_components.csv"])


def listing(raw_dir: Path) -> Iterator[Path]:
    """Everything below `raw/` that counts as data, links to folders included; notes and hidden files do not."""
    for folder, folders, names in os.walk(raw_dir):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in sorted([*names, *links]):
            path = Path(folder) / name
            if not name.startswith(".") and not name.endswith(".md") and path != raw_dir / MANIFEST:
                yield path


def name_of(path: Path, raw_dir: Path) -> str:
    """The path below `raw/`; bytes that are not UTF-8 become �."""
    return os.fsencode(path.relative_to(raw_dir).as_posix()).decode("utf-8", errors="replace")


def read(raw_dir: Path, reference: Reference) -> tuple[dict[str, bytes], list[Problem]]:
    """Bytes of every data file by its path below `raw/`, and a problem for each file that must not be read.

    Never reads through a link that leads out of `raw/`, nor a file beyond the size limit.
    """
    contents: dict[str, bytes] = {}
    problems = []
    inside = raw_dir.resolve()
    for path in listing(raw_dir):
        name = name_of(path, raw_dir)
        if not path.resolve().is_relative_to(inside):
            problems.append(Problem("link_outside", name))
        elif not _SAFE_NAME.fullmatch(name):
            problems.append(Problem("unsafe_name", name, value=name, details={"expected": path_forms(reference)}))
        else:
            try:
                contents[name] = read_one(path)
            except FileNotFoundError:  # a link that leads nowhere
                problems.append(Problem("not_a_file", name, value="–"))
            except OSError as error:
                problems.append(unread(error, name))
    return contents, problems
