"""Key columns of the published tables, as the dbt project states them. No key is stated here."""

from pathlib import Path

import yaml

SCHEMAS = ("marts", "bi")


def read_keys(models: Path) -> dict[str, list[str]]:
    """Key columns by table, from `config: meta: key` in the yml files below a dbt project's models.

    Read from these files, not from dbt's manifest: a published release is validated where nothing was parsed.
    """
    found = {}
    for schema in SCHEMAS:
        for path in sorted((models / schema).rglob("*.yml")):
            stated = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
            for model in stated.get("models", []):
                key = model.get("config", {}).get("meta", {}).get("key")
                if key:
                    found[f"{schema}.{model['name']}"] = key
    return found
