"""An edition on the map and its two ends, of made contents."""

from collections import namedtuple
from types import SimpleNamespace

from orchestration.pages import country
from orchestration.pages.language import Language

EN = Language("en")
Unit = namedtuple("Unit", "name rank n_ranked", defaults=[4])


def ends(*units, is_complete=False):
    return tuple("".join(unit.name for unit in end) for end in country.first_and_last(units, is_complete))


def test_the_map_of_an_index_without_groups_has_a_plain_title():
    contents = SimpleNamespace(groups={}, board=lambda index, year: ())
    assert country.map_title(contents, EN, "A", 2024) == "The groups on the map"


def test_all_units_of_a_rank_stand_at_an_end():
    assert ends(Unit("A", 1), Unit("B", 1), Unit("C", 3), Unit("D", 3)) == ("AB", "CD")
    assert ends(Unit("A", 1), Unit("B", 4), Unit("C", None)) == ("A", "B")


def test_an_end_that_is_not_known_is_empty():
    assert ends(Unit("B", 2), Unit("C", 3)) == ("", "")
    assert ends(Unit("A", None)) == ends(is_complete=True) == ("", "")
    assert ends(Unit("A", 1), Unit("B", 3), is_complete=True) == ("A", "B")
