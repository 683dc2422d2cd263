"""dbt as Dagster runs it: with dbt-core out of dagster-dbt's sight, on a build without remains, told as it goes on."""

import io
import json
import logging
import re
import subprocess
import sys
from types import SimpleNamespace

import duckdb
import pytest

from orchestration import paths
from orchestration.cli import run
from orchestration.cli.progress import Steps, of_dbt
from orchestration.defs.transform import assets
from orchestration.release import shelf
from orchestration.transform import dbt_command, progress

GRAPH = """
import sys
if "{how}" == "with":
    import dagster_dbt
from orchestration.definitions import defs
graph = defs().resolve_asset_graph()
nodes = [graph.get(key) for key in graph.get_all_asset_keys()]
for line in sorted(
    [str((n.key, sorted(n.parent_keys), n.group_name, sorted(n.kinds), n.owners, n.description)) for n in nodes]
    + [str(key) for key in graph.asset_check_keys]
):
    print(line)
print("dbt" in sys.modules)
"""


def test_assets_lineage_groups_and_checks_are_those_that_dagster_dbt_makes_with_dbt_core(built):
    said = {}
    for how in ("with", "without"):
        command = [sys.executable, "-c", GRAPH.format(how=how)]
        finished = subprocess.run(
            command, cwd=paths.REPOSITORY, env=built.workplace.environment, capture_output=True, text=True, check=True
        )
        *said[how], imported = finished.stdout.splitlines()
        assert imported == str(how == "with")
    assert said["with"] == said["without"] and len(said["with"]) > 250


def test_nobody_imports_dagster_dbt_but_through_the_module_that_hides_dbt_core():
    files = [file for folder in ("orchestration", "expectations") for file in (paths.REPOSITORY / folder).rglob("*.py")]
    imports = re.compile(r"^\s*(?:from|import) dagster_dbt\b", re.MULTILINE)
    assert [file.name for file in files if imports.search(file.read_text())] == ["dagster_dbt.py"]


def test_no_handle_to_the_database_is_made(built, tmp_path):
    executable, *flags = dbt_command.COMMAND
    dbt = assets.InstalledDbt(
        project_dir=str(built.workplace.dbt), dbt_executable=executable, global_config_flags=flags
    )
    invocation = dbt.cli(["no_such_command"], target_path=tmp_path, raise_on_error=False)
    assert invocation.get_error() is not None and invocation.process.returncode == 2
    assert invocation.adapter is None


def test_the_log_of_a_run_has_what_dbt_says_to_people(built):
    log = (built.workplace.data / "logs" / "run.log").read_text()
    assert "OK created sql table model marts.fct_score" in log and "Completed successfully" in log
    # Nothing of its debug level, and no second log.
    assert "On model.governance.fct_score" not in log
    assert not list((built.workplace.data / "dbt" / "target" / "run").glob("*.log"))


def test_what_an_earlier_run_built_is_gone_before_the_next(tmp_path):
    file = tmp_path / "build.duckdb"
    with duckdb.connect(file) as connection:
        connection.execute("create schema raw; create schema marts; create schema bi; create schema reference")
        connection.execute("create table raw.files as select 1 as x; create table reference.indices as select 1 as x")
        connection.execute("create table marts.fct_of_a_removed_model as from raw.files")
        connection.execute("create view bi.of_a_removed_model as from marts.fct_of_a_removed_model")
    assets._clear(file)
    with duckdb.connect(file) as connection:
        left = connection.sql("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
        assert left == [("raw.files",)]
        views = connection.sql("select view_name from duckdb_views() where not internal").fetchall()
        assert views == []


@pytest.mark.slow
def test_a_result_that_nobody_heard_of_ends_the_step(own_data):
    """Dagster would go on without the check, and leave the release out without calling that a failure."""
    code = """
from dagster import AssetKey, DagsterInstance
from orchestration.definitions import defs
from orchestration.defs.transform import assets
events, lost = assets._events, "test.governance.not_null_indices_index_code"
def some(*given):
    heard = list(events(*given))
    left = [event for event in heard if not event.metadata["unique_id"].value.startswith(lost)]
    assert len(left) == len(heard) - 1
    return left
assets._events = some
key = AssetKey(["reference", "indices"])
job = defs().resolve_job_def("everything")
print(job.execute_in_process(asset_selection=[key], instance=DagsterInstance.ephemeral(), raise_on_error=False).success)
"""
    finished = subprocess.run(
        [sys.executable, "-c", code], cwd=paths.REPOSITORY, env=own_data.environment, capture_output=True, text=True
    )
    assert finished.stdout.splitlines()[-1] == "False", finished.stdout + finished.stderr
    assert "dbt has ended without a word on the result of: test.governance.not_null_indices" in finished.stderr


def test_a_run_that_ends_well_without_a_new_release_is_a_failure(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("GOVERNANCE_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(run, "execute", lambda stream: SimpleNamespace(success=True, all_events=[]))
    (tmp_path / "published" / "releases" / "20200101T000000Z-00000000").mkdir(parents=True)
    shelf.point_current_at(tmp_path / "published", "20200101T000000Z-00000000")
    assert run.build() == 1
    said = capfd.readouterr().out
    assert "Nothing was published." in said and "20200101T000000Z-00000000 is still served." in said


def started(number, kind, path):
    node = {"resource_type": kind, "node_path": path}
    return {"info": {"name": "LogStartLine"}, "data": {"index": number, "total": 3, "node_info": node}}


class Terminal(io.StringIO):
    def isatty(self):
        return True


EVENTS = [
    started(1, "seed", "indices.csv"),
    started(2, "model", "marts/standing/intermediate/int_a.sql"),
    started(2, "model", "marts/standing/fct_a.sql"),
    {"info": {"name": "MainReportVersion"}, "data": {}},
    started(3, "test", "not_null_a.sql"),
]


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_a_line_for_each_layer_or_one_that_is_rewritten(stream):
    steps = Steps(stream)
    steps.start("Building")
    with of_dbt(steps):
        for event in EVENTS:
            progress.report(event)
    steps.end()
    steps.start("Publishing")
    steps.end(is_well=False)
    progress.report(EVENTS[0])  # nobody listens any more
    lines = stream.getvalue()
    if stream.isatty():
        assert lines.count("\n") == 2 and lines.count("\r\033[K  Building …") == len(EVENTS)
        assert "\r\033[K  Building … 2 of 3: marts/standing\r\033[K" in lines
        assert "\r\033[K  Building … done (0 s)\n  Publishing … FAILED (0 s)\n" in lines
    else:
        assert lines.splitlines() == [
            "  Building …",
            "    1 of 3: seeds",
            "    2 of 3: marts/standing",
            "    3 of 3: data tests",
            "  Building … done (0 s)",
            "  Publishing … FAILED (0 s)",
        ]


def test_layers_of_all_models_are_those_of_the_folders(built):
    nodes = json.loads(built.workplace.manifest.read_text())["nodes"].values()
    layers = {progress.layer_of(node["resource_type"], node["path"]) for node in nodes}
    assert {"seeds", "staging", "intermediate", "bi", "tests"} < layers
    assert all("/" not in layer or layer.startswith("marts/") for layer in layers)
    assert logging.getLogger("governance.dbt").propagate is False


def test_a_line_that_is_no_event_is_kept_as_it_is():
    assert progress.parse("Traceback\n")["info"] == {"name": "", "level": "", "msg": "Traceback"}
    assert progress.parse('{"info": {"name": "x"}}') == {"info": {"name": "x"}}
