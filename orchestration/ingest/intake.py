"""Reads the files of a snapshot with the reader that each is for, and judges what they say taken together.

Nothing is read from disk here, and none loaded.
"""

from dataclasses import dataclass, field

from orchestration.ingest import files, press_reports, seed_checks
from orchestration.ingest.manifest import Entry, Snapshot, sha256_of
from orchestration.ingest.official_table import Cell, read_table
from orchestration.ingest.plausibility.figures import gather
from orchestration.ingest.plausibility.limits import judge
from orchestration.messages.problems import Problem, RawFilesRefused
from orchestration.reference import Index, Reference

Rows = list[dict[str, str]]


@dataclass
class Editions:
    """What was read of some editions of one index: cells of full tables, reported scores, and the files."""

    cells: list[Cell] = field(default_factory=list)
    scores: Rows = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


@dataclass
class Reports:
    """What was read of the files over all editions: rows by kind, the source documents among them."""

    rows: dict[str, Rows]
    entries: list[Entry] = field(default_factory=list)


def editions(snapshot: Snapshot, index: Index, years: list[int], reference: Reference) -> Editions:
    """All figures of these editions. Raises `RawFilesRefused` with every problem of every file."""
    _refuse(seed_problems(reference))
    read, problems = read_editions(snapshot, index, years, reference)
    _refuse(snapshot.problems + problems)
    _refuse([p for p in doubts(snapshot, reference) if _concerns(p, index.code, reference)])
    return read


def reports(snapshot: Snapshot, reference: Reference) -> Reports:
    """Source documents and what is reported over all editions. Raises `RawFilesRefused` as `editions` does."""
    _refuse(seed_problems(reference))
    read, problems = read_reports(snapshot, reference)
    _refuse(snapshot.problems + problems)
    _refuse([p for p in doubts(snapshot, reference) if _concerns(p, None, reference)])
    return read


def read_editions(
    snapshot: Snapshot, index: Index, years: list[int], reference: Reference
) -> tuple[Editions, list[Problem]]:
    read = Editions()
    problems: list[Problem] = []
    source_ids = _source_ids(snapshot, reference)
    for year in years:
        edition = reference.editions.get((index.code, year))
        if edition is None:  # a year of another index
            continue
        table, report = f"{index.raw_folder}/{year}.csv", f"{files.PRESS}/{index.raw_folder}/{year}.csv"
        if table in snapshot.contents:
            content = snapshot.contents[table]
            cells, refused = read_table(content, table, sha256_of(content), index.code, year, reference)
            read.cells += cells
            problems += refused
        elif edition.is_table_required and table not in snapshot.entries:
            problems.append(Problem("missing_table", table, value=f"{index.code} {year}"))
        if report in snapshot.contents:
            content = snapshot.contents[report]
            rows, refused = press_reports.read_reported(
                content, report, sha256_of(content), press_reports.SCORES, reference, source_ids, (index.code, year)
            )
            read.scores += rows
            problems += refused
        read.entries += [snapshot.entries[path] for path in (table, report) if path in snapshot.entries]
    return read, problems


def read_reports(snapshot: Snapshot, reference: Reference) -> tuple[Reports, list[Problem]]:
    read = Reports({kind: [] for kind in press_reports.OVER_EDITIONS})
    problems: list[Problem] = []
    source_ids = _source_ids(snapshot, reference)
    for path, content in sorted(snapshot.contents.items()):
        found = files.identify(path, reference)
        if found is None or found.year:
            continue
        sha256 = sha256_of(content)
        if found.kind == press_reports.SOURCES:
            rows, refused = press_reports.read_sources(content, path, sha256, reference)
        elif found.kind == press_reports.CLAIMS:
            rows, refused = press_reports.read_claims(content, path, sha256, reference, source_ids)
        else:
            rows, refused = press_reports.read_reported(content, path, sha256, found.kind, reference, source_ids)
        read.rows[found.kind] += rows
        problems += refused
        read.entries += [snapshot.entries[path]] if path in snapshot.entries else []
    return read, problems


# What was found of the seeds, and of the files, that were asked about last: the steps of one run all ask the same.
_checked: dict[str, list[Problem]] = {}
_judged: dict[str, list[Problem]] = {}


def seed_problems(reference: Reference) -> list[Problem]:
    """Seeds that do not agree with one another: while there are any, what they say of a file misleads."""
    if reference.digest not in _checked:
        _checked.clear()
        _checked[reference.digest] = seed_checks.check(reference)
    return _checked[reference.digest]


def doubts(snapshot: Snapshot, reference: Reference) -> list[Problem]:
    """Figures of any file that no real edition has shown.

    Of an index with a full table that its reader refuses, no table is judged: an edition would miss the one before it.
    """
    state = [f"{path} {sha256_of(content)}" for path, content in sorted(snapshot.contents.items())]
    key = "\n".join([reference.digest, *state])
    if key not in _judged:
        _judged.clear()
        _judged[key] = _judge(snapshot, reference)
    return _judged[key]


def _judge(snapshot: Snapshot, reference: Reference) -> list[Problem]:
    cells, scores = [], []
    for index in reference.indices_with_editions:
        years = [year for code, year in reference.editions if code == index.code]
        read, problems = read_editions(snapshot, index, years, reference)
        scores += read.scores
        if not any(files.identify(p.file, reference).kind == files.OFFICIAL_TABLE for p in problems):
            cells += read.cells
    reports, _ = read_reports(snapshot, reference)
    return judge(gather(cells, scores, reports.rows, reference), reference)


def _concerns(problem: Problem, index_code: str | None, reference: Reference) -> bool:
    """Whether a problem is one of the files of an index (None: of those over all editions)."""
    return files.identify(problem.file, reference).index_code == index_code


def _source_ids(snapshot: Snapshot, reference: Reference) -> set[str] | None:
    content = snapshot.contents.get(files.SOURCES_FILE)
    return set() if content is None else press_reports.source_ids(content, files.SOURCES_FILE, reference)


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise RawFilesRefused(problems)
