"""The pages as they are written: the same bytes for the same release, and no word of data that becomes HTML."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from lxml import html

from orchestration import paths
from tests.browser import reading
from tests.browser.conftest import server_of
from tests.browser.test_files import none

# Ends a title, a script, an attribute of either kind and a text, and would run.
MADE = (
    "</title></script><i-made></i-made><script>window.made=1</script><img src=x onerror=made=1>"
    "\" data-made=\"' data-made='&amp;{{ 7*7 }}"
)
NAMES = "name|title|publisher|explanation|sentence|reason|note|text|detail|quote|label"


def with_made_words(database: Path, copy: Path) -> Path:
    """A copy in which every text that people wrote ends in markup, and documents have an address that would run."""
    shutil.copyfile(database, copy)
    copy.chmod(0o644)
    with duckdb.connect(copy) as connection:
        columns = connection.execute(
            "select table_schema, table_name, column_name from information_schema.columns"
            " join information_schema.tables using (table_schema, table_name)"
            " where table_type = 'BASE TABLE' and data_type = 'VARCHAR'"
            " and (regexp_matches(column_name, ?) or column_name = 'url')",
            [f"(^|_)({NAMES})(_|$)"],
        ).fetchall()
        assert {"name_vi", "title", "url"} <= {column for _, _, column in columns}
        for schema, table, column in columns:
            value = "'javascript:window.made=1'" if column == "url" else f"{column} || $made"
            values = {} if column == "url" else {"made": MADE}
            connection.execute(f"update {schema}.{table} set {column} = {value} where {column} <> ''", values)
    return copy


def write_all(*targets: tuple[Path, Path, str]) -> None:
    """Pages of databases into folders at the same time, each in a process that orders sets by its own seed."""
    code = "import sys, pathlib, orchestration.pages.site as s; s.write(*map(pathlib.Path, sys.argv[1:]))"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(database), str(folder)],
            cwd=paths.REPOSITORY,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        for database, folder, seed in targets
    ]
    assert {process.wait(timeout=600) for process in started} == {0}


@pytest.fixture(scope="module")
def made(site, tmp_path_factory) -> Path:
    """Pages of made words."""
    folder = tmp_path_factory.mktemp("made")
    write_all((with_made_words(site.database, folder / "made.duckdb"), folder / "site", "1"))
    return folder / "site"


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.slow
def test_the_same_release_gives_the_same_bytes(site, tmp_path):
    write_all((site.database, tmp_path / "one", "1"), (site.database, tmp_path / "two", "2"))
    first, second = digests(tmp_path / "one"), digests(tmp_path / "two")
    none(path for path in sorted(first.keys() | second.keys()) if first.get(path) != second.get(path))


def test_no_word_of_data_becomes_an_element_or_an_attribute(made):
    become, n_with_words, files = [], 0, sorted(made.rglob("*.html"))
    for path in files:
        name = path.relative_to(made).as_posix()
        n_with_words += "&lt;i-made&gt;" in path.read_text(encoding="utf-8")
        for element in reading.parsed(path).iter(html.etree.Element):
            is_made = element.tag == "i-made" or {"data-made", "onerror"} & set(element.keys())
            if is_made or (element.get("href") or "").startswith("javascript:"):
                become.append((name, element.tag, element.attrib))
            if element.tag == "script" and (element.text or "").startswith("window.made"):
                become.append((name, "script"))
    none(become)
    assert n_with_words > len(files) / 2


def test_no_word_of_data_runs(made, browser):
    server = server_of(made.parent)
    context = browser.new_context()
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    try:
        for path in ("vi/index.html", "en/63-31.html", "vi/papi-2024.html"):
            page.goto(f"http://127.0.0.1:{server.server_port}/site/{path}")
            assert page.evaluate("window.made") is None, path
        page.goto(f"http://127.0.0.1:{server.server_port}/site/vi/index.html")
        page.fill("#q", "hai phong")
        assert "<script>" in page.inner_text("#found li >> nth=0")
        assert page.evaluate("window.made") is None
    finally:
        context.close()
        server.shutdown()
