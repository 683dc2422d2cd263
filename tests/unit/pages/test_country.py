"""An edition on the map, of made contents."""

from types import SimpleNamespace

from orchestration.pages import country
from orchestration.pages.language import Language

EN = Language("en")


def test_the_map_of_an_index_without_groups_has_a_plain_title():
    contents = SimpleNamespace(groups={}, board=lambda index, year: ())
    assert country.map_title(contents, EN, "A", 2024) == "The groups on the map"
