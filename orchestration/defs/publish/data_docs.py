"""Great Expectations' Data Docs, made to be read without a network.

The pages that it draws load their styles, scripts and a logo from other hosts: offline they are unstyled, and
online they tell those hosts who reads. Both are replaced by one small style sheet of our own.
"""

import re
import shutil
from pathlib import Path

from expectations import gate
from orchestration.defs.validate.checks import context_dir

_OUTSIDE = re.compile(
    r"<script\b[^>]*\bsrc=[\"']https?://[^>]*>\s*</script>"
    r"|<link\b[^>]*\bhref=[\"']https?://[^>]*>"
    r"|<img\b[^>]*\bsrc=[\"']https?://[^>]*>",
    re.IGNORECASE,
)
_STYLE = """
body { font-family: system-ui, "Noto Sans", sans-serif; margin: 1.5rem auto; max-width: 72rem; color: #1b1b1b; }
h1, h2, h3, h4, h5 { font-weight: 600; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; }
td, th { border: 1px solid #d5d5d5; padding: .35rem .6rem; text-align: left; vertical-align: top; }
pre, code { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; }
a { color: #0b57a4; }
nav ol, .breadcrumb { list-style: none; padding: 0; display: flex; gap: .75rem; flex-wrap: wrap; }
.collapse, .modal { display: block; }
button, .navbar-toggler, .modal, .fixed-top { display: none; }
""".strip()


def build(target: Path) -> Path:
    """Draws the pages of the last run's suites and results into `target`, and returns it."""
    context = gate.open_context(context_dir())
    context.build_data_docs()
    site = context_dir() / "gx" / "uncommitted" / "data_docs" / "local_site"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(site, target, ignore=shutil.ignore_patterns("static"))
    for page in target.rglob("*.html"):
        page.write_text(localise(page.read_text(encoding="utf-8")), encoding="utf-8")
    return target


def localise(html: str) -> str:
    """The page without anything that is loaded from another host, and with our style."""
    return _OUTSIDE.sub("", html).replace("</head>", f"<style>\n{_STYLE}\n</style>\n</head>", 1)
