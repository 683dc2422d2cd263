"""Every sentence is there in both languages, with the same details."""

import string

import pytest

from orchestration.messages import texts


def placeholders(template: str) -> set[str]:
    """Names of the details; one that comes in two languages (hint_vi, hint_en) is one."""
    names = {name for _, name, _, _ in string.Formatter().parse(template) if name}
    return {name.removesuffix("_vi").removesuffix("_en") for name in names}


@pytest.mark.parametrize("code", sorted(texts.codes()))
def test_a_message_says_the_same_in_both_languages(code):
    vi, en = (texts.template(code, language) for language in texts.LANGUAGES)
    assert vi and en and vi != en
    assert placeholders(vi) == placeholders(en)


def test_a_missing_detail_is_an_error():
    with pytest.raises(KeyError):
        texts.text("altered", texts.EN)
