"""Examples of every kind of page in a browser, in both languages."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.kinds import KINDS, Example, examples

FIRST, ALL = examples(only_first=True), examples()
SCHEMES = ("light", "dark")
PHONE = {"width": 360, "height": 740}
# A4 as the style sheet asks for it, else with these margins.
PRINTED = {"format": "A4", "prefer_css_page_size": True, "print_background": False}


def named(found: list[Example]):
    return pytest.mark.parametrize("example", found, ids=str)


def main_text(page) -> str:
    """What the main part says, without what closed details and the screen hide."""
    return " ".join(page.text_content("main").split())


@named(ALL)
def test_a_page_complains_of_nothing_and_asks_nobody_else(reader, example):
    page = reader.opened(example)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.lang") == example.language
    assert page.evaluate("document.fonts.size") and page.evaluate("document.styleSheets[0].cssRules.length") > 50
    assert reader.complaints == []
    assert reader.strangers == []


@named(ALL)
def test_a_page_works_from_disk(reader, example):
    reader.require(example)
    page = reader.page()
    page.goto((reader.site.folder / example.path).as_uri())
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.styleSheets.length") >= 1
    assert page.evaluate("document.fonts.check('16px \"Source Sans 3\"')")
    assert reader.complaints == []
    assert reader.strangers == []


@named(ALL)
def test_a_page_is_no_wider_than_a_phone(reader, example):
    page = reader.opened(example, viewport=PHONE)
    wide = page.evaluate("""() => {
        const root = document.documentElement;
        if (root.scrollWidth <= root.clientWidth) return [];
        return [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > root.clientWidth + 1)
            .slice(0, 5).map(e => e.tagName + '.' + (e.className.baseVal ?? e.className));
    }""")
    assert wide == []


@named([example for example in ALL if not example.kind.needs_script])
def test_a_page_says_the_same_without_scripts(reader, example):
    with_scripts = main_text(reader.opened(example))
    without = main_text(reader.opened(example, java_script_enabled=False))
    assert re.findall(r"[\d.,]+", without) == re.findall(r"[\d.,]+", with_scripts)


def n_sheets(pdf: bytes) -> int:
    """Pages of a PDF as chromium writes it."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@named([example for example in ALL if example.kind.sheets])
def test_a_page_prints_on_the_stated_number_of_sheets(reader, example):
    sheets = n_sheets(reader.opened(example).pdf(**PRINTED))
    assert sheets == example.kind.sheets if example.kind.is_exact else 0 < sheets <= example.kind.sheets, sheets


def serious(page) -> list[tuple]:
    """Findings of axe that keep somebody from reading, with the first place of each."""
    found = Axe().run(page).response["violations"]
    return [
        (v["id"], len(v["nodes"]), v["nodes"][0]["html"][:160], v["nodes"][0]["failureSummary"][:200])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


# In the quick tier each kind in one language, and in each colour scheme; the other language in the long one.
@pytest.mark.parametrize(
    ("example", "scheme"),
    [
        pytest.param(
            example,
            scheme,
            id=f"{example}-{scheme}",
            marks=[] if example in FIRST and (example.language == "vi") == (scheme == "light") else [pytest.mark.slow],
        )
        for example in ALL
        for scheme in SCHEMES
    ],
)
def test_a_page_can_be_read_by_everybody(reader, example, scheme):
    page = reader.opened(example, color_scheme=scheme)
    assert serious(page) == []


def test_every_kind_has_an_example():
    assert all(kind.examples for kind in KINDS)
