"""Files of texts as paragraphs: plain text, Markdown, web pages, Word, and PDF that holds its text."""

import io
import re
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import PurePath

from orchestration.ingest import delimited_text

# A cell ends as a sentence does.
_CELL = " | "
_BLANKS = re.compile(r"[^\S\n]+")
_ENDS = (".", ":", ";", "!", "?", "|", "…")
# A text whose lines are all shorter than this was broken by hand or by a page.
_LONGEST_BROKEN = 130
_FULL = 0.75


class NoDocument(Exception):
    """The file cannot be read as what its name says: a code of a message."""


def paragraphs(content: bytes, file: str) -> list[str]:
    """The text of a file by the ending of its name; plain text where there is none.

    Raises `NoDocument`, or `Unreadable` where letters are lost.
    """
    read = _READERS.get(PurePath(file).suffix.lower(), _plain)
    found = [_tidy(paragraph) for paragraph in read(content, file)]
    return [paragraph for paragraph in found if paragraph]


def _tidy(text: str) -> str:
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text).replace("\n", " ")).strip()


def _plain(content: bytes, file: str) -> list[str]:
    return _joined(delimited_text.decode_letters(content, file).splitlines())


def _joined(lines: list[str]) -> list[str]:
    """Lines to paragraphs. Lines of one length were broken to fit: the next goes on where no sentence has ended."""
    longest = max(map(len, lines), default=0)
    found: list[str] = []
    previous = ""
    for line in lines:
        stripped = line.strip()
        goes_on = previous and stripped and not previous.endswith(_ENDS) and stripped[0] not in "-•*+"
        is_full = longest <= _LONGEST_BROKEN and len(previous) >= _FULL * longest
        if (goes_on and is_full) or (
            previous
            and stripped
            and is_full
            and longest > 60
            and previous.endswith(_ENDS[:3])
            and stripped[0].islower()
        ):
            found[-1] += f" {stripped}"
        else:
            found.append(stripped)
        previous = stripped
    return found


def _markdown(content: bytes, file: str) -> list[str]:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(delimited_text.decode_letters(content, file))
    found: list[str] = []
    in_row = False
    for token in tokens:
        if token.type == "tr_open":
            found.append("")
        in_row = {"tr_open": True, "tr_close": False}.get(token.type, in_row)
        if token.type == "inline":
            text = "".join(" " if child.type.endswith("break") else child.content for child in token.children or [])
            if in_row:
                found[-1] += text + _CELL
            else:
                found.append(text)
    return found


class _Page(HTMLParser):
    """The words of a web page, block by block, without what only the browser reads."""

    _BLOCKS = frozenset(
        [
            "address",
            "article",
            "aside",
            "blockquote",
            "br",
            "dd",
            "div",
            "dl",
            "dt",
            "figcaption",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "tr",
            "ul",
            "title",
        ]
    )
    _UNREAD = frozenset(["script", "style", "noscript", "template", "svg"])

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks = [""]
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in self._UNREAD
        if tag in self._BLOCKS:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in self._UNREAD and self._unread > 0
        if tag in self._BLOCKS:
            self.blocks.append("")
        elif tag in ("td", "th"):
            self.blocks[-1] += _CELL

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.blocks[-1] += data


def _web_page(content: bytes, file: str) -> list[str]:
    page = _Page()
    page.feed(delimited_text.decode_letters(content, file))
    page.close()
    return page.blocks


def _word(content: bytes, file: str) -> list[str]:
    import zipfile

    import docx
    from docx.table import Table

    try:
        document = docx.Document(io.BytesIO(content))
    except (KeyError, ValueError, zipfile.BadZipFile, OSError):
        raise NoDocument("text_no_word") from None
    found: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            found += [_CELL.join(cell.text for cell in row.cells) for row in block.rows]
        else:
            found += block.text.split("\n")
    return found


def _pdf(content: bytes, file: str) -> list[str]:
    try:
        import pypdf
    except ImportError:
        raise NoDocument("text_pdf_reader") from None
    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    except Exception:
        # Its errors are of many kinds, and every one of them means that this is no PDF that it can read.
        raise NoDocument("text_no_pdf") from None
    if not any(page.strip() for page in pages):
        raise NoDocument("text_pdf_of_images")
    return _joined("\n".join(pages).splitlines())


_READERS: dict[str, Callable[[bytes, str], list[str]]] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _web_page,
    ".htm": _web_page,
    ".docx": _word,
    ".pdf": _pdf,
}
