"""Parquet and CSV beside the database: the same rows, the same bytes each time, and nothing that a spreadsheet runs."""

import csv
import hashlib
import io
import json
import shutil
import zipfile
from dataclasses import replace
from decimal import Decimal

import duckdb
import pytest

from orchestration import spreadsheet
from orchestration.release import build, exports, shelf


@pytest.fixture(scope="module")
def folder(built):
    return built.workplace.current.resolve()


@pytest.fixture(scope="module")
def archive(folder):
    with zipfile.ZipFile(folder / exports.CSV_ARCHIVE) as opened:
        yield opened


def lines_of(archive, table):
    return list(csv.reader(io.StringIO(archive.read(f"{table}.csv").decode("utf-8-sig"), newline="")))


def test_every_table_and_view_is_exported_with_all_its_rows(folder, archive, tmp_path):
    counts = json.loads((folder / "release.json").read_text())["row_counts"]
    assert {path.name for path in (folder / "parquet").iterdir()} == {f"{table}.parquet" for table in counts}
    in_archive = sorted(f"{table}.csv" for table in counts if table != shelf.RELEASE_TABLE)
    assert archive.namelist() == in_archive and not (folder / "csv").exists()
    archive.extractall(tmp_path)
    with duckdb.connect() as connection:
        for table, rows in counts.items():
            files = [folder / "parquet" / f"{table}.parquet", tmp_path / f"{table}.csv"]
            for file in files[: 1 if table == shelf.RELEASE_TABLE else 2]:
                assert connection.sql(f"select count(*) from '{file}'").fetchone() == (rows,), file


def test_a_release_is_small_enough_to_send(folder):
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) <= 60_000_000


def test_the_archive_tells_no_time_and_lets_everybody_read(archive):
    for member in archive.infolist():
        assert member.date_time == (1980, 1, 1, 0, 0, 0) and member.external_attr >> 16 == 0o100644, member
    assert archive.namelist() == sorted(archive.namelist())


def test_a_csv_says_what_the_table_says(folder, archive):
    for table in ("marts.fct_score", "marts.dim_province", "marts.fct_score_group"):
        content = archive.read(f"{table}.csv")
        assert content.startswith(b"\xef\xbb\xbf") and b"\r" not in content
        header, *lines = lines_of(archive, table)
        with duckdb.connect(folder / "governance.duckdb", read_only=True) as connection:
            relation = connection.sql(f"from {table}")
            columns, stored = relation.columns, relation.fetchall()
        assert header == columns
        written = {bool: lambda value: str(value).lower(), type(None): lambda _: ""}
        assert sorted(lines) == sorted([written.get(type(cell), str)(cell) for cell in row] for row in stored)
    scores = {tuple(line[:4]): line[4] for line in lines_of(archive, "marts.fct_score")}
    # By hand, from raw/papi/2023.csv: the sum of the 28 sub-dimensions, with five places.
    assert scores["PAPI", "2023", "63-31", "total"] == "42.11431"
    assert scores["PAPI", "2023", "63-22", "total"] == ""


def test_rows_come_in_the_order_of_their_key(archive):
    for table, width in (("marts.fct_score", 4), ("marts.fct_rank", 5)):
        keys = [(line[0], int(line[1]), *line[2:width]) for line in lines_of(archive, table)[1:]]
        assert keys == sorted(keys) and len(set(keys)) == len(keys)


def hashes(folder):
    """Of everything but pages, what names the release and its time, and Data Docs, which give that of each check."""
    own = ("governance.duckdb", "release.json", "data_docs/", "dbt_docs/", "site/", f"parquet/{shelf.RELEASE_TABLE}.")
    return {name: digest for name, digest in shelf.sums(folder).items() if not name.startswith(own)}


def test_the_archive_has_the_same_bytes_each_time(folder, tmp_path):
    digests = set()
    for number in range(2):
        target = tmp_path / str(number)
        target.mkdir()
        with duckdb.connect(folder / "governance.duckdb", read_only=True) as connection:
            exports.write(connection, ["marts.fct_score", "marts.dim_index", "bi.scoreboard"], target)
        digests.add(hashlib.sha256((target / exports.CSV_ARCHIVE).read_bytes()).hexdigest())
        assert sorted(path.name for path in target.iterdir()) == ["csv.zip", "parquet"]
    assert len(digests) == 1


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
    carried = (folder / "data_docs", {}, figures, None, (folder / shelf.DICTIONARY).read_text(encoding="utf-8"))
    again = build.publish(build_file, tmp_path / "published", *carried)
    assert hashes(again) == hashes(folder) and len(hashes(again)) > 40
    # Against what was published of the same rows nothing has changed.
    shutil.copytree(folder, again.with_name("20200101T000000Z-00000000"))
    shelf.point_current_at(tmp_path / "published", "20200101T000000Z-00000000")
    third = build.publish(build_file, tmp_path / "published", *carried)
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
        "Hà Nội;=cmd|'/c calc'!A0",
        'a;"=1+1"',
        "a\n=1; @x; -1+cmd|x; -1% +cmd|x; +2,5:A1",
        "giảm; -1.5, +4 hạng (; -2); -2,45: Cổng; -5%",
    ]
    with duckdb.connect() as connection:
        numbers = [Decimal("-1.50")] * len(cells)
        connection.execute("create table cells as select unnest(?) as t, unnest(?) as n", [cells, numbers])
        exports.write_csv(connection.sql("from cells"), tmp_path / "cells.csv")
    with (tmp_path / "cells.csv").open(encoding="utf-8-sig", newline="") as handle:
        lines = list(csv.reader(handle))[1:]
    assert [line[0] for line in lines] == [
        "'=1+1", "'+SUM(A1)", "'-x", "'@x", "'\tx", "'\rx", "'＝1", "-14", "-1.50", "+4.3", "A=1", "", "", "'x", 'a",c',
        "Hà Nội;'=cmd|'/c calc'!A0", "a;\"'=1+1\"", "a\n'=1; '@x; '-1+cmd|x; '-1% +cmd|x; '+2,5:A1",
        "giảm; -1.5, +4 hạng (; -2); -2,45: Cổng; -5%",
    ]  # fmt: skip
    # The same, whoever writes it.
    assert [str(spreadsheet.neutral(cell)) for cell in cells] == [line[0] for line in lines]
    assert {line[1] for line in lines} == {"-1.50"}
