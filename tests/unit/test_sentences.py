"""Sentences that models write (macros/sentences.sql): in both languages, with the same gaps, none unused."""

import re

import jinja2
import pytest

from orchestration import paths

SOURCE = (paths.dbt_dir() / "macros" / "sentences.sql").read_text(encoding="utf-8")
SENTENCES = next(jinja2.Environment(extensions=["jinja2.ext.do"]).parse(SOURCE).find_all(jinja2.nodes.Dict)).as_const()


def _files(folder):
    return sorted((paths.dbt_dir() / folder).rglob("*.sql"))


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_says_the_same_in_both_languages(code):
    assert list(SENTENCES[code]) == ["vi", "en"]
    vi, en = SENTENCES[code].values()
    assert vi and en and vi != en
    assert set(re.findall("{(.*?)}", vi)) == set(re.findall("{(.*?)}", en))


def test_every_sentence_is_used():
    texts = [file.read_text(encoding="utf-8") for folder in ("models", "macros") for file in _files(folder)]
    used = {code for text in texts for code in re.findall(r"sentence\(\s*'(\w+)'", text)}
    # Some follow from a word of the data: 'as_' ~ basis.
    begun = tuple(code for code in used if code not in SENTENCES)
    assert {code for code in SENTENCES if not code.startswith(begun)} <= used


@pytest.mark.parametrize("file", _files("models"), ids=lambda file: file.stem)
def test_a_model_has_no_vietnamese_words_of_its_own(file):
    assert all(letter.isascii() or letter in "–≥≤" for letter in file.read_text(encoding="utf-8"))
