"""What the tests need to know of a page's file, taken from it in one reading."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from lxml import html

# Attributes by which a page asks for another file or leads to it.
_ADDRESSES = {"href", "src", "srcset", "action", "formaction", "data", "poster", "ping", "xlink:href", "background"}
# A tag or an entity that a reader sees, and names of what a program holds where an element says nothing else.
_MARKUP = re.compile(r"</?[a-z][a-z0-9]*(\s+[\w-]+=[^<>]*)?\s*/?>|&(amp|lt|gt|quot|nbsp|#\d+);|\{[{%]|[%}]\}", re.I)
_LEAKED = {"None", "nan", "NaN", "NaT", "null", "undefined", "Undefined", "True", "False", "[]", "{}"}
# Where code and its results are quoted, which are in the form of the database in both languages.
_QUOTED = {"code", "pre", "samp", "kbd", "script", "style"}
_UNSEEN = {"svg", "script", "i"}
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_WRONG_DECIMALS = {"vi": re.compile(r"[-+−]?\d+\.\d{1,2}"), "en": re.compile(r"[-+−]?\d+,\d{1,2}")}


@dataclass(frozen=True)
class Facts:
    """A page as the tests judge it. `path` is relative to the site; `odd` is text that no reader should see."""

    path: str
    size: int
    language: str | None
    languages: frozenset[str]
    title: str
    description: str
    headings: tuple[int, ...]
    ids: Counter
    links: frozenset[str]
    files: frozenset[str]
    alternate: tuple[str, ...]
    odd: tuple[str, ...]
    shapes: tuple[int, ...]

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        return Path(self.path).stem


def parsed(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_text(encoding="utf-8"))


def words(element: html.HtmlElement) -> str:
    """The text of an element in one line, with plain spaces and without drawings, badges and what is hidden."""
    return " ".join(_text(element).replace("\u2060", "").split())


def _text(element: html.HtmlElement) -> str:
    # An <i> is a mark, or words for those who hear the page.
    if not isinstance(element.tag, str) or element.tag in _UNSEEN or _classes(element) & {"hide", "badge"}:
        return ""
    return (element.text or "") + "".join(_text(child) + (child.tail or "") for child in element)


def _classes(element: html.HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())


def facts(path: Path, site: Path) -> Facts:
    page = parsed(path)
    language = page.get("lang")
    links, files, odd, headings, ids, languages = set(), set(), [], [], Counter(), set()
    for element in page.iter(html.etree.Element):
        for name, value in element.items():
            if name in _ADDRESSES:
                (links if element.tag == "a" else files).add(value)
            elif name == "id":
                ids[value] += 1
            elif name in ("lang", "hreflang"):
                languages.add(value)
            elif ("<" in value or "&" in value or "{" in value) and _MARKUP.search(value):
                odd.append(f"{name}={value}")
        if element.tag in _HEADINGS:
            headings.append(int(element.tag[1]))
        odd += _odd(element, language)
    return Facts(
        path=path.relative_to(site).as_posix(),
        size=path.stat().st_size,
        language=language,
        languages=frozenset(languages),
        title=(page.findtext(".//title") or "").strip(),
        description="".join(page.xpath("//meta[@name='description']/@content")).strip(),
        headings=tuple(headings),
        ids=ids,
        links=frozenset(links),
        files=frozenset(files),
        alternate=tuple(page.xpath("//link[@rel='alternate']/@href")),
        odd=tuple(odd),
        shapes=tuple(len(units.findall(".//path")) for units in page.xpath("//g[@class='units']")),
    )


def _odd(element: html.HtmlElement, language: str | None) -> list[str]:
    """Text of the element itself that no reader should see."""
    own = [element.text, *(child.tail for child in element)]
    found = [text for text in own if text and ("<" in text or "&" in text or "{" in text) and _MARKUP.search(text)]
    first = (element.text or "").strip()
    if first in _LEAKED and len(element) == 0:
        found.append(first)
    if element.tag == "td" and language in _WRONG_DECIMALS and _WRONG_DECIMALS[language].fullmatch(first):
        found += [first] if "n" in _classes(element) and "code" not in _classes(element) else []
    is_quoted = found and any(above.tag in _QUOTED for above in (element, *element.iterancestors()))
    return [] if is_quoted else found
