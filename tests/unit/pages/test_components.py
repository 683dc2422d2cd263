"""What is said of components: made cases of rises, ties, breaks, subjects that move, and units without figures."""

import re
from collections import namedtuple
from decimal import Decimal

import pytest

from orchestration.messages import texts
from orchestration.pages import compare, heat, site
from orchestration.pages import component_figures as held
from orchestration.pages.charts import spans, trend
from orchestration.pages.findings import components as findings
from orchestration.pages.language import Language
from orchestration.pages.rendering import json_in_page

EN, VI = Language(texts.EN), Language(texts.VI)
Component = namedtuple(
    "Component", "index_code year component_code parent_component_code level name_vi name_en max_score"
)


def moved(n=10, n_up=5, n_down=5, mean=Decimal("0.1")) -> findings.Change:
    return findings.Change(2023, n, n_up, n_down, mean)


class Held:
    """Stands for the release: components only."""

    def __init__(self, *rows):
        self.components = {(row.index_code, row.year, row.component_code): row for row in rows}


def part(year, code, name, most=3.34, whole="2") -> Component:
    return Component("X", year, code, whole, held.SUB_DIMENSION, name, name, Decimal(str(most)))


MOVES = Held(
    part(2016, "2.1", "Poverty"),
    part(2017, "2.1", "Poverty"),
    part(2017, "2.2", "Budgets"),
    part(2018, "2.1", "Information", 2.5),
    part(2018, "2.2", "Poverty", 2.5),
    part(2018, "3.1", "Poverty", 2.5, whole="3"),
)


def test_a_change_counts_only_units_with_both_scores():
    before = {"a": Decimal(1), "b": Decimal(2), "gone": Decimal(9)}
    now = {"a": Decimal("1.5"), "b": Decimal("1.9"), "new": Decimal(9)}
    assert findings.change(2023, before, now) == findings.Change(2023, 2, 1, 1, Decimal("0.2"))
    assert findings.change(2023, {"gone": 1}, {"new": 2}) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (None, "Air: highest in A and B"),
        (moved(n_up=6, n_down=4), "Air: 6\u00a0of\u00a010 provinces rose; highest in A and B"),
        (moved(n_up=3, n_down=7), "Air: 7\u00a0of\u00a010 provinces fell; highest in A and B"),
        (moved(), "Air: 5 provinces rose, 5 fell; highest in A and B"),
    ],
)
def test_the_title_says_where_most_went_and_who_leads(change, said):
    assert findings.title(EN, "Air", ["A", "B"], change) == said


def test_a_change_that_rounds_to_nothing_is_none():
    assert "the mean is that of 2023" in findings.changed(EN, moved(mean=Decimal("-0.004")))
    assert "fell by 0.01" in findings.changed(EN, moved(mean=Decimal("-0.006")))
    assert "giảm trung bình 0,01" in findings.changed(VI, moved(mean=Decimal("-0.006"))).replace("\u00a0", " ")


def test_a_run_starts_at_the_last_break_of_any_kind():
    assert findings.run([2016, 2017, 2018, 2019], {2018: "soft", 2016: "hard"}) == [2018, 2019]
    assert findings.run([2016, 2017], {}) == [2016, 2017]


def test_a_method_that_changed_in_the_last_edition_compares_with_none():
    assert "2019" in findings.time_title(EN, [2019], moved())
    assert (
        findings.time_title(EN, [2017, 2019], moved(mean=Decimal("-0.2"))) == "From 2017 to 2019 the score fell by 0.20"
    )


def test_parts_compare_by_the_share_of_their_scale():
    said = findings.parts_title(EN, [("A", Decimal(2), Decimal(5)), ("B", Decimal("1.5"), Decimal(2))])
    assert said == "“B” is highest, 1.50 of 2 points; “A” lowest, 2.00 of 5"
    assert findings.parts_title(EN, [("A", 1, 2)]) == findings.parts_title(EN, [("A", 1, 2), ("B", 1, 2)])


@pytest.mark.parametrize(
    ("deviation", "step"),
    [(1.5, 2), (1.49, 1), (0.5, 1), (0.49, 0), (0, 0), (-0.49, 0), (-0.5, -1), (-1.49, -1), (-1.5, -2)],
)
def test_steps_of_the_heat_map_are_the_same_above_and_below(deviation, step):
    assert findings.step(deviation) == step
    assert heat.step_class(deviation) == f"h{step + 3}"


def test_who_is_ahead_may_be_one_some_many_or_nobody():
    assert findings.heat_title(EN, {"A": [1, 0.6], "B": [1, -1]}) == ("A: clearly above the mean in all 2 dimensions")
    assert findings.heat_title(EN, {"A": [1, -1], "B": [None, 1]}) == (
        "A and B: clearly above the mean in 1 of 2 dimensions"
    )
    assert findings.heat_title(EN, {name: [1, -1] for name in "ABCD"}).startswith("4 provinces are clearly above")
    assert findings.heat_title(EN, {"A": [0.1]}) == findings.heat_title(EN, {}) == EN("heat_title_plain")


def test_how_many_are_above_the_mean_everywhere():
    assert findings.heat_everywhere(EN, {"A": [1, 0.1], "B": [1, -1]}).startswith("1 province is above")
    assert findings.heat_everywhere(EN, {"A": [1, None]}) == EN("heat_none")


def test_the_method_changed_never_once_or_often():
    assert findings.measured_title(EN, [2011, 2024], []) == "The method is the same from 2011 to 2024"
    assert findings.measured_title(VI, [2011, 2024], [2018]).replace("\u00a0", " ").endswith("từ năm 2018")
    assert findings.measured_title(EN, [2011, 2024], [2016, 2018, 2021]).endswith("in 2016, 2018 and 2021")


def test_a_subject_is_followed_through_its_codes_within_its_dimension():
    poverty = MOVES.components[("X", 2018, "2.2")]
    codes = held.subject(MOVES, poverty)
    assert codes == {2016: "2.1", 2017: "2.1", 2018: "2.2"}
    assert held.spans(MOVES, "X", codes) == [
        held.Span("2.1", (2016, 2017), 3.34),
        held.Span("2.2", (2018,), 2.5),
    ]
    ((former, years),) = held.former_subjects(MOVES, poverty)
    assert (former.name_en, years) == ("Budgets", [2017])


def test_subjects_of_today_come_before_those_that_ended():
    found = [(row.name_en, sorted(codes)) for row, codes in held.subjects_of(MOVES, "X", "2")]
    assert found == [("Information", [2018]), ("Poverty", [2016, 2017, 2018]), ("Budgets", [2017])]


def test_quartiles_follow_the_rule_of_the_warehouse():
    groups = [held.quartile(rank, 61) for rank in range(1, 62)]
    assert [groups.count(k) for k in (1, 2, 3, 4)] == [16, 15, 15, 15]
    assert held.quartile(1, 1) == 1


def test_nothing_is_joined_over_a_hard_break():
    figures = {year: spans.Figures(1, 2, 2.1, 3) for year in (2016, 2017, 2018)}
    assert trend.panels(sorted(figures), {2017: "soft", 2018: "hard"}) == [[2016, 2017], [2018]]
    drawn = str(spans.ranges(EN, figures, {2017: "soft", 2018: "hard"}, {}, "<label>"))
    assert drawn.count("unit-line") == 1 and "soft-line" in drawn and 'class="hard"' in drawn
    assert "&lt;label&gt;" in drawn and "<label>" not in drawn


def test_panels_are_equally_long():
    figures = {2017: spans.Figures(30, 35, 35, 41), 2018: spans.Figures(2, 3, 3, 4)}
    first, second = spans.axes(figures, [[2017], [2018]])
    assert first.high - first.low == second.high - second.low
    assert first.low <= 30 and second.low <= 2 and second.high >= 4


def test_figures_for_the_browser_are_exact_and_no_markup_ends_them():
    assert compare._line([Decimal("4.05000"), None, 3, None]) == "4.05,,3"
    assert compare._line([Decimal("40.00000")]) == "40"
    assert json_in_page({"name": "</script>"}) == '{"name":"\\u003c/script>"}'


def test_the_script_that_compares_gets_the_words_it_says():
    script = (site.ASSETS / "compare.js").read_text(encoding="utf-8")
    said = set(re.findall(r"\bwords\.(\w+)", script)) | set(re.findall(r"say\('(\w+)'", script))
    assert said == set(compare._WORDS)
