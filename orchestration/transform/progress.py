"""How far dbt has come, from its own events: who runs dbt reports it, who has a terminal listens to `LOG`."""

import json
import logging
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

# Silent where nobody listens, as in a run of the Dagster UI.
LOG = logging.getLogger("governance.dbt")
LOG.propagate = False
LOG.setLevel(logging.INFO)
LOG.addHandler(logging.NullHandler())

SEEDS, TESTS = "seeds", "tests"
_LAYER_OF_KIND = {"seed": SEEDS, "test": TESTS}


def parse(line: str) -> dict[str, Any]:
    """A line of dbt's structured log. What is none, the trace of a fault say, is taken for one without a level."""
    return json.loads(line) if line.startswith("{") else {"info": {"name": "", "level": "", "msg": line.rstrip()}}


def report(event: Mapping[str, Any]) -> None:
    """Logs which node of how many dbt begins and its `layer`, if a structured event of dbt says so."""
    if event["info"]["name"] == "LogStartLine":
        data = event["data"]
        layer = layer_of(data["node_info"]["resource_type"], data["node_info"]["node_path"])
        LOG.info("%s", layer, extra={"layer": layer, "number": data["index"], "total": data["total"]})


def layer_of(kind: str, path: str) -> str:
    """`seeds`, `tests`, or the top folder of a model (`staging`), for marts with their subject (`marts/standing`)."""
    folders = PurePosixPath(path).parts[:-1]
    return _LAYER_OF_KIND.get(kind) or "/".join(folders[: 2 if folders[0] == "marts" else 1])
