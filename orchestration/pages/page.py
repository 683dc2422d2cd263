"""What a kind of page hands over to be written: pages, files beside them, and where readers find them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Page:
    """One page in one language: a file name, which is the same in both, its template, and what the template gets.

    `section` is the file name of the entry of the menu that the page belongs to.
    """

    name: str
    template: str
    section: str = ""
    context: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class File:
    """A file that pages read or link to, by its path below the site."""

    path: str
    content: bytes


@dataclass(frozen=True)
class Link:
    """An entry of the menu (or, not `is_main`, of the foot of every page): a file name and the code of its words."""

    name: str
    words: str
    is_main: bool = True
