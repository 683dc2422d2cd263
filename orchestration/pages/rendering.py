"""Templates to pages: strict about what they are given, and every word of data escaped."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from orchestration import stamp
from orchestration.pages.findings.moved import way
from orchestration.pages.language import Language, first_capital, unbroken
from orchestration.pages.page import Link, Page

# What stands in <pre> is kept as it is. Cells, rows and items end where the next one or their table or list does: HTML
# asks for no end tags there.
_SUPERFLUOUS = re.compile(r"(<pre\b.*?</pre>)|</(?:t[dhr]|li)>|(\n)\s*", re.DOTALL)
TEMPLATES = Path(__file__).with_name("templates")
ASSETS = Path(__file__).with_name("assets")


def style_sheet() -> str:
    """The style of every page, from its files in their order."""
    return "".join(path.read_text(encoding="utf-8") for path in sorted((ASSETS / "css").glob("*.css")))


def json_in_page(value: object) -> Markup:
    """JSON that no markup within it ends."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


class Renderer:
    """Templates compiled once; the menu is the same on every page."""

    def __init__(self, menu: Sequence[Link]) -> None:
        self._menu = menu
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self._environment.filters.update(nb=unbroken, capital=first_capital, way=way)
        self._environment.globals.update(
            release_id=stamp.RELEASE_ID, release_day=stamp.RELEASE_DAY, release_year=stamp.RELEASE_YEAR
        )

    def page(self, page: Page, t: Language) -> str:
        """The page in one language, without indentation and the end tags of cells, rows and items."""
        template = self._environment.get_template(page.template)
        html = template.render(t=t, page=page, menu=self._menu, **page.context)
        return _SUPERFLUOUS.sub(lambda found: found[1] or found[2] or "", html).strip() + "\n"
