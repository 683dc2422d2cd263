"""Figures of pages of every kind are those of SQL, as each language writes them."""

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal

import pytest

from tests.browser.kinds import IS_COMPLETE, KINDS, LANGUAGES, kind_of
from tests.browser.reading import parsed, words

# Found on a page and said by SQL: where, what is written, what should be.
Compared = Iterator[tuple[str, str, str]]
MINUS = "\u2212"


def written(value, language: str, decimals: int = 2) -> str:
    """As the pages write a figure; a dash for none."""
    if value is None:
        return "–"
    text = str(Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
    text = text.removeprefix("-") if not Decimal(text) else text.replace("-", MINUS)
    return text.replace(".", ",") if language == "vi" else text


def place(value) -> str:
    return "–" if value is None else str(value)


def signed(value) -> str:
    return "–" if value is None else f"+{value}" if value > 0 else str(value).replace("-", MINUS)


def figure(cell) -> str:
    """What a cell says first, with the direction of a change as its sign."""
    text = words(cell)
    said = (text.replace("▲ ", "").replace("▼ ", MINUS).replace("= ", "").split() or [""])[0]
    # A fall of less than is written is a fall all the same.
    return said.removeprefix(MINUS) if not said.strip("0,." + MINUS) else said


def rows(table) -> Iterator[tuple[str, list]]:
    """Cells of each row, by the page that its head leads to."""
    for row in table.xpath(".//tbody/tr"):
        (link,) = row.xpath("./th[@scope='row']//a[not(contains(@class, 'conflict'))]/@href")
        yield link.removesuffix(".html"), row


def after_plot(row) -> list:
    return row.xpath("./td[contains(@class, 'plot')]/following-sibling::td")


def board(page, expected: dict[str, tuple], language: str) -> Compared:
    """A table of units by place: place, score, and the changes of both where the edition has any."""
    (table,) = page.xpath("//table[@id='board']")
    found = dict(rows(table))
    assert found.keys() == expected.keys()
    for unit, row in found.items():
        rank, score, change, places = expected[unit]
        cells = [*row.xpath("./td[contains(@class, 'rank')]"), *after_plot(row)]
        said = [place(rank), written(score, language), written(change, language), signed(places)]
        for cell, what in zip(cells, said[: len(cells)], strict=True):
            yield unit, figure(cell), what


def edition(page, name: str, language: str, sql: Callable) -> Compared:
    query = """
        select index_code, year, province_id, rank, score, score_change, rank_change_same_units from bi.scoreboard
        where rank is not null or score is not null
    """
    index, year = name.upper().split("-")
    key = (index, int(year))
    known = {unit: figures for of, in_year, unit, *figures in sql(query) if (of, in_year) == key}
    if known or page.xpath("//table[@id='board']"):
        yield from board(page, known, language)
    measures = """
        select index_code, year, mean, median, min, max from marts.fct_edition_summary
        where component_code = 'total' and scope_value = 'all'
    """
    values = next((values for of, in_year, *values in sql(measures) if (of, in_year) == key), [None] * 4)
    facts = [words(cell) for cell in page.xpath("//dl[@class='facts']//dd")]
    for said, value in zip(facts, values, strict=False):
        yield "facts", said.split()[0], written(value, language)
    held = {
        (index, year): f"{n} / {of}"
        for index, year, n, of in sql("select index_code, year, units_with_score, units_scored from bi.coverage")
    }
    yield "facts", next((said for said in facts if said == held[key]), ""), held[key]


def component(page, name: str, language: str, sql: Callable) -> Compared:
    """Of the newest edition that has the component."""
    query = """
        select index_code, component_code, province_id, rank, score, score_change, rank_change_same_units
        from bi.component_scores
        where score is not null
        qualify year = max(year) over (partition by index_code, component_code)
    """
    index, code = name.split("-component-")
    expected = {
        unit: figures
        for of, component_code, unit, *figures in sql(query)
        if (of, component_code) == (index.upper(), code)
    }
    yield from board(page, expected, language)


def heat_map(page, name: str, language: str, sql: Callable) -> Compared:
    """The place of every unit in every dimension of the newest full edition."""
    (table,) = page.xpath("//table[contains(@class, 'heat')]")
    codes = [words(head) for head in table.xpath(".//thead//th/b")]
    query = """
        select province_id, component_code, rank from bi.component_scores
        where index_code = 'PAPI' and level in ('total', 'dimension')
        qualify year = max(year) over ()
    """
    ranks = {(unit, code): rank for unit, code, rank in sql(query)}
    for unit, row in rows(table):
        for code, cell in zip(["total", *codes], row.xpath("./td"), strict=True):
            yield f"{unit} {code}", words(cell), place(ranks[(unit, code)])


def home(page, name: str, language: str, sql: Callable) -> Compared:
    """Means on the cards, first and last of the newest full edition, who moved, and the place of every unit."""
    means = sql("""
        select index_code, lower(index_code) || '-' || year || '.html', mean
        from marts.dim_edition left join marts.fct_edition_summary as summary using (index_code, year)
        where component_code is null or (component_code = 'total' and scope_value = 'all')
        qualify year = max(year) over (partition by index_code)
    """)
    cards = {card.xpath(".//h3/a/@href")[0]: card for card in page.xpath("//article[@class='card']")}
    newest = sql("select lower(index_code) || '-' || max(year) || '.html' from marts.dim_edition group by index_code")
    assert cards.keys() == {link for (link,) in newest}
    for _, link, mean in means:
        if link in cards:
            yield link, figure(cards[link].xpath(".//p[contains(@class, 'figure')]/b")[0]), written(mean, language)
    index, year = sql("""
        select index_code, year from bi.coverage where is_complete
        qualify row_number() over (order by year desc, units_with_score desc) = 1
    """)[0]
    of_lead = f"where index_code = '{index}' and year = {year}"
    board_of_lead = sql(f"select province_id, rank, score from bi.scoreboard {of_lead}")
    scores = {unit: (rank, score) for unit, rank, score in board_of_lead}
    moved = "select province_id, span_rank_change_same_units, span_score_change from bi.movers"
    moves = {unit: change for unit, *change in sql(f"{moved} {of_lead} and span_years = 1")}
    for at, table in enumerate(page.xpath("//section[@aria-labelledby='h-ends']//table")):
        for unit, row in rows(table):
            first, second = figure(row.xpath("./td")[0]), figure(after_plot(row)[0])
            if at < 2:
                yield unit, first, place(scores[unit][0])
                yield unit, second, written(scores[unit][1], language)
            else:
                yield unit, first, signed(moves[unit][0])
                yield unit, second, written(moves[unit][1], language)
    for item in page.xpath("//section[@id='provinces']//li"):
        unit = item.xpath("./a/@href")[0].removesuffix(".html")
        yield unit, words(item.xpath("./span[@class='n']")[0]), place(scores[unit][0])


# By the kind of page. The pages of a kind without one state no figures of the release.
COMPARED: dict[str, Callable] = {
    "home": home,
    "edition": edition,
    "component": component,
    "heat map": heat_map,
}
WITHOUT = {"methodology", "cookbook", "downloads", "dictionary", "compare"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_figures_are_those_of_sql(kind, site, sql):
    pages = [page for page in site.pages.values() if page.folder in LANGUAGES and kind_of(page.name) == kind]
    if not pages and not IS_COMPLETE:
        pytest.skip("no page of this kind yet")
    if kind.name in WITHOUT:
        return
    wrong, n_compared = [], 0
    for page in pages:
        compared = list(COMPARED[kind.name](parsed(site.folder / page.path), page.name, page.folder, sql))
        assert compared, page.path
        n_compared += len(compared)
        wrong += [(page.path, *row) for row in compared if row[1] != row[2]]
    assert not wrong, f"{len(wrong)} of {n_compared}: {wrong[:20]}"
