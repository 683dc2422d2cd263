"""The releases on disk: which one is current, whether one is intact, going back to one, and which may go.

How a release is made is in `build`.
"""

import contextlib
import datetime
import json
import os
import re
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from orchestration import paths
from orchestration.file_bytes import sha256_of_file
from orchestration.messages.refusals import refused, wrong_use

DATA_DOCS = "data_docs"
DBT_DOCS = "dbt_docs"
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
# What a release says of its figures against the release before.
CHANGES = ("added", "removed", "changed")
# How DuckDB names what it spills.
_SPILLED = "duckdb_temp_"
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
    """Names of the releases on disk, newest first. What was not finished is none, nor is a link to elsewhere."""
    folder = folder_of(published_dir)
    found = [path.name for path in folder.iterdir() if kind_of(path) == stat.S_IFDIR] if folder.is_dir() else []
    return sorted((name for name in found if _ID.fullmatch(name)), reverse=True)


def current_id(published_dir: Path) -> str | None:
    """The release that readers have; None where there is none, or `current` leads to none of those on disk."""
    served = paths.served_from(published_dir)
    if served == published_dir / CURRENT and not served.is_symlink():
        return None
    try:
        folder = served.resolve()
    except RuntimeError:  # a link that leads to itself
        return None
    is_release = folder.parent == folder_of(published_dir).resolve() and _ID.fullmatch(folder.name)
    return folder.name if is_release and (folder / DATABASE).exists() else None


def kind_of(path: Path) -> int | None:
    """What lies there, without following a link: S_IFREG, S_IFDIR and so on; None for nothing."""
    try:
        return stat.S_IFMT(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return None


def read_summary(folder: Path) -> dict[str, Any] | None:
    """What release.json says; None where it cannot be read or does not say what one says."""
    try:
        if kind_of(folder / SUMMARY) != stat.S_IFREG:  # a pipe would be waited for
            return None
        summary = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return summary if _is_summary(summary) else None


def _is_summary(found: Any) -> bool:
    """Whether all that is read of a summary has its form. Earlier releases say nothing of changes or figures."""
    if not isinstance(found, dict):
        return False
    inputs, figures = found.get("inputs"), found.get("figures", {})
    changes = found.get("changes", {**dict.fromkeys(CHANGES, 0), "structure": []})
    return (
        isinstance(found.get("release_id"), str)
        and isinstance(found.get("predecessor"), str | None)
        and _are_counts(found.get("row_counts"))
        and _are_counts(found.get("checks"))
        and isinstance(inputs, list)
        and all(isinstance(item, dict) and _are_names([item.get("file"), item.get("sha256")]) for item in inputs)
        and isinstance(changes, dict)
        and _are_counts({kind: changes.get(kind) for kind in CHANGES})
        and _are_names(changes.get("structure"))
        and all(isinstance(found.get(name) or {}, dict) for name in ("seeds", "changed_inputs"))
        and isinstance(figures, dict)
        and all(
            isinstance(named, dict) and _are_names(named.get("key")) and _are_names(named.get("columns"))
            for named in figures.values()
        )
    )


def _are_counts(found: Any) -> bool:
    return isinstance(found, dict) and all(type(n) is int for n in found.values())


def _are_names(found: Any) -> bool:
    return isinstance(found, list) and all(isinstance(name, str) for name in found)


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


def _entries(folder: Path) -> dict[str, Path]:
    """Everything in `folder` by path but the list of sums: files, links, pipes, and folders that hold nothing.

    What a reader that is short of memory puts beside the database for a while is not of the release.
    """
    found = []
    for below, folders, names in os.walk(folder):
        here = Path(below)
        found += [here / name for name in names]
        found += [here / name for name in folders if (here / name).is_symlink()]
        if not folders and not names and here != folder:
            found.append(here)
    spilled = folder / f"{DATABASE}.tmp"
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(found)
        if path not in (folder / SUMS, spilled)
        and not (path.parent == spilled and path.name.startswith(_SPILLED) and kind_of(path) == stat.S_IFREG)
    }


def _sha256(path: Path) -> str | None:
    """Of a file; None for what is none, or cannot be read."""
    try:
        return sha256_of_file(path) if kind_of(path) == stat.S_IFREG else None
    except OSError:
        return None


def sums(folder: Path) -> dict[str, str | None]:
    """SHA-256 of everything in `folder` by path, but of the list that is made of them."""
    return {name: _sha256(path) for name, path in _entries(folder).items()}


def write_sums(folder: Path) -> None:
    lines = [f"{digest}  {name}\n" for name, digest in sums(folder).items()]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def differences(folder: Path) -> list[tuple[str, str]]:
    """Path and kind (altered, missing or unlisted) of everything that is not as `SHA256SUMS` has it."""
    if kind_of(folder / SUMS) != stat.S_IFREG:
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
    link, target = published_dir / CURRENT, Path("releases") / release_id
    replacement = published_dir / f"{CURRENT}{UNFINISHED}"
    replacement.unlink(missing_ok=True)
    if kind_of(link) == stat.S_IFREG:
        replacement.write_text(f"{target}\n", encoding="utf-8")
    else:
        replacement.symlink_to(target)
    replacement.replace(link)
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
    if summary is None or kind_of(folder / SUMS) is None:
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
            (told,) = connection.sql("select any_value(release_id) from governance.marts.release").fetchone()
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


def is_unfinished(name: str) -> bool:
    """Whether a run that was killed may have left something of this name among the releases."""
    return name.endswith(UNFINISHED) and _ID.fullmatch(name.removesuffix(UNFINISHED)) is not None


def clear_unfinished(published_dir: Path) -> None:
    """Removes what a run that was killed left behind. Only for the holder of the run lock.

    What cannot be removed stands in nobody's way: the next release has another name.
    """
    for leftover in folder_of(published_dir).glob(f"*{UNFINISHED}"):
        if is_unfinished(leftover.name):
            with contextlib.suppress(OSError):
                shutil.rmtree(leftover) if kind_of(leftover) == stat.S_IFDIR else leftover.unlink()
    if kind_of(published_dir / f"{CURRENT}{UNFINISHED}") != stat.S_IFDIR:
        (published_dir / f"{CURRENT}{UNFINISHED}").unlink(missing_ok=True)
