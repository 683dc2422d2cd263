"""What lies below `raw/`, read once and judged once: what was read of each edition and over all, and every problem.

Which reader a file is for is decided here, and nothing is loaded.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from orchestration.file_bytes import sha256_of
from orchestration.ingest import files, manifest, press_reports, seed_checks
from orchestration.ingest.manifest import Entry, Snapshot
from orchestration.ingest.official_table import Cell, read_table
from orchestration.ingest.plausibility.figures import gather
from orchestration.ingest.plausibility.limits import judge
from orchestration.messages.problems import Problem, RawFilesRefused
from orchestration.reference import Index, Reference

Rows = list[dict[str, str]]


@dataclass
class Edition:
    """What was read of one edition: cells of its full table, reported scores, the files and their problems."""

    cells: list[Cell] = field(default_factory=list)
    scores: Rows = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Reports:
    """What was read of the files over all editions: rows by kind, the source documents among them."""

    rows: dict[str, Rows]
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Intake:
    """A snapshot of `raw/` as the seeds read it. Each part is read when it is first asked for, and then kept.

    Of seeds that agree with one another (`take_in`): what others say of a file misleads.
    """

    snapshot: Snapshot
    reference: Reference

    @cached_property
    def editions(self) -> dict[tuple[str, int], Edition]:
        """What was read of every declared edition, by index code and year."""
        return {
            (index.code, year): self.read_edition(index.code, year)
            for index in self.reference.indices_with_editions
            for code, year in self.reference.editions
            if code == index.code
        }

    @cached_property
    def reports(self) -> Reports:
        read = Reports({kind: [] for kind in press_reports.OVER_EDITIONS})
        for path, content in sorted(self.snapshot.contents.items()):
            found = files.identify(path, self.reference)
            if found is None or found.year:
                continue
            given = (content, path, sha256_of(content))
            if found.kind == press_reports.SOURCES:
                rows, refused = press_reports.read_sources(*given, self.reference)
            elif found.kind == press_reports.CLAIMS:
                rows, refused = press_reports.read_claims(*given, self.reference, self._source_ids)
            else:
                rows, refused = press_reports.read_reported(*given, found.kind, self.reference, self._source_ids)
            read.rows[found.kind] += rows
            read.problems += refused
            read.entries += [self.snapshot.entries[path]] if path in self.snapshot.entries else []
        return read

    @cached_property
    def doubts(self) -> list[Problem]:
        """Figures of any file that no real edition has shown.

        Of an index with a full table that its reader refuses, no table is judged: an edition would miss the one
        before it.
        """
        refused = {
            code
            for (code, _), edition in self.editions.items()
            for problem in edition.problems
            if files.identify(problem.file, self.reference).kind == files.OFFICIAL_TABLE
        }
        cells = [cell for (code, _), edition in self.editions.items() if code not in refused for cell in edition.cells]
        scores = [row for edition in self.editions.values() for row in edition.scores]
        return judge(gather(cells, scores, self.reports.rows, self.reference), self.reference)

    @property
    def problems(self) -> list[Problem]:
        """Everything that is wrong with any file; doubts only where nothing is."""
        found = list(self.snapshot.problems)
        found += [problem for edition in self.editions.values() for problem in edition.problems]
        return [*found, *self.reports.problems] or self.doubts

    def accepted_editions(self, index: Index, years: list[int]) -> dict[int, Edition]:
        """The declared editions of an index among these years. Raises `RawFilesRefused` with every problem of them.

        An edition is not accepted beside one of the same index that is in doubt.
        """
        read = {year: self.editions[index.code, year] for year in years if (index.code, year) in self.editions}
        _refuse([*self.snapshot.problems, *(problem for edition in read.values() for problem in edition.problems)])
        _refuse(self._doubts_about(index.code))
        return read

    def accepted_reports(self) -> Reports:
        """What is reported over all editions. Raises `RawFilesRefused` as `accepted_editions` does."""
        _refuse([*self.snapshot.problems, *self.reports.problems])
        _refuse(self._doubts_about(None))
        return self.reports

    def read_edition(self, index_code: str, year: int) -> Edition:
        """Reads one declared edition, again on every call: `editions` holds what was read of all."""
        read = Edition()
        contents, entries = self.snapshot.contents, self.snapshot.entries
        folder = self.reference.indices[index_code].raw_folder
        table, report = f"{folder}/{year}.csv", f"{files.PRESS}/{folder}/{year}.csv"
        if table in contents:
            given = (contents[table], table, sha256_of(contents[table]))
            read.cells, refused = read_table(*given, index_code, year, self.reference)
            read.problems += refused
        elif self.reference.editions[index_code, year].is_table_required and table not in entries:
            read.problems.append(Problem("missing_table", table, value=f"{index_code} {year}"))
        if report in contents:
            given = (contents[report], report, sha256_of(contents[report]), press_reports.SCORES)
            edition = (index_code, year)
            read.scores, refused = press_reports.read_reported(*given, self.reference, self._source_ids, edition)
            read.problems += refused
        read.entries = [entries[path] for path in (table, report) if path in entries]
        return read

    @cached_property
    def _source_ids(self) -> set[str] | None:
        content = self.snapshot.contents.get(files.SOURCES_FILE)
        return set() if content is None else press_reports.source_ids(content, files.SOURCES_FILE, self.reference)

    def _doubts_about(self, index_code: str | None) -> list[Problem]:
        """Doubts about the files of an index (None: about those over all editions)."""
        return [p for p in self.doubts if files.identify(p.file, self.reference).index_code == index_code]


_last: Intake | None = None


def take_in(raw_dir: Path, reference: Reference) -> Intake:
    """What lies below `raw_dir` now. While files and seeds stay as they are, the steps of a run share one reading.

    Raises `RawFilesRefused` where the seeds, by which files are named, cannot be read or do not agree.
    """
    global _last
    _refuse(seed_checks.check(reference))
    snapshot = manifest.take_snapshot(raw_dir, reference)
    if _last is None or (_last.snapshot, _last.reference.digest) != (snapshot, reference.digest):
        _last = Intake(snapshot, reference)
    return _last


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise RawFilesRefused(list(problems))
