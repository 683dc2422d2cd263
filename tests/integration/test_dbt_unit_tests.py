"""dbt's unit tests look at the models and not at the data: they run here, on what the shared run built."""

import json
import shutil
import subprocess

import pytest

from orchestration.transform import dbt_command


@pytest.fixture
def unit_tests(built, tmp_path):
    """Runs the unit tests of a dbt project that dbt selects; returns the exit code and the outcomes by name.

    Of the project that was run, dbt need not parse it again.
    """
    (tmp_path / "target").mkdir()
    build_file = shutil.copy(built.workplace.build_file, tmp_path)
    environment = {
        **built.workplace.environment,
        "GOVERNANCE_BUILD_FILE": str(build_file),
        "DBT_TARGET_PATH": str(tmp_path / "target"),
    }

    def _run(project, *select):
        parsed = built.workplace.data / "dbt" / "target" / "run" / "partial_parse.msgpack"
        known = [dbt_command.PARSED, str(parsed)] if project == built.workplace.dbt else []
        selected = [f"{name},test_type:unit" for name in select] or ["test_type:unit"]
        command = [*dbt_command.COMMAND, *known, "test", "--select", *selected]
        command += ["--project-dir", str(project), "--profiles-dir", str(project)]
        finished = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
        results = json.loads((tmp_path / "target" / "run_results.json").read_text())["results"]
        return finished.returncode, {r["unique_id"]: r["message"] if r["status"] != "pass" else None for r in results}

    return _run


def test_every_unit_test_runs_and_passes(built, unit_tests):
    code, found = unit_tests(built.workplace.dbt)
    assert {name: message for name, message in found.items() if message} == {} and code == 0
    assert found.keys() == json.loads(built.workplace.manifest.read_text())["unit_tests"].keys()
    assert len(found) > 60


@pytest.mark.slow
def test_a_model_that_is_not_as_its_unit_test_says_is_found(built, unit_tests, tmp_path):
    shutil.copytree(built.workplace.dbt, tmp_path / "dbt", ignore=shutil.ignore_patterns("target", "logs"))
    (model,) = (tmp_path / "dbt" / "models").rglob("dim_edition.sql")
    model.write_text(f"select * from (\n{model.read_text()}\n) as rows where false\n")
    code, found = unit_tests(tmp_path / "dbt", "dim_edition")
    assert code == 1 and found and all(found.values())
