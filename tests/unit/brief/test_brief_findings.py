"""What a brief says beside the page of a province, from made figures."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from orchestration.brief import findings, province
from orchestration.brief.findings import Place
from orchestration.pages.findings.province import Contribution, Part, Standing
from orchestration.pages.language import Language
from orchestration.pages.sources import spans

VI, EN = Language("vi"), Language("en")


def plain(text):
    return text.replace("\xa0", " ")


def lifts(*points):
    return [Contribution(f"Part {i}", Decimal(point)) for i, point in enumerate(points, 1)]


def test_a_year_without_any_place_is_named():
    assert findings.headline(EN, "X", 2023, []) == "No rank of X in 2023 is known."
    assert findings.headline(EN, "X", 2023, [Standing("A", "a", 2023, 1, 63)]) == "In 2023, X led the country in a (A)."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([("A", 1), ("B", -1), ("C", None)], "Against the edition before, A rose and B fell"),
        ([("A", 1), ("B", 2)], "Against the edition before, A and B rose"),
        ([("A", -0.004), ("B", -0.005)], "Against the edition before, B fell and A kept the score"),
        ([("A", 0)], "Against the edition before, A kept the score"),
        ([("A", None)], "No change of score against the edition before is known"),
        ([], "No change of score against the edition before is known"),
    ],
)
def test_moves_are_told_of_what_compares(changes, said):
    assert findings.moves(EN, changes) == said


def test_the_place_of_the_year_stands_beside_the_best():
    places = [Place(2011, 9), Place(2012, 5), Place(2013, 5)]
    assert findings.over_time(EN, "A", places, 2011) == "A: 9th in 2011; at best 5th (2012 and 2013)"
    assert findings.over_time(EN, "A", places, 2012) == "A: 5th in 2012, its best rank (2012 and 2013)"
    assert findings.over_time(EN, "A", places, 2014) == "A: at best 5th (2012 and 2013); the rank of 2014 is not known"
    assert findings.over_time(EN, "A", [], 2014) == "A: no rank of any year is known"


def test_a_change_that_rounds_to_nothing_neither_rises_nor_falls():
    assert findings.change(EN, "A", Decimal("0.004"), None, 2022) == "A kept its score from 2022"
    assert findings.change(EN, "A", Decimal("-1.2"), Decimal("0.3"), 2022) == (
        "A fell by 1.20 while the country rose by 0.30 on average from 2022"
    )
    assert plain(findings.change(VI, "A", Decimal("-1.2"), Decimal("0.3"), 2022)) == (
        "A giảm 1,20 điểm, trong khi cả nước tăng trung bình 0,30 so với năm 2022"
    )


def test_without_a_total_there_is_no_group_to_reach():
    assert findings.next_group(EN, None, None, False, has_total=False).startswith("Without a total")
    assert findings.next_group(EN, None, None, False) == "The distance to the next group is not known"
    assert findings.next_group(EN, Decimal("0.276"), "Upper", False) == "0.28 points more would reach the upper"
    assert findings.next_group(EN, None, None, True) == "In the highest group already"


def test_the_fewest_parts_that_reach_the_next_group_are_named():
    said = findings.way_up(EN, Decimal("0.3"), lifts("0.4", "0.2"))
    assert said == "One sub-dimension at the level of the best tenth would suffice: Part 1 (+0.40)."
    said = findings.way_up(EN, Decimal("0.6"), lifts("0.4", "0.2", "0.1"))
    assert said.endswith("Part 1 (+0.40) and Part 2 (+0.20), 0.60 in all.")
    assert "nội dung" in plain(findings.way_up(VI, Decimal("0.3"), lifts("0.4")))


def test_more_parts_than_anybody_can_lift_are_counted():
    assert findings.way_up(EN, Decimal("0.5"), lifts(*["0.1"] * 6)).startswith("It would take 5 sub-dimensions")
    assert findings.way_up(EN, Decimal("5"), lifts("0.1", "0.2")).startswith("Even all sub-dimensions")


def test_nothing_is_advised_where_nothing_can_be():
    assert findings.way_up(EN, None, lifts("0.4")) is None
    assert findings.way_up(EN, Decimal("0.3"), lifts("-0.1", "0")) is None
    assert findings.way_up(EN, Decimal("0.3"), []) is None


def test_parts_that_are_not_there_are_said_to_be_missing():
    assert findings.parts(EN, []) == "No scores of the dimensions are held"
    assert findings.parts(EN, [Part("A", 1, 63), Part("B", 9, 63)]).startswith("Strongest in a")


def test_members_without_a_score_are_named():
    assert findings.backcast_title(EN, "X", 1, []) == "Back-cast scores of X from 1 former unit"
    said = findings.backcast_title(EN, "X", 3, ["Y", "Z"])
    assert said == "Back-cast scores of X from 3 former units; Y and Z without a score"


def test_a_title_in_another_script_is_left_out_of_its_citation():
    assert province.in_latin("VIETJO: “調査結果”, 12/04/2023") == "VIETJO, 12/04/2023"
    assert province.in_latin("VnExpress, “Chỉ số 2023”, 2024-01-02") == "VnExpress, “Chỉ số 2023”, 2024-01-02"


def test_codes_stand_in_the_order_of_their_numbers():
    assert sorted(["10", "2", "2.1", "x", "1.10", "1.2"], key=province.in_order) == [
        "1.2",
        "1.10",
        "2",
        "2.1",
        "10",
        "x",
    ]


def test_years_in_a_row_are_a_span():
    assert spans([2011, 2012, 2013, 2015]) == "2011–2013, 2015"


@pytest.mark.parametrize(("unit", "indices"), [("63-01", ["PAR"]), ("34-01", ["PAPI"])])
def test_a_unit_is_told_of_the_editions_of_its_own_boundary_set(monkeypatch, unit, indices):
    monkeypatch.setattr(province, "dated_name", lambda *_: "X")
    sets = {("PAPI", 2025): "34", ("PAR", 2025): "63"}
    contents = SimpleNamespace(
        editions={key: SimpleNamespace(boundary_set=value) for key, value in sets.items()},
        provinces={unit: SimpleNamespace(boundary_set=unit[:2])},
        coverage=dict.fromkeys(sets, SimpleNamespace(is_complete=True, units_with_score=34)),
        standing=lambda index, year, at: at if at.startswith(sets[index, year]) else None,
        rows=lambda query: ["release"],
    )
    brief = province.Brief(contents, EN, unit, 2025)
    assert brief.indices == indices == list(brief.rows) == [brief.main]
