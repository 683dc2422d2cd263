"""Figures of pages of every kind are those of SQL, as each language writes them."""

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal

import pytest

from tests.browser.kinds import KINDS, LANGUAGES, kind_of
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
    """A table of units by rank: rank, score, and the changes of both where the edition has any of scores."""
    (table,) = page.xpath("//table[@id='board']")
    found = dict(rows(table))
    assert found.keys() == expected.keys()
    has_changes = any(change is not None for *_, change, _ in expected.values())
    for unit, row in found.items():
        rank, score, change, places = expected[unit]
        cells = [*row.xpath("./td[contains(@class, 'rank')]"), *after_plot(row)]
        said = [place(rank), written(score, language), written(change, language), signed(places)]
        assert len(cells) in ((4,) if has_changes else (2, 4)), unit
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
        names = sql("select distinct province_id, province_name_vi, province_name_en from bi.scoreboard")
        names = {unit: name_vi if language == "vi" else name_en for unit, name_vi, name_en in names}
        for link in page.xpath("//table[@id='board']//th[@scope='row']/a[1]"):
            unit = link.get("href").removesuffix(".html")
            yield unit, words(link).replace(" – ", " - "), names[unit]
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


def cards(page) -> Iterator[tuple[tuple[str, int], object, list[str]]]:
    """Index and year, the figure and the terms of each card of a unit."""
    for card in page.xpath("//section[@aria-labelledby='h-now']//article[@class='card']"):
        index, year = card.xpath(".//h3/a/@href")[0].removesuffix(".html").upper().split("-")
        (said,) = card.xpath(".//p[contains(@class, 'figure')][not(contains(@class, 'figure-note'))]/b")
        yield (index, int(year)), said, [words(term) for term in card.xpath("./dl/dd")]


def dimensions(page) -> Iterator[tuple[str, list]]:
    for row in page.xpath("//section[@aria-labelledby='h-parts']//tbody/tr"):
        yield words(row.xpath(".//span[@class='code']")[0]), after_plot(row)


def province(page, name: str, language: str, sql: Callable) -> Compared:
    """The newest edition of each index, every year of the one in front, and its dimensions."""
    columns = "rank, n_ranked, score, score_change, national_mean"
    query = f"select province_id, index_code, year, {columns} from bi.scoreboard"
    own = {(index, year): figures for unit, index, year, *figures in sql(query) if unit == name}
    found = list(cards(page))
    assert {key for key, _, _ in found} == {max(key for key in own if key[0] == index) for index, _ in own}
    for key, said, terms in found:
        rank, n_ranked, score, _, mean = own[key]
        yield f"{key}", words(said), written(score, language)
        yield f"{key} place", terms[0], f"{rank} / {n_ranked}" if rank else "–"
        of_mean = written(mean, language)
        yield f"{key} mean", next((term.split()[0] for term in terms if term.startswith(of_mean)), ""), of_mean
    for row in page.xpath("//section[@id='years']//details//tbody/tr"):
        index, year = row.xpath("./th/a/@href")[0].removesuffix(".html").upper().split("-")
        rank, n_ranked, score, change, mean = own[(index, int(year))]
        # With all decimals, of which the sum is what it is.
        said = [written(score, language, 4), written(change, language, 4), f"{rank} / {n_ranked}" if rank else "–"]
        cells = [words(cell).removeprefix("+") for cell in row.xpath("./td")]
        yield from zip(
            [f"{index} {year}"] * 4, [*cells[:3], cells[4]], [*said, written(mean, language, 4)], strict=True
        )
    query = """
        select province_id, component_code, score, gap_to_national_mean, rank from bi.component_scores
        where level = 'dimension' and index_code = 'PAPI' and score is not null
        qualify year = max(year) over (partition by province_id)
    """
    parts = {code: figures for unit, code, *figures in sql(query) if unit == name}
    told = dict(dimensions(page))
    assert told.keys() == parts.keys()
    for code, cells in told.items():
        score, gap, rank = parts[code]
        expected = [written(score, language), written(gap, language), place(rank)]
        yield from zip([code] * 3, map(figure, cells), expected, strict=True)


def formed(page, name: str, language: str, sql: Callable) -> Compared:
    """Back-cast figures of a unit formed of others."""
    query = "select province_id, index_code, year, component_code, level, score, rank, n_ranked from bi.backcast"
    own = {
        (index, year, code): (level, *figures)
        for unit, index, year, code, level, *figures in sql(query)
        if unit == name
    }
    for (index, year), said, terms in cards(page):
        _, score, rank, n_ranked = own[(index, year, "total")]
        yield f"{index} {year}", words(said), written(score, language)
        if score is not None:
            yield f"{index} place", terms[0], f"{rank} / {n_ranked}" if rank else "–"
    years = [year for index, year, code in own if index == "PAPI" and own[(index, year, code)][1] is not None]
    for code, cells in dimensions(page):
        _, score, rank, _ = own[("PAPI", max(years), code)]
        yield from zip([code] * 2, map(figure, cells), [written(score, language), place(rank)], strict=True)


def territory(page, name: str, language: str, sql: Callable) -> Compared:
    """Where each former unit went, and its share of the people there."""
    query = "select predecessor_id, successor_id, population_share from marts.bridge_province_succession"
    went = {unit: (into, share) for unit, into, share in sql(query)}
    found = {}
    for row in page.xpath("//section[@id='before']//tbody/tr"):
        links = [link.removesuffix(".html") for link in row.xpath("./th//a/@href")]
        found[links[0]] = row
    assert found.keys() == went.keys()
    for unit, row in found.items():
        into, share = went[unit]
        codes = [words(cell) for cell in row.xpath("./td[contains(@class, 'code')]")]
        yield unit, " ".join(codes), f"{unit[3:]} {into[3:]}"
        yield unit, words(row.xpath("./td")[-1]).rstrip("% "), written(share * 100, language, 1)


def conflicts(page, name: str, language: str, sql: Callable) -> Compared:
    """How many of each index, and each of them once."""
    n_of = sql("select lower(index_code), count(*) from bi.conflicts group by all")
    items = page.xpath("//section[@data-part]//li/@data-index")
    for index, n in n_of:
        yield index, str(items.count(index)), str(n)
        (total,) = page.xpath(f"//table[contains(@class, 'counts')]//tr[th/a/@href='#{index}']/td[last()]")
        yield index, words(total), str(n)


def claims(page, name: str, language: str, sql: Callable) -> Compared:
    """The verdict of every claim."""
    verdicts = dict(sql("select claim_id, verdict from bi.claims"))
    found = {item.get("id"): item.get("data-verdict") for item in page.xpath("//li[@data-verdict]")}
    assert found.keys() == verdicts.keys()
    for claim, verdict in verdicts.items():
        yield claim, found[claim], verdict


def quality(page, name: str, language: str, sql: Callable) -> Compared:
    """How much of each edition is held."""
    cells = {cell.xpath("./@href")[0]: words(cell) for cell in page.xpath("//div[@id='coverage']//td/a")}
    query = "select lower(index_code) || '-' || year || '.html', units_with_score, units_scored from bi.coverage"
    for link, n, of in sql(query):
        yield link, " ".join(cells.get(link, "").split()[:3]), f"{n} / {of}"


# By the kind of page.
COMPARED: dict[str, Callable] = {
    "home": home,
    "edition": edition,
    "province": province,
    "province since 2025": formed,
    "component": component,
    "heat map": heat_map,
    "territory": territory,
    "conflicts": conflicts,
    "claims": claims,
    "quality": quality,
}
# They state no figures of a view, or draw them in the browser.
WITHOUT = {"compare", "dictionary", "methodology", "cookbook", "downloads", "changes"}


def test_every_kind_is_compared_or_said_to_state_no_figures():
    assert {kind.name for kind in KINDS} == COMPARED.keys() | WITHOUT and not COMPARED.keys() & WITHOUT


@pytest.mark.parametrize("kind", COMPARED)
def test_figures_are_those_of_sql(kind, site, sql):
    pages = [page for page in site.pages.values() if page.folder in LANGUAGES and kind_of(page.name).name == kind]
    assert pages
    wrong, n_compared = [], 0
    for page in pages:
        compared = list(COMPARED[kind](parsed(site.folder / page.path), page.name, page.folder, sql))
        assert compared, page.path
        n_compared += len(compared)
        wrong += [(page.path, *row) for row in compared if row[1] != row[2]]
    assert not wrong, f"{len(wrong)} of {n_compared}: {wrong[:20]}"
