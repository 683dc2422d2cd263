"""Parquet and CSV beside the database: the same rows, the same bytes each time, and nothing that a spreadsheet runs."""

import csv
import json
import shutil
from dataclasses import replace
from decimal import Decimal

import duckdb
import pytest

from orchestration.release import build, exports, shelf


@pytest.fixture(scope="module")
def folder(built):
    return built.workplace.current.resolve()


def test_every_table_and_view_is_exported_with_all_its_rows(folder):
    counts = json.loads((folder / "release.json").read_text())["row_counts"]
    for kind in ("parquet", "csv"):
        assert {path.name for path in (folder / kind).iterdir()} == {f"{table}.{kind}" for table in counts}
    with duckdb.connect() as connection:
        for table, rows in counts.items():
            for kind in ("parquet", "csv"):
                file = str(folder / kind / f"{table}.{kind}")
                assert connection.sql(f"select count(*) from '{file}'").fetchone() == (rows,), file


def test_a_csv_says_what_the_table_says(folder):
    for table in ("marts.fct_score", "marts.dim_province", "marts.fct_score_group"):
        file = folder / "csv" / f"{table}.csv"
        assert file.read_bytes().startswith(b"\xef\xbb\xbf") and b"\r" not in file.read_bytes()
        header, *lines = csv.reader(file.open(encoding="utf-8-sig", newline=""))
        with duckdb.connect(folder / "governance.duckdb", read_only=True) as connection:
            relation = connection.sql(f"from {table}")
            columns, stored = relation.columns, relation.fetchall()
        assert header == columns
        written = {bool: lambda value: str(value).lower(), type(None): lambda _: ""}
        assert sorted(lines) == sorted([written.get(type(cell), str)(cell) for cell in row] for row in stored)
    scores = {tuple(line[:4]): line[4] for line in csv.reader((folder / "csv" / "marts.fct_score.csv").open())}
    # By hand, from raw/papi/2023.csv: the sum of the 28 sub-dimensions, with five places.
    assert scores["PAPI", "2023", "63-31", "total"] == "42.11431"
    assert scores["PAPI", "2023", "63-22", "total"] == ""


def test_rows_come_in_the_order_of_their_key(folder):
    for table, width in (("marts.fct_score", 4), ("marts.fct_rank", 5)):
        with (folder / "csv" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as handle:
            keys = [(line[0], int(line[1]), *line[2:width]) for line in list(csv.reader(handle))[1:]]
        assert keys == sorted(keys) and len(set(keys)) == len(keys)


def hashes(folder):
    """Of everything but what names the release and its time, and Data Docs, which tell the time of each check."""
    own = ("governance.duckdb", "release.json", "data_docs/")
    found = {name: digest for name, digest in shelf.sums(folder).items() if not name.startswith(own)}
    return {name: digest for name, digest in found.items() if not name.split("/")[-1].startswith("marts.release.")}


def test_the_same_rows_in_another_order_make_the_same_bytes(built, folder, tmp_path):
    build_file = tmp_path / "build.duckdb"
    shutil.copyfile(built.workplace.build_file, build_file)
    with duckdb.connect(build_file) as connection:
        connection.execute("select setseed(0.5)")
        for (table,) in connection.sql("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall():
            connection.execute(f"create temp table shuffled as select * from marts.{table} order by random()")
            connection.execute(f"delete from marts.{table}")
            connection.execute(f"insert into marts.{table} from shuffled")
            connection.execute("drop table shuffled")
    figures = json.loads((folder / "release.json").read_text())["figures"]
    again = build.publish(build_file, tmp_path / "published", folder / "data_docs", {}, figures)
    assert hashes(again) == hashes(folder) and len(hashes(again)) > 35
    # Against what was published of the same rows nothing has changed.
    shutil.copytree(folder, again.with_name("20200101T000000Z-00000000"))
    shelf.point_current_at(tmp_path / "published", "20200101T000000Z-00000000")
    third = build.publish(build_file, tmp_path / "published", folder / "data_docs", {}, figures)
    summary = json.loads((third / "release.json").read_text())
    assert summary["changes"] == {"added": 0, "removed": 0, "changed": 0, "structure": []}
    assert summary["predecessor"] == "20200101T000000Z-00000000"


@pytest.mark.slow
def test_two_builds_of_the_same_inputs_make_the_same_bytes(built, folder, tmp_path):
    workplace = replace(built.workplace, data=tmp_path / "data")
    finished = workplace.run()
    assert finished.returncode == 0, finished.stdout
    assert hashes(workplace.current.resolve()) == hashes(folder)


def test_text_that_a_spreadsheet_would_run_is_neutralised_and_numbers_are_not(tmp_path):
    cells = [
        "=1+1",
        "+SUM(A1)",
        "-x",
        "@x",
        "\tx",
        "\rx",
        "＝1",
        "-14",
        "-1.50",
        "+4.3",
        "A=1",
        "",
        None,
        "'x",
        'a",c',
    ]
    with duckdb.connect() as connection:
        numbers = [Decimal("-1.50")] * len(cells)
        connection.execute("create table cells as select unnest(?) as t, unnest(?) as n", [cells, numbers])
        exports.write_csv(connection.sql("from cells"), tmp_path / "cells.csv")
    with (tmp_path / "cells.csv").open(encoding="utf-8-sig", newline="") as handle:
        lines = list(csv.reader(handle))[1:]
    assert [line[0] for line in lines] == [
        "'=1+1", "'+SUM(A1)", "'-x", "'@x", "'\tx", "'\rx", "'＝1", "-14", "-1.50", "+4.3", "A=1", "", "", "'x", 'a",c',
    ]  # fmt: skip
    assert {line[1] for line in lines} == {"-1.50"}
