"""Texts made for the tests, each with what a person reads in it: tests/texts."""

from collections import Counter

import pytest
import yaml

from orchestration import paths
from orchestration.reading.figures import NOT_UNDERSTOOD, OUT_OF_SCOPE, QUESTION
from tests.unit.reading.gold import found, written

TEXTS = {
    name: text
    for file in sorted((paths.REPOSITORY / "tests" / "texts").glob("*.yml"))
    for name, text in yaml.safe_load(file.read_text(encoding="utf-8")).items()
}


def test_there_are_many():
    assert len(TEXTS) >= 80
    assert sum(len(text["claims"]) for text in TEXTS.values()) >= 120


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_read_as_a_person_reads_it(reader, name):
    text = TEXTS[name]
    figures = reader.read(text["text"].splitlines())
    assert Counter(found(figures, with_doubted=False)) == Counter(map(written, text["claims"]))
    # Of what is not certain, the question is asked.
    doubts = [
        code
        for figure in figures
        for code in [claim.doubt for claim in figure.claims if claim.doubt]
        or [figure.reason] * (figure.status == QUESTION)
    ]
    assert Counter(doubts) == Counter(text.get("asked", []))
    assert [figure.text for figure in figures if figure.status == NOT_UNDERSTOOD] == text.get("unknown", [])
    if "out" in text:
        assert Counter(figure.reason for figure in figures if figure.status == OUT_OF_SCOPE) == Counter(text["out"])


@pytest.mark.parametrize("name", TEXTS)
def test_every_number_is_accounted_for_once(reader, name):
    text = TEXTS[name]["text"].splitlines()
    figures = reader.read(text)
    for number, paragraph in enumerate(text, start=1):
        mine = [figure for figure in figures if figure.paragraph == number]
        assert all(paragraph[figure.start : figure.end] == figure.text for figure in mine)
        taken = [place for figure in mine for place in range(figure.start, figure.end)]
        assert len(taken) == len(set(taken))
        # Digits outside of them are of the form that a figure is compared with, or of a name.
        left = {place for place, letter in enumerate(paragraph) if letter.isdigit()} - set(taken)
        assert not left, "".join(paragraph[place] for place in sorted(left))
