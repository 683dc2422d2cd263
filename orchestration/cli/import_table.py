"""`governance import`: a publisher's file becomes `raw/<index>/<year>.csv`, its manifest row and its rows in the seeds.

Reads, asks, shows and writes; what the file says is understood in `understanding`. Everything is tried on copies
first, and the files are replaced at the end or not at all.
"""

import contextlib
import csv
import datetime
import io
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from orchestration import file_bytes, paths
from orchestration.cli import exits, terminal
from orchestration.cli.asking import Asker, flag, one_of
from orchestration.importing import marks, seeds, showing, workbook
from orchestration.importing.axes import span
from orchestration.importing.problems import ImportProblem, ImportRefused, refuse
from orchestration.importing.understanding import clearest, understand
from orchestration.importing.understood import Understood
from orchestration.importing.workbook import Sheet
from orchestration.ingest import delimited_text, manifest
from orchestration.ingest.official_table import read_table
from orchestration.messages import texts
from orchestration.messages.problems import Problem
from orchestration.messages.refusals import Refused, WrongUse
from orchestration.reference import (
    ALL_COMPONENTS,
    IGNORED_ROLE,
    PROVINCE_ROLE,
    RANK_ROLE,
    TOTAL,
    Index,
    Reference,
    fold_name,
)

# What is wrong with the options rather than with the file.
WRONG_USE = {
    "option_missing",
    "option_invalid",
    "unknown_index",
    "no_boundary_set",
    "file_missing",
    "file_unreadable",
    "raw_exists",
    "unknown_sheet",
    "unknown_role",
    "not_regular",
}
# Of problems of one kind so many are listed one by one.
SHOWN_OF_KIND, MAX_CELLS_SHOWN = 3, 12
# Each of these is remedied by itself, so that more are listed.
SHOWN_OF_NAMED = 20
_NAMED = {"unknown_province", "option_missing", "missing_component"}


@dataclass
class _Import:
    """One edition to import: what was asked for, and what is known by then.

    `raw_dir` and `seeds_dir` are copies, to which the editions of one call are written one after another.
    """

    asker: Asker
    reference: Reference
    file: str
    index: Index
    year: int
    raw_dir: Path
    seeds_dir: Path

    @property
    def raw_path(self) -> str:
        return f"{self.index.raw_folder}/{self.year}.csv"

    @property
    def edition(self) -> tuple[str, int]:
        return self.index.code, self.year

    def seed(self, name: str) -> str:
        # Line ends as they are: what is not changed must stay to the byte.
        with (self.seeds_dir / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            return handle.read()

    def write_seed(self, name: str, content: str) -> None:
        (self.seeds_dir / f"{name}.csv").write_text(content, encoding="utf-8", newline="")


def run(options: Mapping[str, str | None], replace: bool, yes: bool, is_interactive: bool) -> None:
    """Imports what the options say. Raises `ImportRefused`, and `EOFError` where the answers end early."""
    asker = Asker(options, is_interactive)
    with tempfile.TemporaryDirectory() as folder:
        raw_dir, seeds_dir = Path(folder) / "raw", Path(folder) / "seeds"
        shutil.copytree(paths.raw_dir(), raw_dir)
        shutil.copytree(paths.seeds_dir(), seeds_dir)
        copied = _contents(raw_dir, paths.raw_dir()) | _contents(seeds_dir, paths.seeds_dir())
        found = [(current, _import(current)) for current in _editions(asker, raw_dir, seeds_dir, replace)]
        written = _contents(raw_dir, paths.raw_dir()) | _contents(seeds_dir, paths.seeds_dir())
    changes = {path: content for path, content in written.items() if content != copied.get(path)}
    if is_interactive and not yes:
        names = "\n".join(f"  {_shown_path(path)}" for path in changes)
        print(f"\n{names}")
        if asker.ask("write", "yes, no", "yes", read=one_of("yes", "no", "y", "n")).startswith("n"):
            raise EOFError
    _refuse_edited(changes, copied)
    replace_all(changes)
    print()
    tables = {paths.raw_dir() / current.raw_path for current, _ in found}
    for current, understood in found:
        print(texts.shown("import_written", path=f"raw/{current.raw_path}", n=len(understood.provinces)))
    print("\n".join(f"  {_shown_path(path)}" for path in changes if path not in tables))
    print(texts.shown("import_next"))


def _import(current: _Import) -> Understood:
    """One edition, into the copies of raw folder and seeds."""
    _map(current)
    # The seeds may have changed with the edition before.
    current.reference = reference = Reference(current.seeds_dir)
    boundary_set, as_of = _boundary_set(current)
    sheets = _chosen(current, _sheets(current), boundary_set)
    out = terminal.console()
    layout = reference.layout(*current.edition)
    components = reference.components_of(*current.edition)
    out.print(f"\n{current.index.code} {current.year}, {current.file}")
    asker = current.asker
    is_chosen, is_explained = bool(asker.given("sheet")), bool(asker.given("reason_vi") and asker.given("reason_en"))
    try:
        understood = understand(
            sheets, current.file, *current.edition, boundary_set, reference, is_chosen, is_explained
        )
    except ImportRefused as refused:
        if refused.understood:
            showing.show(refused.understood, components, layout.headings, out)
        raise ImportRefused(_fewer(refused.problems)) from None
    showing.show(understood, components, layout.headings, out)
    publisher, changed = _answers(current, understood, boundary_set, as_of)
    _write(current, understood, _csv(understood, layout.headings), publisher, changed)
    return understood


def _contents(copy: Path, original: Path) -> dict[Path, bytes]:
    """The files in a copy of a folder, by path in the original."""
    return {original / path.relative_to(copy): path.read_bytes() for path in sorted(copy.rglob("*")) if path.is_file()}


def _refuse_edited(changes: Mapping[Path, bytes], copied: Mapping[Path, bytes]) -> None:
    """Raises `ImportRefused` with the files to write that somebody else wrote since they were copied."""
    edited = [path for path in changes if (path.read_bytes() if path.exists() else None) != copied.get(path)]
    if edited:
        raise ImportRefused([ImportProblem("edited_meanwhile", _shown_path(path)) for path in edited])


def _fewer(problems: list[ImportProblem]) -> list[ImportProblem]:
    """The problems, of those of one kind the first, and one that names the cells of the others."""
    kinds: dict[tuple[str, str], list[ImportProblem]] = {}
    for problem in problems:
        kinds.setdefault((problem.code, problem.sheet), []).append(problem)
    shown = []
    for (code, sheet), found in kinds.items():
        most = SHOWN_OF_NAMED if code in _NAMED else SHOWN_OF_KIND
        few = len(found) <= most + 1
        shown += found if few else found[:most]
        if not few:
            rest = found[most:]
            cells = span([each.cell for each in rest], MAX_CELLS_SHOWN)
            details = {"count": len(rest)}
            shown.append(ImportProblem("more_of_kind", found[0].file, value=cells, details=details, sheet=sheet))
    return shown


def _shown_path(path: Path) -> str:
    return str(path.relative_to(paths.REPOSITORY) if path.is_relative_to(paths.REPOSITORY) else path)


def _editions(asker: Asker, raw_dir: Path, seeds_dir: Path, replace: bool) -> list[_Import]:
    """File, index and years, of which nothing is imported yet."""
    reference = Reference(seeds_dir)
    file = asker.ask("file", "papi-2025.xlsx")
    codes = ", ".join(reference.indices)
    index_name = asker.ask("index", codes)
    year_text = asker.ask("year", "2025")
    asker.check()
    named = {name.lower(): index for index in reference.indices.values() for name in (index.code, index.raw_folder)}
    if index_name.lower() not in named:
        raise refuse("unknown_index", flag("index"), index_name, expected=codes)
    index = named[index_name.lower()]
    editions = [_Import(asker, reference, file, index, year, raw_dir, seeds_dir) for year in _years(year_text)]
    for current in editions:
        if (paths.raw_dir() / current.raw_path).exists() and not replace:
            raise refuse("raw_exists", file, f"raw/{current.raw_path}")
    return editions


def _years(text: str) -> list[int]:
    """One year, several (2021,2022) or a run of them (2021-2023)."""
    # Later than next year is a slip of the finger.
    last = datetime.date.today().year + 1
    years: set[int] = set()
    for part in re.split(r"\s*[,;]\s*", text.strip()):
        match = re.fullmatch(r"([0-9]{4})(?:\s*[-–]\s*([0-9]{4}))?", part)
        run = range(int(match[1]), int(match[2] or match[1]) + 1) if match else range(0)
        if not run or not 2000 <= run[0] <= run[-1] <= last:
            raise refuse("option_invalid", flag("year"), text, expected=f"2000–{last}")
        years |= set(run)
    return sorted(years)


def _map(current: _Import) -> None:
    """Writes what the user said of headings into the layouts, for this edition."""
    given = current.asker.given("map")
    if not given:
        return
    reference = current.reference
    layout = reference.layout(*current.edition)
    known = [*dict.fromkeys([*layout.headings, *reference.components_of(*current.edition)]), RANK_ROLE, IGNORED_ROLE]
    content = current.seed("layouts")
    for pair in given.split("\n"):
        heading, equals, role = (part.strip() for part in pair.rpartition("="))
        heading = heading.split(" | ")[-1].strip()
        if not equals or not heading:
            raise refuse("option_invalid", flag("map"), pair, expected="HEADING=CODE")
        if role not in known:
            raise refuse("unknown_role", flag("map"), role, expected=", ".join(dict.fromkeys(known)))
        if layout.roles.get(fold_name(heading)) == role:
            continue
        row = {
            "index_code": current.index.code,
            "first_year": str(current.year),
            "last_year": str(current.year),
            "heading": heading,
            "role": role,
            "is_required": str(role in layout.required).lower(),
        }
        # Behind all others of its index, so that it has the last word.
        content = seeds.add_row(content, row, lambda _: 0)
    current.write_seed("layouts", content)


def _content(file: str) -> bytes:
    """The bytes of a file, of which nothing is read unless it is a regular one. Raises `ImportRefused`."""
    try:
        return file_bytes.read_regular(Path(file).expanduser(), workbook.MAX_BYTES)
    except file_bytes.NotRegular:
        raise refuse("not_regular", file) from None
    except file_bytes.TooLarge as reason:
        raise refuse("too_large", file, str(reason.size), expected=workbook.MAX_BYTES) from None
    except FileNotFoundError:
        raise refuse("file_missing", file) from None
    except (OSError, ValueError) as error:
        raise refuse("file_unreadable", file, getattr(error, "strerror", None) or str(error)) from None


def _sheets(current: _Import) -> list[Sheet]:
    """Every sheet of the file; of a CSV one for each separator and encoding that it may have."""
    content = _content(current.file)
    try:
        if workbook.is_workbook(content):
            sheets = workbook.read_workbook(content)
            if kind := marks.less_known(content):
                print("\n" + texts.shown(f"import_less_known_{kind}"))
            return sheets
        if kind := workbook.other_kind(content):
            raise refuse(kind, current.file, Path(current.file).suffix or "–")
        return _sheets_of_text(content, current.file)
    except workbook.Unopened as reason:
        raise refuse(reason.code, current.file, reason.value, **reason.details) from None
    except delimited_text.Unreadable as reason:
        raise ImportRefused([_told(reason.problem, current.file)]) from None


def _sheets_of_text(content: bytes, file: str) -> list[Sheet]:
    sheets = workbook.split_text(delimited_text.decode(content, file))
    if not delimited_text.is_unicode(content):
        # In old Vietnamese letters each byte stands for itself.
        with contextlib.suppress(workbook.Unopened):
            sheets += workbook.split_text(content.decode("latin-1"))
    return sheets


def _told(problem: Problem, file: str, sheet: str = "", cell: str = "") -> ImportProblem:
    """A problem of the raw table at its place in the publisher's file."""
    cell = cell or (f"A{problem.line}" if problem.line else "")
    return ImportProblem(problem.code, file, value=problem.value, details=problem.details, sheet=sheet, cell=cell)


def _chosen(current: _Import, sheets: list[Sheet], boundary_set: str) -> list[Sheet]:
    """The sheets that the user named, else all; of the ways to split a CSV the one that shows most provinces."""
    if wanted := current.asker.given("sheet"):
        names = {sheet.name.lower(): sheet for sheet in sheets}
        chosen = [name.strip() for name in wanted.split(";")]
        for name in chosen:
            if name.lower() not in names:
                expected = "; ".join(sheet.name for sheet in sheets)
                raise refuse("unknown_sheet", flag("sheet"), name, expected=expected or "–")
        return [names[name.lower()] for name in chosen]
    if sheets and not any(sheet.name for sheet in sheets):
        return [clearest(sheets, boundary_set, current.reference)]
    return sheets


def _date(answer: str) -> str | None:
    try:
        return datetime.date.fromisoformat(answer).isoformat()
    except ValueError:
        return None


def _boundary_set(current: _Import) -> tuple[str, str]:
    """The set of provinces that the edition is on, and the date; the date blank where the edition is declared."""
    reference, asker = current.reference, current.asker
    if edition := reference.editions.get(current.edition):
        return edition.boundary_set, ""
    as_of = asker.ask(
        "as_of",
        f"{current.year}-12-31",
        f"{current.year}-12-31",
        read=_date,
    )
    known = sorted({units for units, _ in reference.aliases})
    valid = reference.boundary_sets_on(as_of)
    if len(valid) != 1 and not asker.given("boundary_set") and not asker.is_interactive:
        details = {"found": ", ".join(valid) or "–", "expected": ", ".join(known)}
        raise refuse("no_boundary_set", flag("as_of"), as_of, **details)
    chosen = asker.ask(
        "boundary_set",
        ", ".join(known),
        valid[0] if len(valid) == 1 else "",
        read=one_of(*known),
    )
    return chosen, as_of


def _answers(current: _Import, understood: Understood, boundary_set: str, as_of: str) -> tuple[str, dict[str, str]]:
    """The publisher, and the content of the seeds that change by name, after the user's answers."""
    asker, reference = current.asker, current.reference
    code, year = current.index.code, str(current.year)
    publisher = _publisher(current)
    content = {name: current.seed(name) for name in ("editions", "component_breaks", "unscored_units", "table_origins")}
    changed = dict(content)
    # What is imported is the publisher's own file, whatever stood there before.
    changed["table_origins"] = seeds.remove_rows(content["table_origins"], {"raw_file": current.raw_path})
    by_year = _by("year")
    if current.edition in reference.editions:
        key = {"index_code": code, "year": year}
        changed["editions"] = seeds.set_value(content["editions"], key, "is_table_required", "true")
        print("\n" + texts.shown("import_declared"))
        declared, counted = reference.editions[current.edition].units_scored, _counted(understood)
        if declared != counted:
            print(texts.shown("import_other_count", declared=declared, counted=counted))
    else:
        n_units = len(reference.units_of(boundary_set))
        row = {
            "index_code": code,
            "year": year,
            "boundary_set": boundary_set,
            "as_of_date": as_of,
            "units_expected": str(n_units),
            "units_scored": _units_scored(current, understood, n_units),
            "is_pilot": asker.ask("pilot", "true, false", "false", read=one_of("true", "false")),
            "is_table_required": "true",
        }
        changed["editions"] = seeds.add_row(content["editions"], row, by_year)
    if break_row := _break(current):
        changed["component_breaks"] = seeds.add_row(content["component_breaks"], break_row, by_year)
    for gap in _gaps(current, understood):
        order = _by("year", "province_id", "component_code")
        changed["unscored_units"] = seeds.add_row(changed["unscored_units"], gap, order)
    asker.check()
    return publisher, {name: now for name, now in changed.items() if now != content[name]}


def _by(*columns: str):
    return lambda row: [row[column] for column in columns]


def _publisher(current: _Import) -> str:
    entries, _ = manifest.read_manifest(current.raw_dir)
    index_code = current.index.code
    known = [e for e in entries.values() if e.path == f"{current.index.raw_folder}/{e.year}.csv"]
    before = [e for e in sorted(known, key=lambda e: e.year) if e.index_code == index_code and e.year < current.year]
    own = entries.get(current.raw_path)
    default = own or (before[-1] if before else None)
    return current.asker.ask(
        "publisher", "CECODES, RTA, UNDP", default.publisher if default else "", is_default_safe=bool(own)
    )


def _counted(understood: Understood) -> int:
    """Units with a headline: those with a total, or where the total is a sum, those without a gap."""
    blanks = understood.blanks()
    column = [TOTAL] if TOTAL in understood.lines else list(understood.lines)
    return sum(not set(column) & set(blanks.get(province, ())) for province in understood.provinces)


def _units_scored(current: _Import, understood: Understood, n_units: int) -> str:
    def number(answer: str) -> str | None:
        return str(int(answer)) if answer.isascii() and answer.isdigit() and int(answer) <= n_units else None

    return current.asker.ask("units_scored", f"0–{n_units}", str(_counted(understood)), read=number)


def _break(current: _Import) -> seeds.Row | None:
    """The row that says how the total compares with the edition before, None where it does or none is before."""
    asker, (code, year) = current.asker, current.edition
    earlier = [of for index_code, of in current.reference.editions if index_code == code and of < year]
    is_declared = any(
        r["index_code"] == code and r["component_code"] == TOTAL and r["year"] == str(year)
        for r in current.reference.rows("component_breaks")
    )
    is_known = current.edition in current.reference.editions and not asker.given("break")
    if not earlier or is_declared or is_known:
        return None
    kind = asker.ask(
        "break",
        "none, soft, hard",
        "none",
        is_default_safe=False,
        read=one_of("none", "soft", "hard"),
        year=max(earlier),
    )
    if kind in ("none", ""):
        return None
    sentence = texts.both("ask_sentence", between=", ")
    return {
        "index_code": code,
        "component_code": TOTAL,
        "year": str(year),
        "break_kind": kind,
        "is_rank_comparable": "true",
        "note_vi": asker.ask("note_vi", sentence),
        "note_en": asker.ask("note_en", sentence),
        "evidence": asker.ask("evidence", sentence),
    }


def _gaps(current: _Import, understood: Understood) -> list[seeds.Row]:
    """Rows for what has no figure and is not stated yet, as few as say it, with the reason."""
    stated = current.reference.unscored(*current.edition)
    components = current.reference.components_of(*current.edition)
    missing: list[tuple[str, str]] = []
    for province, blank in sorted(understood.blanks().items()):
        excused = stated.get(province, set())
        new = [c for c in blank if not excused & {ALL_COMPONENTS, c, components[c].parent_code}]
        missing += [(province, code) for code in _fewest(new, blank, understood, components)]
    if not missing:
        return []
    names = current.reference.province_names
    listed = "; ".join(f"{names[province]}: {code}" for province, code in missing)
    print(f"\n{texts.label('import_blanks')} ({len(missing)}): {listed}")
    # What a gap most often means, offered where whole provinces are blank.
    usual = {language: texts.text("usual_reason_of_gap", language) for language in texts.LANGUAGES}
    is_usual = all(code == ALL_COMPONENTS for _, code in missing)
    vi, en = (
        current.asker.ask(f"reason_{language}", reason, reason if is_usual else "", is_default_safe=False)
        for language, reason in usual.items()
    )
    key = {"index_code": current.index.code, "year": str(current.year)}
    return [
        {**key, "province_id": province, "component_code": code, "reason_vi": vi, "reason_en": en}
        for province, code in missing
    ]


def _fewest(new: list[str], blank: list[str], understood: Understood, components: Mapping) -> list[str]:
    """`all` where nothing has a figure, a dimension where none of its parts has, else the component."""
    taken = [role for role in understood.lines if role in components]
    if set(blank) >= set(taken) and set(new) == set(blank):
        return [ALL_COMPONENTS]
    found = []
    for code in new:
        parent = components[code].parent_code
        parts = {role for role in taken if components[role].parent_code == parent}
        is_whole = parent not in ("", TOTAL) and parent not in taken and parts <= set(new)
        found.append(parent if is_whole else code)
    return list(dict.fromkeys(found))


def _csv(understood: Understood, headings: dict[str, str]) -> bytes:
    """The raw table as it is written, provinces in the file's order and columns in the layout's."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    roles = understood.roles(headings)
    writer.writerow([headings[PROVINCE_ROLE], *(headings[role] for role in roles)])
    for province, name in understood.provinces.items():
        writer.writerow([name, *(understood.values[province, role] for role in roles)])
    return target.getvalue().encode()


def _write(current: _Import, understood: Understood, content: bytes, publisher: str, changed: dict[str, str]) -> None:
    """Writes the edition into the copies, after the reader accepted it with the seeds as they will be."""
    for name, now in changed.items():
        current.write_seed(name, now)
    reference = Reference(current.seeds_dir)
    raw_dir, path = current.raw_dir, current.raw_path
    _, problems = read_table(content, path, file_bytes.sha256_of(content), *current.edition, reference)
    if problems:
        told = [_at_source(problem, current, understood, reference) for problem in problems]
        raise ImportRefused(_fewer(_without_dense_ranks(told, understood, current.file)))
    (raw_dir / path).parent.mkdir(parents=True, exist_ok=True)
    (raw_dir / path).write_bytes(content)
    manifest.register(raw_dir, path, publisher, datetime.date.today().isoformat(), reference)
    found = manifest.take_snapshot(raw_dir, reference).problems
    copies = [problem for problem in found if path in (problem.file, problem.value)]
    if copies:
        raise ImportRefused([_told(problem, current.file) for problem in copies])


def _without_dense_ranks(found: list[ImportProblem], understood: Understood, file: str) -> list[ImportProblem]:
    """The problems; where the ranks count on after a tie, one of them for all that differ by that."""
    wrong = [problem for problem in found if problem.code == "rank_disagrees"]
    if not wrong or not _are_dense(understood):
        return found
    heading = understood.lines[RANK_ROLE][0].label.split(" | ")[-1]
    details = {"heading": heading}
    first = wrong[0]
    told = ImportProblem(
        "dense_ranks", file, value=str(len(wrong)), details=details, sheet=first.sheet, cell=first.cell
    )
    return [told, *(problem for problem in found if problem not in wrong)]


def _are_dense(understood: Understood) -> bool:
    """Whether every rank is one more than that of the next better score."""
    pairs = [
        (delimited_text.readings(understood.values[province, TOTAL]), understood.values[province, RANK_ROLE])
        for province in understood.provinces
    ]
    ranked = [(Decimal(scores[0]), int(rank)) for scores, rank in pairs if scores and rank.isdigit()]
    place = {score: i for i, score in enumerate(sorted({score for score, _ in ranked}, reverse=True), start=1)}
    return all(place[score] == rank for score, rank in ranked)


def _at_source(problem: Problem, current: _Import, understood: Understood, reference: Reference) -> ImportProblem:
    if problem.line is None or problem.line < 2:
        return _told(problem, current.file)
    province = list(understood.provinces)[problem.line - 2]
    headings = reference.layout(*current.edition).headings
    role = next((role for role, heading in headings.items() if heading == problem.column), PROVINCE_ROLE)
    source = understood.sources[province, role]
    return _told(problem, current.file, source.sheet, source.cell)


def replace_all(changes: dict[Path, bytes]) -> None:
    """Writes every file or none: all are prepared beside their places, and a failure puts the old ones back."""
    before = {path: path.read_bytes() if path.exists() else None for path in changes}
    prepared = {path: path.with_name(f".{path.name}.importing") for path in changes}
    done = []
    try:
        for path, content in changes.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            prepared[path].write_bytes(content)
        for path in changes:
            done.append(path)
            prepared[path].replace(path)
    except BaseException:
        for path in done:
            old = before[path]
            if old is None:
                path.unlink(missing_ok=True)
            else:
                prepared[path].write_bytes(old)
                prepared[path].replace(path)
        raise
    finally:
        for path in prepared.values():
            path.unlink(missing_ok=True)


def command(options: Mapping[str, str | None], replace: bool, yes: bool) -> int:
    """`run` for the command line; returns the exit code. Says that nothing was written whenever that is so."""
    try:
        run(options, replace, yes, sys.stdin.isatty())
        return exits.WELL
    except ImportRefused as reason:
        is_wrong_use = {problem.code for problem in reason.problems} <= WRONG_USE
        code, why = WrongUse.exit_code if is_wrong_use else exits.FOUND, f"\n{reason}"
    except Refused as reason:
        code, why = reason.exit_code, f"\n{reason}"
    except EOFError:
        code, why = exits.FOUND, "\n"
    except KeyboardInterrupt:
        code, why = exits.CANCELLED, "\n"
    except (OSError, KeyError) as error:
        code, why = exits.NOT_DONE, f"\n{type(error).__name__}: {error}"
    print(f"{why}\n\n{texts.label('import_nothing')}", file=sys.stderr)
    return code
