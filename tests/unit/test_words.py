"""Words that English readers see, wherever they lie: one word for one thing."""

import re

import pytest

from orchestration import paths
from orchestration.messages import texts

# What else the word may mean.
ALLOWED = re.compile(r"decimal places?|in (one|its) place|in place|takes? (the )?place", re.IGNORECASE)


def _read(folder, *patterns):
    for file in sorted(file for pattern in patterns for file in (paths.REPOSITORY / folder).glob(pattern)):
        yield str(file.relative_to(paths.REPOSITORY)), file.read_text(encoding="utf-8")


def _messages():
    for code in sorted(texts.codes()):
        yield code, re.sub("{.*?}", "", texts.template(code, texts.EN))


def _expectations():
    for name, text in _read("expectations/sql", "**/*.sql"):
        yield name, "\n".join(re.findall("^--.*", text, re.MULTILINE))


def _seeds():
    # What others may write is no word of ours.
    return (each for each in _read("dbt_project/seeds", "*.csv", "*.yml") if not each[0].endswith("text_words.csv"))


READ = {
    "sentences": lambda: _read("dbt_project/macros", "sentences.sql", "labels.sql"),
    "models": lambda: _read("dbt_project/models", "**/*.yml"),
    "columns": lambda: _read("dbt_project/models", "**/*.md"),
    "seeds": _seeds,
    "sources": lambda: _read("raw", "sources.csv"),
    "claims": lambda: _read("raw/press", "reported_claims.csv"),
    "documents": lambda: _read("docs", "**/*.md", "**/*.csv"),
    "readmes": lambda: [*_read(".", "README.md"), *_read("raw", "README.md")],
    "messages": _messages,
    "expectations": _expectations,
}


@pytest.mark.parametrize("kind", READ)
def test_a_position_in_an_order_is_a_rank_and_no_place(kind):
    read = dict(READ[kind]())
    found = {name: re.findall(r".*\bplaces?\b.*", ALLOWED.sub("", text), re.IGNORECASE) for name, text in read.items()}
    assert read
    assert {name: lines for name, lines in found.items() if lines} == {}
