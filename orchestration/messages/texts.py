"""The sentences for people, from the YAML files beside this module: a file for each subject, both languages together.

Code names a sentence by its code and gives the details; no sentence stands in Python. What is kept or sent (alerts,
expectations, Dagster's events) is in both languages; what a command prints follows the language chosen.
"""

import string
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

VI, EN = LANGUAGES = ("vi", "en")
_SWAPPED = str.maketrans(",.", ".,")
_chosen: str | None = None


def choose(language: str | None) -> None:
    """Has everything printed in one language from now on; in both where it is None."""
    global _chosen
    _chosen = language


def chosen() -> tuple[str, ...]:
    """The languages to print in, in this order."""
    return (_chosen,) if _chosen else LANGUAGES


@cache
def _texts() -> dict[str, dict[str, str]]:
    """Sentences by code, then language. Raises `ValueError` where two files use one code."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(Path(__file__).parent.glob("*.yml")):
        texts = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
        if repeated := found.keys() & texts.keys():
            raise ValueError(f"{file.name} repeats codes of another file: {', '.join(sorted(repeated))}")
        found |= texts
    return found


def codes() -> set[str]:
    return set(_texts())


def template(code: str, language: str) -> str:
    """The sentence with its placeholders. Raises `KeyError` for a code that no file has."""
    return _texts()[code][language]


def number(value: float | Decimal, spec: str, language: str | None = None) -> str:
    """The number by a format such as `,` or `.2f`, with the decimal comma in Vietnamese. Default: as in `one`."""
    shown = format(value, spec)
    return shown.translate(_SWAPPED) if (language or _chosen) == VI else shown


class _Sentence(string.Formatter):
    """Fills a template in; writes numbers that have a format as the language does."""

    def __init__(self, language: str) -> None:
        self._language = language

    def format_field(self, value: object, spec: str) -> str:
        if spec and isinstance(value, int | float | Decimal):
            return number(value, spec, self._language)
        return super().format_field(value, spec)


def text(code: str, language: str, /, **details: object) -> str:
    """The sentence with its details filled in. Raises `KeyError` where a detail is missing."""
    return _Sentence(language).format(template(code, language), **details)


def both(code: str, /, *, between: str = "\n", **details: object) -> str:
    """The sentence in Vietnamese and in English, whatever language is chosen."""
    return between.join(text(code, language, **details) for language in LANGUAGES)


def shown(code: str, /, *, between: str = "\n", **details: object) -> str:
    """The sentence in the language chosen, else in both, Vietnamese first."""
    return between.join(text(code, language, **details) for language in chosen())


def label(code: str, /, **details: object) -> str:
    """A few words as `shown` has them, on one line."""
    return shown(code, between=" / ", **details)


def single() -> str:
    """The language chosen, else English: that of help and reports, which are too long for both."""
    return _chosen or EN


def one(code: str, /, **details: object) -> str:
    """The sentence in the language of help and reports."""
    return text(code, single(), **details)
