"""Dictionary, downloads and changes: made cases of what they are given."""

import datetime
import re
from types import SimpleNamespace

import pytest

from orchestration import paths, stamp
from orchestration.messages import texts
from orchestration.pages import changes, dictionary, downloads
from orchestration.pages.circumstances import Changed, Circumstances, Comparison
from orchestration.pages.findings import changes as findings
from orchestration.pages.language import Language
from orchestration.pages.rendering import Renderer
from orchestration.release import build, diff, exports, shelf
from orchestration.release.dictionary import Column

VI, EN = Language("vi"), Language("en")
INDEX = SimpleNamespace(
    index_code="PAPI", short_name="PAPI", name_vi="Chỉ số", name_en="Index", publisher_vi="A, B", publisher_en="A, B"
)


def contents(comparison=None, columns=()):
    unit = SimpleNamespace(province_id="63-31", province_name_vi="Hải Phòng", province_name_en="Hai Phong")
    return SimpleNamespace(
        circumstances=Circumstances(comparison=comparison, columns=columns),
        row_counts={"bi.scoreboard": 2268, "bi.conflicts": 0},
        provinces={"63-31": unit},
        indices={"PAPI": INDEX},
        groups={},
        newest=lambda index: 2024,
        board=lambda index, year: (),
        standing=lambda index, year, unit: SimpleNamespace(score_status="derived" if year == 2023 else "published"),
    )


def line(kind="changed", table="marts.fct_score", column="score", old="1.00000", new="2.00000", **other):
    told = {"index_code": "PAPI", "year": 2024, "province_id": "63-31", "component_code": "total", "key": None}
    return Changed(kind, table, *(told | other).values(), column, old, new)


def page(kind, contents, t):
    return [Renderer([]).page(found, t) for found in kind.pages(contents, t)]


COLUMNS = (
    Column("bi.scoreboard", "core", "One row per <province>.", "year", "integer", "year", "Edition.", True),
    Column("bi.scoreboard", "core", "One row per <province>.", "score", "decimal", "points", "Points.", False),
    Column("marts.fct_score", "core", "One row per score.", "score", "decimal", "points", "Points.", False),
)


@pytest.mark.parametrize("t", (VI, EN), ids=("vi", "en"))
def test_every_table_and_column_is_described_and_found(t):
    empty = Column("bi.conflicts", "core", "One row per conflict.", "year", "integer", "year", "Edition.", True)
    overview, views, tables = page(dictionary, contents(columns=(*COLUMNS, empty)), t)
    assert '<td class="n">0' in overview and t("dictionary_rows", rows=0) in views
    assert overview.count("dictionary-bi-core.html#bi.scoreboard.score") == 1
    assert "bi.scoreboard, marts.fct_score" in overview
    assert 'id="bi.scoreboard.year"' in views and views.count(t("dictionary_key_title")) == 2
    assert "One row per &lt;province&gt;." in views and 'id="marts.fct_score.score"' in tables


def test_tables_are_linked_by_their_names():
    found = dictionary.links(contents(columns=COLUMNS))
    assert found["fct_score"] == found["marts.fct_score"] == "dictionary-marts-core.html#marts.fct_score"
    assert "scoreboard" not in found


def models(schema):
    return sorted(path.stem for path in (paths.dbt_dir() / "models" / schema).rglob("*.sql"))


@pytest.mark.parametrize("schema", shelf.PUBLISHED_SCHEMAS)
def test_every_published_table_and_unit_has_words(schema):
    units = (paths.dbt_dir() / "models" / "columns" / "units.md").read_text(encoding="utf-8")
    for unit in re.findall(r"^- ([^:]+):", units, re.MULTILINE):
        assert "unit_" + re.sub(r"\W+", "_", unit) in texts.codes()
    names = [name for name in models(schema) if not name.startswith("int_")]
    assert [name for name in names if f"table_{schema}.{name}" not in texts.codes()] == []
    folders = {path.name for path in (paths.dbt_dir() / "models" / schema).iterdir() if path.is_dir()}
    assert [folder for folder in folders if f"subject_{folder}" not in texts.codes()] == []


def test_the_files_are_those_of_a_release():
    names = {name for name, _ in downloads.OTHERS}
    assert downloads.DATABASE == shelf.DATABASE and downloads.ARCHIVE == exports.CSV_ARCHIVE
    assert names == {exports.CSV_ARCHIVE, shelf.DICTIONARY, build.DIFF, "data_docs/index.html"} | {
        downloads.DBT_DOCS,
        shelf.SUMMARY,
        shelf.SUMS,
    }


@pytest.mark.parametrize("t", (VI, EN), ids=("vi", "en"))
def test_what_can_be_downloaded_leads_out_of_the_site(t):
    (found,) = page(downloads, contents(columns=COLUMNS), t)
    assert 'href="../../governance.duckdb"' in found and 'href="../../parquet/bi.scoreboard.parquet"' in found
    assert stamp.size_of("csv.zip", t.code) in found
    assert '"from bi.scoreboard' in found.replace("&#34;", '"')


def test_a_size_is_put_in_where_it_is_known():
    when = datetime.datetime(2026, 11, 25)
    marks = stamp.size_of("a/b.parquet", "vi") + " " + stamp.size_of("none", "en")
    assert stamp.stamped(marks, "x", when, {"a/b.parquet": 16_789_504}) == "16,8\u00a0MB –"
    assert stamp.stamped(stamp.size_of("a", "en"), "x", when, {"a": 159_322}) == "159\u00a0kB"
    assert stamp.stamped(stamp.size_of("a", "en"), "x", when, {"a": 106}) == "106\u00a0B"


def test_a_citation_names_publisher_edition_and_release():
    found = downloads.index_citation(EN, INDEX, 2024, is_reported=True)
    assert found.plain.startswith("A, B: Index, edition of 2024. Figures as press and portals reported them.")
    assert found.bibtex.startswith("@misc{papi-2024,\n  author = {{A, B}},") and stamp.RELEASE_ID in found.bibtex
    assert "press" not in downloads.index_citation(EN, INDEX, 2024, is_reported=False).plain


def test_a_first_release_says_so():
    (found,) = page(changes, contents(), EN)
    assert EN("changes_first") in found and "<table" not in found


def test_totals_ranks_and_groups_are_shown_and_the_rest_is_counted():
    rank = {"table": "marts.fct_rank", "column": "rank", "old": "3", "new": "2"}
    lines = [
        line(),
        line(**rank, key="scope=national"),
        line(**rank, key="scope=region"),
        line(component_code="1.1"),
        line(kind="added", year=2023, old=None),
    ]
    shown = changes.totals_changed(lines)
    assert [(key, sorted(found)) for key, found in shown] == [
        (("PAPI", 2024, "63-31"), ["rank", "score"]),
        (("PAPI", 2023, "63-31"), ["score"]),
    ]
    before = Comparison(
        "20261101T000000Z-00000000", datetime.datetime(2026, 11, 1), {"papi/2024.csv": "changed"}, lines
    )
    (found,) = page(changes, contents(before), VI)
    assert "5 số liệu khác bản trước" in found.replace("\u00a0", " ")
    assert '<s class="was">1,00</s> <b>2,00</b>' in found and "papi/2024.csv" in found
    assert found.count("badge derived") == 1


def test_lines_of_tables_are_no_figures():
    structure = line("table_added", "marts.fct_x", None, None, None, index_code=None, year=None, province_id=None)
    before = Comparison("20261101T000000Z-00000000", datetime.datetime(2026, 11, 1), None, [structure])
    (found,) = page(changes, contents(before), EN)
    assert EN("finding_changes_structure") in found and "marts.fct_x" in found


def test_the_line_is_that_of_the_file():
    assert Changed._fields == diff.COLUMNS


@pytest.mark.parametrize(
    ("totals", "n_files", "said"),
    [
        ({"added": 200, "changed": 444}, 0, "New: 200; changed: 444. The raw files are the same, so"),
        ({"removed": 1}, 1, "Gone: 1. 1 raw file was added, changed or removed."),
        ({}, 0, "The raw files are the same."),
        ({"added": 1}, None, "New: 1."),
    ],
)
def test_what_differs_is_summed_up(totals, n_files, said):
    found = findings.summary(EN, totals, n_files)
    assert found.startswith(said) and (n_files is not None or found == said)


def test_the_title_tells_how_many_figures_differ():
    assert findings.title(EN, {"added": 1200}, 0) == "1,200 figures differ from the release before"
    assert findings.title(VI, {"added": 1200}, 0).replace("\u00a0", " ") == "1.200 số liệu khác bản trước"
    assert findings.title(EN, {"added": 1}, 3) == "One figure differs from the release before"
    assert findings.title(EN, {}, 0) == "No figure differs from the release before"


def test_what_became_of_raw_files():
    found = diff.changed_files({"a": "1", "b": "1", "c": "1"}, {"b": "2", "c": "1", "d": "1"})
    assert found == {"d": "added", "a": "removed", "b": "changed"}
