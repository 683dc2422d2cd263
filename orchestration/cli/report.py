"""What a run prints of a release: what it holds, where it lies, a first table, and how to open it.

In one language, English unless another is chosen: a report in both is too long to be read.
"""

import datetime
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import duckdb
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from orchestration import paths
from orchestration.cli import terminal
from orchestration.messages import texts
from orchestration.messages.refusals import refused
from orchestration.messages.texts import one
from orchestration.monitoring import freshness
from orchestration.reference import ALL, Reference
from orchestration.release import shelf
from orchestration.release.diff import CHANGES
from orchestration.release.shelf import DATABASE, SITE

TOP = 5
# Below it columns stand closer.
NARROW = 80
SHOWN_NAMES = 2
OTHER_FORMATS = ("parquet", "csv.zip")
# The command line that set-up installs beside this Python.
DUCKDB = Path(sys.executable).with_name("duckdb")
KINDS_OF_CHECKS = ("great_expectations", "dbt_tests")


def show(folder: Path, console: Console | None = None, today: datetime.date | None = None, is_new: bool = True) -> None:
    """Prints the release in `folder`, a folder or the link to one, and what is late on the day `today`.

    `is_new` says that a run has just published it. Raises `Refused` where its release.json is damaged.
    """
    console = console or terminal.console()
    summary = shelf.read_summary(folder)
    if summary is None:
        raise refused("release_without_summary", name=folder.resolve().name, summary=shelf.SUMMARY)
    with duckdb.connect(folder / DATABASE, read_only=True) as connection:
        heading = "report_release" if is_new else "report_current_release"
        console.print(f"\n{one(heading, name=summary['release_id'])}", style="bold")
        console.print(_coverage(connection))
        console.print(one("report_missing_names") + "\n")
        show_late(console, connection, today or freshness.today(), (texts.single(),))
        rows = sum(summary["row_counts"].values())
        checks = [
            one(f"report_{kind}", n=summary["checks"][kind]) for kind in KINDS_OF_CHECKS if kind in summary["checks"]
        ]
        size = one("report_size", rows=rows, tables=len(summary["row_counts"]))
        console.print(f"{size} {one('report_checks', checks=', '.join(checks))}")
        if summary.get("predecessor"):
            console.print(
                one(
                    "report_changes",
                    name=summary["predecessor"],
                    **{kind: summary["changes"][kind] for kind in CHANGES},
                )
            )
            for line in inputs_changed(summary["predecessor"], summary.get("changed_inputs"), summary["changes"]):
                console.print(line)
        _show_exceptions(console, summary.get("exceptions", []))
        for index_code, year, is_complete in _newest(connection):
            _show_edition(connection, console, index_code, year, is_complete)
    console.print(one("report_rank_change_note"))
    console.print()
    _show_ways(console, folder)


def inputs_changed(
    name: str, changed: Mapping[str, Mapping[str, str]] | None, totals: Mapping[str, int]
) -> Iterator[str]:
    """Which seeds are not those of the release `name`, whether raw files are, and how many figures moved."""
    if changed and changed["seeds"]:
        seeds = ", ".join(f"{seed} ({one(f'diff_{kind}').lower()})" for seed, kind in changed["seeds"].items())
        code = "report_seeds_and_raw" if changed["raw"] else "report_seeds_alone"
        yield one(code, name=name, seeds=seeds, files=len(changed["raw"]), n=sum(totals[kind] for kind in CHANGES))


def _show_exceptions(console: Console, exceptions: list[dict[str, str]]) -> None:
    """What is not checked or excused, each with its reason."""
    if exceptions:
        console.print(f"\n{one('report_exceptions')}")
    for row in exceptions:
        of = one("report_of_all") if row["of"] == ALL else row["of"]
        console.print(f"  {row['what']} ({of}): {row[f'reason_{texts.single()}']}", highlight=False)


def _coverage(connection: duckdb.DuckDBPyConnection) -> Table:
    """Totals and national ranks held of each edition, of how many, how many are open, and which units lack a total."""
    table = Table(box=box.SIMPLE_HEAD)
    _add_column(table, "report_edition", justify="left")
    for code in ("report_scores", "report_ranks", "report_of", "report_open"):
        _add_column(table, code)
    _add_column(table, "report_missing", justify="left")
    rows = connection.sql("""
        select indices.short_name, coverage.year, units_with_score, units_with_rank, coverage.units_scored,
            units_in_conflict + ranks_in_conflict, missing_units, editions.is_pilot
        from marts.fct_coverage as coverage
        inner join marts.dim_edition as editions using (index_code, year)
        inner join marts.dim_index as indices using (index_code)
        order by coverage.index_code, coverage.year
    """).fetchall()
    earlier = None
    for index, year, n_scores, n_ranks, n_units, n_open, missing, is_pilot in rows:
        if earlier not in (None, index):
            table.add_section()
        earlier = index
        table.add_row(
            f"{index} {year}" + (f" ({one('report_pilot')})" if is_pilot else ""),
            str(n_scores),
            str(n_ranks),
            str(n_units),
            str(n_open or ""),
            "" if n_scores == n_units and is_pilot else some_names(missing),
        )
    return table


def show_late(
    console: Console, connection: duckdb.DuckDBPyConnection, today: datetime.date, languages: tuple[str, ...]
) -> None:
    """A line for every edition that should be in the release on that day, in each of the languages."""
    calendar = Reference(paths.seeds_dir()).publication_calendar
    late = freshness.late_editions(calendar, freshness.held_editions(connection), today)
    for language in languages:
        for edition in late:
            console.print(edition.say(language))
    if late:
        console.print()


def some_names(names: str | None) -> str:
    """The first names of a list, and how many more there are."""
    listed = names.split(", ") if names else []
    rest = len(listed) - SHOWN_NAMES
    return ", ".join(listed) if rest <= 1 else one("report_and_more", names=", ".join(listed[:SHOWN_NAMES]), n=rest)


def _newest(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, int, bool]]:
    """Of each index the newest edition that is held in full, or failing that the newest of which a rank is held."""
    return connection.sql("""
        select coverage.index_code, year, is_complete from marts.fct_coverage as coverage
        inner join marts.dim_edition as editions using (index_code, year)
        where not is_pilot and units_with_rank > 0
        qualify row_number() over (partition by coverage.index_code order by is_complete desc, year desc) = 1
        order by coverage.index_code
    """).fetchall()


def _show_edition(
    connection: duckdb.DuckDBPyConnection, console: Console, index_code: str, year: int, is_complete: bool
) -> None:
    def top(order: str, not_null: str) -> list[tuple]:
        return connection.execute(
            "select rank, province_name_vi, case when score_status <> 'derived' then score end as score, score_change, "
            "rank_change, rank_change_same_units from bi.scoreboard "
            f"where index_code = ? and year = ? and {not_null} is not null order by {order}, province_id limit {TOP}",
            [index_code, year],
        ).fetchall()

    index, n_scores, n_units, break_kind = connection.execute(
        "select short_name, units_with_score, coverage.units_scored, break_kind from marts.fct_coverage as coverage "
        "inner join marts.dim_edition as editions using (index_code, year) "
        "inner join marts.dim_index as indices using (index_code) where index_code = ? and year = ?",
        [index_code, year],
    ).fetchone()
    held = one("report_held" if is_complete else "report_held_in_part", n=n_scores, of=n_units)
    note = "" if break_kind == "none" else f"; {one(f'report_break_{break_kind}')}"
    console.print()
    console.print(Text.assemble((f"{index} {year}", "bold"), f", {held}{note}"))
    table = Table(box=box.SIMPLE_HEAD, collapse_padding=console.width < NARROW)
    # Names and headings fold between words in a narrow window; no figure does.
    _add_column(table, "report_rank")
    _add_column(table, "report_province", justify="left")
    for code in ("report_score", "report_score_change"):
        _add_column(table, code, figure="+47.8212")
    for code in ("report_rank_change", "report_rank_change_same_units"):
        _add_column(table, code, figure="+58")
    sections = [("report_best", top("rank", "rank"))]
    if is_complete:
        # A province does not rise because another was not ranked.
        gained = "rank_change_same_units"
        sections += [
            ("report_worst", top("rank desc", "rank")),
            ("report_risers", top(f"{gained} desc, score_change desc", gained)),
            ("report_fallers", top(f"{gained}, score_change", gained)),
        ]
    for code, rows in sections:
        table.add_row("", Text(one(code), style="bold"))
        for rank, name, score, score_change, *rank_changes in rows:
            table.add_row(
                str(rank),
                name,
                score_text(score),
                score_text(score_change, sign="+"),
                *(_change_text(change) for change in rank_changes),
            )
        table.add_section()
    console.print(table)


def _add_column(table: Table, code: str, figure: str = "", justify: str = "right") -> None:
    """A column that keeps room for the longest word of its heading and for a figure as wide as any."""
    width = max(map(len, [figure, *one(code).split()]))
    table.add_column(one(code), justify=justify, overflow="fold", min_width=width)


def score_text(value: Decimal | None, sign: str = "") -> str:
    """A score or a change as the sources print them: with two decimals, or three or four that say something."""
    if value is None:
        return "–"
    # Adding nothing makes -0 to 0.
    rounded = round(value, 4) + 0
    decimals = next(n for n in (2, 3, 4) if rounded == round(rounded, n))
    return texts.number(rounded, f"{sign if rounded else ''}.{decimals}f")


def _change_text(places: int | None) -> str:
    return "–" if places is None else texts.number(places, "+d" if places else "d")


def _show_ways(console: Console, folder: Path) -> None:
    database = folder.absolute() / DATABASE
    others = [path for path in map(folder.absolute().joinpath, OTHER_FORMATS) if path.exists()]
    ways = [
        ("DuckDB CLI", f'"{DUCKDB}" -readonly "{database}" "from bi.scoreboard limit 10"'),
        ("Python", f'duckdb.connect("{database}", read_only=True).sql("from bi.scoreboard").df()'),
        (one("report_bi"), one("report_bi_how", file=database)),
        (one("report_others"), ", ".join(str(path) for path in others)),
        (one("report_quality"), f"{folder.absolute()}/data_docs/index.html"),
    ]
    page = folder.absolute() / SITE / texts.chosen()[0] / "index.html"
    console.print(one("report_open_it"))
    for name, how in ways:
        console.print(f"  {name:<14}{how}", soft_wrap=True)
    console.print(one("report_next"))
    if page.exists():
        console.print(one("report_page", page=page), soft_wrap=True)
