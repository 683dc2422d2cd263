"""Great Expectations' Data Docs, made to be read without a network.

The pages that it draws load their styles, scripts and a logo from other hosts, and list the results by script:
offline they are unstyled and empty, and online they tell those hosts who reads. The pages of suites and results
are kept without all of that, with one small style sheet and a plain first page of our own.
"""

import html
import re
import shutil
from pathlib import Path
from typing import Any

from expectations import gate
from orchestration import paths
from orchestration.messages.texts import both
from orchestration.release import passed_checks

_DROPPED = re.compile(
    r"<script\b.*?</script>|<footer\b.*?</footer>"
    r"|<link\b[^>]*>|url\([\"']?https?://[^)]*\)|<img\b[^>]*\bsrc=[\"']https?://[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_STYLE = """
body { font-family: system-ui, "Noto Sans", sans-serif; margin: 1.5rem auto; max-width: 72rem; color: #1b1b1b;
  padding: 0 1rem; line-height: 1.45; }
.container, .container-fluid { padding-top: 0 !important; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; }
td, th { border: 1px solid #d5d5d5; padding: .35rem .6rem; text-align: left; vertical-align: top; }
pre, code { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; }
a { color: #0b57a4; }
nav ol, .breadcrumb { list-style: none; padding: 0; display: flex; gap: .75rem; flex-wrap: wrap; }
.fa-check-circle::before, .passed::before { content: "✔"; color: #1a7f37; }
.fa-times::before, .fa-exclamation-triangle::before, .failed::before { content: "✘"; color: #b42318; }
.collapse { display: block; }
.sticky, .modal, button, [data-toggle=collapse] { display: none; }
""".strip()


def build(target: Path) -> Path:
    """Draws the pages of the last run's suites and results into `target`, and returns it."""
    context = gate.open_context(paths.great_expectations_dir())
    context.build_data_docs()
    site = paths.great_expectations_dir() / "gx" / "uncommitted" / "data_docs" / "local_site"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(site, target, ignore=shutil.ignore_patterns("static"))
    for page in target.rglob("*.html"):
        page.write_text(localise(page.read_text(encoding="utf-8")), encoding="utf-8")
    suites = [
        suite for stage in (passed_checks.RAW, passed_checks.MARTS) for suite in passed_checks.read(stage)["suites"]
    ]
    pages = {
        path.stem.split("-", 1)[1]: path.relative_to(target) for path in sorted(target.rglob("validations/**/*.html"))
    }
    (target / "index.html").write_text(index_page(suites, pages), encoding="utf-8")
    return target


def localise(page: str) -> str:
    """The page without scripts and whatever is loaded from another host, and with our style."""
    return _DROPPED.sub("", page).replace("</head>", f"<style>\n{_STYLE}\n</style>\n</head>", 1)


def _both(code: str) -> str:
    return both(code, between=" · ")


def index_page(suites: list[dict[str, Any]], pages: dict[str, Path]) -> str:
    """The first page: a row for each suite with its outcome and the way to its results."""
    rows = []
    for suite in suites:
        outcome = "failed" if suite["failures"] else "passed"
        name = html.escape(suite["suite"])
        link = f'<a href="{pages[suite["suite"]].as_posix()}">{name}</a>' if suite["suite"] in pages else name
        counts = f"<td>{suite['n_expectations']}</td><td>{len(suite['failures'])}</td>"
        rows.append(f'<tr><td><span class="{outcome}"></span></td><td>{link}</td>{counts}</tr>')
    columns = ("data_docs_table", "data_docs_expectations", "data_docs_failed")
    head = "<th></th>" + "".join(f"<th>{_both(code)}</th>" for code in columns)
    title = _both("data_docs_title")
    return (
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>'
        f"{title}</title>"
        f"<style>\n{_STYLE}\n</style></head>\n<body>\n<h1>{title}</h1>\n"
        f"<p>{_both('data_docs_introduction')}</p>\n"
        f"<table><thead><tr>{head}</tr></thead><tbody>\n" + "\n".join(rows) + "\n</tbody></table>\n</body></html>\n"
    )
