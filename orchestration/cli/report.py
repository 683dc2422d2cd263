"""What `make run` prints of a release: what it holds, where it lies, a first table, and how to open it."""

import datetime
import json
from pathlib import Path

import duckdb
from rich import box
from rich.console import Console
from rich.table import Table

from orchestration import paths
from orchestration.monitoring import freshness
from orchestration.reference import Reference
from orchestration.release.shelf import DATABASE

TOP = 5
SHOWN_NAMES = 2


def show(folder: Path, console: Console | None = None, today: datetime.date | None = None) -> None:
    """Prints the release in `folder`, a folder or the link to one, and what is late on the day `today`."""
    console = console or Console(highlight=False, width=None if Console().is_terminal else 100)
    summary = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    with duckdb.connect(folder / DATABASE, read_only=True) as connection:
        console.print(f"\n[bold]Published release {summary['release_id']}[/bold]")
        console.print(_coverage(connection))
        console.print("All of the missing names: column missing_units of marts.fct_coverage.\n")
        show_late(console, connection, today or freshness.today())
        rows = sum(summary["row_counts"].values())
        checks = summary["checks"]
        console.print(
            f"{rows:,} rows in {len(summary['row_counts'])} tables and views. Checks passed: "
            f"{checks['great_expectations']} Great Expectations, {checks['dbt_tests']} dbt data tests, "
            f"{checks['dbt_unit_tests']} dbt unit tests."
        )
        if summary.get("predecessor"):
            changes = summary["changes"]
            console.print(
                f"Against {summary['predecessor']}: {changes['added']:,} figures added, "
                f"{changes['removed']:,} removed, {changes['changed']:,} changed (make diff)."
            )
        for index_code, year, is_complete in _newest(connection):
            _show_edition(connection, console, index_code, year, is_complete)
    _show_ways(console, folder)


def _coverage(connection: duckdb.DuckDBPyConnection) -> Table:
    """Totals and national places held of each edition, of how many, and which units lack a total."""
    table = Table(box=box.SIMPLE_HEAD)
    for name, justify in (("Edition", "left"), ("Scores", "right"), ("Ranks", "right"), ("Of", "right")):
        table.add_column(name, justify=justify)
    table.add_column("Open", justify="right")
    table.add_column("Missing")
    rows = connection.sql("""
        select coverage.index_code, coverage.year, units_with_score, units_with_rank, coverage.units_scored,
            units_in_conflict, missing_units, editions.is_pilot
        from marts.fct_coverage as coverage
        inner join marts.dim_edition as editions
            on coverage.index_code = editions.index_code and coverage.year = editions.year
        order by coverage.index_code, coverage.year
    """).fetchall()
    earlier = None
    for index_code, year, n_scores, n_ranks, n_units, n_open, missing, is_pilot in rows:
        if earlier not in (None, index_code):
            table.add_section()
        earlier = index_code
        table.add_row(
            f"{index_code} {year}{' (pilot)' if is_pilot else ''}",
            str(n_scores),
            str(n_ranks),
            str(n_units),
            str(n_open or ""),
            "" if n_scores == n_units and is_pilot else some_names(missing),
        )
    return table


def show_late(console: Console, connection: duckdb.DuckDBPyConnection, today: datetime.date) -> None:
    """A line in each language for every edition that should be in the release on that day."""
    calendar = Reference(paths.seeds_dir()).publication_calendar
    late = freshness.late_editions(calendar, freshness.held_editions(connection), today)
    for text in [*(edition.text_vi for edition in late), *(edition.text_en for edition in late)]:
        console.print(text)
    if late:
        console.print()


def some_names(names: str | None) -> str:
    """The first names of a list, and how many more there are."""
    listed = names.split(", ") if names else []
    rest = len(listed) - SHOWN_NAMES
    return ", ".join(listed) if rest <= 1 else f"{', '.join(listed[:SHOWN_NAMES])} and {rest} more"


def _newest(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, int, bool]]:
    """Of each index the newest edition that is held in full, or failing that the newest of which a place is held."""
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
            "select rank, province_name_vi, score, score_change, rank_change from bi.scoreboard "
            f"where index_code = ? and year = ? and {not_null} is not null order by {order}, province_id limit {TOP}",
            [index_code, year],
        ).fetchall()

    n_scores, n_units, break_kind = connection.execute(
        "select units_with_score, coverage.units_scored, break_kind from marts.fct_coverage as coverage "
        "inner join marts.dim_edition as editions using (index_code, year) where index_code = ? and year = ?",
        [index_code, year],
    ).fetchone()
    held = f"{n_scores} units ranked" if is_complete else f"{n_scores} of {n_units} scores held, places as reported"
    note = "" if break_kind == "none" else f"; {break_kind} break against the edition before"
    console.print(f"\n[bold]{index_code} {year}[/bold], {held}{note}")
    table = Table(box=box.SIMPLE_HEAD)
    for name, justify in (("", "left"), ("Rank", "right"), ("Province", "left"), ("Score", "right")):
        table.add_column(name, justify=justify)
    table.add_column("Change", justify="right")
    table.add_column("Places", justify="right")
    sections = [("Best", top("rank", "rank"))]
    if is_complete:
        sections += [
            ("Worst", top("rank desc", "rank")),
            ("Risers", top("rank_change desc, score_change desc", "rank_change")),
            ("Fallers", top("rank_change, score_change", "rank_change")),
        ]
    for label, rows in sections:
        for position, (rank, name, score, score_change, rank_change) in enumerate(rows):
            table.add_row(
                label if position == 0 else "",
                str(rank),
                name,
                "–" if score is None else f"{score:.4f}",
                "–" if score_change is None else f"{score_change:+.4f}",
                "–" if rank_change is None else f"{rank_change:+d}",
            )
        table.add_section()
    console.print(table)


def _show_ways(console: Console, folder: Path) -> None:
    database = folder.absolute() / DATABASE
    console.print("[bold]Open it[/bold] (read-only; the path always leads to the newest release):")
    console.print(f'  DuckDB CLI   duckdb -readonly "{database}" "from bi.scoreboard limit 10"', soft_wrap=True)
    console.print(
        f'  Python       duckdb.connect("{database}", read_only=True).sql("from bi.scoreboard").df()', soft_wrap=True
    )
    console.print(
        f"  BI tool      DuckDB connection, read-only, file {database}; start at bi.scoreboard", soft_wrap=True
    )
    console.print(f"  Other tools  {folder.absolute()}/parquet, {folder.absolute()}/csv", soft_wrap=True)
    console.print(f"  Quality      {folder.absolute()}/data_docs/index.html", soft_wrap=True)
    console.print("Next: make ui opens the pipeline in the browser; README.md says where things are.")
