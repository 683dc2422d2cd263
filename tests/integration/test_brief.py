"""Briefs of the built warehouse: two pages, the figures of the views in both files and languages, same bytes."""

import hashlib
import io
import zipfile
from decimal import ROUND_HALF_UP, Decimal

import docx
import duckdb
import pytest
from docx.oxml.ns import qn

from orchestration import paths
from orchestration.brief import names, pdf, word, writing
from orchestration.brief.writing import Asked
from orchestration.cli import brief as command
from orchestration.messages import texts
from orchestration.messages.refusals import WrongUse
from orchestration.pages.contents import Contents
from orchestration.pages.language import Language
from orchestration.reference import Reference
from tests.integration import pdf_text

# With a total and without, whole and in part, of all scales, and one of many conflicts.
SCORED = (
    ("63-31", 2023),
    ("63-01", 2024),
    ("63-79", 2012),
    ("63-22", 2023),
    ("63-24", 2022),
    ("63-14", 2021),
    ("63-46", 2018),
    ("63-77", 2016),
    ("63-66", 2011),
    ("63-96", 2020),
)
FORMED = (("34-31", 2023), ("34-22", 2024), ("34-79", 2024))


@pytest.fixture(scope="module")
def database(built):
    return built.workplace.current / "governance.duckdb"


@pytest.fixture(scope="module")
def contents(database):
    opened = Contents(database)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def documents(contents):
    """By unit, year and language."""
    found = {}
    for unit, year in (*SCORED, *FORMED):
        asked = Asked([contents.provinces[unit]], year, unit[:2], (unit, year) in SCORED)
        for language in texts.LANGUAGES:
            brief = writing.brief(contents, Language(language), asked, contents.provinces[unit])
            found[unit, year, language] = brief.document()
    return found


@pytest.fixture(scope="module")
def printed(documents):
    return {key: pdf.write(document) for key, document in documents.items()}


def shown(value, language, sign=False):
    """A figure as it must be read, made without the code that writes it."""
    if value is None:
        return "–"
    text = f"{Decimal(value).quantize(Decimal('0.01'), ROUND_HALF_UP):{'+' if sign else ''}.2f}"
    text = text.replace("+0.00", "0.00").replace("-0.00", "0.00").replace("-", "−")
    return text.replace(".", ",") if language == "vi" else text


def of(rank, n, language):
    return "–" if rank is None else f"{rank}/{n}" if language == "vi" else f"{rank} of {n}"


def totals(database, unit, year):
    with duckdb.connect(database, read_only=True) as connection:
        return connection.execute(
            "select score, score_change, gap_to_national_mean, rank, n_ranked from bi.scoreboard "
            "where province_id = ? and year = ? order by index_code",
            [unit, year],
        ).fetchall()


def dimensions(database, unit, year, language):
    """Of PAPI: name, score, change, rank, mean, as the table has them."""
    with duckdb.connect(database, read_only=True) as connection:
        rows = connection.execute(
            f"select s.component_code, short_name_{language}, score, case when is_comparable then score_change end, "
            "rank, n_ranked, national_mean from bi.component_scores as s "
            "inner join marts.dim_component using (index_code, year, component_code) where index_code = 'PAPI' "
            "and s.level = 'dimension' and province_id = ? and year = ? and score is not null order by 1",
            [unit, year],
        ).fetchall()
    return [
        [
            f"{code}. {name}",
            shown(score, language),
            shown(change, language, True),
            of(rank, n, language),
            shown(mean, language),
        ]
        for code, name, score, change, rank, n, mean in rows
    ]


def backcasts(database, unit, year, language):
    with duckdb.connect(database, read_only=True) as connection:
        rows = connection.execute(
            f"select b.component_code, short_name_{language}, score, rank, n_ranked from bi.backcast as b "
            "inner join marts.dim_component using (index_code, year, component_code) where index_code = 'PAPI' "
            "and b.level = 'dimension' and province_id = ? and year = ? order by 1",
            [unit, year],
        ).fetchall()
    return [[f"{code}. {name}", shown(score, language), of(rank, n, language)] for code, name, score, rank, n in rows]


def lines(content):
    """Lines of a printed page without the spaces that typesetting leaves, and without no-break spaces."""
    return [[plain(line) for line in page.split("\n")] for page in pdf_text.pages(content)]


def plain(text):
    return text.replace("\xa0", " ").strip()


def is_within(row, printed_lines):
    """Whether a row of a table stands in the lines: its cells one after the other, names of any number of lines."""
    text = "\n".join(printed_lines)
    joined = text.replace("\n", " ")
    return " ".join(map(plain, row)) in joined


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize(("unit", "year"), (*SCORED, *FORMED))
def test_a_brief_has_two_pages_with_the_figures_of_the_views(printed, database, unit, year, language):
    first, second = lines(printed[unit, year, language])
    if (unit, year) in SCORED:
        table = dimensions(database, unit, year, language)
        columns = list(zip(*totals(database, unit, year), strict=True))
        for values, sign in ((columns[0], False), (columns[1], True), (columns[2], True)):
            assert is_within([shown(value, language, sign) for value in values], first)
    else:
        table = backcasts(database, unit, year, language)
    for row in table:
        assert is_within(row, first), row
    assert len(table) >= (0 if (unit, year) == ("63-22", 2023) else 4)
    assert any("2025" in line for line in second)


def test_a_brief_names_the_release_that_it_may_be_cited_by(printed, documents):
    for key, document in documents.items():
        cited = "".join(lines(printed[key])[1])
        assert document.release_id in cited.replace("- ", "-")


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize(("unit", "year"), SCORED)
def test_the_word_file_says_the_same(documents, database, unit, year, language):
    file = docx.Document(io.BytesIO(word.write(documents[unit, year, language])))
    tables = [[[plain(cell.text) for cell in row.cells] for row in table.rows] for table in file.tables]
    # Of the tables with a row of that name the first.
    by_name = {row[0]: row for table in reversed(tables) for row in table}
    for row in dimensions(database, unit, year, language):
        assert by_name[plain(row[0])][: len(row)] == list(map(plain, row))
    scores, changes, gaps, *_ = zip(*totals(database, unit, year), strict=True)
    assert tables[0][1][1:] == [shown(score, language) for score in scores]
    assert tables[0][5][1:] == [shown(change, language, True) for change in changes]
    assert tables[0][9][1:] == [shown(gap, language, True) for gap in gaps]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_the_word_file_is_made_for_everybody(documents, language):
    document = documents["63-31", 2023, language]
    file = docx.Document(io.BytesIO(word.write(document)))
    tag = {"vi": "vi-VN", "en": "en-GB"}[language]
    assert {lang.get(qn("w:val")) for lang in file.styles.element.iter(qn("w:lang"))} == {tag}
    assert file.core_properties.language == tag and file.core_properties.title == document.title
    headings = [line.text for line in file.paragraphs if line.style.name == "Heading 1"]
    assert headings == [section.heading for page in document.pages for section in page]
    assert [line.text for line in file.paragraphs if line.style.name == "Title"] == [document.name]
    for table in file.tables:
        first, *others = table._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    pictures = list(file.element.body.iter(qn("wp:docPr")))
    assert [picture.get("descr") for picture in pictures] == [chart.alt for chart in document.charts]
    assert len({picture.get("id") for picture in pictures}) == len(pictures) > 10
    codes = [field.get(qn("w:instr")) for field in file.sections[0].footer._element.iter(qn("w:fldSimple"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_a_pdf_is_tagged_and_carries_its_fonts(printed):
    for (_, _, language), content in printed.items():
        assert b"/StructTreeRoot" in content and b"/Marked true" in content
        assert f"/Lang({'vi-VN' if language == 'vi' else 'en-GB'})".encode() in content
        assert b"GovernanceSans" in content and len(content) < 300_000


def test_the_same_document_is_the_same_bytes(documents):
    document = documents["63-31", 2023, "vi"]
    assert pdf.write(document) == pdf.write(document)
    first, second = (hashlib.sha256(word.write(document)).hexdigest() for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(word.write(document))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    file = docx.Document(io.BytesIO(word.write(document)))
    times = {file.core_properties.created, file.core_properties.modified}
    assert {time.replace(tzinfo=None) for time in times} == {document.built_at}


def test_a_letter_that_the_font_does_not_have_stops_no_brief(documents):
    from dataclasses import replace

    said = lines(pdf.write(replace(documents["63-31", 2023, "vi"], lead="Điểm 調査 <script>#panic()")))
    assert "Điểm ?? <script>#panic()" in said[0]


def test_every_province_fits_on_two_pages(contents):
    t = Language("vi")
    for unit in contents.units("63"):
        asked = Asked([unit], 2021, "63", True)
        assert len(pdf_text.pages(pdf.write(writing.brief(contents, t, asked, unit).document()))) == 2


@pytest.fixture
def served(built, monkeypatch, tmp_path):
    monkeypatch.setenv("GOVERNANCE_DATA_DIR", str(built.workplace.data))
    texts.choose("en")
    yield tmp_path / "out"
    texts.choose(None)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Hải Phòng", "hai-phong-2023-en"),
        ("hai phong", "hai-phong-2023-en"),
        ("TP. Hồ Chí Minh", "ho-chi-minh-2023-en"),
        ("Sài Gòn", "ho-chi-minh-2023-en"),
        ("Thừa Thiên Huế", "hue-2023-en"),
        ("HUE", "hue-2023-en"),
    ],
)
def test_a_province_is_found_by_any_of_its_names(contents, name, file):
    reference = Reference(paths.seeds_dir())
    asked = writing.asked(contents, reference, Language("en"), name, 2023, None)
    assert writing.file_name(asked, asked.units[0], "en") == file


def test_a_former_name_leads_to_the_unit_that_took_it_over(contents):
    known = names.spellings(contents, Reference(paths.seeds_dir()), "34")
    assert names.find("hai duong", known) == names.find("Hải Phòng", known) == "34-31"
    # Of a name that means two units, its own.
    assert names.find("Bắc Ninh", known) == "34-24" and names.find("Bắc Giang", known) == "34-24"


def test_the_command_writes_both_files_and_says_where(served, capsys):
    assert command.run("hai phong", 2023, None, False, served) == 0
    said = capsys.readouterr().out
    for ending in ("pdf", "docx"):
        file = served / f"hai-phong-2023-en.{ending}"
        assert file.stat().st_size > 50_000 and f"Written: {file}" in said
    assert "Next: " in said


def test_the_command_says_what_a_brief_cannot_hold(served, capsys):
    command.run("Quảng Ninh", 2023, None, False, served)
    assert "has no PAPI 2023 total: the published table has no figures for the province." in capsys.readouterr().out
    command.run("Hải Dương", 2023, "34", False, served)
    assert "Hai Phong (34) was not scored in 2023: the brief has back-cast figures." in capsys.readouterr().out
    assert (served / "hai-phong-34-2023-en.pdf").exists()


def test_all_of_a_set_are_written(served, capsys):
    assert command.run(None, 2024, "34", True, served) == 0
    assert len(list(served.iterdir())) == 68
    assert "Wrote 34 briefs (68 files)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("Hai Fong", None, None, False), "Nearest: Hai Phong, Hai Duong"),
        (("Hà Nội", 2030, None, False), "No edition of 2030 is held. Years held: 2011–2024."),
        (("Hà Nội", 2023, "99", False), "There is no set of 99 provinces for 2023"),
        ((None, 2023, None, False), "Name a province, or use --all"),
        (("  ", 2023, None, False), "Name a province, or use --all"),
        (("Hà Nội", 2023, None, True), "Use one of the two"),
    ],
)
def test_what_cannot_be_written_is_refused(served, asked, said):
    with pytest.raises(WrongUse, match=said):
        command.run(*asked, served)
    assert not served.exists()
