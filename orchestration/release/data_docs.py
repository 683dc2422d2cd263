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
from orchestration import paths, stamp
from orchestration.messages.texts import both
from orchestration.release import passed_checks

_DROPPED = re.compile(
    r"<script\b.*?</script>|<footer\b.*?</footer>"
    r"|<link\b[^>]*>|url\([\"']?https?://[^)]*\)|<img\b[^>]*\bsrc=[\"']https?://[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
# What stands in <pre> is kept as it is.
_INDENTED = re.compile(r"(<pre\b.*?</pre>)|\n\s*", re.DOTALL)
_STYLE = """
:root { color-scheme: light dark; --ink: #16191d; --soft: #5c646d; --rule: #d9d9d4; --link: #0b5a8a; --well: #0f6c74;
  --bad: #a8401b; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceae4; --soft: #a2a8ae; --rule: #383d42; --link: #86c1ea;
  --well: #5cc2c4; --bad: #ee9068; } body { background: #14171a; } }
body { font: 16px/1.45 system-ui, "Noto Sans", sans-serif; margin: 1.5rem auto; max-width: 68rem; color: var(--ink);
  padding: 0 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: .3rem 0; } h2, h5 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h6 { font-size: 1rem; margin: 1rem 0 .25rem; }
header p, .release { color: var(--soft); font-size: .9rem; margin: 0 0 1.5rem; }
.container, .container-fluid { padding: 0 !important; }
.data_docs_results .col-md-10 { display: flex; flex-direction: column; } .data_docs_results #section-1 { order: 1; }
hr { border: 0; border-top: 1px solid var(--rule); }
table { border-collapse: collapse; width: 100% !important; margin: .5rem 0 1.5rem; }
td, th { border: 0; border-bottom: 1px solid var(--rule); padding: .35rem .8rem .35rem 0; text-align: left;
  vertical-align: top; font-weight: 400; }
thead th { color: var(--soft); font-size: .85rem; overflow-wrap: normal; }
.n { text-align: right; width: 6.5rem; } .mark { width: 1.6rem; }
pre, code { white-space: pre-wrap; font-size: .85rem; }
a { color: var(--link); }
.fa-check-circle::before, .passed::before { content: "✔"; color: var(--well); }
.fa-times::before, .fa-exclamation-triangle::before, .failed::before { content: "✘"; color: var(--bad); }
.collapse { display: block; } .show-scrollbars { overflow: visible !important; max-height: none !important; }
.navbar, .col-lg-2, .modal, button, [data-toggle=collapse] { display: none; }
@media (max-width: 40rem) { h1 { font-size: 1.35rem; } td, th { padding-right: .5rem; } .n { width: 4.2rem; }
  .hide { display: none; } thead th { font-size: .75rem; } }
""".strip()
# Raw tables first, then what is made of them.
_ORDER = ("raw", "marts", "bi")


def build(target: Path) -> Path:
    """Draws the pages of the last run's suites and results into `target`, and returns it."""
    context = gate.open_context(paths.great_expectations_dir())
    context.build_data_docs()
    site = paths.great_expectations_dir() / "gx" / "uncommitted" / "data_docs" / "local_site"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(site, target, ignore=shutil.ignore_patterns("static"))
    for page in target.rglob("*.html"):
        home = "../" * (len(page.relative_to(target).parts) - 1) + "index.html"
        kind, table = _kind(page.relative_to(target)), _table(page.relative_to(target))
        page.write_text(localise(page.read_text(encoding="utf-8"), table, kind, home), encoding="utf-8")
    pages = {
        path.stem.split("-", 1)[1]: path.relative_to(target) for path in sorted(target.rglob("validations/**/*.html"))
    }
    (target / "index.html").write_text(index_page(passed_checks.suites(), pages), encoding="utf-8")
    return target


def _table(page: Path) -> str:
    """The table of a page: expectations/marts/fct_score.html, validations/marts/fct_score/…/….html."""
    return ".".join(Path(part).stem for part in page.parts[1:3])


def _kind(page: Path) -> str:
    return "data_docs_expectations" if page.parts[0] == "expectations" else "data_docs_results"


def localise(page: str, table: str = "", kind: str = "data_docs_results", home: str = "index.html") -> str:
    """The page without scripts and whatever is loaded from another host, with our style and a heading of its own.

    The heading names the release, by a mark that publishing fills in.
    """
    page = _INDENTED.sub(lambda found: found[1] or "\n", _DROPPED.sub("", page))
    page = page.replace("</head>", f"<style>\n{_STYLE}\n</style>\n</head>", 1)
    title = f"{html.escape(table)}: {_both(kind)}"
    page = re.sub(r"<title>[^<]*</title>", lambda _: f"<title>{title}</title>", page, count=1)
    heading = f'<header><a href="{home}">{_both("data_docs_title")}</a><h1>{title}</h1>{_release()}</header>'
    return page.replace("<html>", '<html lang="en">', 1).replace("<body>", f'<body class="{kind}">\n{heading}', 1)


def _release() -> str:
    return f'<p class="release">{_both("data_docs_release", release=stamp.RELEASE_ID)}</p>'


def _both(code: str, **details: object) -> str:
    return both(code, between=" · ", **details)


def index_page(suites: list[dict[str, Any]], pages: dict[str, Path]) -> str:
    """The first page: for each schema its suites, those that failed first, and the way to their results."""
    schemas: dict[str, list[dict[str, Any]]] = {}
    for suite in sorted(suites, key=lambda suite: (not suite["failures"], suite["suite"])):
        schemas.setdefault(suite["suite"].partition(".")[0], []).append(suite)
    ordered = sorted(schemas, key=lambda schema: (_ORDER.index(schema) if schema in _ORDER else len(_ORDER), schema))
    tables = "\n".join(_suites(schema, schemas[schema], pages) for schema in ordered)
    title = _both("data_docs_title")
    return (
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title>"
        f"<style>\n{_STYLE}\n</style></head>\n<body>\n<h1>{title}</h1>\n"
        f"<p>{both('data_docs_introduction', between='<br>')}</p>\n{_release()}\n{tables}\n</body></html>\n"
    )


def _suites(schema: str, suites: list[dict[str, Any]], pages: dict[str, Path]) -> str:
    rows = []
    for suite in suites:
        outcome = "failed" if suite["failures"] else "passed"
        name = html.escape(suite["suite"]).replace("_", "_<wbr>")
        link = f'<a href="{pages[suite["suite"]].as_posix()}">{name}</a>' if suite["suite"] in pages else name
        counts = f'<td class="n">{suite["n_expectations"]}</td><td class="n">{len(suite["failures"])}</td>'
        rows.append(f'<tr><td class="mark"><span class="{outcome}"></span></td><td>{link}</td>{counts}</tr>')
    head = f'<th class="mark"></th><th>{_both("data_docs_table")}</th>' + "".join(
        f'<th class="n">{both(code, between="<br>")}</th>' for code in ("data_docs_expectations", "data_docs_failed")
    )
    named = _both(f"data_docs_{schema}") if schema in _ORDER else html.escape(schema)
    return f"<h2>{named}</h2>\n<table><thead><tr>{head}</tr></thead><tbody>\n" + "\n".join(rows) + "\n</tbody></table>"
