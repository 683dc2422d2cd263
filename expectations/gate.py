"""Runs suites on a DuckDB file, opened read-only, and says which rows failed. What must hold is not said here."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.suite import Suite
from orchestration import markdown

if TYPE_CHECKING:
    from great_expectations.data_context import FileDataContext

# Rows shown of a failed expectation; the count is always of all.
SHOWN_ROWS = 20
ALL_ROWS = "all rows"


@dataclass(frozen=True)
class Failure:
    """One expectation that did not hold. `error` is set where it could not even be asked."""

    expectation: str
    n_rows: int
    rows: list[dict[str, object]]
    error: str | None


@dataclass(frozen=True)
class SuiteResult:
    """Outcome of one suite: how many expectations were asked, and those that failed."""

    suite: str
    n_expectations: int
    failures: list[Failure]

    @property
    def passed(self) -> bool:
        return self.n_expectations > 0 and not self.failures


def open_context(context_dir: Path, fresh: bool = False) -> "FileDataContext":
    """The Great Expectations project of a run; `fresh` forgets the results of the run before."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx

    # Stored results can be drawn only once the kinds of expectations that they are of are known.
    import expectations.no_rows  # noqa: F401

    if fresh:
        shutil.rmtree(context_dir, ignore_errors=True)
    context = gx.get_context(mode="file", project_root_dir=str(context_dir))
    # Read anew for every setting that is looked up, hundreds of times in a run: no page of comments then.
    (Path(context.root_directory) / "uncommitted" / "config_variables.yml").write_text("{}\n", encoding="utf-8")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    return context


def validate(layer: str, database: Path, suites: list[Suite], context: "FileDataContext") -> list[SuiteResult]:
    """Asks every expectation of every suite of a layer (raw or marts). The file's handle is closed on return."""
    import great_expectations as gx
    import sqlalchemy

    _keep_duckdb_connection_open()
    # All at once: the context writes its whole configuration for each asset that is added alone.
    source = context.data_sources.add_or_update_sql(
        name=layer,
        connection_string=sqlalchemy.URL.create("duckdb", database=str(database)).render_as_string(),
        create_temp_table=False,
        kwargs={"connect_args": {"read_only": True}},
        assets=[
            {"type": "query", "name": suite.name, "query": suite.query, "batch_definitions": [{"name": ALL_ROWS}]}
            for suite in suites
        ],
    )
    outcomes = []
    try:
        # Not as one checkpoint: it has one result format, but each suite its own key, and takes half as long again.
        for suite in suites:
            definition = gx.ValidationDefinition(
                name=suite.name,
                data=source.get_asset(suite.name).get_batch_definition(ALL_ROWS),
                suite=gx.ExpectationSuite(name=suite.name, expectations=suite.expectations),
            )
            context.validation_definitions.add_or_update(definition)
            shown = {"unexpected_index_column_names": [*suite.key, *suite.origin]} if suite.key else {}
            outcomes.append(definition.run(result_format={"result_format": "COMPLETE", **shown}))
    finally:
        # One engine runs the queries, another tested the connection; while either lives, the file is locked.
        source.get_execution_engine().close()
        source.get_engine().dispose()
    return [_suite_result(suite, outcome) for suite, outcome in zip(suites, outcomes, strict=True)]


def _keep_duckdb_connection_open() -> None:
    """Great Expectations closes its connection between queries unless the dialect is on a list, and DuckDB's
    SQLAlchemy dialect then fails. Private to the pinned version; a test runs every suite through it."""
    from great_expectations.execution_engine import sqlalchemy_execution_engine as engine_module

    class _Dialect(str):
        value = "duckdb"

    known = engine_module._PERSISTED_CONNECTION_DIALECTS
    if not any(dialect.value == "duckdb" for dialect in known):
        engine_module._PERSISTED_CONNECTION_DIALECTS = (*known, _Dialect("duckdb"))


def _suite_result(suite: Suite, outcome) -> SuiteResult:
    failures = []
    for result in outcome.results:
        if result.success:
            continue
        details = result.result or {}
        rows = _failing_rows(details)
        description = result.expectation_config.description or result.expectation_config.type
        count = details.get("unexpected_count", details.get("observed_value", len(rows)))
        failures.append(Failure(description, int(count), rows[:SHOWN_ROWS], _error(result)))
    return SuiteResult(suite.name, len(outcome.results), failures)


def _failing_rows(details: Mapping[str, Any]) -> list[dict[str, object]]:
    """The failing rows of a result, each once.

    A query gives its rows, an expectation on a column the key with that column. Of columns that must be unique
    together there are only these, as often as they are repeated.
    """
    rows = (details.get("details") or {}).get("unexpected_rows")
    rows = rows or details.get("unexpected_index_list") or details.get("unexpected_list") or []
    return [dict(row) for row in dict.fromkeys(tuple(row.items()) for row in rows)]


def _error(result) -> str | None:
    """The first engine error of a result: an expectation that could not be asked also reads as failed."""
    info = result.exception_info or {}
    entries = [info] if "raised_exception" in info else list(info.values())
    messages = [entry["exception_message"] for entry in entries if entry.get("raised_exception")]
    return messages[0].strip().splitlines()[0] if messages else None


def report(result: SuiteResult) -> str:
    """The failures of a suite as Markdown, with a table of failing rows for each."""
    blocks = []
    for failure in result.failures:
        blocks.append(f"**{failure.expectation}**: {failure.error or f'{failure.n_rows} rows fail'}")
        if failure.rows:
            blocks.append(markdown.table(list(failure.rows[0]), [list(row.values()) for row in failure.rows]))
    return "\n\n".join(blocks) or f"All {result.n_expectations} expectations hold."
