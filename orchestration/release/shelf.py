"""The releases on disk: which one is current, whether one is intact, going back to one, and which may go.

How a release is made is in `build`.
"""

import datetime
import hashlib
import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from orchestration.messages.refusals import refused, wrong_use

DATABASE = "governance.duckdb"
SUMMARY = "release.json"
SUMS = "SHA256SUMS"
DICTIONARY = "data_dictionary.md"
SITE = "site"
# One row: the release itself. It differs in every release, and release.json says the same.
RELEASE_TABLE = "marts.release"
PUBLISHED_SCHEMAS = ("marts", "bi")
UNFINISHED = ".tmp"
# A release stays while it is one of the newest or young, current, or what current has just replaced.
KEEP_NEWEST = 3
KEEP_DAYS = 7
# Words that name a release beside its id.
CURRENT, PREVIOUS = "current", "previous"
_ID = re.compile(r"(\d{8}T\d{6}Z)-[0-9a-f]{8}")
_SHOWN_FILES = 5


@dataclass(frozen=True)
class Listed:
    """A release on disk. `summary` is its release.json, or None where that cannot be read."""

    release_id: str
    folder: Path
    summary: dict[str, Any] | None
    is_current: bool


def folder_of(published_dir: Path) -> Path:
    return published_dir / "releases"


def built_at(release_id: str) -> datetime.datetime:
    """Time of building, UTC."""
    stamp = datetime.datetime.strptime(_ID.fullmatch(release_id).group(1), "%Y%m%dT%H%M%SZ")
    return stamp.replace(tzinfo=datetime.UTC)


def ids(published_dir: Path) -> list[str]:
    """Names of the releases on disk, newest first. What was not finished is none."""
    folder = folder_of(published_dir)
    found = [path.name for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []
    return sorted((name for name in found if _ID.fullmatch(name)), reverse=True)


def current_id(published_dir: Path) -> str | None:
    """The release that readers have; None where there is none, or the link leads nowhere."""
    link = published_dir / "current"
    return link.resolve().name if link.is_symlink() and (link / DATABASE).exists() else None


def read_summary(folder: Path) -> dict[str, Any] | None:
    try:
        return json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def listing(published_dir: Path) -> list[Listed]:
    current = current_id(published_dir)
    folders = [folder_of(published_dir) / name for name in ids(published_dir)]
    return [Listed(folder.name, folder, read_summary(folder), folder.name == current) for folder in folders]


def previous_id(published_dir: Path) -> str | None:
    """The release that readers had before the current one."""
    current = current_id(published_dir)
    return older_than(published_dir, current) if current else None


def older_than(published_dir: Path, release_id: str) -> str | None:
    """What a release has replaced; where that is not known or gone, the next older one on disk."""
    known = ids(published_dir)
    replaced = (read_summary(folder_of(published_dir) / release_id) or {}).get("predecessor")
    return replaced if replaced in known else next((name for name in known if name < release_id), None)


def named(published_dir: Path, name: str) -> str:
    """The id of the release that is called `name`: `current`, `previous`, or any beginning that only one id has.

    Raises `WrongUse` with the candidates.
    """
    known = ids(published_dir)
    words = {CURRENT: current_id, PREVIOUS: previous_id}
    found = [words[name](published_dir)] if name in words else [one for one in known if one.startswith(name)]
    if len(found) == 1 and found[0]:
        return found[0]
    candidates = "\n".join(f"  {one}" for one in (found if len(found) > 1 else known)) or "  –"
    raise wrong_use("release_ambiguous" if len(found) > 1 else "release_unknown", name=name, candidates=candidates)


def sums(folder: Path) -> dict[str, str]:
    """SHA-256 of every file in `folder` by path, but not of the list that is made of them.

    What a reader that is short of memory puts beside the database for a while is not of the release.
    """
    spilled = folder / f"{DATABASE}.tmp"
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path != folder / SUMS and not path.is_relative_to(spilled)
    )
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def write_sums(folder: Path) -> None:
    lines = [f"{digest}  {name}\n" for name, digest in sums(folder).items()]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def differences(folder: Path) -> list[tuple[str, str]]:
    """Path and kind (altered, missing or unlisted) of every file that is not as `SHA256SUMS` has it."""
    if not (folder / SUMS).exists():
        return [(SUMS, "missing")]
    lines = (folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    found = sums(folder)
    altered = {name for name in listed.keys() & found.keys() if found[name] != listed[name]}
    kinds = {"altered": altered, "missing": listed.keys() - found.keys(), "unlisted": found.keys() - listed.keys()}
    return sorted((name, kind) for kind, names in kinds.items() for name in names)


def row_counts(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, int]:
    """Rows of every published table and view, by `schema.name`."""
    names = connection.execute(
        "select table_schema, table_name from information_schema.tables "
        "where table_catalog = ? and list_contains(?, table_schema) order by all",
        [database, list(PUBLISHED_SCHEMAS)],
    ).fetchall()
    # Views name their tables without a database, so they are read from within it.
    connection.execute(f"use {database}")
    counts = {
        f"{schema}.{name}": connection.execute(f'select count(*) from "{schema}"."{name}"').fetchone()[0]
        for schema, name in names
    }
    connection.execute("use memory")
    return counts


def point_current_at(published_dir: Path, release_id: str) -> None:
    """Replaces the link in one step; a reader sees the old release or the new one."""
    link = published_dir / f"current{UNFINISHED}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("releases") / release_id)
    link.replace(published_dir / "current")
    sync(published_dir)


def sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def verify(folder: Path) -> None:
    """Whether a release is whole, as published, and opens with the rows that it says it has. Raises `Refused`."""
    name = folder.name
    summary = read_summary(folder)
    if summary is None or not (folder / SUMS).exists():
        raise refused("release_incomplete", name=name, missing=f"{SUMMARY}, {SUMS}")
    if found := differences(folder):
        shown = ", ".join(f"{file} ({kind})" for file, kind in found[:_SHOWN_FILES])
        shown += f" … +{len(found) - _SHOWN_FILES}" if len(found) > _SHOWN_FILES else ""
        raise refused("release_altered", name=name, files=shown)
    try:
        with duckdb.connect() as connection:
            connection.execute("set enable_progress_bar = false")
            quoted = str(folder / DATABASE).replace("'", "''")
            connection.execute(f"attach '{quoted}' as governance (read_only)")
            counts = row_counts(connection, "governance")
            (told,) = connection.sql("select release_id from governance.marts.release").fetchone()
    except duckdb.Error as error:
        raise refused("release_unreadable", name=name, why=error) from None
    if told != name or counts != summary["row_counts"]:
        raise refused("release_not_itself", name=name, summary=SUMMARY)


def roll_back(published_dir: Path, name: str) -> tuple[str, str | None]:
    """Points `current` at the release called `name` once that is verified; returns its id and what was current before.

    Raises `Refused`.
    """
    release_id = named(published_dir, name)
    verify(folder_of(published_dir) / release_id)
    before = current_id(published_dir)
    point_current_at(published_dir, release_id)
    return release_id, before


def prunable(releases: list[str], kept: set[str | None], now: datetime.datetime) -> list[str]:
    """Which of `releases`, newest first, the rule lets go; those in `kept` stay whatever it says."""
    oldest = now - datetime.timedelta(days=KEEP_DAYS)
    return [name for name in releases[KEEP_NEWEST:] if built_at(name) < oldest and name not in kept]


def prune(published_dir: Path, kept: set[str | None]) -> list[str]:
    """Removes what the rule lets go, never what is current, and returns the names.

    A reader that has one of them open keeps what it has opened. What is half removed is no release any more.
    """
    kept = {*kept, current_id(published_dir)}
    gone = prunable(ids(published_dir), kept, datetime.datetime.now(datetime.UTC))
    for name in gone:
        folder = folder_of(published_dir) / name
        folder.rename(folder.with_name(name + UNFINISHED))
    clear_unfinished(published_dir)
    return gone


def clear_unfinished(published_dir: Path) -> None:
    """Removes what a run that was killed left behind. Only for the holder of the run lock."""
    for leftover in folder_of(published_dir).glob(f"*{UNFINISHED}"):
        shutil.rmtree(leftover)
    (published_dir / f"current{UNFINISHED}").unlink(missing_ok=True)
