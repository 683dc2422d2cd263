"""The kinds of pages, in one place: which files are of a kind, and the examples that are opened in a browser.

The tests that read every file cover a kind by themselves; a file of no kind is a failure.
"""

import re
from dataclasses import dataclass

LANGUAGES = ("vi", "en")


@dataclass(frozen=True)
class Kind:
    """`examples` are page names without their ending, the first one opened in every test.

    `sheets` is the most that a page may take when it is printed on A4; None says nothing.
    """

    name: str
    pattern: str
    examples: tuple[str, ...]
    sheets: int | None = None
    needs_script: bool = False


KINDS = (
    Kind("home", "index", ("index",), 6),
    Kind("edition", r"(papi|par|sipas)-\d{4}", ("papi-2024", "par-2023"), 5),
    Kind("province", r"63-\d+", ("63-31", "63-26"), 4),
    Kind("province since 2025", r"34-\d+", ("34-31", "34-79"), 4),
    Kind("component", r"[a-z]+-component-[\w.]+", ("papi-component-4", "papi-component-2.2"), 4),
    Kind("heat map", "components", ("components",), 4),
    Kind("compare", "compare", ("compare",), needs_script=True),
    Kind("territory", "territory", ("territory",), 8),
    Kind("conflicts", r"conflicts(-[\w.]+)?", ("conflicts",)),
    Kind("claims", r"claims(-[\w.]+)?", ("claims",)),
    Kind("quality", "quality", ("quality",)),
    Kind("dictionary", r"dictionary(-[\w.-]+)?", ("dictionary",)),
    Kind("methodology", "methodology", ("methodology",)),
    Kind("cookbook", "cookbook", ("cookbook",)),
    Kind("downloads", "downloads", ("downloads",), 3),
    Kind("changes", "changes", ("changes",)),
)


def kind_of(name: str) -> Kind | None:
    """The kind of a page by its file name without the ending."""
    return next((kind for kind in KINDS if re.fullmatch(kind.pattern, name)), None)


@dataclass(frozen=True)
class Example:
    """A page that is opened, in one language."""

    kind: Kind
    name: str
    language: str

    @property
    def path(self) -> str:
        return f"{self.language}/{self.name}.html"

    def __str__(self) -> str:
        return f"{self.language}-{self.name}"


def examples(only_first: bool = False) -> list[Example]:
    return [
        Example(kind, name, language)
        for kind in KINDS
        for name in (kind.examples[:1] if only_first else kind.examples)
        for language in LANGUAGES
    ]
