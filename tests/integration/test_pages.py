"""The pages of the built warehouse: both languages, links that lead somewhere, figures as in the views, same bytes."""

import hashlib
import html
import os
import re
import shutil
import threading
import urllib.request
from pathlib import Path

import duckdb
import pytest

from orchestration.cli import site as command
from orchestration.messages import texts
from orchestration.pages import site

MARKUP = "<script>alert(1)</script>"


def contents_of(folder):
    return {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def database(built):
    return built.workplace.current / "governance.duckdb"


@pytest.fixture(scope="module")
def shipped(built):
    """The pages as the release carries them."""
    return built.workplace.current / "site"


@pytest.fixture(scope="module")
def pages(shipped):
    return {
        name: path.read_text(encoding="utf-8") for name, path in contents_of(shipped).items() if name[-5:] == ".html"
    }


def test_every_page_is_there_in_both_languages_and_leads_to_its_twin(pages):
    names = {language: {name[3:] for name in pages if name.startswith(f"{language}/")} for language in texts.LANGUAGES}
    assert names["vi"] == names["en"] and len(names["vi"]) > 130
    for language, other in (("vi", "en"), ("en", "vi")):
        for name in names[language]:
            page = pages[f"{language}/{name}"]
            assert f'<html lang="{language}">' in page
            assert f'<a class="switch" href="../{other}/{name}" lang="{other}" hreflang="{other}">' in page


def test_there_is_a_page_for_every_edition_and_every_unit(pages, database):
    with duckdb.connect(database, read_only=True) as connection:
        expected = [
            *connection.sql("select lower(index_code) || '-' || year from marts.dim_edition").fetchall(),
            *connection.sql("select distinct province_id from marts.dim_province").fetchall(),
        ]
    assert {f"vi/{name}.html" for (name,) in expected} <= pages.keys()


def test_every_link_leads_to_a_file_and_every_anchor_to_an_id(pages, shipped):
    ids = {shipped / name: set(re.findall(r'\sid="([^"]+)"', page)) for name, page in pages.items()}
    lost = set()
    for name, page in pages.items():
        here = shipped / name
        for link in set(re.findall(r'\s(?:href|src)="([^"]+)"', page)):
            if link.startswith(("https://", "http://", "data:")):
                continue
            path, _, anchor = html.unescape(link).partition("#")
            target = Path(os.path.normpath(here.parent / path)) if path else here
            if not target.exists() or (anchor and anchor not in ids.get(target, ())):
                lost.add((name, link))
    assert lost == set()


def test_a_page_asks_no_other_host(pages):
    for page in pages.values():
        assert not re.search(r'<(?:script|link|img|iframe|use)[^>]*(?:src|href)="https?:', page)


def test_ids_are_used_once(pages):
    for name, page in pages.items():
        found = re.findall(r'\sid="([^"]+)"', page)
        assert len(found) == len(set(found)), name


def test_the_release_is_named_on_every_page(pages, built):
    release_id = built.workplace.current.resolve().name
    for name, page in pages.items():
        assert "%release" not in page
        assert release_id in page or name == "index.html"


def test_scores_are_those_of_the_views(pages, database):
    with duckdb.connect(database, read_only=True) as connection:
        rows = connection.sql(
            "select lower(index_code) || '-' || year, province_id, province_name_vi, province_name_en, score, "
            "coalesce(cast(rank as varchar), '–') from bi.scoreboard where score is not null"
        ).fetchall()
    for name, unit, name_vi, name_en, score, rank in rows:
        for language, shown_name in (("vi", name_vi), ("en", name_en)):
            number = texts.number(round(score, 2), ".2f", language)
            line = re.search(
                r'<td class="n rank"[^>]*>([^<]*)</td>\n'
                rf'<th scope="row"[^>]*><a href="{unit}\.html">([^<]*)</a>.*?</tr>',
                pages[f"{language}/{name}.html"],
                re.DOTALL,
            )
            assert line[1] == rank and line[2].replace("\xa0", " ").replace(" – ", " - ") == shown_name
            assert re.search(rf">{re.escape(number)}<| {re.escape(number)}<|>{re.escape(number)} <", line[0]), line[0]


def test_an_edition_shows_every_unit_on_its_map(pages, database):
    with duckdb.connect(database, read_only=True) as connection:
        units = connection.sql(
            "select lower(index_code) || '-' || year, units_expected from marts.dim_edition"
        ).fetchall()
    for name, n_units in units:
        assert pages[f"vi/{name}.html"].split('class="map"')[1].split("</svg>")[0].count("<path d=") >= n_units


def test_pages_are_small_enough(shipped):
    sizes = {name: path.stat().st_size for name, path in contents_of(shipped).items()}
    assert {name: size for name, size in sizes.items() if name[-5:] == ".html" and size > 150_000} == {}
    assert sum(sizes.values()) < 25_000_000


def test_the_same_inputs_give_the_same_bytes(database, tmp_path):
    written = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        site.write(database, folder)
        digests = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in contents_of(folder).items()}
        written.append(digests)
    assert written[0] == written[1]


def test_markup_in_a_name_is_shown_and_not_run(database, tmp_path):
    copy = tmp_path / "copy.duckdb"
    shutil.copyfile(database, copy)
    copy.chmod(0o644)
    with duckdb.connect(copy) as connection:
        for table, columns in {
            "dim_province": ("name_vi", "name_en", "tile_name_vi"),
            "dim_edition_unit": ("name_vi", "name_en"),
            "dim_source": ("title", "publisher_vi"),
            "dim_component": ("name_vi", "short_name_en"),
            "fct_source_conflict": ("explanation_en",),
        }.items():
            changes = ", ".join(f"{column} = {column} || '{MARKUP}'" for column in columns)
            connection.execute(f"update marts.{table} set {changes}")
    site.write(copy, tmp_path / "site")
    for path in (tmp_path / "site").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "<script>alert" not in page.replace(MARKUP.replace("<", "\\u003c"), ""), path.name
    assert "&lt;script&gt;" in (tmp_path / "site/vi/63-31.html").read_text(encoding="utf-8")


def test_a_link_that_would_run_is_no_link(database, tmp_path):
    copy = tmp_path / "copy.duckdb"
    shutil.copyfile(database, copy)
    copy.chmod(0o644)
    with duckdb.connect(copy) as connection:
        connection.execute("update marts.dim_source set url = 'javascript:alert(1)'")
    site.write(copy, tmp_path / "site")
    assert not [
        path for path in (tmp_path / "site").rglob("*.html") if "javascript:" in path.read_text(encoding="utf-8")
    ]


def test_governance_site_serves_the_current_release_and_what_it_links_to(built, monkeypatch):
    monkeypatch.setenv("GOVERNANCE_DATA_DIR", str(built.workplace.data))
    served = command.server(0)
    thread = threading.Thread(target=served.serve_forever)
    thread.start()
    try:
        base = f"http://127.0.0.1:{served.server_port}"
        with urllib.request.urlopen(f"{base}/") as response:
            assert response.url == f"{base}/site/index.html"
        with urllib.request.urlopen(f"{base}/site/vi/index.html") as response:
            assert built.workplace.current.resolve().name in response.read().decode()
        assert urllib.request.urlopen(f"{base}/csv.zip").status == 200
    finally:
        served.shutdown()
        thread.join()
        served.server_close()


def test_a_run_ends_by_naming_the_page_to_open(built):
    assert built.output.rstrip().splitlines()[-1].count("site/vi/index.html") == 1
