"""Suites on schema `raw`: the gate between ingest and dbt, one for each index and one for reported figures.

The reader has refused bad files with file, line and remedy. These suites ask whether the build file holds what the
reader accepted, whoever wrote it there.
"""

from expectations.suite import SQL, Suite, from_folder, unique_with_nulls, values_list
from orchestration.reference import ALL_COMPONENTS, Index, Reference

REPORTS = "raw.press"
FOLDER = SQL / "raw"


def suites(reference: Reference) -> list[Suite]:
    return [*(_official_cells(reference, index) for index in reference.indices_with_editions), _reports()]


def tables(reference: Reference) -> list[str]:
    """Names of the suites, without importing Great Expectations."""
    return [*(f"raw.{index.raw_folder}" for index in reference.indices_with_editions), REPORTS]


def _reports() -> Suite:
    """Of reported figures only what holds whatever they say: they may contradict one another."""
    return Suite(
        name=REPORTS,
        query=(FOLDER / "press.sql").read_text(encoding="utf-8"),
        expectations=[unique_with_nulls("file", "line"), *from_folder(FOLDER / "press")],
    )


def _official_cells(reference: Reference, index: Index) -> Suite:
    bounds, units = [], []
    for edition in reference.editions.values():
        if edition.index_code != index.code:
            continue
        needed = reference.layout(index.code, edition.year).required
        bounds += [
            (edition.year, code, str(component.min_score), str(component.max_score), int(code in needed))
            for code, component in reference.components_of(index.code, edition.year).items()
        ]
        unscored = reference.unscored(index.code, edition.year).values()
        excused = sum(ALL_COMPONENTS in components for components in unscored)
        required = edition.units_expected - excused if edition.is_table_required else 0
        units.append((edition.year, required, edition.units_expected))
    return Suite(
        name=f"raw.{index.raw_folder}",
        query=f"select * from raw.official_cells where index_code = '{index.code}'",
        expectations=[
            unique_with_nulls("year", "line", "heading"),
            unique_with_nulls("year", "province_name", "component_code", "measure"),
            *from_folder(FOLDER / "official_cells", bounds=values_list(bounds), units=values_list(units)),
        ],
    )
