"""The statistics behind the checks of meaning, and the limits: expected values by hand or by the standard library."""

import itertools
import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration import paths
from orchestration.ingest import seed_checks
from orchestration.ingest.plausibility import agreement, figures, limits, numeric, report_measures, table_measures
from orchestration.messages import texts
from orchestration.reference import Limit, Reference

REFERENCE = Reference(paths.seeds_dir())
CHECKS = {row["check_name"] for row in REFERENCE.rows("plausibility_limits")}


def test_ranks_share_the_middle_of_their_places():
    assert list(numeric.ranks([3, 1, 2, 2, 5])) == [3, 0, 1.5, 1.5, 4]
    assert list(numeric.ranks([7, 7, 7])) == [1, 1, 1]


def test_correlations_are_those_of_the_standard_library():
    a, b = [1.0, 2.5, 2.0, 4.0, 9.0], [2.0, 1.0, 5.0, 4.5, 20.0]
    assert numeric.correlation(a, b) == pytest.approx(statistics.correlation(a, b))
    # By hand: places 0 2 1 3 4 and 1 0 3 2 4, whose squared differences add up to 10: 1 - 6 * 10 / (5 * 24).
    assert numeric.rank_correlation(a, b) == pytest.approx(0.5)
    assert numeric.correlation(a, [3, 3, 3, 3, 3]) == 0


def test_the_share_explained_is_that_of_a_regression():
    # y = 2a - b exactly; and by one predictor alone, R² is the squared correlation, adjusted for it.
    a, b = [1.0, 2.0, 3.0, 4.0, 5.0, 7.0], [2.0, 1.0, 4.0, 3.0, 6.0, 5.0]
    assert numeric.share_explained([2 * x - z for x, z in zip(a, b, strict=True)], a, b) == pytest.approx(1)
    y = [1.0, 3.0, 2.0, 5.0, 4.0, 8.0]
    r2 = statistics.correlation(y, a) ** 2
    assert numeric.share_explained(y, a, a) == pytest.approx(1 - (1 - r2) * 5 / 4)
    assert numeric.share_explained([2.0] * 6, a, b) == 1


def test_a_spike_does_not_hide_in_the_spread_that_it_makes():
    distances = numeric.distance_from_others({"a": 1.0, "b": 3.0, "c": 1.0, "d": 3.0, "e": 12.0})
    # The others: mean 2, standard deviation 1.
    assert distances["e"] == pytest.approx(10)
    assert abs(distances["a"]) < 1


def table(year: int, columns: dict[str, list[float]], index_code: str = "PAPI") -> figures.Table:
    made = figures.Table(index_code, year, f"papi/{year}.csv")
    for code, values in columns.items():
        for i, value in enumerate(values):
            unit = f"63-{i:02}"
            made.lines[unit], made.names[unit] = i + 2, unit
            made.columns.setdefault(code, {})[unit] = value
            made.texts[code, unit] = f"{value:.5f}"
    return made


def found(check: str, now: figures.Table, *earlier: figures.Table) -> list[table_measures.Finding]:
    return [
        finding for finding in table_measures.measure_table(now, list(earlier), REFERENCE) if finding.check == check
    ]


def test_columns_across_a_hard_break_are_not_compared():
    before, now = (
        table(2015, {"1.1": [1, 2, 3, 4], "2.1": [1, 2, 3, 4]}),
        table(2016, {"1.1": [4, 3, 2, 1], "2.1": [1, 2, 3, 4]}),
    )
    (finding,) = found("rank_correlation", now, before)
    assert finding.value == pytest.approx(1)
    assert [f.component for f in found("one_sign_shift", now, before)] == ["2.1"]


def test_a_shift_over_a_soft_break_is_no_news():
    before, now = table(2021, {"1.1": [1, 2, 3], "1.2": [1, 2, 3]}), table(2022, {"1.1": [2, 3, 4], "1.2": [2, 3, 4]})
    assert [(f.component, f.value) for f in found("one_sign_shift", now, before)] == [("1.2", 1)]


def test_a_shift_that_was_looked_at_and_is_no_break_is_acknowledged():
    class LookedAt(Reference):
        def _read(self, seed):
            row = {"index_code": "PAPI", "component_code": "1.2", "year": "2022", "break_kind": "none"}
            return super()._read(seed) + ([row] if seed == "component_breaks" else [])

    looked_at = LookedAt(paths.seeds_dir())
    finding = table_measures.Finding("one_sign_shift", "PAPI", 2022, 1.0, "papi/2022.csv", component="1.2", n_units=63)
    assert [p.code for p in limits.problems([finding], REFERENCE)] == ["one_sign_shift"]
    assert limits.problems([finding], looked_at) == []
    assert looked_at.breaks == REFERENCE.breaks


def test_a_break_in_a_year_without_an_edition_is_of_the_step_into_the_next():
    class Declared(Reference):
        def _read(self, seed):
            declared = {"2015": "soft", "2016": "hard", "2017": "soft", "2030": "soft"}
            words = dict.fromkeys(("note_vi", "note_en", "evidence"), "report")
            row = {"index_code": "SIPAS", "component_code": "total", "is_rank_comparable": "true", **words}
            rows = [row | {"year": year, "break_kind": kind} for year, kind in declared.items()]
            return super()._read(seed) + (rows if seed == "component_breaks" else [])

    # SIPAS had a pilot in 2015, no edition in 2016, and has none in 2030 yet.
    declared = Declared(paths.seeds_dir())
    added = declared.breaks.items() - REFERENCE.breaks.items()
    assert added == {(("SIPAS", "total", 2017), "hard"), (("SIPAS", "total", 2030), "soft")}
    assert seed_checks.check(declared) == []


def test_the_first_edition_is_compared_with_nothing():
    compared = {"rank_correlation", "moved_names", "explained_by_past", "one_sign_shift", "column_shift", "cell_change"}
    now = table(2011, {code: [1.0, 1.5, 2.0, 1.2] for code in ("1.1", "1.2")})
    assert not compared & {finding.check for finding in table_measures.measure_table(now, [], REFERENCE)}


def test_units_of_new_boundaries_have_the_past_of_those_that_they_were_alone():
    lineage = figures.lineage(REFERENCE)
    assert len(lineage) == 11 and lineage["34-01"] == "63-01"
    # Tuyên Quang took Hà Giang in: it has no past of its own.
    assert "34-08" not in lineage


def test_a_limit_stops_what_is_beyond_it_and_needs_its_units():
    upper, lower = Limit(2, True, False, 1, 10), Limit(0.2, False, True, 0.3, 0)
    assert upper.is_passed(2.1) and not upper.is_passed(2)
    assert lower.is_passed(0.1) and not lower.is_passed(0.2)
    assert lower.shown(0.123) == "12.3 %" and upper.shown(2.5) == "2.5"
    few = table_measures.Finding("column_shift", "PAPI", 2024, 99.0, "papi/2024.csv", n_units=11)
    assert list(limits.limited([few], REFERENCE)) == []


def test_every_check_has_a_limit_and_a_message():
    measured = {finding.check for finding in limits.measure(everything(), REFERENCE)}
    assert measured <= CHECKS <= texts.codes()
    assert len(measured) > 15


def everything() -> figures.Figures:
    columns = {
        f"{d}.{p}": [1 + (i * 7 + d * p) % 10 / 10 for i in range(12)] for d, p in itertools.product((1, 2), (1, 2, 3))
    }
    return figures.Figures({"PAPI": [table(2011, columns), table(2012, columns)]}, [], {}, {}, {})


CELLS = st.one_of(st.none(), st.sampled_from([0.0, 1.0, 1.5]), st.decimals(0, 100, places=3).map(float))
TABLES = st.lists(st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=9), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(TABLES)
def test_any_tables_are_measured(editions):
    """Gaps, constant columns, a handful of rows: whatever a reader lets through."""
    made = []
    for year, rows in enumerate(editions, start=2019):
        now = figures.Table("PAPI", year, f"papi/{year}.csv")
        for i, row in enumerate(rows):
            now.lines[f"63-{i}"], now.names[f"63-{i}"] = i, str(i)
            for code, value in zip(("1.1", "1.2", "1.3", "2.1", "2.2", "total"), row, strict=True):
                if value is not None:
                    now.columns.setdefault(code, {})[f"63-{i}"] = value
                    now.texts[code, f"63-{i}"] = str(value)
        made.append(now)
    found = limits.judge(figures.Figures({"PAPI": made}, [stated(41.0, "a"), stated(45.0, "b")], {}, {}, {}), REFERENCE)
    assert all(problem.text_vi and problem.text_en for problem in found)


def stated(score: float | None, source: str, unit: str = "63-01", rank: int | None = None) -> figures.Statement:
    return figures.Statement("PAPI", 2019, unit, unit, "total", score, rank, source, "press/papi/2019.csv", 2)


def test_one_report_that_fits_is_enough_and_one_that_does_not_is_no_sign():
    totals = table(2019, {"total": [40.0, 41.0, 42.0, 43.0]})
    statements = [stated(41.0, "a"), stated(45.0, "b"), stated(44.4, "c", "63-02"), stated(43.01, "d", "63-03")]
    made = figures.Figures({"PAPI": [totals]}, statements, {}, {}, {})
    (finding,) = [f for f in report_measures.measure(made, REFERENCE) if f.check == "reported_figures"]
    assert (finding.value, finding.details["n"], finding.details["of"]) == (0, 1, 3)
    statements.append(stated(44.4, "e", "63-00"))
    (finding,) = [f for f in report_measures.measure(made, REFERENCE) if f.check == "reported_figures"]
    assert finding.value == 0.5


def test_one_publisher_has_one_voice_in_a_dispute():
    statements = [stated(41.0, "a"), stated(41.0, "b"), stated(42.0, "c")]
    publishers = {"a": "x", "b": "x", "c": "y"}

    def voices(copies: dict[str, str]) -> list[float]:
        made = figures.Figures({}, statements, {}, publishers, copies)
        return [f.value for f in report_measures.measure(made, REFERENCE) if f.check == "repeated_publisher"]

    assert voices({}) == [2] and voices({"b": "a"}) == [1]


def test_a_sum_is_measured_like_a_part_and_not_across_a_hard_break():
    spread, doubled = [1.0, 1.1, 1.2, 1.3, 1.4], [1.0, 1.1, 1.2, 1.3, 2.8]
    before = table(2015, {"1.1": spread, "1.2": spread, "2.1": spread, "2.2": spread})
    now = table(2016, {"1.1": doubled, "1.2": doubled, "2.1": spread, "2.2": doubled})
    # The others: 2, 2.2, 2.4 and 2.6, of mean 2.3 and variance 0.05.
    (distance,) = [f for f in found("sum_distance", now, before) if f.component == "1"]
    assert (distance.unit, distance.value) == ("63-04", pytest.approx(3.3 / 0.05**0.5))
    # Dimension 1 was rebuilt in 2016; the total compares.
    assert [f.component for f in found("sum_change", now, before)] == ["total", "2"]


def contradictions(publishers: dict[str, str], copies: dict[str, str], rank: int | None = None) -> dict[str, float]:
    totals = table(2019, {"total": [40.0, 41.0, 42.0, 43.0]})
    statements = [stated(44.6, "a", rank=rank), stated(44.6, "b", rank=rank)]
    made = figures.Figures({"PAPI": [totals]}, statements, {}, publishers, copies)
    measured = report_measures.measure(made, REFERENCE)
    return {f.check: f.value for f in measured if f.check.startswith("contradicted")}


def test_independent_documents_against_a_table_are_counted_once_each():
    # The scale is 72 points wide.
    assert contradictions({"a": "x", "b": "y"}, {}) == {
        "contradicted_figure": 2,
        "contradicted_score": pytest.approx(3.6 / 72),
    }
    assert contradictions({"a": "x", "b": "x"}, {})["contradicted_figure"] == 1
    # A place that fits says nothing for the score.
    assert contradictions({"a": "x", "b": "y"}, {}, rank=4)["contradicted_figure"] == 2
    assert contradictions({"a": "x", "b": "y"}, {"b": "a"})["contradicted_figure"] == 1


def par(unit: str, score: float | None, rank: int | None, line: int, year: int = 2024) -> figures.Statement:
    return figures.Statement(
        "PAR", year, unit, unit, "total", score, rank, f"s{line}", f"press/par_index/{year}.csv", line
    )


def together(check: str, **given: list) -> list[table_measures.Finding]:
    made = figures.Figures({}, given.pop("statements", []), {}, {}, {}, **given)
    return [f for f in agreement.measure(made, REFERENCE) if f.check == check and f.value]


def test_a_place_that_others_exclude_is_named_with_its_row_and_theirs():
    rows = [par("A", 90.2, 10, 2), par("B", 89.1, 20, 3), par("C", 88.4, 30, 4), par("D", 90.5, 25, 5)]
    (finding,) = together("place_order", statements=rows)
    assert (finding.unit, finding.file, finding.line, finding.value) == ("D", "press/par_index/2024.csv", 5, 2)
    (problem,) = limits.problems([finding], REFERENCE)
    said = ("line 5", "D #25 90.5", "A #10 90.2, raw/press/par_index/2024.csv:2", "B #20 89.1")
    assert all(words in problem.text_en for words in said)
    # Another report of the same province that fits leaves it to the models.
    assert together("place_order", statements=[*rows, par("D", None, 8, 6)]) == []
    # 90 may be 90.2 rounded, and equal scores may share a place or not.
    assert together("place_order", statements=[rows[0], par("E", 90.0, 9, 6), par("F", 90.2, 11, 7)]) == []


def test_a_change_of_the_mean_may_be_rounded_and_be_of_other_units():
    def off(now, then, change, year=2024):
        stated = (("mean", year, now), ("mean", year - 1, then), (f"mean_change_from_{year - 1}", year, change))
        summaries = [
            figures.Summary("PAR", y, "national", measure, value, "s", "press/summaries.csv", line)
            for line, (measure, y, value) in enumerate(stated, 2)
        ]
        return [finding.value for finding in together("mean_change", summaries=summaries)]

    assert off(88.34, 86.98, 1.4) == off(88.34, 86.98, 1.36) == []
    assert off(88.34, 86.98, 2.4) == [pytest.approx(0.94)]


def test_the_mean_of_another_year_is_suspect_by_one_source_only():
    def stated(source, year):
        return figures.Summary("PAR", year, "national", "mean", 88.37, source, "press/summaries.csv", year)

    assert together("pasted_summary", summaries=[stated("s", 2023), stated("t", 2024)]) == []
    (finding,) = together("pasted_summary", summaries=[stated("s", 2023), stated("s", 2024)])
    assert (finding.year, finding.unit) == (2024, "all")


def test_a_row_of_another_years_document_is_the_later_one():
    rows = [par("A", 90.21, 10, 2, 2023), par("A", 90.21, 10, 7), par("B", 89.11, 20, 3, 2023), par("B", 89.11, 21, 8)]
    (finding,) = together("pasted_report", statements=rows)
    assert (finding.year, finding.line, finding.details["other"]) == (2024, 7, "raw/press/par_index/2023.csv:2")


@pytest.mark.parametrize(
    ("parts", "beyond"),
    [
        ([("1", 9.0, False, 9.5), ("2", 9.0, False, 10)], 0),
        # 25 points of 8.5 and 10 and 13 lost leave 75 at most.
        ([("1", 8.5, True, 9.5), ("2", 9.5, True, 10), ("3", 7.0, True, 13)], 5),
        ([("assessed_total", 60.0, False, None), ("sociological_survey", 20.0, False, None)], 0),
        ([("assessed_total", 60.0, False, None), ("sociological_survey", 19.0, False, None)], 1),
        ([("assessed_total", 81.5, False, None)], 1.5),
    ],
)
def test_a_total_lies_within_what_its_parts_allow(parts, beyond):
    made = [figures.Part("PAR", 2024, "A", "A", *part, "press/par_components.csv", i) for i, part in enumerate(parts)]
    measured = together("whole_and_parts", statements=[par("A", 80.0, None, 2)], parts=made)
    assert max((f.value for f in measured), default=0) == pytest.approx(beyond)


def test_the_seeds_agree_with_one_another():
    assert seed_checks.check(REFERENCE) == []


def test_a_seeds_problem_names_its_seed_and_line():
    problem = seed_checks.SeedProblem("seed_no_successor", "province_succession", 3, value="63-01")
    assert problem.text_en == "dbt_project/seeds/province_succession.csv, line 3: 63-01 has no successor. Add a row."
    assert problem.text_vi.startswith("dbt_project/seeds/province_succession.csv, dòng 3: ")


def test_a_rounded_table_is_one_problem_and_a_rounded_row_its_own():
    finding = table_measures.Finding
    rows = [
        finding("coarse_row", "PAPI", 2024, 1.0, "f", line, f"63-{line:02}", details={"province": "X"})
        for line in (2, 3)
    ]
    digits = finding("last_digits", "PAPI", 2024, 15400.0, "f")
    whole = finding("coarse_table", "PAPI", 2024, 1.0, "f")
    assert [one.code for one in limits.problems([*rows, digits, whole], REFERENCE)] == ["coarse_table"]
    assert {one.code for one in limits.problems([*rows, digits], REFERENCE)} == {"coarse_row", "last_digits"}
