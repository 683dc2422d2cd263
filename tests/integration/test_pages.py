"""The pages as part of a release: one for everything it holds, stamped, served. tests/browser reads them."""

import os
import re
import threading
import urllib.error
import urllib.request

import duckdb
import pytest

from orchestration import paths
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


@pytest.fixture
def address(built, monkeypatch):
    """Where `governance site` serves the release."""
    monkeypatch.setenv("GOVERNANCE_DATA_DIR", str(built.workplace.data))
    served = command.server(0)
    thread = threading.Thread(target=served.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    thread.join()
    served.server_close()


def test_governance_site_serves_the_current_release_and_what_it_links_to(built, address):
    with urllib.request.urlopen(f"{address}/") as response:
        assert response.url == f"{address}/site/index.html"
    with urllib.request.urlopen(f"{address}/site/vi/index.html") as response:
        assert built.workplace.current.resolve().name in response.read().decode()
    assert urllib.request.urlopen(f"{address}/csv.zip").status == 200


def test_governance_site_tells_the_pages_which_briefs_there_are(address, shipped, tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "briefs_dir", lambda: tmp_path)
    of_this_release, of_one_before = tmp_path / "hai-phong-2023-vi.pdf", tmp_path / "ha-noi-2022-vi.pdf"
    for file in (of_this_release, of_one_before):
        file.write_bytes(b"%PDF")
    os.utime(of_one_before, (0, 0))

    def answer(path):
        return urllib.request.urlopen(f"{address}/{path}").read()

    assert b'(["hai-phong-2023-vi.pdf"]);' in answer("site/assets/briefs.js")
    assert answer(f"briefs/{of_this_release.name}") == b"%PDF"
    for name in (of_one_before.name, "..%2Foutside.pdf"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            answer(f"briefs/{name}")
    page = (shipped / "vi" / "63-31.html").read_text(encoding="utf-8")
    (form,) = re.findall(r'id="briefs" data-name="([^"]+)"', page)
    assert re.search(form, of_this_release.name)[1] == "2023" and not re.search(form, "hai-phong-34-2023-vi.pdf")


def test_a_run_ends_by_naming_the_page_to_open(built):
    assert built.output.rstrip().splitlines()[-1].count("site/vi/index.html") == 1
