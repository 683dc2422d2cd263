"""A release: the marts and views of a checked build file, in a folder of its own that nobody writes again.

Written as `<release_id>.tmp`, verified, synced to disk, renamed, and only then made current by replacing the
link. A crash at any point leaves the release before it served.
"""

import datetime
import hashlib
import importlib.metadata
import json
import os
import platform
import shutil
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from orchestration import paths

DATABASE = "governance.duckdb"
SUMS = "SHA256SUMS"
PUBLISHED_SCHEMAS = ("marts", "bi")
# Read by every DuckDB client since 1.0.
STORAGE_VERSION = "v1.0.0"
VERSIONED_PACKAGES = ("duckdb", "dbt-core", "dbt-duckdb", "dagster", "great-expectations")
RELEASE_COLUMNS = {
    "release_id": "Time of building in UTC and the start of raw_sha256; the name of its folder.",
    "built_at": "Time of building, UTC.",
    "git_commit": "Commit of the code; ends in -modified where the tree had changes.",
    "raw_sha256": "SHA-256 over the hashes and paths of all raw files.",
}


@dataclass(frozen=True)
class Release:
    """One row of table `release`. `built_at` is UTC; `raw_sha256` hashes the paths and hashes of all raw files."""

    release_id: str
    built_at: datetime.datetime
    git_commit: str
    raw_sha256: str


class NotPublishable(Exception):
    """The copy in the release folder is not what the build file holds; nothing was published."""


def raw_inputs(connection: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    """Raw files that the attached build file was loaded from: path below `raw/`, sha256, rows."""
    rows = connection.sql("select file, sha256, rows from build.raw.files order by file").fetchall()
    return [dict(zip(("file", "sha256", "rows"), row, strict=True)) for row in rows]


def describe(inputs: list[dict[str, object]], now: datetime.datetime) -> Release:
    listing = "".join(f"{item['sha256']}  {item['file']}\n" for item in inputs)
    raw_sha256 = hashlib.sha256(listing.encode()).hexdigest()
    built_at = now.astimezone(datetime.UTC).replace(microsecond=0, tzinfo=None)
    return Release(f"{built_at:%Y%m%dT%H%M%SZ}-{raw_sha256[:8]}", built_at, git_commit(), raw_sha256)


def git_commit() -> str:
    """Commit of the code, marked where the tree has changes; `unknown` outside a git checkout."""
    try:
        git = ["git", "-C", str(paths.REPOSITORY)]
        commit = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
        status = subprocess.run([*git, "status", "--porcelain"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return f"{commit}-modified" if status.strip() else commit


def publish(build_file: Path, published_dir: Path, data_docs: Path, checks: dict[str, int]) -> Path:
    """Publishes what `build_file` holds and returns the release's folder.

    `data_docs` is a folder to carry along; `checks` counts what has been passed, for `release.json`.
    """
    releases = published_dir / "releases"
    releases.mkdir(parents=True, exist_ok=True)
    for leftover in releases.glob("*.tmp"):
        shutil.rmtree(leftover)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{_quoted(build_file)}' as build (read_only)")
        inputs = raw_inputs(connection)
        release = describe(inputs, datetime.datetime.now(datetime.UTC))
        folder = releases / f"{release.release_id}.tmp"
        folder.mkdir()
        _copy_database(connection, folder / DATABASE, release)
        expected = row_counts(connection, "build")
    shutil.copytree(data_docs, folder / "data_docs")
    expected["marts.release"] = 1
    _verify(folder / DATABASE, expected)
    summary = {
        **asdict(release),
        "built_at": release.built_at.isoformat() + "Z",
        "inputs": inputs,
        "versions": {
            "python": platform.python_version(),
            **{package: importlib.metadata.version(package) for package in VERSIONED_PACKAGES},
        },
        "row_counts": expected,
        "checks": checks,
    }
    (folder / "release.json").write_text(json.dumps(summary, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    _write_sums(folder)
    _sync(folder)
    published = releases / release.release_id
    folder.rename(published)
    _point_current_at(published_dir, release.release_id)
    return published


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _copy_database(connection: duckdb.DuckDBPyConnection, target: Path, release: Release) -> None:
    """Tables with their comments and constraints, and views; schemas of the pipeline are left behind."""
    connection.execute(f"attach '{_quoted(target)}' as published (storage_version '{STORAGE_VERSION}')")
    connection.execute("copy from database build to published")
    schemas = connection.execute(
        "select schema_name from duckdb_schemas() where database_name = 'published' and not internal"
    ).fetchall()
    for (schema,) in schemas:
        if schema not in (*PUBLISHED_SCHEMAS, "main"):
            connection.execute(f'drop schema published."{schema}" cascade')
    connection.execute(
        "create table published.marts.release (release_id varchar not null, built_at timestamp not null, "
        "git_commit varchar not null, raw_sha256 varchar not null)"
    )
    connection.execute("comment on table published.marts.release is 'One row: the release that this file is.'")
    for column, text in RELEASE_COLUMNS.items():
        connection.execute(f"comment on column published.marts.release.{column} is '{text}'")
    connection.execute("insert into published.marts.release values (?, ?, ?, ?)", list(asdict(release).values()))
    connection.execute("checkpoint published")
    connection.execute("detach published")


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


def _verify(database: Path, expected: dict[str, int]) -> None:
    """Opens the copy as a reader will and compares it with the build file. Raises `NotPublishable`."""
    if database.with_name(database.name + ".wal").exists():
        raise NotPublishable(f"{database.name} still has a write-ahead log beside it")
    database.chmod(0o444)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{_quoted(database)}' as governance (read_only)")
        found = row_counts(connection, "governance")
    if found != expected:
        differing = sorted(name for name in {*found, *expected} if found.get(name) != expected.get(name))
        raise NotPublishable(f"rows differ from the build file in: {', '.join(differing)}")


def _sums(folder: Path) -> dict[str, str]:
    """SHA-256 of every file in `folder` by path, but not of the list that is made of them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / SUMS)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _write_sums(folder: Path) -> None:
    lines = [f"{digest}  {name}\n" for name, digest in _sums(folder).items()]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def differences(folder: Path) -> list[tuple[str, str]]:
    """Path and kind (altered, missing or unlisted) of every file that is not as `SHA256SUMS` has it."""
    if not (folder / SUMS).exists():
        return [(SUMS, "missing")]
    lines = (folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    found = _sums(folder)
    altered = {name for name in listed.keys() & found.keys() if found[name] != listed[name]}
    kinds = {"altered": altered, "missing": listed.keys() - found.keys(), "unlisted": found.keys() - listed.keys()}
    return sorted((name, kind) for kind, names in kinds.items() for name in names)


def _sync(folder: Path) -> None:
    """To disk, files first and folders after: a rename must not outlive what it names."""
    for path in [*folder.rglob("*"), folder, folder.parent]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _point_current_at(published_dir: Path, release_id: str) -> None:
    """Replaces the link in one step; a reader sees the old release or the new one."""
    link = published_dir / "current.tmp"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("releases") / release_id)
    link.replace(published_dir / "current")
