"""Dagster's own files under `data/dagster`, and the environment that every command runs in."""

import os
import re
import shutil

from orchestration import paths
from orchestration.messages import texts
from orchestration.messages.problems import shown
from orchestration.messages.refusals import NotDone, wrong_use

# What SQLAlchemy and dbt take for a part of an address, as they are given the paths of files in one.
_UNUSABLE = re.compile(r"[#?'\x00-\x1f\x7f]|%[0-9A-Fa-f]{2}")


def prepare() -> None:
    """Creates DAGSTER_HOME with this project's settings and points the environment at it.

    Raises `NotDone` where the data folder cannot be written, `WrongUse` where its path cannot be used.
    """
    if found := _UNUSABLE.search(str(paths.data_dir())):
        raise wrong_use("data_path_unusable", folder=shown(str(paths.data_dir())), letters=shown(found.group()))
    home = paths.dagster_home()
    try:
        if not paths.data_dir().exists():
            paths.data_dir().mkdir(parents=True)
            # Other accounts read the releases in it, whatever the umask keeps from them of the rest.
            paths.data_dir().chmod(0o755)
        home.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(paths.REPOSITORY / "dagster.yaml", home / "dagster.yaml")
    except OSError as error:
        raise NotDone(texts.shown("data_not_writable", folder=paths.data_dir(), why=error.strerror)) from None
    os.environ["DAGSTER_HOME"] = str(home)
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "yes"
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
