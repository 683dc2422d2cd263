"""Suites on schema `raw`: the gate between ingest and dbt, one for each index and one for reported figures.

The reader has refused bad files with file, line and remedy. These suites ask whether what lies in the build
file is what it accepted, whoever wrote it there.
"""

from expectations.suite import Suite, no_rows, unique, values_list
from orchestration.reference import ALL_COMPONENTS, Index, Reference

REPORTS = "raw.press"


def suites(reference: Reference) -> list[Suite]:
    return [*(_official_cells(reference, index) for index in reference.indices_with_editions), _reports()]


def tables(reference: Reference) -> list[str]:
    """Names of the suites, which can be told without importing Great Expectations."""
    return [*(f"raw.{index.raw_folder}" for index in reference.indices_with_editions), REPORTS]


def _reports() -> Suite:
    """Of reported figures only what holds whatever they say: they may contradict one another."""
    place = "file, line, index_code, year, source_id"
    reports = (
        f"select {place}, score as figure, rank || n_ranked as places, score || rank || score_group as said "
        "from raw.reported_scores "
        f"union all select {place}, value as figure, '' as places, value as said from raw.reported_changes "
        f"union all select {place}, value as figure, '' as places, value as said from raw.reported_summaries "
        f"union all select {place}, value as figure, '' as places, value as said from raw.reported_components"
    )
    return Suite(
        name=REPORTS,
        query=reports,
        expectations=[
            unique("file", "line"),
            no_rows(
                "Every report says something, in numbers",
                "select * from {batch} as batch where said = '' "
                "or not regexp_full_match(figure, '(-?[0-9]{{1,4}}([.][0-9]{{1,5}})?)?') "
                "or not regexp_full_match(places, '[0-9]*')",
            ),
            no_rows(
                "Every report has a document in the list of sources",
                "select batch.file, batch.line, batch.source_id from {batch} as batch "
                "left join raw.sources as sources on batch.source_id = sources.source_id "
                "where sources.source_id is null",
            ),
            no_rows(
                "Every report comes from a registered file",
                "select distinct batch.file from {batch} as batch "
                "left join raw.files as files on batch.file = files.file where files.file is null",
            ),
        ],
    )


def _official_cells(reference: Reference, index: Index) -> Suite:
    index_code = index.code
    editions = [edition for edition in reference.editions.values() if edition.index_code == index_code]
    bounds, units = [], []
    for edition in editions:
        components = reference.components_of(index_code, edition.year)
        needed = reference.layout(index_code, edition.year).required
        bounds += [
            (edition.year, code, str(component.min_score), str(component.max_score), int(code in needed))
            for code, component in components.items()
        ]
        unscored = reference.unscored(index_code, edition.year).values()
        excused = sum(ALL_COMPONENTS in components for components in unscored)
        required = edition.units_expected - excused if edition.is_table_required else 0
        units.append((edition.year, required, edition.units_expected))
    bounds_table = f"(values {values_list(bounds)}) as bounds (year, component_code, min_score, max_score, is_needed)"
    units_table = f"(values {values_list(units)}) as units (year, least, most)"
    return Suite(
        name=f"raw.{index.raw_folder}",
        query=f"select * from raw.official_cells where index_code = '{index_code}'",
        expectations=[
            unique("year", "line", "heading"),
            unique("year", "province_name", "component_code", "measure"),
            no_rows(
                "Every figure is a number with at most five decimals, or blank",
                "select file, line, heading, value from {batch} as batch "
                "where value <> '' and not regexp_full_match(value, '-?[0-9]+([.][0-9]{{1,5}})?')",
            ),
            no_rows(
                "Every figure lies within its component's bounds in that edition",
                "select batch.file, batch.line, batch.heading, batch.value, bounds.min_score, bounds.max_score "
                f"from {{batch}} as batch inner join {bounds_table} using (year, component_code) "
                "where batch.measure = 'score' and batch.value <> '' "
                "and (try_cast(batch.value as decimal(18, 5)) is null "
                "or try_cast(batch.value as decimal(18, 5)) < cast(bounds.min_score as decimal(18, 5)) "
                "or try_cast(batch.value as decimal(18, 5)) > cast(bounds.max_score as decimal(18, 5)))",
            ),
            no_rows(
                "Every row has the components that its edition needs, and none that it does not have",
                "select batch.year, batch.file, batch.line, count(bounds.component_code) as n_known, "
                "count(*) as n_cells, sum(bounds.is_needed) as n_needed, (select sum(needs.is_needed) from "
                f"{bounds_table.replace(' as bounds ', ' as needs ')} where needs.year = batch.year) as needed "
                f"from {{batch}} as batch left join {bounds_table} on batch.year = bounds.year "
                "and batch.component_code = bounds.component_code where batch.measure = 'score' "
                "group by batch.year, batch.file, batch.line having n_known <> n_cells or n_needed <> needed",
            ),
            no_rows(
                "Every edition has the number of units that it should",
                "select units.year, count(distinct batch.line) as n_units, units.least, units.most "
                f"from {units_table} left join {{batch}} as batch on units.year = batch.year "
                "group by units.year, units.least, units.most "
                "having count(distinct batch.line) < units.least or count(distinct batch.line) > units.most",
            ),
            no_rows(
                "Every row comes from a registered file, with the hash that the manifest has for it",
                "select distinct batch.year, batch.file, batch.sha256 from {batch} as batch "
                "left join raw.files as files "
                "on batch.index_code = files.index_code and batch.year = files.year "
                "and batch.file = files.file and batch.sha256 = files.sha256 where files.file is null",
            ),
        ],
    )
