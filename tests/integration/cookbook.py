"""The recipes of docs/cookbook.md and what they print.

`python -m tests.integration.cookbook` writes the answers of the current release into the page.
"""

import re
import tempfile
from contextlib import chdir

import duckdb

from orchestration import markdown, paths

PAGE = paths.REPOSITORY / "docs" / "cookbook.md"
# A heading, what a reader should know, the statements and the table that the last one prints.
RECIPE = re.compile(
    r"^## (?P<title>.+)\n(?P<text>(?s:.*?))```sql\n(?P<sql>(?s:.*?))```\n\n(?P<answer>(?:\|.*\n)*)", re.MULTILINE
)


def recipes() -> dict[str, re.Match[str]]:
    return {found["title"]: found for found in RECIPE.finditer(PAGE.read_text(encoding="utf-8"))}


def answer(release: duckdb.DuckDBPyConnection, sql: str) -> str:
    """The table that the statements print; a file that they write is thrown away."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        result = release.execute(sql)
        # As DuckDB writes them.
        rows = [[str(v).lower() if isinstance(v, bool) else v for v in row] for row in result.fetchall()]
        return markdown.table([column[0] for column in result.description], rows) + "\n"


def write_answers(release: duckdb.DuckDBPyConnection) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for recipe in recipes().values():
        page = page.replace(recipe[0], recipe[0].removesuffix(recipe["answer"]) + answer(release, recipe["sql"]))
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    with duckdb.connect(paths.current_link() / "governance.duckdb", read_only=True) as current:
        write_answers(current)
