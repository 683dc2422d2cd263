"""Behind the readers: a failed dbt test, a failed expectation and a name that nothing maps each stop a run."""

import csv
import json
import shutil
import subprocess
import sys
from dataclasses import replace

import duckdb
import pytest

from orchestration import paths


@pytest.fixture
def dbt_copy(own_data, tmp_path):
    shutil.copytree(own_data.dbt, tmp_path / "dbt", ignore=shutil.ignore_patterns("target", "logs"))
    return replace(own_data, dbt=tmp_path / "dbt")


def configure(dbt, data_tests):
    """These runs are stopped by one check: the other dbt tests, which the shared run has passed, are left out."""
    with (dbt / "dbt_project.yml").open("a") as handle:
        handle.write(f"\ndata_tests:\n  governance: {json.dumps(data_tests)}\n")


def test_a_failed_dbt_test_stops_the_run(dbt_copy):
    """Of a seed that nearly all hangs on, so that little is built before."""
    configure(dbt_copy.dbt, {"+enabled": False, "no_edition_of_2011": {"+enabled": True}})
    test = "select index_code, year, units_scored from {{ ref('editions') }} where year = 2011"
    (dbt_copy.dbt / "tests" / "no_edition_of_2011.sql").write_text(test)
    dbt_copy.assert_stopped("no_edition_of_2011", "| PAPI | 2011 | 63 |")


@pytest.mark.slow
def test_a_group_size_that_the_totals_contradict_stops_the_run(dbt_copy):
    configure(dbt_copy.dbt, {"+enabled": False, "reported_groups_are_reproduced": {"+enabled": True}})
    # One row changes: Hải Phòng's group would be reported with one unit more than it has.
    path = dbt_copy.dbt / "seeds" / "edition_score_groups.csv"
    rows = list(csv.reader(path.open(encoding="utf-8")))
    rows = [[*row[:3], "16", *row[4:]] if row[:3] == ["PAPI", "2022", "lower_middle"] else row for row in rows]
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(rows)
    dbt_copy.assert_stopped("reported_groups_are_reproduced", "| PAPI | 2022 | lower_middle | 16 |")


def test_a_seed_that_cannot_be_read_stops_the_run_without_a_stack_trace(dbt_copy):
    path = dbt_copy.dbt / "seeds" / "editions.csv"
    path.write_text(path.read_text().replace("PAPI,2024,63", "PAPI,2024x,63"))
    dbt_copy.assert_stopped("dbt_project/seeds/editions.csv, line 15, column year: “2024x” is no year of four digits.")


@pytest.mark.slow
def test_a_failed_expectation_stops_the_run_and_shows_the_rows(dbt_copy):
    configure(dbt_copy.dbt, {"+enabled": False})
    path = dbt_copy.dbt / "models" / "bi" / "core" / "scoreboard.sql"
    path.write_text(path.read_text() + "    and totals.province_id <> '63-31'\n")
    dbt_copy.assert_stopped("bi/scoreboard, great_expectations", "The scoreboard shows every unit", "| PAPI |")


def test_a_failed_expectation_on_what_was_built_keeps_the_release_back(own_data):
    """The same of the build of the shared run, whose scoreboard loses a province behind its back."""
    before = own_data.state()
    with duckdb.connect(own_data.build_file) as connection:
        (sql,) = connection.sql("select sql from duckdb_views() where view_name = 'scoreboard'").fetchone()
        query = sql.split(" AS ", 1)[1].rstrip(";")
        connection.execute(f"create or replace view bi.scoreboard as from ({query}) where province_id <> '63-31'")
    code = """
from dagster import AssetCheckKey, AssetSelection, DagsterInstance, Definitions, define_asset_job
from expectations import marts
from orchestration.definitions import defs
from orchestration.defs.publish.assets import RELEASE
from orchestration.defs.validate.checks import CHECK_NAME, asset_key
from orchestration.messages import failures
checks = AssetSelection.checks(*(AssetCheckKey(asset_key(table), CHECK_NAME) for table in marts.SUITES))
gate = define_asset_job("gate", checks | AssetSelection.assets(RELEASE).without_checks())
job = Definitions.merge(defs(), Definitions(jobs=[gate])).resolve_job_def("gate")
result = job.execute_in_process(instance=DagsterInstance.ephemeral(), raise_on_error=False)
print(result.success, [event.step_key for event in result.all_events if event.event_type_value == "STEP_START"])
print("\\n".join(failures.reasons(result.all_events)))
"""
    finished = subprocess.run(
        [sys.executable, "-c", code], cwd=paths.REPOSITORY, env=own_data.environment, capture_output=True, text=True
    )
    said = finished.stdout.partition("False ['mart_expectations']\n")[2]
    assert said.startswith("bi/scoreboard, great_expectations:\n"), finished.stdout + finished.stderr
    assert "The scoreboard shows every" in said and "| PAPI |" in said
    assert own_data.state() == before


def test_a_name_that_no_alias_maps_stops_dbt_and_writes_the_rows_to_add(own_data):
    # The reader refuses such a name first; here it is written behind its back.
    with duckdb.connect(own_data.build_file) as connection:
        connection.sql(
            "update raw.official_cells set province_name = 'Hải Phồng Mới' where province_name = 'Hải Phòng'"
        )
    code = """
from dagster import AssetKey, DagsterInstance
from orchestration.definitions import defs
key = AssetKey(["intermediate", "int_province_names_resolved"])
job = defs().resolve_job_def("everything")
print(job.execute_in_process(asset_selection=[key], instance=DagsterInstance.ephemeral(), raise_on_error=False).success)
"""
    finished = subprocess.run(
        [sys.executable, "-c", code], cwd=paths.REPOSITORY, env=own_data.environment, capture_output=True, text=True
    )
    assert finished.stdout.splitlines()[-1] == "False", finished.stdout + finished.stderr
    assert "not_null_int_province_names_resolved_province_id" in finished.stdout
    to_add = own_data.data / "quality" / "province_aliases_to_add.csv"
    assert to_add.read_text() == "boundary_set,alias,province_id,kind\n63,Hải Phồng Mới,,variant\n"
