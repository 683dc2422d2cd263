"""The dbt project as Dagster sees it, and its manifest, parsed when the project has changed."""

import os
from pathlib import Path

from orchestration import paths
from orchestration.transform.dagster_dbt import DbtProject

# In dbt's target folder: where the project lay when it was parsed.
PLACE = "project_dir.txt"


def configure_environment() -> None:
    """What dbt's profile and the tools read from the environment."""
    os.environ["GOVERNANCE_BUILD_FILE"] = str(paths.build_file())
    os.environ["DBT_TARGET_PATH"] = str(paths.dbt_target_dir())
    os.environ["DBT_LOG_PATH"] = str(paths.dbt_target_dir().parent / "logs")
    os.environ["DBT_USE_COLORS"] = "false"
    os.environ["DO_NOT_TRACK"] = "1"


def governance_project() -> DbtProject:
    """The project with an up-to-date manifest. Parsing needs neither a warehouse nor the network."""
    configure_environment()
    _forget_what_was_parsed_elsewhere()
    project = DbtProject(project_dir=paths.dbt_dir(), target_path=paths.dbt_target_dir())
    if is_stale(project.manifest_path, paths.dbt_dir()):
        _parse()
    return project


def _forget_what_was_parsed_elsewhere() -> None:
    """dbt keeps where its files lie, and would look for the seeds of a project that was moved in the old place."""
    target = paths.dbt_target_dir()
    note, place = target / PLACE, str(paths.dbt_dir())
    if not note.exists() or note.read_text(encoding="utf-8") != place:
        for parsed in (*target.rglob("partial_parse.msgpack"), target / "manifest.json"):
            parsed.unlink(missing_ok=True)
        target.mkdir(parents=True, exist_ok=True)
        note.write_text(place, encoding="utf-8")


def is_stale(manifest: Path, project_dir: Path) -> bool:
    """Whether the manifest is missing, older than a file of the project, or knows a file that is gone."""
    if not manifest.exists():
        return True
    sources = [
        path
        for folder in ("models", "macros", "seeds", "tests")
        for path in [project_dir / folder, *(project_dir / folder).rglob("*")]
        if path.exists()
    ]
    sources += [project_dir / "dbt_project.yml", project_dir / "profiles.yml"]
    return max(path.stat().st_mtime for path in sources) > manifest.stat().st_mtime


def _parse() -> None:
    from dbt.cli.main import dbtRunner

    paths.build_file().parent.mkdir(parents=True, exist_ok=True)
    folder = str(paths.dbt_dir())
    result = dbtRunner().invoke(["--quiet", "parse", "--project-dir", folder, "--profiles-dir", folder])
    if not result.success:
        raise RuntimeError(f"dbt could not parse {folder}: {result.exception}")
