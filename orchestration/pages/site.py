"""The pages of a build file as a folder of files: same inputs, same bytes.

A kind of page is a module beside this one and a line in `KINDS`, whose order is the order of the menu. It has
`pages(contents, t)`, its pages in one language, and may have `LINKS`, its entries of the menu, and
`files(contents)`, what lies beside the pages.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from orchestration.messages import texts
from orchestration.pages import (
    changes,
    claims,
    compare,
    component,
    conflicts,
    cookbook,
    dictionary,
    downloads,
    edition,
    heat,
    home,
    methodology,
    province,
    quality,
    territory,
)
from orchestration.pages.circumstances import Circumstances
from orchestration.pages.contents import Contents
from orchestration.pages.language import Language
from orchestration.pages.page import File, Link, Page
from orchestration.pages.rendering import ASSETS, Renderer, style_sheet

# Read when pages are made, and by nobody who reads them.
_READ_HERE = {"css", "archipelagos.json", "checked_text.css"}
KINDS: tuple[ModuleType, ...] = (
    home,
    province,
    edition,
    heat,
    component,
    compare,
    territory,
    conflicts,
    claims,
    quality,
    downloads,
    dictionary,
    methodology,
    cookbook,
    changes,
)


def links() -> list[Link]:
    return [link for kind in KINDS for link in getattr(kind, "LINKS", ())]


def pages(contents: Contents, t: Language) -> Iterator[Page]:
    """Every page in one language. Raises `ValueError` where two have one name."""
    names = set()
    for kind in KINDS:
        for page in kind.pages(contents, t):
            if page.name in names:
                raise ValueError(f"two pages are called {page.name}")
            names.add(page.name)
            yield page


def files(contents: Contents) -> Iterator[File]:
    yield File("assets/site.css", style_sheet().encode())
    for path in sorted(ASSETS.iterdir()):
        if path.name not in _READ_HERE and not path.name.startswith("map_"):
            yield File(f"assets/{path.name}", path.read_bytes())
    for kind in KINDS:
        yield from getattr(kind, "files", lambda contents: ())(contents)


def write(database: Path, folder: Path, circumstances: Circumstances | None = None) -> int:
    """Writes every page in both languages, in place of what is in `folder`, and returns how many pages there are."""
    contents = Contents(database, circumstances)
    try:
        shutil.rmtree(folder, ignore_errors=True)
        renderer, count = Renderer(links()), 0
        for file in files(contents):
            _put(folder / file.path, file.content)
        for t in map(Language, texts.LANGUAGES):
            for page in pages(contents, t):
                _put(folder / t.code / page.name, renderer.page(page, t).encode())
                count += 1
        _put(folder / "index.html", renderer.page(Page("index.html", "entrance.html"), Language(texts.VI)).encode())
    finally:
        contents.close()
    return count + 1


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
