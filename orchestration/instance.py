"""Dagster's own files under `data/dagster`, and the environment that every command runs in."""

import os
import shutil
import sys

from orchestration import paths


def prepare() -> None:
    """Creates DAGSTER_HOME with this project's settings and points the environment at it.

    Ends the program with a message where the data folder cannot be written.
    """
    home = paths.dagster_home()
    try:
        home.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(paths.REPOSITORY / "dagster.yaml", home / "dagster.yaml")
    except OSError as error:
        sys.exit(
            f"Không ghi được vào {paths.data_dir()} ({error.strerror}). Chọn thư mục khác bằng GOVERNANCE_DATA_DIR.\n"
            f"{paths.data_dir()} cannot be written ({error.strerror}). Choose another folder: GOVERNANCE_DATA_DIR"
        )
    os.environ["DAGSTER_HOME"] = str(home)
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "yes"
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
