"""What the release holds as files, how each is opened, under what terms, and how it is cited."""

from collections.abc import Iterator
from dataclasses import dataclass

from orchestration import stamp
from orchestration.messages import texts
from orchestration.pages import dictionary
from orchestration.pages.contents import Contents, Row
from orchestration.pages.language import Language
from orchestration.pages.page import Link, Page

NAME = "downloads.html"
LINKS = (Link(NAME, "menu_downloads"),)
# From a page of either language to the release, below which the site lies.
ROOT = "../../"
DATABASE, ARCHIVE, PARQUET = "governance.duckdb", "csv.zip", "parquet/{table}.parquet"
DBT_DOCS = "dbt_docs/index.html"
# What is there beside the database, and whether it has its final size before the pages are copied.
OTHERS = (
    (ARCHIVE, True),
    ("data_dictionary.md", True),
    ("diff.csv", True),
    ("data_docs/index.html", False),
    (DBT_DOCS, False),
    ("release.json", False),
    ("SHA256SUMS", False),
)
TOOLS = {
    "duckdb": ("DuckDB", f'duckdb -readonly {DATABASE} "from bi.scoreboard where year = 2024"'),
    "python": (
        "Python",
        f'import duckdb\n\nrelease = duckdb.connect("{DATABASE}", read_only=True)\n'
        'release.sql("from bi.scoreboard where year = 2024").show()',
    ),
    "r": (
        "R",
        f'library(duckdb)\n\nrelease <- dbConnect(duckdb(), "{DATABASE}", read_only = TRUE)\n'
        'dbGetQuery(release, "from bi.scoreboard where year = 2024")',
    ),
}
CHECK = "sha256sum -c SHA256SUMS"
# Tools of which a sentence says enough.
OTHER_TOOLS = ("excel", "bi", "check")


@dataclass(frozen=True)
class Citation:
    """Of the release or of an index in it: as a sentence and as an entry of BibTeX."""

    title: str
    plain: str
    bibtex: str


def pages(contents: Contents, t: Language) -> Iterator[Page]:
    tables = dict.fromkeys((column.table, column.subject) for column in contents.circumstances.columns)
    context = {
        "root": ROOT,
        "database": {"name": DATABASE, "size": stamp.size_of(DATABASE, t.code)},
        "files": [
            {"name": name, "code": name.partition(".")[0].partition("/")[0].lower(), "size": _size(name, sized, t)}
            for name, sized in OTHERS
            if name != DBT_DOCS or contents.circumstances.has_dbt_docs
        ],
        "tables": [_table(contents, t, table, subject) for table, subject in tables],
        "n_rows": sum(contents.row_counts.values()),
        "tools": [{"name": name, "code": code, "words": f"open_{key}"} for key, (name, code) in TOOLS.items()],
        "other_tools": OTHER_TOOLS,
        "check": CHECK,
        "publishers": t.list(dict.fromkeys(t.of(row, "publisher") for row in contents.indices.values())),
        "citations": [citation(t), *(_of_newest(contents, t, code) for code in contents.indices)],
    }
    yield Page(NAME, "downloads.html", NAME, context)


def _size(name: str, is_sized: bool, t: Language) -> str:
    return stamp.size_of(name, t.code) if is_sized else ""


def _table(contents: Contents, t: Language, table: str, subject: str) -> dict[str, object]:
    file = PARQUET.format(table=table)
    code = f"table_{table}"
    return {
        "name": table,
        "file": ROOT + file,
        "href": dictionary.href(table, subject),
        "heading": t(code) if code in texts.codes() else "",
        "rows": contents.row_counts.get(table, 1),
        "size": stamp.size_of(file, t.code),
    }


def _of_newest(contents: Contents, t: Language, index: str) -> Citation:
    year = contents.newest(index)
    is_reported = any(row.score_status == "reported" for row in contents.board(index, year))
    return index_citation(t, contents.indices[index], year, is_reported)


def citation(t: Language) -> Citation:
    """Of the whole release."""
    title = t("downloads_cite_dataset")
    entry = {
        "title": "{" + title + "}",
        "year": stamp.RELEASE_YEAR,
        "note": t("downloads_cite_release", release=stamp.RELEASE_ID),
        "howpublished": t("downloads_cite_kind"),
    }
    plain = t("downloads_cite_plain", title=title, release=stamp.RELEASE_ID, day=stamp.RELEASE_DAY[t.code])
    return Citation(t("downloads_cite_whole"), plain, bibtex(f"governance-{stamp.RELEASE_ID}", entry))


def index_citation(t: Language, index: Row, year: int, is_reported: bool) -> Citation:
    """Of an edition of an index, by its publisher, as the release has it."""
    name, publisher = t.of(index, "name"), t.of(index, "publisher")
    held = t(
        "downloads_cite_held",
        title=t("downloads_cite_dataset"),
        release=stamp.RELEASE_ID,
        day=stamp.RELEASE_DAY[t.code],
    )
    if is_reported:
        held = t("downloads_cite_reported", held=held)
    entry = {
        # Doubled, a name of several words and commas stays one author.
        "author": "{" + publisher + "}",
        "title": "{" + t("downloads_cite_edition", name=name, year=year) + "}",
        "note": held,
    }
    title = f"{index.short_name} {year}"
    plain = t("downloads_cite_index", publisher=publisher, name=name, year=year, held=held)
    return Citation(title, plain, bibtex(f"{index.index_code.lower()}-{year}", entry))


def bibtex(key: str, fields: dict[str, object]) -> str:
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items()]
    return "@misc{" + key + ",\n" + ",\n".join(lines) + "\n}"
