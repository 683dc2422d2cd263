"""docs/cookbook.md: each recipe prints what stands below it."""

import re

import pytest

from tests.integration import cookbook

RECIPES = cookbook.recipes()


def test_every_heading_is_one_of_twenty_recipes():
    headings = re.findall(r"^## (.+)$", cookbook.PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert list(RECIPES) == headings
    assert [title.split(".")[0] for title in headings] == [str(number) for number in range(1, 21)]


@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_prints_the_answer_below_it(release, title):
    recipe = RECIPES[title]
    printed = cookbook.answer(release, recipe["sql"])
    assert printed == recipe["answer"], f"python -m tests.integration.cookbook writes the new answer:\n{printed}"
    assert 3 <= printed.count("\n") <= 14 and recipe["sql"].count("\n") <= 12
