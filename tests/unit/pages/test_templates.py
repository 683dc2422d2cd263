"""House rules of the templates: every word from orchestration/messages, and nothing let through unescaped."""

import re

import pytest

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
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"\b(CSV|Parquet|DuckDB|bi\.\w+)\b", "", shown))
    assert words == []


def test_a_template_that_is_given_too_little_is_an_error():
    with pytest.raises(Exception, match="undefined"):
        rendering.Renderer(site.links()).page(Page("x.html", "home.html"), Language("en"))


def test_every_kind_has_pages_and_its_menu_is_of_pages():
    assert all(callable(kind.pages) for kind in site.KINDS)
    assert len({link.name for link in site.links()}) == len(site.links())
