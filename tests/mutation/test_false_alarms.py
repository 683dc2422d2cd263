"""Real editions pass, however they were saved, and so do first editions: of an index, of boundaries, after a break."""

import random
import unicodedata

import pytest

from orchestration.ingest.plausibility import limits, table_measures
from orchestration.reference import fold_name
from tests.mutation import harness, margins
from tests.mutation.editing import papi
from tests.mutation.harness import REFERENCE, Rows, World
from tests.mutation.of_tables import new_boundaries


def as_text(rows: Rows, delimiter: str = ",") -> str:
    return "".join(delimiter.join(row) + "\n" for row in rows)


def other_spellings(rows: Rows) -> Rows:
    """Every province by the last of its aliases that is a spelling."""
    spelling = {
        row["province_id"]: row["alias"]
        for row in REFERENCE.rows("province_aliases")
        if row["boundary_set"] == "63" and not row["alias"].isdigit()
    }
    return [rows[0], *([spelling[REFERENCE.aliases["63", fold_name(row[0])]], *row[1:]] for row in rows[1:])]


def with_national_row(rows: Rows) -> Rows:
    columns = [[float(cell) for cell in column if cell] for column in list(zip(*rows[1:], strict=True))[1:]]
    return [*rows, ["Cả nước", *(f"{sum(column) / len(column):.5f}" for column in columns)]]


VARIANTS = {
    "BOM": lambda rows: as_text(rows).encode("utf-8-sig"),
    "semicolon and decimal comma": lambda rows: as_text(
        [[cell.replace(".", ",") for cell in row] if i else row for i, row in enumerate(rows)], ";"
    ).encode(),
    "UTF-16": lambda rows: as_text(rows, "\t").encode("utf-16"),
    "NFD": lambda rows: unicodedata.normalize("NFD", as_text(rows)).encode(),
    "columns in another order": lambda rows: as_text([row[::-1] for row in rows]).encode(),
    "rows in another order": lambda rows: as_text([rows[0], *sorted(rows[1:])]).encode(),
    "a national row": lambda rows: as_text(with_national_row(rows)).encode(),
    "other spellings": lambda rows: as_text(other_spellings(rows)).encode(),
    "CRLF": lambda rows: as_text(rows).replace("\n", "\r\n").encode(),
    "zeros at the end left out": lambda rows: as_text(
        [[cell.rstrip("0") if i else cell for cell in row] for i, row in enumerate(rows)]
    ).encode(),
}


@pytest.mark.parametrize("year", [2011, 2018, 2021, 2024])
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_real_edition_passes_however_it_was_saved(variant, year):
    world = harness.fresh()
    world.write(papi(year), VARIANTS[variant](world.rows(papi(year))))
    assert harness.problems_of(world) == []


# Rows as another document might print them: what the press does every year.
REPORTS = {
    "a score cut off": ("press/par_index/2023.csv", "PAR,2023,Hà Tĩnh,88.3,18,63,,{source}"),
    "a whole score": ("press/par_index/2023.csv", "PAR,2023,Hà Tĩnh,88,18,63,,{source}"),
    "another place than others state": ("press/par_index/2023.csv", "PAR,2023,Hà Tĩnh,88.35,17,63,,{source}"),
    "another score than others state": ("press/par_index/2023.csv", "PAR,2023,Hà Tĩnh,83.85,18,63,,{source}"),
    "the place of another province": ("press/par_index/2023.csv", "PAR,2023,Điện Biên,88.35,18,63,,{source}"),
    "out of those scored": ("press/papi/2024.csv", "PAPI,2024,Hải Phòng,,42,61,,{source}"),
    "out of all provinces": ("press/papi/2024.csv", "PAPI,2024,Hải Phòng,,42,63,,{source}"),
    "one document against the table": ("press/papi/2022.csv", "PAPI,2022,Lai Châu,41.93,,,,{source}"),
    "another highest score": ("press/summaries.csv", "SIPAS,2024,national,all,max,90.6,{source}"),
    "a rounded mean": ("press/summaries.csv", "PAR,2024,national,all,mean,88,{source}"),
    "a rounded change of the mean": ("press/summaries.csv", "PAR,2024,national,all,mean_change_from_2023,1.4,{source}"),
    "the mean of another year": ("press/summaries.csv", "PAR,2012,national,all,mean,76.92,{source}"),
    "a change without a mean": ("press/summaries.csv", "PAR,2014,national,all,mean_change_from_2013,-0.9,{source}"),
    "some of the groups": ("press/summaries.csv", "PAR,2023,national,all,n_provinces_group_B_80_90,56,{source}"),
    "a shortened name": ("press/par_components.csv", "PAR,2023,Cao Bằng,2,Thể chế,8.1,points,10,{source}"),
    "an old name": ("press/par_components.csv", "PAR,2023,Cao Bằng,7,Hiện đại hóa nền hành chính,8.1,points,,{source}"),
    "points as a share": ("press/par_components.csv", "PAR,2023,Cao Bằng,2,,92.5,percent_of_max,10,{source}"),
}


@pytest.mark.parametrize("variant", REPORTS)
def test_a_report_as_the_press_prints_it_passes(variant):
    path, row = REPORTS[variant]
    world = harness.fresh()
    world.put("sources.csv", [*world.rows("sources.csv"), ["paper", "A paper", "", "press", "3", "", "", "", ""]])
    world.put(path, [*world.rows(path), row.format(source="paper").split(",")])
    assert harness.problems_of(world) == []


def test_every_real_edition_passes():
    assert limits.judge(harness.real_figures(), REFERENCE) == []


@pytest.mark.parametrize("year", range(2011, 2025))
def test_an_edition_is_judged_by_what_came_before_it(year):
    """The day it arrives nothing later is known: the measures of an edition are those that it has now."""
    of_index = harness.real_figures().tables["PAPI"]
    position = year - 2011
    measured = list(table_measures.measure_table(of_index[position], of_index[:position], REFERENCE))
    assert {finding.year for finding in measured} == {year}
    assert limits.problems(measured, REFERENCE) == []


def test_the_seed_says_how_far_real_editions_go():
    measured = margins.closest()
    told = 0
    for row in REFERENCE.rows("plausibility_limits"):
        index_code = row["seen_in"].partition(" ")[0]
        if (row["check_name"], index_code) in measured:
            finding, _ = measured[row["check_name"], index_code]
            assert (f"{index_code} {finding.year}", round(finding.value, 4)) == (
                row["seen_in"],
                float(row["most_extreme"]),
            )
            told += 1
    assert told > 20


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_plausible_first_edition_on_new_boundaries_passes(seed):
    world = harness.fresh()
    world.put(papi(2025), new_boundaries(world, seed=seed))
    assert harness.problems_of(world) == []


def made_index(world: World, years: list[int]) -> None:
    """An index that nobody knew: no history, no reports, another scale, one decimal."""
    world.seed("indices").append({**REFERENCE.rows("indices")[1], "index_code": "MADE", "raw_folder": "made_index"})
    edition = next(row for row in REFERENCE.rows("editions") if (row["index_code"], row["year"]) == ("PAPI", "2020"))
    for year in years:
        date = {"year": str(year), "as_of_date": f"{year}-12-31"}
        world.seed("editions").append({**edition, **date, "index_code": "MADE"})
    component = {"index_code": "MADE", "parent_component_code": "", "first_year": "2020", "last_year": "",
                 "name_vi": "Điểm", "name_en": "Score", "short_name_vi": "", "short_name_en": "",
                 "min_score": "0", "max_score": "1000"}  # fmt: skip
    total = {"component_code": "total", "level": "total", "aggregation": "as_published"}
    world.seed("components").append({**component, **total})
    for heading, role in (("Tỉnh", "province"), ("Điểm", "total")):
        row = {"index_code": "MADE", "first_year": "2020", "last_year": "", "heading": heading, "role": role}
        world.seed("layouts").append({**row, "is_required": "true"})


def test_the_first_editions_of_a_new_index_pass():
    world, draw = harness.fresh(), random.Random(4)
    made_index(world, [2020, 2021])
    names = [row[0] for row in world.rows(papi(2020))[1:]]
    level = {name: draw.uniform(300, 700) for name in names}
    for year in (2020, 2021):
        lines = [[name, f"{level[name] + draw.gauss(0, 40):.1f}"] for name in names]
        world.put(f"made_index/{year}.csv", [["Tỉnh", "Điểm"], *lines])
    assert harness.problems_of(world) == []


def test_what_a_person_has_looked_at_passes():
    world = harness.fresh()
    harness.CATALOGUE["a_constant_column"].corrupt(world)
    problems = harness.problems_of(world)
    rows = [str(problem.details["row"]).split(",") for problem in problems]
    # Two documents contradict the total of Hà Nội that it makes.
    expected = [
        ["repeated_value", "PAPI", "2024", "all", "7.2"],
        ["contradicted_figure", "PAPI", "2024", "63-01", "total"],
    ]
    assert [row[:5] for row in rows] == expected
    for problem in problems:
        assert problem.text_vi.endswith("<evidence>") and problem.text_en.endswith("<evidence>")
    columns = (
        "check_name",
        "index_code",
        "year",
        "province_id",
        "component_code",
        "reason_vi",
        "reason_en",
        "evidence",
    )
    world.seed("acknowledged_anomalies").extend(dict(zip(columns, row, strict=True)) for row in rows)
    assert harness.problems_of(world) == []
