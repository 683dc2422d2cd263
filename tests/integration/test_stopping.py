"""What must never be published is not: a bad raw file, a failed dbt test and a failed expectation each stop it."""

import shutil
import subprocess
import sys
from dataclasses import replace

import duckdb
import pytest

from orchestration import paths
from orchestration.ingest import load, manifest
from orchestration.messages.refusals import Refused
from orchestration.reference import Reference


@pytest.fixture
def raw_copy(own_data, tmp_path):
    shutil.copytree(own_data.raw, tmp_path / "raw")
    return replace(own_data, raw=tmp_path / "raw")


def test_wrong_altered_and_unknown_files_stop_one_run_that_names_file_line_column_and_value(raw_copy):
    path = raw_copy.raw / "papi" / "2023.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Hải Phòng,", "Hải Phong Thành,").replace("1.32393", "13.2393"), encoding="utf-8")
    reference = Reference(raw_copy.dbt / "seeds")
    manifest.register(raw_copy.raw, "papi/2023.csv", None, "2026-11-22", reference)
    (raw_copy.raw / "papi" / "2024.csv").write_bytes(b"altered")
    (raw_copy.raw / "papi" / "2025.csv").write_bytes(b"unknown")
    (raw_copy.raw / "papi" / "2025.xlsx").write_bytes(b"workbook")
    raw_copy.assert_stopped(
        "raw/papi/2023.csv, line 2, column 1.1: 13.2393 is outside 0.25 to 2.50",
        "raw/papi/2023.csv, dòng 2, cột 1.1: 13.2393 nằm ngoài khoảng từ 0.25 đến 2.50",
        "no province is known as “Hải Phong Thành”",
        "Near names: Hải Phòng",
        "raw/papi/2024.csv: the file differs",
        "raw/papi/2025.csv: the file is not listed",
        "raw/papi/2025.xlsx: the file is not listed",
    )


def test_what_a_refused_run_loaded_does_not_outlive_it(built, tmp_path):
    # Rows of a year that is no longer declared, and of an index that never was.
    shutil.copy(built.workplace.build_file, tmp_path / "build.duckdb")
    tables = ("official_cells", "reported_scores", "files")
    with duckdb.connect(tmp_path / "build.duckdb") as connection:
        for change in ("2025 as year", "'XYZ' as index_code"):
            for table in tables:
                connection.sql(
                    f"insert into raw.{table} select * replace ({change}) from raw.{table} where year = 2021"
                )
    reference = Reference(built.workplace.dbt / "seeds")
    load.load_editions(tmp_path / "build.duckdb", "PAPI", [2011], [], reference)
    with duckdb.connect(tmp_path / "build.duckdb") as connection:
        for table in tables:
            found = set(
                connection.sql(f"select distinct index_code, year from raw.{table} where year is not null").fetchall()
            )
            assert found and found <= set(reference.editions) - {("PAPI", 2011)}, table
        assert connection.sql("select count(*) from raw.files where year is null").fetchone() == (6,)


def test_raw_rows_loaded_alone_make_a_release_impossible_until_all_is_checked(own_data):
    before = own_data.state()
    code = """
from dagster import AssetKey, AssetSelection, DagsterInstance, Definitions, define_asset_job
from orchestration.definitions import defs
from orchestration.defs.ingest.assets import accepted
from orchestration.defs.partitions import declare_years
papi = AssetKey(["raw", "papi"])
only = define_asset_job("only", AssetSelection.assets(papi).without_checks() | AssetSelection.checks(accepted(papi)))
loaded = Definitions.merge(defs(), Definitions(jobs=[only]))
instance = DagsterInstance.ephemeral()
declare_years(instance)
print(loaded.resolve_job_def("only").execute_in_process(instance=instance, partition_key="2024").success)
release = AssetKey(["published", "release"])
job = loaded.resolve_job_def("everything")
print(job.execute_in_process(asset_selection=[release], instance=instance, raise_on_error=False).success)
"""
    finished = subprocess.run(
        [sys.executable, "-c", code], cwd=paths.REPOSITORY, env=own_data.environment, capture_output=True, text=True
    )
    assert finished.stdout.splitlines()[-1] == "False", finished.stdout + finished.stderr
    assert "True" in finished.stdout.splitlines()
    assert "not checked: raw, transform, marts" in finished.stdout + finished.stderr
    assert own_data.state() == before


def test_registering_a_file_needs_a_table_a_name_and_a_publisher(tmp_path, built):
    reference = Reference(built.workplace.dbt / "seeds")
    (tmp_path / "papi").mkdir()
    (tmp_path / "papi" / "2024.csv").write_text("Tỉnh,1.1\nHà Nội,1\n")
    (tmp_path / "papi" / "2023.csv").write_text("")
    for path, publisher, said in (
        ("papi/2022.csv", "P", "no such file"),
        ("papi/2023.csv", "P", "no rows"),
        ("papi/2024.csv", None, "--publisher"),
        ("papi/2024", "P", "papi/<year>.csv"),
        ("foo/2024.csv", "P", "papi/<year>.csv"),
    ):
        with pytest.raises(Refused, match=said):
            manifest.register(tmp_path, path, publisher, "2026-11-22", reference)
    first = manifest.register(tmp_path, "papi/2024.csv", "P", "2026-11-22", reference)
    assert (first.rows, first.index_code, first.year) == (1, "PAPI", 2024)
    (tmp_path / "papi" / "2024.csv").write_text("Tỉnh,1.1\nHà Nội,2\n")
    second = manifest.register(tmp_path, "papi/2024.csv", None, "2026-11-23", reference)
    assert (second.publisher, second.obtained) == ("P", "2026-11-23") and second.sha256 != first.sha256


def test_a_missing_manifest_or_folder_is_said_so(tmp_path, built):
    reference = Reference(built.workplace.dbt / "seeds")
    assert [p.code for p in manifest.take_snapshot(tmp_path, reference).problems] == ["no_manifest"]
    (problem,) = manifest.take_snapshot(tmp_path / "nothing", reference).problems
    assert "nothing" in problem.text_vi and "GOVERNANCE_RAW_DIR" in problem.text_en
    (tmp_path / "manifest.csv").write_bytes(b"\xff\xfe")
    assert [p.code for p in manifest.take_snapshot(tmp_path, reference).problems] == ["encoding"]
