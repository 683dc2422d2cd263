"""Promises about the project itself: layers, descriptions, units, contracts, definitions, the lock."""

import copy
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import jinja2
import pytest

from orchestration import paths
from orchestration.reference import Reference, fold_name
from orchestration.transform.columns import Units


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


def shared_rooms_that_read_marts(nodes):
    """Model of models/intermediate/** and the mart that it reads."""
    return [
        (model["name"], nodes[parent]["name"])
        for model in models(nodes)
        if model["path"].startswith("intermediate/")
        for parent in model["depends_on"]["nodes"]
        if parent in nodes and nodes[parent]["schema"] in ("marts", "bi")
    ]


def readers_outside_the_group(nodes):
    """Private model and the model of another group that reads it; a private one without a group, and itself."""
    private = {key: model for key, model in nodes.items() if model.get("access") == "private"}
    return [
        (private[parent]["name"], model["name"])
        for model in models(nodes)
        for parent in model["depends_on"]["nodes"]
        if parent in private and (model["group"] is None or model["group"] != private[parent]["group"])
    ]


def test_no_edge_runs_from_a_mart_back_to_a_shared_intermediate(nodes):
    assert shared_rooms_that_read_marts(nodes) == []


def test_private_intermediates_are_those_of_a_subject_and_read_inside_it(nodes):
    for model in models(nodes):
        room = model["path"].split("/")
        is_private = room[0] == "marts" and room[2] == "intermediate"
        assert (model["access"] == "private") == is_private, model["name"]
        assert model["group"] == (room[1] if room[0] == "marts" else None), model["name"]
    assert readers_outside_the_group(nodes) == []


def test_the_tests_of_rooms_see_a_wrong_edge(nodes):
    wrong = copy.deepcopy(nodes)
    edge = wrong["model.governance.int_figures_resolved"]["depends_on"]["nodes"]
    edge += ["model.governance.fct_rank", "model.governance.int_facts_gathered"]
    assert shared_rooms_that_read_marts(wrong) == [("int_figures_resolved", "fct_rank")]
    assert readers_outside_the_group(wrong) == [("int_facts_gathered", "int_figures_resolved")]


def test_an_intermediate_that_one_subject_alone_reads_is_private_to_it(nodes):
    for key, model in nodes.items():
        if model["path"].startswith("intermediate/"):
            readers = [reader["path"].split("/") for reader in models(nodes) if key in reader["depends_on"]["nodes"]]
            subjects = {room[1] for room in readers if room[0] == "marts"}
            assert len(subjects) > 1 or "intermediate" in {room[0] for room in readers}, model["name"]


def test_what_asks_for_breaks_asks_for_those_that_are_breaks(nodes):
    """A row of the seed may say that there is none, or be of a year without an edition."""

    def readers(parent):
        return {m["name"] for m in models(nodes) if parent in m["depends_on"]["nodes"]}

    assert readers("seed.governance.component_breaks") == {"int_breaks_judged"}
    assert readers("model.governance.int_breaks_judged") == {"int_breaks_dated", "fct_component_shift"}


def test_scores_that_follow_from_others_are_shown_and_read_by_no_mart(nodes):
    """What ranks, averages, groups or compares reads `int_scores_held`."""
    (shown,) = [key for key, model in nodes.items() if model["name"] == "fct_score"]
    assert {m["schema"] for m in models(nodes) if shown in m["depends_on"]["nodes"]} == {"bi"}


def test_each_model_has_its_yml_with_its_unit_tests_beside_it(built, nodes):
    manifest = json.loads(built.workplace.manifest.read_text())
    for node in [*models(nodes), *manifest["unit_tests"].values()]:
        model = node["name"] if node["resource_type"] == "model" else node["model"]
        beside = nodes[f"model.governance.{model}"]["original_file_path"].removesuffix(".sql") + ".yml"
        told = node.get("patch_path") or f"governance://{node['original_file_path']}"
        assert told == f"governance://{beside}", node["name"]


def test_every_model_opens_with_its_grain(nodes):
    assert [m["name"] for m in models(nodes) if not m["description"].startswith("One row per")] == []


@pytest.fixture(scope="module")
def types(built):
    """Types of the published columns in the build file, by table and column in their order."""
    with duckdb.connect(built.workplace.build_file, read_only=True) as connection:
        rows = connection.sql(
            "select schema_name || '.' || table_name, column_name, lower(data_type) from duckdb_columns() "
            "where schema_name in ('marts', 'bi') order by schema_name, table_name, column_index"
        ).fetchall()
    found = {}
    for table, column, of in rows:
        found.setdefault(table, {})[column] = of
    return found


def published(nodes):
    return {f"{m['schema']}.{m['name']}": m for m in models(nodes, "marts") + models(nodes, "bi")}


def test_every_column_of_marts_and_views_has_description_and_unit(nodes, built, types):
    units = Units(json.loads(built.workplace.manifest.read_text()))
    assert published(nodes).keys() == types.keys()
    for table, model in published(nodes).items():
        assert model["columns"].keys() == types[table].keys(), table
        for column in model["columns"].values():
            assert column["description"] and units.of(column["name"]), column


def test_units_and_types_agree(built, types):
    of_unit = {"true/false": "boolean", "date": "date", "year": "integer", "text": "varchar", "code": "varchar"}
    units = Units(json.loads(built.workplace.manifest.read_text()))
    for columns in types.values():
        for name, found in columns.items():
            unit = units.of(name)
            assert found == of_unit.get(unit, found), name
            assert unit in of_unit or found not in ("boolean", "date"), name


def test_the_same_column_name_has_the_same_type_and_description_written_once(nodes, types):
    seen, tables = {}, Counter()
    for table, model in published(nodes).items():
        for name, column in model["columns"].items():
            stated = (types[table][name], column["description"], column["doc_blocks"])
            assert seen.setdefault(name, stated) == stated, (table, name)
            tables[name] += 1
    assert [n for n in tables if tables[n] > 1 and seen[n][2] != [f"doc.governance.{n}"]] == []


def test_every_mart_and_view_states_the_key_of_its_rows(nodes, built):
    with duckdb.connect(built.workplace.build_file, read_only=True) as connection:
        for model in models(nodes, "marts") + models(nodes, "bi"):
            key = ", ".join(model["config"]["meta"]["key"])
            table = f"{model['schema']}.{model['name']}"
            repeated = f"select {key} from {table} group by {key} having count(*) > 1"
            assert connection.sql(repeated).fetchall() == [], table


def test_marts_have_enforced_contracts(nodes):
    assert [m["name"] for m in models(nodes, "marts") if not m["config"]["contract"]["enforced"]] == []


@pytest.mark.parametrize("folder", [".", "dbt_project"])
def test_dbt_works_on_its_own_from_the_root_and_from_its_folder(built, tmp_path, folder):
    shutil.copytree(paths.dbt_dir(), tmp_path / "dbt_project", ignore=shutil.ignore_patterns("target", "logs"))
    shutil.copy(paths.REPOSITORY / "profiles.yml", tmp_path, follow_symlinks=False)
    (tmp_path / "data" / "warehouse").mkdir(parents=True)
    build_file = shutil.copy(built.workplace.build_file, tmp_path / "data" / "warehouse")
    with duckdb.connect(build_file) as connection:
        connection.execute("drop table marts.dim_index cascade")
    command = [str(Path(sys.executable).with_name("dbt")), "run", "--select", "dim_index"]
    command += ["--project-dir", "dbt_project"] if folder == "." else []
    own = {name: text for name, text in os.environ.items() if not name.startswith(("DBT_", "GOVERNANCE_"))}
    place = tmp_path / folder
    finished = subprocess.run(
        command, cwd=place, env={**own, "PWD": str(place.resolve())}, capture_output=True, text=True
    )
    assert finished.returncode == 0, finished.stdout
    with duckdb.connect(build_file, read_only=True) as connection:
        assert connection.sql("from marts.dim_index").fetchall()
    # What dbt writes lies where git does not look.
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["data", "dbt_project", "profiles.yml"]


def test_every_model_with_logic_has_a_unit_test(built, nodes):
    manifest = json.loads(built.workplace.manifest.read_text())
    # PostgreSQL refuses longer names.
    assert [test["name"] for test in manifest["unit_tests"].values() if len(test["name"]) > 63] == []
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


def test_the_data_dictionary_of_the_release_has_every_column(built, nodes, types):
    written = (built.workplace.current / "data_dictionary.md").read_text(encoding="utf-8")
    sections = {section.split("\n", 1)[0]: section for section in written.split("\n## ")[1:]}
    assert sections.keys() == {*types, "marts.release"}
    units = Units(json.loads(built.workplace.manifest.read_text()))
    for table, model in published(nodes).items():
        assert " ".join(model["description"].split()).replace("|", "\\|") in sections[table]
        for name, dtype in types[table].items():
            assert f"| `{name}` | {dtype} | {units.of(name)} |" in sections[table], (table, name)


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
