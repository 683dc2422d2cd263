"""Documents as pages: no markup passed through, anchors in both languages, links to pages only, tables that scroll."""

import re
from collections import Counter

import pytest

from orchestration import paths
from orchestration.messages import texts
from orchestration.pages import cookbook, methodology, prose
from orchestration.pages.language import Language

VI, EN = Language("vi"), Language("en")
LINKS = {"fct_score": "dictionary-marts-core.html#marts.fct_score", "methodology.md": "methodology.html"}


def html(text, t=EN, **options):
    return str(prose.rendered(text, t, LINKS, **options).html)


def test_markup_is_shown_and_not_run():
    assert "<script>" not in html("Text <script>alert(1)</script>\n\n<b>block</b>")
    assert "<a" not in html("[x](javascript:alert(1))")


def test_a_heading_has_the_anchor_of_its_words_or_the_one_given():
    assert html("## Why a score moved") == '<h2 id="why-a-score-moved">Why a score moved</h2>\n'
    assert html("## Điểm", VI, anchors=["scores"]) == '<h2 id="scores">Điểm</h2>\n'
    assert prose.rendered("## Điểm", VI, {}, ["scores"]).headings == [prose.Heading("scores", "Điểm")]


def test_names_of_tables_and_documents_lead_to_pages_and_other_paths_nowhere():
    assert f'<a href="{LINKS["fct_score"]}"><code>fct_score</code></a>' in html("See `fct_score`.")
    assert '<a href="methodology.html#groups">groups</a>' in html("[groups](methodology.md#groups)")
    assert html("[the runbook](runbooks/x.md)") == "<p>the runbook</p>\n"
    assert '<a href="https://x.org">' in html("[x](https://x.org)")
    assert "<a href" not in html("`score`")


def test_a_table_scrolls_and_aligns_its_figures():
    found = html("| name | n |\n|---|---|\n| a | -1.5 |\n| b |  |", scroll_label="Table")
    assert found.startswith('<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>')
    assert '<th class="n">n</th>' in found and '<td class="n">-1.5</td>' in found and "<td>a</td>" in found


def test_vietnamese_compounds_are_not_parted():
    assert "cao\u00a0nhất" in html("Tỉnh cao nhất", VI) and "\u00a0" not in html("Tỉnh cao nhất", EN)


def sections():
    both = [re.split(r"^## ", methodology.text(language), flags=re.MULTILINE) for language in (texts.EN, texts.VI)]
    return list(zip(*both, strict=True))


@pytest.mark.parametrize("section", sections(), ids=lambda section: section[0].split("\n")[0])
def test_the_methodology_says_the_same_in_both_languages(section):
    """The same names in code and the same figures, section by section."""

    def names(text):
        return Counter(re.findall(r"`[^`]+`", text))

    def figures(text):
        return Counter(re.findall(r"(?<![\w.-])\d+\.\d+(?![\w])", re.sub(r"`[^`]*`", "", text)))

    en, vi = section
    vi_figures = re.sub(r"(?<=\d),(?=\d)", ".", vi)
    assert names(en) == names(vi)
    assert figures(en) == figures(vi_figures)


def recipes():
    return list(cookbook.RECIPE.finditer((paths.docs_dir() / "cookbook.md").read_text(encoding="utf-8")))


def test_every_question_of_the_cookbook_is_there_with_all_its_parts():
    found = [[cookbook.recipe(recipe, t, {}) for recipe in recipes()] for t in (VI, EN)]
    assert [recipe["number"] for recipe in found[0]] == list(range(1, len(found[0]) + 1))
    for vi, en in zip(*found, strict=True):
        assert vi["anchor"] == en["anchor"] and vi["sql"] == en["sql"] and vi["answer"]
        assert vi["question"] != en["question"] and len(vi["text"]) == len(en["text"]) > 0


def test_a_question_in_one_language_only_is_an_error():
    text = "## 1. Ai? · Who?\n\nMột đoạn.\n\n```sql\nfrom x\n```\n\n| n |\n| --- |\n| 1 |\n"
    with pytest.raises(ValueError, match="one language is missing"):
        cookbook.recipe(cookbook.RECIPE.search(text), VI, {})
