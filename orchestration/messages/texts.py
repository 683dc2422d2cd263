"""The sentences for people, from the YAML files beside this module: a file for each subject, both languages together.

Code names a sentence by its code and gives the details; no sentence stands in Python.
"""

from functools import cache
from pathlib import Path

import yaml

VI, EN = LANGUAGES = ("vi", "en")


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


def text(code: str, language: str, /, **details: object) -> str:
    """The sentence with its details filled in. Raises `KeyError` where a detail is missing."""
    return template(code, language).format(**details)


def both(code: str, /, **details: object) -> str:
    """The sentence in Vietnamese and, on the next line, in English."""
    return "\n".join(text(code, language, **details) for language in LANGUAGES)
