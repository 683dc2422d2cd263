"""Runs one corruption in memory: a copy of raw/ and of the seeds, through the readers and the checks of meaning.

What a corruption changes is registered again, as `make register` would, so that no hash tells it. Files that are
not changed are read once for all; measures are asked of the changed editions alone, as they look back only.
"""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache

from orchestration import paths
from orchestration.ingest import files, intake, manifest, seed_checks
from orchestration.ingest.manifest import Entry, Snapshot
from orchestration.ingest.plausibility import agreement, figures, limits, report_measures, table_measures
from orchestration.messages.problems import Problem
from orchestration.reference import Reference

Rows = list[list[str]]


def parse(content: bytes) -> Rows:
    return list(csv.reader(io.StringIO(content.decode("utf-8"))))


def written(rows: Rows) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


class ChangedSeeds(Reference):
    """The seeds of the project, some of them replaced in memory."""

    def __init__(self, changed: dict[str, list[dict[str, str]]]) -> None:
        super().__init__(paths.seeds_dir())
        self._changed = changed

    def _read(self, seed: str) -> list[dict[str, str]]:
        return self._changed[seed] if seed in self._changed else REFERENCE.rows(seed)


@dataclass
class World:
    """A copy of raw/ and of the seeds that a corruption may change."""

    contents: dict[str, bytes]
    entries: dict[str, Entry]
    seeds: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    unregistered: set[str] = field(default_factory=set)
    # Editions that a changed seed is about; their tables are measured.
    about: set[tuple[str, int]] = field(default_factory=set)

    def rows(self, path: str) -> Rows:
        return parse(self.contents[path])

    def put(self, path: str, rows: Rows) -> None:
        self.write(path, written(rows))

    def write(self, path: str, content: bytes) -> None:
        self.contents[path] = content
        self.changed.add(path)

    def seed(self, name: str) -> list[dict[str, str]]:
        """Rows of a seed, to be changed in place."""
        return self.seeds.setdefault(name, [dict(row) for row in REFERENCE.rows(name)])

    @contextmanager
    def table(self, path: str) -> Iterator[Rows]:
        """Rows of a file, written back when the block ends."""
        rows = self.rows(path)
        yield rows
        self.put(path, rows)

    def register(self, reference: Reference) -> None:
        """The manifest's rows of what was changed, as `make register` would write them."""
        for path in self.changed - self.unregistered:
            found, content = files.identify(path, reference), self.contents[path]
            edition = (found.index_code, found.year) if found else (None, None)
            rows = max(content.count(b"\n") - 1, 0)
            sha256 = manifest.sha256_of(content)
            self.entries[path] = Entry(path, sha256, len(content), rows, *edition, "made for a test", "2026-11-22")

    def snapshot(self, reference: Reference) -> Snapshot:
        self.register(reference)
        problems = manifest.check_files(self.contents, self.entries)
        problems += manifest.check_names(self.contents, self.entries, reference)
        return Snapshot(self.contents, self.entries, problems)


REFERENCE = Reference(paths.seeds_dir())


@cache
def real_snapshot() -> Snapshot:
    return manifest.take_snapshot(paths.REPOSITORY / "raw", REFERENCE)


def fresh() -> World:
    real = real_snapshot()
    return World(dict(real.contents), dict(real.entries))


@cache
def real_intake() -> intake.Intake:
    """What the readers make of the files as they are."""
    taken = intake.Intake(real_snapshot(), REFERENCE)
    assert not any(edition.problems for edition in taken.editions.values()) and not taken.reports.problems
    return taken


def problems_of(world: World) -> list[Problem]:
    """Everything that the readers, or else the checks of meaning, say of a changed world."""
    reference = ChangedSeeds(world.seeds) if world.seeds else REFERENCE
    if world.seeds and (found := seed_checks.check(reference)):
        return list(found)
    snapshot = world.snapshot(reference)
    taken = intake.Intake(snapshot, reference)
    editions = dict(real_intake().editions)
    changed = set()
    for path in world.changed:
        found = files.identify(path, reference)
        if found and found.year and (found.index_code, found.year) in reference.editions:
            changed.add((found.index_code, found.year))
    # These change what a reader makes of any file.
    is_read_otherwise = bool(world.seeds.keys() & {"province_aliases", "summary_row_names", "layouts", "components"})
    reread = set(reference.editions) if is_read_otherwise else changed | world.about
    problems = list(snapshot.problems)
    for edition in reread:
        editions[edition] = taken.read_edition(*edition)
        problems += editions[edition].problems
    over = real_intake().reports
    if world.seeds or any(
        not files.identify(p, reference) or not files.identify(p, reference).year for p in world.changed
    ):
        over = taken.reports
        problems += over.problems
    if problems:
        return problems
    scores = [row for edition in editions.values() for row in edition.scores]
    cells = [cell for edition in reread for cell in editions[edition].cells]
    gathered = figures.gather(cells, scores, over.rows, reference)
    if not is_read_otherwise:
        gathered = _with_real_tables(gathered, reread)
    return limits.problems(_findings(gathered, reference, changed | world.about), reference)


@cache
def real_figures() -> figures.Figures:
    editions = real_intake().editions.values()
    cells = [cell for edition in editions for cell in edition.cells]
    scores = [row for edition in editions for row in edition.scores]
    return figures.gather(cells, scores, real_intake().reports.rows, REFERENCE)


def _with_real_tables(gathered: figures.Figures, reread: set[tuple[str, int]]) -> figures.Figures:
    """The changed tables among those that are as they were."""
    found: dict[str, list[figures.Table]] = {code: list(of) for code, of in gathered.tables.items()}
    for code, of in real_figures().tables.items():
        found.setdefault(code, []).extend(table for table in of if (code, table.year) not in reread)
    return replace(gathered, tables={code: sorted(of, key=lambda table: table.year) for code, of in found.items()})


def _findings(
    gathered: figures.Figures, reference: Reference, of: set[tuple[str, int]]
) -> Iterator[table_measures.Finding]:
    for of_index in gathered.tables.values():
        for position, table in enumerate(of_index):
            if (table.index_code, table.year) in of:
                yield from table_measures.measure_table(table, of_index[:position], reference)
    yield from report_measures.measure(gathered, reference)
    yield from agreement.measure(gathered, reference)


@dataclass(frozen=True)
class Corruption:
    """One realistic mistake. `caught_by` is the code of the problem that must tell it; None where nothing can, and
    `reason` says why; blank where a gate behind the models does, which says the words `later`."""

    name: str
    corrupt: Callable[[World], None]
    caught_by: str | None
    reason: str = ""
    later: str = ""


CATALOGUE: dict[str, Corruption] = {}


def corruption(caught_by: str | None = "", reason: str = "", later: str = "") -> Callable:
    """Puts a function into the catalogue under its own name."""

    def add(corrupt: Callable[[World], None]) -> Callable[[World], None]:
        assert (caught_by is None) == bool(reason) and bool(caught_by or reason or later), corrupt.__name__
        CATALOGUE[corrupt.__name__] = Corruption(corrupt.__name__, corrupt, caught_by, reason, later)
        return corrupt

    return add


def outcome(entry: Corruption) -> list[str]:
    """Codes of the problems by which a corruption is told, the first of each; empty where it passes."""
    world = fresh()
    entry.corrupt(world)
    assert world.changed or world.seeds, f"{entry.name} changes nothing"
    return list(dict.fromkeys(problem.code for problem in problems_of(world)))
