"""What `make run` prints of a release: what it holds, where it lies, a first table, and how to open it."""

import json
from pathlib import Path

import duckdb
from rich import box
from rich.console import Console
from rich.table import Table

from orchestration.defs.publish.release import DATABASE

TOP = 5


def show(folder: Path, console: Console | None = None) -> None:
    """Prints the release in `folder`, a folder or the link to one."""
    console = console or Console(highlight=False, width=None if Console().is_terminal else 100)
    summary = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    with duckdb.connect(folder / DATABASE, read_only=True) as connection:
        console.print(f"\n[bold]Published release {summary['release_id']}[/bold]")
        console.print(_holdings(connection))
        rows = sum(summary["row_counts"].values())
        checks = summary["checks"]
        console.print(
            f"{rows:,} rows in {len(summary['row_counts'])} tables and views. Checks passed: "
            f"{checks['great_expectations']} Great Expectations, {checks['dbt_tests']} dbt data tests, "
            f"{checks['dbt_unit_tests']} dbt unit tests."
        )
        for index_code, year in _newest_complete(connection):
            _show_edition(connection, console, index_code, year)
    _show_ways(console, folder)


def _holdings(connection: duckdb.DuckDBPyConnection) -> Table:
    table = Table("Index", "Editions", "Complete", "Units", "Scores", box=box.SIMPLE_HEAD)
    rows = connection.sql("""
        select index_code, min(year) || '–' || max(year) as years, count(*), count(*) filter (is_complete),
            max(units_expected), (select count(score) from marts.fct_score where index_code = coverage.index_code)
        from marts.fct_coverage as coverage group by index_code order by index_code
    """).fetchall()
    for index_code, years, n_editions, n_complete, units, scores in rows:
        table.add_row(index_code, f"{n_editions} ({years})", str(n_complete), str(units), f"{scores:,}")
    return table


def _newest_complete(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, int]]:
    return connection.sql(
        "select index_code, max(year) from marts.fct_coverage where is_complete group by index_code order by index_code"
    ).fetchall()


def _show_edition(connection: duckdb.DuckDBPyConnection, console: Console, index_code: str, year: int) -> None:
    def top(order: str, not_null: str) -> list[tuple]:
        return connection.execute(
            "select rank, province_name_vi, score, score_change, rank_change from bi.scoreboard "
            f"where index_code = ? and year = ? and {not_null} is not null order by {order}, province_id limit {TOP}",
            [index_code, year],
        ).fetchall()

    n_ranked, break_kind = connection.execute(
        "select max(n_ranked), max(break_kind) from bi.scoreboard where index_code = ? and year = ?", [index_code, year]
    ).fetchone()
    note = "" if break_kind == "none" else f"; {break_kind} break against the edition before"
    console.print(f"\n[bold]{index_code} {year}[/bold], {n_ranked} units ranked{note}")
    table = Table(box=box.SIMPLE_HEAD)
    for name, justify in (("", "left"), ("Rank", "right"), ("Province", "left"), ("Score", "right")):
        table.add_column(name, justify=justify)
    table.add_column("Change", justify="right")
    table.add_column("Places", justify="right")
    sections = (
        ("Best", top("rank", "rank")),
        ("Worst", top("rank desc", "rank")),
        ("Risers", top("rank_change desc, score_change desc", "rank_change")),
        ("Fallers", top("rank_change, score_change", "rank_change")),
    )
    for label, rows in sections:
        for position, (rank, name, score, score_change, rank_change) in enumerate(rows):
            table.add_row(
                label if position == 0 else "",
                str(rank),
                name,
                f"{score:.4f}",
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
    console.print(f"  Quality      {folder.absolute()}/data_docs/index.html", soft_wrap=True)
    console.print("Next: make ui opens the pipeline in the browser; README.md says where things are.")
