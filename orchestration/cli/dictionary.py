"""The data dictionary, drawn from dbt's manifest: what the models say of themselves, once."""

import json
from typing import Any

from orchestration import paths
from orchestration.cli import exits
from orchestration.messages import texts
from orchestration.release.build import RELEASE_COLUMNS
from orchestration.transform.columns import Units

INTRODUCTION = """\
# Data dictionary

Tables and views of the published `governance.duckdb`. Drawn from the descriptions of the dbt models by
`make dictionary`; a test holds the two together. The same texts are comments in the file itself.
"""
ORDER = ("bi", "marts")


def render(manifest: dict[str, Any]) -> str:
    """The dictionary as Markdown, views first."""
    units = Units(manifest)
    blocks = [INTRODUCTION]
    for schema in ORDER:
        models = [n for n in manifest["nodes"].values() if n["resource_type"] == "model" and n["schema"] == schema]
        for model in sorted(models, key=lambda node: node["name"]):
            lines = [f"## {schema}.{model['name']}", "", _line(model["description"]), ""]
            lines += ["| column | type | unit | description |", "|---|---|---|---|"]
            for column in model["columns"].values():
                name, description = column["name"], _line(column["description"])
                lines.append(f"| `{name}` | {column['data_type']} | {units.of(name)} | {description} |")
            blocks.append("\n".join(lines) + "\n")
    blocks.append("## marts.release\n\nOne row: the release that the file is. Added when it is published.\n")
    blocks.append("\n".join(["| column | description |", "|---|---|", *_release_rows()]) + "\n")
    return "\n".join(blocks)


def _release_rows() -> list[str]:
    return [f"| `{column}` | {text} |" for column, text in RELEASE_COLUMNS.items()]


def _line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def run() -> int:
    """Writes docs/data_dictionary.md anew; returns the exit code."""
    from orchestration.transform.project import governance_project

    manifest = json.loads(governance_project().manifest_path.read_text(encoding="utf-8"))
    target = paths.REPOSITORY / "docs" / "data_dictionary.md"
    target.write_text(render(manifest), encoding="utf-8")
    print(f"{texts.label('written')}: {target}")
    return exits.WELL
