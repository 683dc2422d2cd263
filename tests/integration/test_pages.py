"""The pages as part of a release: one for everything it holds, stamped, served. tests/browser reads them."""

import threading
import urllib.request

import duckdb
import pytest

from orchestration.cli import site as command


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


def test_there_is_a_page_for_every_edition_and_every_unit(pages, database):
    with duckdb.connect(database, read_only=True) as connection:
        expected = [
            *connection.sql("select lower(index_code) || '-' || year from marts.dim_edition").fetchall(),
            *connection.sql("select distinct province_id from marts.dim_province").fetchall(),
        ]
    assert {f"vi/{name}.html" for (name,) in expected} <= pages.keys()


def test_the_release_is_named_on_every_page(pages, built):
    release_id = built.workplace.current.resolve().name
    for name, page in pages.items():
        assert "%release" not in page
        assert release_id in page or name == "index.html"


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
