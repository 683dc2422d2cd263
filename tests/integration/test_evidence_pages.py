"""The pages of territory, conflicts, claims and quality hold what the views hold, no more and no less."""

import json
import re

import duckdb
import pytest

from orchestration.messages import texts


@pytest.fixture(scope="module")
def page(built):
    def read(language, name):
        folder = built.workplace.current / "site" / language
        return (folder / f"{name}.html").read_text(encoding="utf-8").replace("\xa0", " ")

    return read


@pytest.fixture(scope="module")
def rows(built):
    with duckdb.connect(built.workplace.current / "governance.duckdb", read_only=True) as connection:
        yield lambda query: connection.sql(query).fetchall()


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_conflict_is_there_with_all_its_values(page, rows, language):
    items = re.findall(
        r'<li id="([^"]+)" data-index="([^"]+)" data-state="([^"]+)">(.*?)(?=<li|</ul>)',
        page(language, "conflicts"),
        re.S,
    )
    found = rows("select lower(index_code), resolution_rule = 'open', n_other_values from bi.conflicts")
    assert sorted((index, state == "open") for _, index, state, _ in items) == sorted(row[:2] for row in found)
    # Each value that does not stand has at least one document.
    values = [v for *_, item in items for v in re.findall(r"<dt>(?!<b>)(.*?)</dt><dd>(.*?)</dd>", item, re.S)]
    assert len(values) == sum(n or 1 for *_, n in found) and all('class="doc"' in documents for _, documents in values)
    assert (
        sum("<dt><b>" in item for *_, item in items)
        == rows("select count(*) from bi.conflicts where chosen_value is not null")[0][0]
    )


def test_a_conflict_names_what_stands_and_what_does_not(page):
    item = page("vi", "conflicts").split('<li id="par-2023-63-31-total-score"')[1].split("<li id=")[0]
    assert re.search(r"<dt><b>.*91,87</b>", item) and re.search(r"<s>.*91,81</s>", item)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_claim_is_there_with_its_verdict(page, rows, language):
    items = re.findall(
        r'<li id="([^"]+)" data-verdict="([^"]+)">.*?<span class="verdict [^"]+">([^<]+)<',
        page(language, "claims"),
        re.S,
    )
    assert sorted(items) == sorted(rows(f"select claim_id, verdict, verdict_name_{language} from bi.claims"))


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_what_became_of_every_unit(page, rows, language):
    table = page(language, "territory").split('id="before"')[1].split("</table>")[0]
    lines = re.findall(r'<th scope="row"[^>]*><a href="([^"]+)\.html">.*?data-v="([\d.]+)">', table, re.S)
    expected = rows("select predecessor_id, cast(population_share as varchar) from marts.bridge_province_succession")
    assert sorted(lines) == sorted(expected)


def test_coverage_is_that_of_the_view(page, rows):
    table = page("en", "quality").split('class="held-grid"')[1].split("</table>")[0]
    cells = re.findall(r'<a href="(\w+)-(\d+)\.html"[^>]*><b>(\d+)</b> / (\d+)', table)
    expected = rows("select lower(index_code), year, units_with_score, units_scored from bi.coverage")
    assert sorted((a, int(b), int(c), int(d)) for a, b, c, d in cells) == sorted(expected)


def test_checks_are_those_that_release_json_counts(page, built):
    checks = json.loads((built.workplace.current / "release.json").read_text())["checks"]
    facts = page("en", "quality").split('class="facts"')[1].split("</dl>")[0]
    assert re.findall(r"<dd>(\d+)</dd>", facts)[:3] == [str(n) for n in (*checks.values(), 0)]


def test_dbt_docs_are_one_file_that_names_no_folder_of_this_machine(built):
    page = (built.workplace.current / "dbt_docs" / "index.html").read_text(encoding="utf-8")
    assert len(page) < 8_000_000 and str(built.workplace.data) not in page
    assert not re.findall(r'<(?:script|img|link)[^>]*(?:src|href)="https?:', page)
