"""Every page of the site as a file, without a browser: kinds that come later are judged by the same rules."""

import posixpath
import re
from collections import Counter
from urllib.parse import unquote, urlsplit

import pytest

from tests.browser.kinds import KINDS, LANGUAGES, kind_of

PAGE_LIMIT = 150_000
SITE_LIMIT = 25_000_000
ENTRANCE = "index.html"


@pytest.fixture(scope="module")
def pages(site):
    """Pages of both languages, without the entrance."""
    return [page for path, page in site.pages.items() if path != ENTRANCE]


def none(found) -> None:
    """Asserts that nothing was found, and names all that was."""
    found = list(found)
    assert not found, f"{len(found)}:\n" + "\n".join(map(str, found[:20]))


def test_every_page_is_of_a_kind_and_every_kind_has_pages(pages):
    none(page.path for page in pages if kind_of(page.name) is None)
    counts = Counter((kind_of(page.name).name, page.folder) for page in pages)
    missing = [kind.name for kind in KINDS if not all(counts[(kind.name, language)] for language in LANGUAGES)]
    none(missing)


def test_pages_are_the_same_in_both_languages(pages):
    names = {language: {page.name for page in pages if page.folder == language} for language in LANGUAGES}
    assert names["vi"] == names["en"]
    none(page.path for page in pages if page.folder not in LANGUAGES)
    none(page.path for page in pages if page.language != page.folder)
    none((page.path, page.languages) for page in pages if page.languages != set(LANGUAGES))
    for page in pages:
        other = next(language for language in LANGUAGES if language != page.folder)
        assert page.alternate == (f"../{other}/{page.name}.html",), page.path
        assert page.alternate[0] in page.links, page.path


def test_the_entrance_leads_to_both_languages(site):
    entrance = site.pages[ENTRANCE]
    assert entrance.language == "vi"
    assert {f"{language}/index.html" for language in LANGUAGES} <= entrance.links


def test_every_page_has_its_own_title_and_says_what_it_is(pages):
    none(page.path for page in pages if not page.title or not page.description)
    titles = Counter((page.folder, page.title) for page in pages)
    none(title for title, n in titles.items() if n > 1)


def test_headings_stand_in_order(pages):
    none(page.path for page in pages if page.headings.count(1) != 1 or page.headings[0] != 1)
    none(
        (page.path, page.headings)
        for page in pages
        if any(below > above + 1 for above, below in zip(page.headings, page.headings[1:], strict=False))
    )


def test_no_id_stands_twice(pages):
    none((page.path, name) for page in pages for name, n in page.ids.items() if n > 1)


def is_own(address: str) -> bool:
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc and not address.startswith("/")


def test_every_link_and_anchor_leads_somewhere(site):
    dead = set()
    for page in site.pages.values():
        for address in page.links | page.files:
            if not is_own(address):
                continue
            path, _, anchor = address.partition("#")
            path = unquote(path.partition("?")[0])
            target = posixpath.normpath(posixpath.join(page.folder, path)) if path else page.path
            if target in site.pages:
                is_there = not anchor or unquote(anchor) in site.pages[target].ids
            else:
                # Within the release; and no folder, which from disk is a list of its files.
                is_there = not target.startswith("../../") and (site.folder / target).is_file()
            if not is_there:
                dead.add(f"{page.path}: {address}")
    none(sorted(dead))


def test_every_page_is_reached_by_links(site):
    reached, ahead = set(), [ENTRANCE]
    while ahead:
        path = ahead.pop()
        if path in reached or path not in site.pages:
            continue
        reached.add(path)
        folder = site.pages[path].folder
        ahead += [
            posixpath.normpath(posixpath.join(folder, address.partition("#")[0].partition("?")[0]))
            for address in site.pages[path].links
            if is_own(address) and not address.startswith("#")
        ]
    none(sorted(set(site.pages) - reached))


def test_nothing_is_asked_of_another_host(site):
    none(
        f"{page.path}: {address[:90]}"
        for page in site.pages.values()
        for address in page.files
        if not is_own(address) and not address.startswith("data:image/")
    )
    # A reader may follow a link to a document; no other scheme is a link.
    none(
        f"{page.path}: {address[:90]}"
        for page in site.pages.values()
        for address in page.links
        if not is_own(address) and urlsplit(address).scheme not in ("http", "https")
    )
    for path in [*site.folder.rglob("*.css"), *site.folder.rglob("*.html")]:
        for address in re.findall(
            r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", path.read_text(encoding="utf-8")
        ):
            assert not re.match(r"(https?:)?//", "".join(address)), (path, address)


def test_no_markup_no_names_of_programs_and_no_other_decimals_are_read(pages):
    # The cookbook prints results as the database does.
    none(f"{p.path}: {text.strip()[:120]!r}" for p in pages if p.name != "cookbook" for text in p.odd)


def test_pages_are_light(site):
    none((page.path, page.size) for page in site.pages.values() if page.size > PAGE_LIMIT)
    assert sum(path.stat().st_size for path in site.folder.rglob("*") if path.is_file()) <= SITE_LIMIT


def test_maps_have_a_shape_for_each_unit(site, pages, sql):
    """The number of units of the edition's boundary set; on other pages, of any of the boundary sets."""
    n_units = dict(sql("select boundary_set, count(distinct province_id) from marts.dim_province group by all"))
    editions = {
        f"{index.lower()}-{year}": n_units[boundary_set]
        for index, year, boundary_set in sql("select index_code, year, boundary_set from marts.dim_edition")
    }
    assert editions.keys() <= {page.name for page in pages}
    for page in pages:
        if page.name in editions:
            assert page.shapes == (editions[page.name],), page.path
        assert set(page.shapes) <= set(n_units.values()), page.path
