"""Suites on schema `raw`: the gate between ingest and dbt, one suite for each index.

The reader has refused bad files with file, line and remedy. These suites ask whether what lies in the build
file is what it accepted, whoever wrote it there.
"""

from expectations.suite import Suite, no_rows, unique, values_list
from orchestration.reference import ALL_COMPONENTS, PROVINCE_ROLE, Index, Reference


def suites(reference: Reference) -> list[Suite]:
    return [_official_cells(reference, index) for index in reference.indices_with_editions]


def _official_cells(reference: Reference, index: Index) -> Suite:
    index_code = index.code
    editions = [edition for edition in reference.editions.values() if edition.index_code == index_code]
    bounds, units = [], []
    for edition in editions:
        components = reference.components_of(index_code, edition.year)
        headed = set(reference.headings_of(index_code, edition.year).values()) - {PROVINCE_ROLE}
        bounds += [
            (edition.year, code, str(component.min_score), str(component.max_score))
            for code, component in components.items()
            if code in headed
        ]
        unscored = reference.unscored(index_code, edition.year).values()
        excused = sum(ALL_COMPONENTS in components for components in unscored)
        required = edition.units_expected - excused if edition.is_table_required else 0
        units.append((edition.year, required, edition.units_expected))
    bounds_table = f"(values {values_list(bounds)}) as bounds (year, component_code, min_score, max_score)"
    units_table = f"(values {values_list(units)}) as units (year, least, most)"
    return Suite(
        name=f"raw.{index.raw_folder}",
        query=f"select * from raw.official_cells where index_code = '{index_code}'",
        expectations=[
            unique("year", "line", "heading"),
            unique("year", "province_name", "component_code"),
            no_rows(
                "Every figure is a number with at most five decimals, or blank",
                "select file, line, heading, value_text from {batch} as batch "
                "where value_text <> '' and not regexp_full_match(value_text, '-?[0-9]+([.][0-9]{{1,5}})?')",
            ),
            no_rows(
                "Every figure lies within its component's bounds in that edition",
                "select batch.file, batch.line, batch.heading, batch.value_text, bounds.min_score, bounds.max_score "
                f"from {{batch}} as batch inner join {bounds_table} using (year, component_code) "
                "where batch.value_text <> '' and (try_cast(batch.value_text as decimal(18, 5)) is null "
                "or try_cast(batch.value_text as decimal(18, 5)) < cast(bounds.min_score as decimal(18, 5)) "
                "or try_cast(batch.value_text as decimal(18, 5)) > cast(bounds.max_score as decimal(18, 5)))",
            ),
            no_rows(
                "Every row has exactly the components of its edition",
                "select year, file, line, count(*) as n_cells, (select count(*) from "
                f"{bounds_table} where bounds.year = batch.year) as n_components "
                "from {batch} as batch group by year, file, line having n_cells <> n_components",
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
                "left join raw.official_files as files "
                "on batch.index_code = files.index_code and batch.year = files.year "
                "and batch.file = files.file and batch.sha256 = files.sha256 where files.file is null",
            ),
        ],
    )
