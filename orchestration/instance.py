"""Dagster's own files under `data/dagster`, and the environment that every command runs in."""

import os
import shutil
from pathlib import Path

from orchestration import paths


def prepare() -> Path:
    """Creates DAGSTER_HOME with this project's settings and points the environment at it."""
    home = paths.dagster_home()
    home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(paths.REPOSITORY / "orchestration" / "dagster.yaml", home / "dagster.yaml")
    os.environ["DAGSTER_HOME"] = str(home)
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "yes"
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    return home
