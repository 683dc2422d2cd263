"""Examples of every kind of page in a browser, in both languages."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.kinds import KINDS, Example, examples

FIRST = examples(only_first=True)
# A4 as the style sheet asks for it, else with these margins.
PRINTED = {"format": "A4", "prefer_css_page_size": True, "print_background": False}
PHONE = {"width": 360, "height": 740}


def on(found: list[Example], *languages: str):
    """The first example of each kind, in these languages; the other ones in the long tier."""
    return pytest.mark.parametrize(
        "example",
        [
            pytest.param(example, marks=[] if example in FIRST and example.language in languages else pytest.mark.slow)
            for example in found
        ],
        ids=str,
    )


# What the main part says, closed details included, without what tells how many rows a choice leaves.
MAIN_TEXT = """() => {
    const main = document.querySelector('main').cloneNode(true);
    main.querySelectorAll('[role=status], script, noscript').forEach(e => e.remove());
    return main.textContent;
}"""


# What is wider than the screen, where that makes the page scroll sideways.
TOO_WIDE = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > root.clientWidth + 1)
        .slice(0, 8).map(e => e.tagName + '.' + (e.className.baseVal ?? e.className));
}"""


def settle(page) -> None:
    """Fonts are there, and what scripts do once the page is loaded is done."""
    page.evaluate("document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => setTimeout(done))))")


@on(examples(), "vi")
def test_a_page_complains_of_nothing_asks_nobody_else_and_fits_a_phone(reader, example):
    page = reader.opened(example)
    settle(page)
    assert page.evaluate("document.documentElement.lang") == example.language
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 50
    page.set_viewport_size(PHONE)
    assert page.evaluate(TOO_WIDE) == []
    assert reader.complaints == []
    assert reader.strangers == []


@pytest.mark.slow
def test_every_page_fits_a_phone(reader, site):
    page, wide = reader.page(viewport=PHONE), []
    # But for the entrance, which leads on by itself.
    for path in [path for path, facts in site.pages.items() if facts.folder]:
        page.goto(f"{reader.address}/{path}")
        wide += [(path, *found)] if (found := page.evaluate(TOO_WIDE)) else []
    assert wide == [], f"{len(wide)}: {wide[:10]}"


@on(examples(), "vi")
def test_a_page_works_from_disk_and_says_the_same_without_scripts(reader, example):
    reader.require(example)
    page = reader.page()
    page.goto((reader.site.folder / example.path).as_uri())
    settle(page)
    assert page.evaluate("document.styleSheets.length") >= 1
    assert page.evaluate("document.fonts.check('16px \"Governance Sans\"')")
    assert reader.complaints == []
    assert reader.strangers == []
    if not example.kind.needs_script:
        without = reader.opened(example, java_script_enabled=False)
        assert _told(without).split() == _told(page).split() != []


def _told(page: Page) -> str:
    """What stands on the page itself: choices over it, which count what they offer, are made by scripts."""
    page.evaluate("document.querySelectorAll('main form').forEach(form => form.remove())")
    return page.evaluate(MAIN_TEXT)


def n_sheets(pdf: bytes) -> int:
    """Pages of a PDF as chromium writes it."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@on([example for example in examples() if example.kind.sheets], "vi")
def test_a_page_prints_on_the_stated_number_of_sheets(reader, example):
    sheets = n_sheets(reader.opened(example).pdf(**PRINTED))
    assert 0 < sheets <= example.kind.sheets


def serious(page, **options) -> list[tuple]:
    """Findings of axe that keep somebody from reading, with the first place of each."""
    found = Axe().run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [
        (v["id"], len(v["nodes"]), v["nodes"][0]["html"][:160], v["nodes"][0]["failureSummary"][:200])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


@on(examples(), "vi")
def test_a_page_can_be_read_by_everybody(reader, example):
    assert serious(reader.opened(example)) == []


@pytest.mark.parametrize(
    "example",
    [pytest.param(e, marks=[] if e in [*FIRST[:4:2], FIRST[4]] else pytest.mark.slow) for e in examples()],
    ids=str,
)
def test_a_page_can_be_read_in_the_dark(reader, example):
    """Nothing else than colours is another."""
    assert serious(reader.opened(example, color_scheme="dark"), runOnly=["color-contrast"]) == []


def test_every_kind_has_an_example():
    assert all(kind.examples for kind in KINDS)
