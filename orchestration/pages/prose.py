"""Markdown of the project's own documents as HTML of a page. No markup in them is passed through."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from orchestration.pages.language import Language, glued

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
# Columns of figures: a table's cells of one column all look like this.
_FIGURE = re.compile(r"[-−+]?[\d.,]*\d%?")


@dataclass(frozen=True)
class Heading:
    """A heading of the second level and the anchor by which both languages are found."""

    anchor: str
    text: str


@dataclass(frozen=True)
class Prose:
    """A text as HTML, with its headings in order."""

    html: Markup
    headings: Sequence[Heading]


def slug(text: str) -> str:
    """The anchor that GitHub gives an English heading, so that links lead to both."""
    return re.sub(r"[^\w -]", "", text.lower()).replace(" ", "-")


def headings(text: str) -> list[str]:
    """Headings of the second level, as they are written."""
    return re.findall(r"^## (.+)$", text, re.MULTILINE)


def parts(text: str) -> tuple[str, str, str]:
    """Title, first paragraph and the rest of a document."""
    title, lead, rest = text.split("\n\n", 2)
    return title.removeprefix("# "), lead, rest


def rendered(
    text: str, t: Language, links: Mapping[str, str], anchors: Sequence[str] = (), scroll_label: str = ""
) -> Prose:
    """The text as HTML.

    `links` leads names in code (of tables) and addresses of documents to pages; a link that leads to no page and
    outside of the site only by a path is left as its words. `anchors` are those of the headings, which otherwise
    follow from their words. Tables scroll by themselves, under the name `scroll_label`.
    """
    tokens = _MARKDOWN.parse(text)
    found = []
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            words = tokens[at + 1].content
            anchor = anchors[len(found)] if anchors else slug(words)
            token.attrSet("id", anchor)
            found.append(Heading(anchor, words))
        elif token.type == "inline":
            token.children = _inline(token.children or [], t, links)
    _align(tokens)
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    label = escape(scroll_label)
    html = html.replace("<table>", f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table>')
    return Prose(Markup(html.replace("</table>", "</table></div>")), found)


def inline(text: str, t: Language, links: Mapping[str, str]) -> Markup:
    """A paragraph's words without the paragraph."""
    (token,) = _MARKDOWN.parseInline(text)
    children = _inline(token.children or [], t, links)
    return Markup(_MARKDOWN.renderer.renderInline(children, _MARKDOWN.options, {}))


def _inline(children: list[Token], t: Language, links: Mapping[str, str]) -> list[Token]:
    """Links to pages, code that names a table linked to its description, and no line that parts a compound."""
    found: list[Token] = []
    open_links: list[bool] = []
    for child in children:
        if child.type == "link_open":
            href = _href(str(child.attrGet("href")), links)
            open_links.append(href is not None)
            if href is None:
                continue
            child.attrSet("href", href)
        elif child.type == "link_close":
            if not open_links.pop():
                continue
        elif child.type == "code_inline" and child.content in links and not any(open_links):
            opening, closing = Token("link_open", "a", 1), Token("link_close", "a", -1)
            opening.attrSet("href", links[child.content])
            found += [opening, child, closing]
            continue
        elif child.type == "text" and t.is_vietnamese:
            child.content = glued(child.content)
        found.append(child)
    return found


def _href(href: str, links: Mapping[str, str]) -> str | None:
    if href.startswith(("#", "https://", "http://")):
        return href
    path, hash_, anchor = href.partition("#")
    return links[path] + hash_ + anchor if path in links else None


def _align(tokens: list[Token]) -> None:
    """Marks the cells of columns of figures."""
    table: list[list[tuple[Token, str]]] = []
    for at, token in enumerate(tokens):
        if token.type == "table_open":
            table = []
        elif token.type == "tr_open":
            table.append([])
        elif token.type in ("th_open", "td_open"):
            table[-1].append((token, tokens[at + 1].content))
        elif token.type == "table_close" and len(table) > 1:
            for column in zip(*table, strict=True):
                values = [content for _, content in column[1:] if content]
                if values and all(map(_FIGURE.fullmatch, values)):
                    for cell, _ in column:
                        cell.attrSet("class", "n")
