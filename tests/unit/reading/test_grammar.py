"""The forms in which a text states a figure, each with its example, and the words that they are made of."""

import pytest

from orchestration import paths
from orchestration.reading import words
from orchestration.reading.claims import Claims
from orchestration.reading.grammar import Grammar
from orchestration.reading.words import Lexicon
from orchestration.reference import Reference

GRAMMAR = Grammar()
FORMS = GRAMMAR.written["forms"]
# Of no index: the reader says what they are.
OF_OTHER_THINGS = {"date", "document", "years", "things"}


@pytest.fixture(scope="module")
def lexicon():
    return Lexicon(Reference(paths.seeds_dir()))


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_found_in_its_example(lexicon, name):
    found = list(GRAMMAR.find(words.scan(FORMS[name]["example"], lexicon)))
    assert name in [form.form for form in found]


def test_every_form_has_its_claims():
    assert {name for name in FORMS if not hasattr(Claims, f"_{name}")} == OF_OTHER_THINGS


def test_every_kind_of_a_form_is_one_of_a_word(lexicon):
    """A kind that no word has would never be found."""
    import re

    known = {row["kind"] for row in Reference(paths.seeds_dir()).rows("text_words")}
    known |= {"province", "num", "year", "date", "time", "document", "numbering", "stop", "w", "mark", "dot"}
    known |= {*words._MARKS.values(), "dash"}
    for name, form in FORMS.items():
        kinds = set(re.findall(r"[a-z_]{2,}", re.sub(r"<\w+:", "", re.sub(r"\$\w+", "", form["form"])))) - known
        assert kinds <= {"w"}, name


def test_two_spellings_of_a_tone_are_one(lexicon):
    for name in ("Hòa Bình", "Hoà Bình", "HÒA BÌNH", "Hoa Binh"):
        (token,) = words.scan(name, lexicon)
        assert token.values("province")[0] == "63-17"
    # Peace, not the province.
    assert not any(token.is_a("province") for token in words.scan("vì hòa bình", lexicon))


@pytest.mark.parametrize(
    ("written", "value", "decimals"),
    [
        ("91,87", "91.87", 2),
        ("91.87", "91.87", 2),
        ("42,1143", "42.1143", 4),
        ("9.664.000", "9664000", 0),
        ("63", "63", 0),
    ],
)
def test_numbers_as_texts_write_them(lexicon, written, value, decimals):
    (token,) = words.scan(written, lexicon)
    assert (str(token.number), token.decimals) == (value, decimals)
