"""Promises about the project itself: layers, descriptions, units, contracts, definitions, the lock."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import jinja2
import pytest

from orchestration import paths
from orchestration.cli import dictionary
from orchestration.reference import Reference, fold_name


@pytest.fixture(scope="module")
def nodes(built):
    return json.loads(built.workplace.manifest.read_text())["nodes"]


def models(nodes, schema=None):
    return [n for n in nodes.values() if n["resource_type"] == "model" and schema in (None, n["schema"])]


def test_only_staging_reads_sources_and_marts_never_read_staging(nodes):
    for model in models(nodes):
        parents = model["depends_on"]["nodes"]
        sources = [parent for parent in parents if parent.startswith("source.")]
        assert bool(sources) == (model["schema"] == "staging"), model["name"]
        if model["schema"] == "staging":
            assert len(parents) == 1, model["name"]
        if model["schema"] in ("marts", "bi"):
            assert not [parent for parent in parents if ".stg_" in parent], model["name"]


def test_every_model_opens_with_its_grain(nodes):
    assert [m["name"] for m in models(nodes) if not m["description"].startswith("One row per")] == []


def test_every_column_of_marts_and_views_has_type_unit_and_description(nodes, built):
    with duckdb.connect(built.workplace.build_file, read_only=True) as connection:
        for model in models(nodes, "marts") + models(nodes, "bi"):
            described = model["columns"]
            actual = connection.sql(f"select * from {model['schema']}.{model['name']}").columns
            assert list(described) == actual, model["name"]
            for column in described.values():
                assert column["data_type"] and column["description"] and column["config"]["meta"]["unit"], column


def test_the_same_column_name_has_the_same_type_and_description(nodes):
    seen = {}
    for model in models(nodes, "marts") + models(nodes, "bi"):
        for name, column in model["columns"].items():
            told = (column["data_type"], column["description"])
            assert seen.setdefault(name, told) == told, (model["name"], name)


def test_marts_have_enforced_contracts(nodes):
    assert [m["name"] for m in models(nodes, "marts") if not m["config"]["contract"]["enforced"]] == []


def test_every_model_with_logic_has_a_unit_test(built, nodes):
    manifest = json.loads(built.workplace.manifest.read_text())
    tested = {test["model"] for test in manifest["unit_tests"].values()}
    logic = re.compile(r"\b(case|group by|over|between|sum_of_parts|fold_name|values_agree)\b|<=")
    untested = [
        model["name"]
        for model in models(nodes)
        if model["schema"] in ("intermediate", "marts")
        and logic.search(re.sub(r"--.*", "", model["raw_code"]))
        and model["name"] not in tested
    ]
    assert untested == []


def test_the_data_dictionary_is_that_of_the_models(built):
    expected = dictionary.render(json.loads(built.workplace.manifest.read_text()))
    written = (paths.REPOSITORY / "docs" / "data_dictionary.md").read_text(encoding="utf-8")
    assert written == expected, "docs/data_dictionary.md is out of date: make dictionary"


def test_names_fold_alike_in_sql_and_python():
    def regexp_replace_all(expression, pattern, replacement):
        return f"regexp_replace({expression}, '{pattern}', '{replacement}', 'g')"

    source = (paths.dbt_dir() / "macros" / "fold_name.sql").read_text(encoding="utf-8")
    template = jinja2.Environment().from_string(source + "{{ fold_name('name') }}")
    folded = template.render(regexp_replace_all=regexp_replace_all).strip()
    reference = Reference(paths.seeds_dir())
    names = [row["alias"] for row in reference._rows("province_aliases")] + list(reference.province_names.values())
    names += [name.upper() for name in names]
    rows = duckdb.execute(f"select name, {folded} from (select unnest(?) as name)", [names]).fetchall()
    assert len(rows) == len(names) > 1000
    assert [(name, key) for name, key in rows if key != fold_name(name)] == []


def test_definitions_load_without_warehouse_or_network_and_describe_every_asset(tmp_path, built):
    code = """
import socket

def refuse(*_):
    raise AssertionError("the network was called")

socket.socket.connect = refuse
from orchestration.definitions import defs
loaded = defs()
job = loaded.resolve_job_def("everything")
specs = list(loaded.resolve_all_asset_specs())
poor = [s.key.to_user_string() for s in specs if not (s.group_name and s.owners and s.kinds and s.description)]
print(len(specs), job.executor_def.name, poor)
"""
    environment = {**built.workplace.environment, "GOVERNANCE_DATA_DIR": str(tmp_path / "nothing")}
    finished = subprocess.run(
        [sys.executable, "-c", code], cwd=paths.REPOSITORY, env=environment, capture_output=True, text=True
    )
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.splitlines()[-1].split(" ", 1)[1] == "in_process []"
    assert not list((tmp_path / "nothing").rglob("*.duckdb"))


def test_dg_checks_and_lists_the_definitions_from_the_root(built, tmp_path):
    # Without DAGSTER_HOME, as on a fresh clone; what dg keeps of itself goes to the home folder.
    environment = {**built.workplace.environment, "HOME": str(tmp_path), "DAGSTER_DISABLE_TELEMETRY": "yes"}
    environment.pop("DAGSTER_HOME", None)

    def dg(*arguments):
        command = [str(Path(sys.executable).with_name("dg")), *arguments]
        finished = subprocess.run(command, cwd=paths.REPOSITORY, env=environment, capture_output=True, text=True)
        assert finished.returncode == 0, finished.stdout + finished.stderr
        return finished.stdout

    assert "All definitions loaded successfully." in dg("check", "defs")
    listed = json.loads(dg("list", "defs", "--json"))
    assert {"raw/papi", "marts/fct_score", "published/release"} <= {asset["asset_key"] for asset in listed["assets"]}
    assert {"raw_files_changed", "failed_runs"} == {sensor["name"] for sensor in listed["sensors"]}
    assert "everything" in {job["name"] for job in listed["jobs"]}
    assert not list(paths.REPOSITORY.glob(".tmp_dagster_home_*"))


def test_dbt_builds_on_its_own_at_the_root_and_in_its_folder(built, tmp_path):
    root = tmp_path / "repository"
    shutil.copytree(paths.dbt_dir(), root / "dbt_project")
    shutil.copy(paths.REPOSITORY / "profiles.yml", root, follow_symlinks=False)
    (root / "data" / "warehouse").mkdir(parents=True)
    shutil.copy(built.workplace.build_file, root / "data" / "warehouse")
    # No ~/.dbt, and nothing of what the pipeline sets.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GOVERNANCE_", "DBT_"))}
    environment["HOME"] = str(tmp_path)
    for folder, options in ((root, ["--project-dir", "dbt_project"]), (root / "dbt_project", [])):
        command = [str(Path(sys.executable).with_name("dbt")), "build", *options, "--select", "stg_raw__files"]
        finished = subprocess.run(
            command, cwd=folder, env={**environment, "PWD": str(folder)}, capture_output=True, text=True
        )
        assert finished.returncode == 0 and "Completed successfully" in finished.stdout, finished.stdout


def test_the_lock_pins_by_hash_and_names_no_address():
    for lock in (paths.REPOSITORY / "requirements").glob("*.txt"):
        text = lock.read_text()
        pins = re.findall(r"^[A-Za-z0-9][^ ]*==[^ ]+ \\$", text, flags=re.MULTILINE)
        assert len(pins) > 100
        assert "://" not in text
        assert not re.findall(r"^[A-Za-z0-9][^\\]*$", text, flags=re.MULTILINE)


def test_every_raw_file_is_read_as_its_edition_needs(built):
    reference = Reference(paths.seeds_dir())
    raw = paths.REPOSITORY / "raw"
    for folder, index_code in (("papi", "PAPI"), ("press/par_index", "PAR"), ("press/sipas", "SIPAS")):
        assert {entry.name for entry in (raw / folder).iterdir()} == {
            f"{year}.csv" for index, year in reference.editions if index == index_code
        }
