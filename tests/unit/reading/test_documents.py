"""Files of texts as paragraphs."""

import io

import docx
import pytest

from orchestration.ingest.delimited_text import Unreadable
from orchestration.reading import documents
from orchestration.reading.documents import NoDocument, paragraphs

SENTENCE = "Năm 2023, PAR INDEX của Hải Phòng đạt 91,87%."


def word() -> bytes:
    document = docx.Document()
    document.add_heading("Báo cáo", 1)
    document.add_paragraph(SENTENCE)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Hải Phòng", "91,87"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", SENTENCE.encode()),
        ("a.txt", SENTENCE.encode("utf-16")),
        ("a", SENTENCE.encode("cp1258", "ignore") if False else SENTENCE.encode()),
        ("a.md", "# Báo cáo\n\n**Năm 2023**, PAR INDEX của\n[Hải Phòng](x.html) đạt 91,87%.\n".encode()),
        ("a.html", f"<html><script>var a=1</script><h1>Báo cáo</h1><p>{SENTENCE}</p></html>".encode()),
        ("a.docx", word()),
    ],
)
def test_each_kind_of_file_gives_its_sentences(name, content):
    assert SENTENCE in paragraphs(content, name)


def test_lines_broken_to_one_length_are_one_paragraph():
    broken = (
        "Theo kết quả công bố, Chỉ số PAR INDEX năm 2023 của tỉnh Đồng Nai đạt\n"
        "87,04%, xếp thứ 32/63 tỉnh, thành phố, tăng 19 bậc so với năm 2022 và\n"
        "là kết quả tốt.\n\nNăm 2024 khác.\n"
    )
    first, second = paragraphs(broken.encode(), "a.txt")
    assert first.endswith("là kết quả tốt.") and "đạt 87,04%" in first and second == "Năm 2024 khác."


def test_lines_of_a_list_stay_apart():
    assert paragraphs("Kết quả\n- Hà Nội: 91,43%\n- Huế: 88,38%\n".encode(), "a.txt") == [
        "Kết quả",
        "- Hà Nội: 91,43%",
        "- Huế: 88,38%",
    ]


def test_cells_of_a_table_are_no_sentence():
    page = "<table><tr><td>Hà Nội</td><td>91,43</td></tr></table>".encode()
    assert paragraphs(page, "a.html") == ["Hà Nội | 91,43 |"]


def test_a_file_of_another_kind_is_refused_with_a_reason():
    with pytest.raises(NoDocument, match="text_no_word"):
        paragraphs(b"no zip", "a.docx")
    with pytest.raises(Unreadable):
        paragraphs(b"\x00\x01\x02", "a.txt")


def test_a_pdf_is_read_where_its_reader_is_installed():
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed: the lock is to be renewed")
    with pytest.raises(NoDocument, match="text_no_pdf"):
        paragraphs(b"no pdf", "a.pdf")
    empty = pypdf.PdfWriter()
    empty.add_blank_page(100, 100)
    file = io.BytesIO()
    empty.write(file)
    with pytest.raises(NoDocument, match="text_pdf_of_images"):
        paragraphs(file.getvalue(), "a.pdf")


def test_without_the_reader_of_pdf_a_person_is_told(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    with pytest.raises(NoDocument, match="text_pdf_reader"):
        documents.paragraphs(b"%PDF-1.7", "a.pdf")
