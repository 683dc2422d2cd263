"""Seeds are files that people edit: whatever one holds, it is read or refused by file, line and column."""

import os
import random
import shutil

import pytest
import yaml

from orchestration import paths, seeds
from orchestration.ingest import official_table, press_reports, seed_checks
from orchestration.monitoring import freshness
from orchestration.reference import Reference
from orchestration.release import inputs

SEEDS = sorted(seeds.COLUMNS)
# What spoils a cell, among what belongs into one.
CELLS = (
    *("", " ", "null", "none", "all", "total", "0", "-1", "1", "7", "63", "34", "2024", "1999", "2,5", "2.5", "1e5"),
    *("NaN", "Infinity", "true", "FALSE", "yes", "2024-02-30", "2024-12-31", "31/12/2024", "63-01", "34-99", "PAPI"),
    *(
        "PAR",
        "XXX",
        "hard",
        "x" * 300,
        "9" * 40,
        "=1+1",
        '"',
        "'",
        ";",
        "\t",
        "\n",
        "\x00",
        "\u202e",
        "Hà Nội",
        "½",
        "٣",
    ),
)


@pytest.fixture
def folder(tmp_path):
    target = tmp_path / "seeds"
    shutil.copytree(paths.seeds_dir(), target)
    return target


def mutated(content: bytes, draw: random.Random) -> bytes:
    """One thing that an editor, a spreadsheet or a slip does to a file."""
    lines = content.split(b"\n")
    at = draw.randrange(max(len(lines) - 1, 1))
    cells = lines[at].split(b",")
    position = draw.randrange(len(cells))
    kind = draw.randrange(14)
    if kind < 5:
        cells[position] = draw.choice(CELLS).encode()
        lines[at] = b",".join(cells)
    elif kind == 5:
        del lines[at]
    elif kind == 6:
        lines.insert(at, lines[draw.randrange(len(lines))])
    elif kind == 7:
        other = draw.randrange(max(len(lines) - 1, 1))
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == 8:
        cells.insert(position, draw.choice(CELLS).encode()) if draw.random() < 0.5 else cells.pop(position)
        lines[at] = b",".join(cells)
    elif kind == 9:
        return draw.choice(
            [
                b"\xef\xbb\xbf" + content,
                content.replace(b",", b";"),
                content.replace(b",", b"\t"),
                content.replace(b"\n", b"\r\n"),
                content.decode().encode("utf-16"),
                content.decode().encode("cp1258", errors="replace"),
            ]
        )
    elif kind == 10:
        start = draw.randrange(len(content))
        return content[:start] + bytes([draw.randrange(256)]) + content[start + draw.randrange(3) :]
    elif kind == 11:
        return content[: draw.randrange(len(content))]
    elif kind == 12:
        other = draw.randrange(len(cells))
        cells[position], cells[other] = cells[other], cells[position]
        lines[at] = b",".join(cells)
    else:
        return draw.choice([b"", b"\n", content + b"\n\n", lines[0], content + lines[-2][: len(lines[-2]) // 2]])
    return b"\n".join(lines)


def everything_read(reference: Reference) -> None:
    """What readers, checks and pages ask of seeds."""
    for name, kind in vars(Reference).items():
        if hasattr(kind, "attrname"):
            getattr(reference, name)
    for publication in reference.publication_calendar:
        freshness.due_date(publication, 2024)
    for edition in reference.editions:
        reference.components_of(*edition)
        reference.layout(*edition)
        reference.unscored(*edition)
        reference.limit("row_distance", edition[0])
    for kind in press_reports.KINDS:
        reference.reported_layout(kind)
    for index_code, year in [("PAPI", 2024), ("PAR", 2024)]:
        if (index_code, year) in reference.editions:
            table = (paths.REPOSITORY / "raw" / "papi" / "2024.csv").read_bytes()
            official_table.read_table(table, "papi/2024.csv", "s", index_code, year, reference)
            report = (paths.REPOSITORY / "raw" / "press" / "par_index" / "2024.csv").read_bytes()
            given = (report, "press/par_index/2024.csv", "s", press_reports.SCORES)
            press_reports.read_reported(*given, reference, None, (index_code, year))


def refused(folder) -> list[seeds.SeedProblem]:
    """What is said of the seeds; where nothing is, all of them are read."""
    reference = Reference(folder)
    if not (problems := seed_checks.check(reference)):
        everything_read(reference)
    for problem in problems:
        assert problem.text_vi and problem.text_en
        assert problem.text_en.startswith(f"dbt_project/seeds/{problem.file}.csv")
    return problems


def fuzzed(folder, n: int, first: int = 0) -> None:
    for number in range(first, first + n):
        draw = random.Random(number)
        file = folder / f"{draw.choice(SEEDS)}.csv"
        content = file.read_bytes()
        file.write_bytes(mutated(content, draw))
        try:
            refused(folder)
        except Exception as error:
            raise AssertionError(f"mutation {number} of {file.name}") from error
        finally:
            file.write_bytes(content)


def test_some_mutations_of_seeds_give_no_trace(folder):
    fuzzed(folder, 60)


@pytest.mark.slow
def test_any_mutation_of_seeds_gives_no_trace(folder):
    fuzzed(folder, 2000)


def test_every_seed_is_declared_with_its_columns():
    assert {file.stem for file in paths.seeds_dir().glob("*.csv")} == set(SEEDS)
    assert refused(paths.seeds_dir()) == []


def test_the_words_that_readers_know_are_those_that_dbt_accepts():
    """Among them the break that was found to be none."""
    declared = {
        (seed["name"], column["name"]): tuple(test["accepted_values"]["arguments"]["values"])
        for seed in yaml.safe_load((paths.seeds_dir() / "_seeds.yml").read_text(encoding="utf-8"))["seeds"]
        for column in seed.get("columns", [])
        for test in column.get("data_tests", [])
        if isinstance(test, dict) and "accepted_values" in test
    }
    for key, words in seeds.WORDS.items():
        assert declared[key] == words
    assert "none" in declared["component_breaks", "break_kind"]


def declared_to_dbt() -> dict[str, dict[str, str]]:
    """Types of columns by seed, as dbt loads them."""
    project = yaml.safe_load((paths.dbt_dir() / "dbt_project.yml").read_text(encoding="utf-8"))
    of_seeds = project["seeds"]["governance"]
    return {seed: of["+column_types"] for seed, of in of_seeds.items() if not seed.startswith("+")}


# How a word is refused in a column of each type.
REFUSED_AS = {"integer": {"seed_year", "seed_integer"}, "date": {"seed_iso_date"}, "boolean": {"seed_boolean"}}
REFUSED_AS |= {"double": {"seed_decimal"}, "decimal": {"seed_decimal"}}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_cell_that_dbt_would_not_load_is_refused_by_its_reader_and_no_other(seed):
    types = declared_to_dbt().get(seed, {})
    assert set(types) <= set(seeds.columns_of(seed))
    for column in seeds.columns_of(seed):
        row = dict.fromkeys(seeds.columns_of(seed), "") | {column: "x1"}
        codes = {problem.code for problem in seeds.cells_refused(seed, [row]) if problem.column == column}
        found = codes - {"seed_word"}
        expected = REFUSED_AS.get(types.get(column, "varchar").partition("(")[0], set())
        assert found <= expected and bool(found) == bool(expected), column


def test_what_dbt_tests_for_blanks_may_not_be_blank_to_the_reader():
    for seed in yaml.safe_load((paths.seeds_dir() / "_seeds.yml").read_text(encoding="utf-8"))["seeds"]:
        for column in seed.get("columns", []):
            assert column["name"] in seeds.columns_of(seed["name"])
            if "not_null" in column.get("data_tests", []):
                assert f"{column['name']}?" not in seeds.COLUMNS[seed["name"]].split(), (seed["name"], column["name"])


@pytest.mark.parametrize("name", ["regions", "notes"])
def test_a_pipe_among_the_seeds_is_never_waited_for(folder, monkeypatch, name):
    monkeypatch.setattr(paths, "dbt_dir", lambda: folder.parent)
    (folder / f"{name}.csv").unlink(missing_ok=True)
    os.mkfifo(folder / f"{name}.csv")
    assert [problem.code for problem in refused(folder)] == ["seed_unreadable"] * (name == "regions")
    assert inputs.code_sha256() and name not in inputs.seed_hashes()
    if name == "notes":
        assert Reference(folder).digest


def edited(folder, seed: str, old: str, new: str) -> list[tuple[str, int | None, str | None]]:
    file = folder / f"{seed}.csv"
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode())
    return [(problem.code, problem.line, problem.column) for problem in refused(folder)]


@pytest.mark.parametrize(
    ("seed", "old", "new", "told"),
    [
        ("editions", "index_code", "\ufeffindex_code", []),
        ("editions", "\n", "\r\n", []),
        ("province_succession", "0.521308", '"0,521308"', [("seed_comma", 3, "population_share")]),
        ("editions", "PAPI,2011,63,2011-12-31", "PAPI,2011,63,31/12/2011", [("seed_iso_date", 2, "as_of_date")]),
        ("editions", "63,63,false,true", "63,63,FALSE,true", [("seed_boolean", 2, "is_pilot")]),
        ("editions", "PAPI,2012", "PAPI,20l2", [("seed_year", 3, "year")]),
        ("editions", "PAPI,2012", "\nPAPI,2012", [("seed_cells", 3, None)]),
        ("editions", "PAPI,2012", "PCI,2012", [("seed_unknown", 3, "index_code")]),
        ("provinces", "8053663", "8.053.663", [("seed_integer", 2, "population_2019")]),
        ("score_groups", "name_en", "label", [("seed_columns", 1, None)]),
        ("regions", "Red River Delta", "Red River\nDelta", [("seed_cells", 3, None), ("seed_cells", 4, None)]),
        ("regions", "Red River Delta", '"Red River\nDelta"', [("seed_lines", 3, None)]),
        ("publication_calendar", "PAPI,1,5", "PAPI,1,May", [("seed_integer", 2, "due_month")]),
        ("component_breaks", "PAPI,total,2016,soft", "PAPI,total,2016,", [("seed_blank", 2, "break_kind")]),
        ("claim_measures", "score,number,false,false", "score,number,false,no", [("seed_boolean", 2, "has_gap")]),
    ],
)
def test_what_is_wrong_with_a_seed_is_told_by_line_and_column(folder, seed, old, new, told):
    assert edited(folder, seed, old, new) == told


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_seed_saved_with_another_separator_is_told_once(folder, separator):
    file = folder / "editions.csv"
    file.write_bytes(file.read_bytes().replace(b",", separator.encode()))
    assert [problem.code for problem in refused(folder)] == ["seed_separator"]


def test_a_seed_that_is_missing_is_told(folder):
    (folder / "plausibility_limits.csv").unlink()
    assert [problem.code for problem in refused(folder)] == ["seed_unreadable"]
