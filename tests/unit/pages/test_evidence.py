"""Territory, conflicts, claims and quality: rules that make their sentences, and their charts."""

import datetime

from orchestration.pages import claims
from orchestration.pages.charts import shares
from orchestration.pages.circumstances import Awaited, Circumstances, Suite
from orchestration.pages.findings import country, evidence, quality, territory
from orchestration.pages.findings.evidence import Other
from orchestration.pages.findings.territory import Change
from orchestration.pages.language import Language

VI, EN = Language("vi"), Language("en")
DAY = datetime.date(2025, 7, 1)


def plain(text):
    return text.replace("\xa0", " ")


def test_what_became_of_the_units_is_counted():
    change = Change(n_before=63, n_after=34, n_same=11, n_names=23, n_codes=7)
    assert (change.n_merged, change.n_formed, change.n_gone) == (52, 23, 29)
    said = territory.lead(EN, change, DAY)
    assert said.startswith("On 1 July 2025, 52 provinces merged into 23; 11 went on as they were. 23 names have")
    assert said.endswith("7 codes have meant another province since.")


def test_one_name_is_one_and_none_is_not_spoken_of():
    said = territory.lead(EN, Change(3, 2, 1, 1, 0), DAY)
    assert "1 name has meant a larger province since." in said and "code" not in said


def test_an_act_is_named_in_the_language_where_its_kind_has_words():
    assert territory.act(EN, "Nghị quyết 202/2025/QH15 (12/06/2025)") == "Resolution 202/2025/QH15 of 12 June 2025"
    assert territory.act(VI, "Nghị quyết 202/2025/QH15 (12/06/2025)") == "Nghị quyết 202/2025/QH15 ngày 12/6/2025"
    for other in ("Luật 1/2030/QH16 (01/02/2030)", "Nghị quyết", ""):
        assert territory.act(EN, other) == other


def test_a_period_says_what_changed():
    assert territory.period_title(EN, "Hue", "Thua Thien Hue", "city", "province") == "Thua Thien Hue became Hue, city"
    assert territory.period_title(EN, "A", "A", "city", "province") == "A became a city"
    assert territory.period_title(EN, "B", "A", "city", "city") == "A was renamed B"


def test_values_that_were_not_chosen_are_read_from_their_list():
    assert evidence.others("81 (1), 89.6 (2)") == [Other("81"), Other("89.6")]
    assert evidence.others("upper_middle (1)") == [Other("upper_middle")]
    assert evidence.others("63-70: 29") == [Other("29", "63-70")]


def test_a_value_is_another_only_with_as_many_decimals():
    others = [Other("88.1"), Other("29", "63-70")]
    assert evidence.is_of("88.1", others) and not evidence.is_of("88.10", others)
    # That rank is of another unit.
    assert not evidence.is_of("29", others)
    assert evidence.is_of("low", [Other("low")]) and not evidence.is_of("high", [Other("low")])


def test_a_claim_is_parted_from_what_it_is_about():
    assert evidence.about("Hải Phòng, PAPI 2023, điểm: văn bản nêu 1: đúng") == (
        "Hải Phòng, PAPI 2023, điểm",
        "văn bản nêu 1: đúng",
    )
    assert evidence.about("No colon") == ("", "No colon")


def test_the_title_of_claims_says_how_many_hold():
    assert evidence.claims_title(EN, 9, {"confirmed": 4, "contradicted": 2, "met": 3}) == (
        "4 of 9 statements are confirmed, 2 contradicted"
    )
    assert evidence.claims_title(EN, 1, {"confirmed": 1}).endswith("none contradicted")


def test_a_number_has_a_minus_and_a_word_its_hyphen():
    assert evidence.with_minus("-3, PAR-INDEX, 2012-2019, (-2,5)") == "\u22123, PAR-INDEX, 2012-2019, (\u22122,5)"


def test_places_in_documents_are_told_in_the_language():
    assert evidence.place(VI, "part A para 2") == "phần A đoạn 2"
    assert evidence.place(EN, "para 3") == "paragraph 3"
    assert evidence.place(VI, "footnote 3") == "footnote 3"


def test_paragraph_ten_comes_after_nine():
    places = ["para 10", "heading", "para 9", "part B", "part A para 2"]
    assert sorted(places, key=claims._natural) == ["heading", "para 9", "para 10", "part A para 2", "part B"]


def test_the_lead_of_the_checks_says_whether_all_held():
    tests = {"marts": 1200, "bi": 34}
    said = quality.lead(EN, Circumstances((Suite("a", 5), Suite("b", 2)), tests))
    assert "7 expectations" in said and "1,234 tests" in said and "All of them hold" in said
    assert "1.234" in quality.lead(VI, Circumstances((Suite("a", 5),), tests))
    assert quality.lead(EN, Circumstances((Suite("a", 5, 2),), tests)).endswith("2 fail.")
    assert "hold" not in quality.lead(EN, Circumstances())


def test_the_title_of_the_checks_counts_failures_and_what_is_overdue():
    due = datetime.date(2026, 5, 31)
    awaited = (Awaited("A", 2025, due, True), Awaited("B", 2025, due, False))
    assert quality.title(EN, Circumstances((Suite("a", 5),))) == "Every check holds"
    assert quality.title(EN, Circumstances((Suite("a", 5, 1),), awaited=awaited)) == (
        "1 check fails; 1 edition is overdue"
    )
    assert quality.title(EN, Circumstances()) == EN("quality_title")


def test_the_title_of_coverage_parts_the_full_from_the_rest():
    said = country.coverage_title(EN, {"A": True, "B": False, "C": False})
    assert said == "Of A every edition is held in full; of B and C only a part"
    assert country.coverage_title(EN, {"A": True}) == EN("finding_coverage_all")
    assert country.coverage_title(EN, {"A": False}) == EN("finding_coverage_none", part="A")


def test_limits_read_as_their_language_writes_them():
    assert plain(quality.limit(VI, "0.2", True, "at_most")) == "≤ 20 %"
    assert quality.limit(EN, "0.0455", True) == "4.6%"
    assert quality.limit(VI, "-0.3", False, "at_least") == "≥ −0,3"
    assert quality.limit(EN, "16.4972", False) == "16.5"


def test_steps_of_a_share():
    assert [shares.step(held, 60) for held in (0, 1, 14, 15, 29, 30, 59, 60)] == [
        "q0", "q1", "q1", "q2", "q2", "q3", "q3", "q4",
    ]  # fmt: skip
