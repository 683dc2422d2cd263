"""A release: the marts and views of a checked build file, in a folder of its own that nobody writes again.

Written as `<release_id>.tmp`, verified, synced to disk, renamed, and only then made current by replacing the
link. A crash at any point leaves the release before it served.
"""

import contextlib
import datetime
import importlib.metadata
import json
import platform
import shutil
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from orchestration import paths, stamp
from orchestration.file_bytes import sha256_of
from orchestration.ingest import manifest
from orchestration.release import diff, exports, inputs, obstacles, shelf

DIFF = "diff.csv"
# Read by every DuckDB client since 1.0.
STORAGE_VERSION = "v1.0.0"
VERSIONED_PACKAGES = ("duckdb", "dbt-core", "dbt-duckdb", "dagster", "great-expectations")
RELEASE_COMMENT = "One row: the release that this file is."
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


def _inputs_sha256(connection: duckdb.DuckDBPyConnection, code: str | None) -> str | None:
    """Of the raw files as loaded, whatever has become of them since."""
    columns = ", ".join(["file", *manifest.COLUMNS[1:]])
    return (
        inputs.inputs_sha256(connection.sql(f"select {columns} from build.raw.files").fetchall(), code)
        if code
        else None
    )


def describe(raw_files: list[dict[str, object]], now: datetime.datetime) -> Release:
    listing = "".join(f"{item['sha256']}  {item['file']}\n" for item in raw_files)
    raw_sha256 = sha256_of(listing.encode())
    built_at = now.astimezone(datetime.UTC).replace(microsecond=0, tzinfo=None)
    return Release(f"{built_at:%Y%m%dT%H%M%SZ}-{raw_sha256[:8]}", built_at, git_commit(), raw_sha256)


def git_commit() -> str:
    """Commit of the code, marked where the tree has changes; `unknown` outside a git checkout."""
    try:
        # Without its locks: killed in the middle, git would leave one that blocks the next commit.
        git = ["git", "--no-optional-locks", "-C", str(paths.REPOSITORY)]
        commit = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
        status = subprocess.run([*git, "status", "--porcelain"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return f"{commit}-modified" if status.strip() else commit


def publish(
    build_file: Path,
    published_dir: Path,
    data_docs: Path,
    checks: dict[str, int],
    figures: diff.Figures,
    code: str | None = None,
    dictionary: str | None = None,
    site: Path | None = None,
    dbt_docs: Path | None = None,
    told: Mapping[str, object] | None = None,
) -> Path:
    """Publishes what `build_file` holds and returns the release's folder.

    `data_docs` is a folder to carry along; `checks` counts what has been passed, for `release.json`; `figures` says
    what is compared with the release that it replaces; `code` is the hash of what all of it was made with, by which
    a later run sees that nothing has changed; `dictionary` is the data dictionary; `site` is the folder of the pages,
    which are stamped with the release, and `dbt_docs` that of dbt's; `told` is what `release.json` says besides: the
    hashes of seeds, what is excused. Releases that are old enough are removed.
    """
    for folder in (published_dir, shelf.folder_of(published_dir)):
        obstacles.make_folder(folder)
    shelf.clear_unfinished(published_dir)
    predecessor = shelf.current_id(published_dir)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{_quoted(build_file)}' as build (read_only)")
        raw_files = raw_inputs(connection)
        release = _describe_anew(raw_files, published_dir)
        made_from = {"inputs": raw_files, "inputs_sha256": _inputs_sha256(connection, code)}
        made_from |= told or {}
        # The pages name the size of what lies beside them, and come last.
        folders = {shelf.DATA_DOCS: data_docs, shelf.DBT_DOCS: dbt_docs, shelf.SITE: site}
        carried = {name: pages for name, pages in folders.items() if pages}
        published = shelf.folder_of(published_dir) / release.release_id
        folder = published.with_name(release.release_id + shelf.UNFINISHED)
        try:
            folder.mkdir()
            _copy_database(connection, folder / shelf.DATABASE, release)
            expected = {**shelf.row_counts(connection, "build"), shelf.RELEASE_TABLE: 1}
            if dictionary:
                (folder / shelf.DICTIONARY).write_text(dictionary, encoding="utf-8")
            _fill(folder, release, made_from, expected, carried, checks, figures, predecessor)
            folder.rename(published)
        except BaseException:
            # A full disk is not to be filled with what could not be finished.
            shutil.rmtree(folder, ignore_errors=True)
            raise
    shelf.point_current_at(published_dir, release.release_id)
    # The release is published, whatever becomes of old ones: the next run tries again.
    with contextlib.suppress(OSError):
        shelf.prune(published_dir, {predecessor})
    return published


def _describe_anew(raw_files: list[dict[str, object]], published_dir: Path) -> Release:
    """A release named after a second of its own: waits for the next one if it is taken, as names give the order."""
    taken = {shelf.built_at(name) for name in shelf.ids(published_dir)}
    while True:
        release = describe(raw_files, datetime.datetime.now(datetime.UTC))
        if release.built_at.replace(tzinfo=datetime.UTC) not in taken:
            return release
        time.sleep(0.1)


def _fill(
    folder: Path,
    release: Release,
    made_from: dict[str, object],
    expected: dict[str, int],
    carried: dict[str, Path],
    checks: dict[str, int],
    figures: diff.Figures,
    predecessor: str | None,
) -> None:
    """Everything beside the database, folders of pages under their names included, and the proof of it all.

    On disk when this returns.
    """
    _verify(folder / shelf.DATABASE, expected)
    with duckdb.connect(folder / shelf.DATABASE, read_only=True) as connection:
        exports.write(connection, sorted(expected), folder)
    _verify_exports(folder, expected)
    before = folder.with_name(predecessor) if predecessor else None
    predecessor, changes = diff.compare_release(before, folder / shelf.DATABASE, figures, folder / DIFF)
    for name, pages in carried.items():
        copy_pages(pages, folder / name, release)
    summary = {
        **asdict(release),
        "built_at": release.built_at.isoformat() + "Z",
        **made_from,
        "versions": {
            "python": platform.python_version(),
            **{package: importlib.metadata.version(package) for package in VERSIONED_PACKAGES},
        },
        "row_counts": expected,
        "checks": checks,
        "predecessor": predecessor,
        "changes": {**changes.totals(), "structure": changes.structure},
        "changed_inputs": diff.changed_inputs(before and shelf.read_summary(before), made_from),
        "figures": figures,
    }
    text = json.dumps(summary, ensure_ascii=False, indent=2) + "\n"
    (folder / shelf.SUMMARY).write_text(text, encoding="utf-8")
    shelf.write_sums(folder)
    # Files first and folders after: a rename must not outlive what it names.
    for path in [*folder.rglob("*"), folder]:
        obstacles.set_rights(path)
        shelf.sync(path)
    shelf.sync(folder.parent)


def copy_pages(pages: Path, target: Path, release: Release) -> None:
    """The pages as they are, but for the marks of what is known only now: the release, and the files beside them."""
    written = [path for path in target.parent.rglob("*") if path.is_file()]
    sizes = {path.relative_to(target.parent).as_posix(): path.stat().st_size for path in written}
    for path in sorted(path for path in pages.rglob("*") if path.is_file()):
        copy = target / path.relative_to(pages)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix in stamp.SUFFIXES:
            text = stamp.stamped(path.read_text(encoding="utf-8"), release.release_id, release.built_at, sizes)
            copy.write_bytes(text.encode())
        else:
            shutil.copyfile(path, copy)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _copy_database(connection: duckdb.DuckDBPyConnection, target: Path, release: Release) -> None:
    """Tables with their comments and constraints, and views; schemas of the pipeline are left behind.

    The form of everything first and then rows: a file keeps the room of rows that are dropped from it.
    """
    connection.execute(f"attach '{_quoted(target)}' as published (storage_version '{STORAGE_VERSION}')")
    connection.execute("copy from database build to published (schema)")
    schemas = connection.execute(
        "select schema_name from duckdb_schemas() where database_name = 'published' and not internal"
    ).fetchall()
    for (schema,) in schemas:
        if schema not in (*shelf.PUBLISHED_SCHEMAS, "main"):
            connection.execute(f'drop schema published."{schema}" cascade')
    # Written in one go with the rows, a large form makes a file that clients before 1.5 cannot open.
    connection.execute("checkpoint published")
    tables = connection.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = 'published'"
    ).fetchall()
    for schema, name in tables:
        connection.execute(f'insert into published."{schema}"."{name}" from build."{schema}"."{name}"')
        # Rows written together with others' leave a twelfth of the file empty.
        connection.execute("checkpoint published")
    connection.execute(
        "create table published.marts.release (release_id varchar not null, built_at timestamp not null, "
        "git_commit varchar not null, raw_sha256 varchar not null)"
    )
    connection.execute(f"comment on table published.marts.release is '{RELEASE_COMMENT}'")
    for column, text in RELEASE_COLUMNS.items():
        connection.execute(f"comment on column published.marts.release.{column} is '{text}'")
    connection.execute("insert into published.marts.release values (?, ?, ?, ?)", list(asdict(release).values()))
    connection.execute("checkpoint published")
    connection.execute("detach published")


def _verify(database: Path, expected: dict[str, int]) -> None:
    """Opens the copy as a reader will and compares it with the build file. Raises `NotPublishable`."""
    if database.with_name(database.name + ".wal").exists():
        raise NotPublishable(f"{database.name} still has a write-ahead log beside it")
    database.chmod(0o444)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{_quoted(database)}' as governance (read_only)")
        found = shelf.row_counts(connection, "governance")
    if found != expected:
        differing = sorted(name for name in {*found, *expected} if found.get(name) != expected.get(name))
        raise NotPublishable(f"rows differ from the build file in: {', '.join(differing)}")


def _verify_exports(folder: Path, expected: dict[str, int]) -> None:
    """Reads every export back and counts its rows. Raises `NotPublishable`."""
    with (
        duckdb.connect() as connection,
        tempfile.TemporaryDirectory(dir=folder) as scratch,
        zipfile.ZipFile(folder / exports.CSV_ARCHIVE) as archive,
    ):
        for table, rows in expected.items():
            files = {folder / exports.PARQUET / f"{table}.parquet": "read_parquet(?)"}
            if table != shelf.RELEASE_TABLE:
                files[Path(archive.extract(f"{table}.csv", scratch))] = exports.CSV_READER
            for file, reader in files.items():
                found = connection.execute(f"select count(*) from {reader}", [str(file)]).fetchone()[0]
                if found != rows:
                    raise NotPublishable(f"{file.name} has {found} rows instead of {rows}")
