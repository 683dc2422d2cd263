"""Sentences that models write (macros/sentences.sql): in both languages, with the same gaps, none unused."""

import re

import jinja2
import pytest

from orchestration import paths

MACROS = paths.dbt_dir() / "macros"
SOURCE = (MACROS / "sentences.sql").read_text(encoding="utf-8")
SENTENCES = next(jinja2.Environment(extensions=["jinja2.ext.do"]).parse(SOURCE).find_all(jinja2.nodes.Dict)).as_const()


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_says_the_same_in_both_languages(code):
    assert list(SENTENCES[code]) == ["vi", "en"]
    vi, en = SENTENCES[code].values()
    assert vi and en and vi != en
    assert set(re.findall("{(.*?)}", vi)) == set(re.findall("{(.*?)}", en))


def test_every_sentence_is_used():
    texts = [
        file.read_text(encoding="utf-8") for file in [*paths.dbt_dir().glob("models/**/*.sql"), *MACROS.glob("*.sql")]
    ]
    used = {code for text in texts for code in re.findall(r"sentence\(\s*'(\w+)'", text)}
    # Codes of what a verdict rests on follow from it.
    assert {code for code in SENTENCES if not code.startswith("as_")} <= used
