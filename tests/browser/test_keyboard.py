"""The pages with the keyboard alone."""

import re

import pytest

from tests.browser.kinds import KINDS, Example, examples

KIND = {kind.name: kind for kind in KINDS}
HOME, EDITION = (Example(KIND[name], KIND[name].examples[0], "vi") for name in ("home", "edition"))
# Whether what has the focus can be seen to have it.
IS_SHOWN = """() => {
    const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && box.left > -1 && e.matches(':focus-visible')
        && (style.outlineStyle !== 'none' || style.boxShadow !== 'none');
}"""
FOCUSED = "document.activeElement.outerHTML.slice(0, 160)"


def press_until(page, selector: str, most: int = 40) -> None:
    """Tab to the element."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} has no focus after {most} times Tab")


def test_the_first_link_skips_to_the_contents(reader):
    page = reader.opened(EDITION)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate(IS_SHOWN)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_menu_and_the_switch_of_language_lead_on(reader):
    page = reader.opened(EDITION)
    press_until(page, "header nav a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/vi/[\w-]+\.html"))
    page = reader.opened(EDITION)
    press_until(page, "a.switch")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/en/{EDITION.name}.html")


def test_the_theme_is_changed_and_kept(reader):
    page = reader.opened(EDITION)
    press_until(page, "button.theme")
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.goto(f"{reader.address}/{HOME.path}")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=pytest.mark.slow)])
@pytest.mark.parametrize(("typed", "unit"), [("hai phong", "63-31"), ("Hải Phòng", "63-31"), ("dac lac", "63-66")])
def test_a_province_is_found(reader, typed, unit, language):
    """With and without diacritics, and by another spelling."""
    page = reader.opened(Example(HOME.kind, HOME.name, language))
    press_until(page, "#q")
    page.keyboard.type(typed)
    page.keyboard.press("ArrowDown")
    active = page.get_attribute("#q", "aria-activedescendant")
    assert active, "nothing was found"
    assert page.get_attribute("#q", "aria-expanded") == "true"
    assert page.get_attribute(f"#{active}", "aria-selected") == "true"
    assert page.get_attribute(f"#{active} a", "href") == f"{unit}.html"
    page.keyboard.press("Escape")
    assert page.get_attribute("#q", "aria-expanded") == "false"
    if (reader.site.folder / language / f"{unit}.html").exists():
        page.fill("#q", "")
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{language}/{unit}.html")


def test_a_table_is_sorted(reader):
    page = reader.opened(EDITION)
    press_until(page, "#board th button", 80)
    column = "[...document.querySelectorAll('#board tbody td.rank')].map(cell => +cell.textContent || null)"
    for order in ("ascending", "descending"):
        page.keyboard.press("Enter")
        assert page.get_attribute("#board th >> nth=0", "aria-sort") == order
        ranks = page.evaluate(column)
        known = [rank for rank in ranks if rank]
        assert known == sorted(known, reverse=order == "descending")
        # What is missing stays last.
        assert all(rank is None for rank in ranks[len(known) :])


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(e, marks=[] if e.kind.name in ("home", "edition", "province") else pytest.mark.slow)
        for e in examples(only_first=True)
        if e.language == "vi"
    ],
    ids=str,
)
def test_the_focus_is_seen_and_no_trap(reader, example):
    page = reader.opened(example)
    seen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUSED))
        # After the last one the focus leaves the page, and comes back to the first.
        assert seen[-1].startswith("<body") or page.evaluate(IS_SHOWN), seen[-1]
    assert len(set(seen)) > 15 or any(focused.startswith("<body") for focused in seen)
