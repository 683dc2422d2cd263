"""House rules of the templates: every word from orchestration/messages, and nothing let through unescaped."""

import re

import pytest
from jinja2 import Template

from orchestration.pages import rendering, site
from orchestration.pages.language import Language
from orchestration.pages.page import Page

TEMPLATES = sorted(rendering.TEMPLATES.glob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_words_of_its_own_and_lets_nothing_through(path):
    template = path.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe|autoescape|onclick=|https?://(?!www\.w3\.org)", template)
    shown = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", " ", template, flags=re.DOTALL)
    shown = re.sub(r"<script>.*?</script>|<[^>]*>", " ", shown, flags=re.DOTALL)
    # Names of formats and tables are the same in every language.
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"\b(CSV|Parquet|DuckDB|BibTeX|OFL|bi\.\w+)\b", "", shown))
    assert words == []


def test_a_template_that_is_given_too_little_is_an_error():
    with pytest.raises(Exception, match="undefined"):
        rendering.Renderer(site.links()).page(Page("x.html", "home.html"), Language("en"))


def test_a_page_has_no_indentation_and_no_end_tags_that_html_does_without(monkeypatch):
    html = "<ul>\n  <li>a</li>\n</ul><table><tr><th>b</th><td>c</td></tr></table><pre>\n  d</td></pre>\n"
    renderer = rendering.Renderer(site.links())
    monkeypatch.setattr(renderer._environment, "get_template", lambda name: Template(html))
    assert renderer.page(Page("x.html", "x"), Language("en")) == (
        "<ul>\n<li>a\n</ul><table><tr><th>b<td>c</table><pre>\n  d</td></pre>\n"
    )


def test_every_kind_has_pages_and_its_menu_is_of_pages():
    assert all(callable(kind.pages) for kind in site.KINDS)
    assert len({link.name for link in site.links()}) == len(site.links())


def test_no_class_has_a_look_of_two_kinds_of_pages():
    """All style sheets are read by every page: what 40-… and later say of a class alone is of one kind."""
    looks = {}
    for path in sorted((site.ASSETS / "css").glob("4*.css")):
        for selector in re.findall(r"([^{},]+)(?=[,{])", path.read_text(encoding="utf-8")):
            if found := re.fullmatch(r"\s*\w*(\.[\w-]+)(?:\.[\w-]+)*(?::[\w()-]+)*\s*", selector):
                looks.setdefault(found[1], set()).add(path.name)
    assert {name: sheets for name, sheets in looks.items() if len(sheets) > 1 and name != ".key"} == {}
