"""Numbers, names and lists as each language writes them."""

import datetime
from collections import namedtuple
from decimal import Decimal

import pytest

from orchestration.pages.language import Language, first_small, unbroken

VI, EN = Language("vi"), Language("en")


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        (Decimal("43.425"), 2, "43,43", "43.43"),
        (-0.5, 1, "−0,5", "−0.5"),
        (-0.001, 2, "0,00", "0.00"),
        (None, 2, "–", "–"),
        (1200, 0, "1200", "1200"),
    ],
)
def test_a_number(value, decimals, vi, en):
    assert (VI.number(value, decimals), EN.number(value, decimals)) == (vi, en)


def test_a_change_has_its_sign_unless_it_is_none():
    assert [EN.signed(value) for value in (0.5, -0.5, 0, 0.001, None)] == ["+0.50", "−0.50", "0.00", "0.00", "–"]


def test_a_score_may_keep_all_its_decimals():
    assert [EN.exact(Decimal(value)) for value in ("42.50000", "0.00178", "3")] == ["42.50", "0.00178", "3.00"]


@pytest.mark.parametrize(
    ("n", "en"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (21, "21st")]
)
def test_a_place(n, en):
    assert (VI.ordinal(n), EN.ordinal(n)) == (str(n), en)


def test_a_list_has_an_and_before_its_last():
    assert [EN.list(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert VI.list(["a", "b", "c"]) == "a, b và c"


def test_a_day():
    day = datetime.date(2025, 7, 1)
    assert (VI.day(day), EN.day(day)) == ("1/7/2025", "1 July 2025")


def test_a_name_stays_on_one_line():
    assert unbroken("Bà Rịa - Vũng Tàu") == "Bà\xa0Rịa\xa0– Vũng\xa0Tàu"
    row = namedtuple("Row", ["name_vi", "name_en"])("Hà Nội", "Hanoi")
    assert (VI.name(row, "name"), EN.name(row, "name")) == ("Hà\xa0Nội", "Hanoi")


def test_words_of_two_syllables_are_not_parted():
    row = namedtuple("Row", ["note_vi", "note_en"])("nhóm thấp nhất của cả nước", "")
    assert VI.of(row, "note") == "nhóm thấp\xa0nhất của cả\xa0nước"


def test_a_scale_has_a_dash_and_an_id_keeps_its_hyphen():
    row = namedtuple("Row", ["break_note_vi", "break_note_en"])("", "from 6-60, not 63-31 or 2025-07-01")
    assert EN.scales(row) == "from 6–\u206060, not 63-31 or 2025-07-01"


def test_a_count_of_one_has_words_of_its_own():
    assert (EN.count("places_up", 1), EN.count("places_up", 3)) == ("up 1 rank", "up 3 ranks")


def test_a_missing_detail_is_an_error():
    with pytest.raises(KeyError):
        EN("map_place")


def test_capitals_stay_within_a_sentence():
    assert [first_small(text) for text in ("Thủ tục", "PAPI", "E-governance")] == ["thủ tục", "PAPI", "E-governance"]
