"""dagster-dbt as everything here imports it: with dbt-core out of its sight.

Where it cannot import dbt-core, as beside dbt Fusion, dagster-dbt reads what it needs from the manifest. It is
imported in half the time then, with the same assets and checks. dbt itself runs in a process of its own.
"""

import sys

_dbt = sys.modules.get("dbt")
sys.modules["dbt"] = None
try:
    from dagster_dbt import DagsterDbtTranslator, DbtCliInvocation, DbtCliResource, DbtProject, dbt_assets
finally:
    if _dbt is None:
        del sys.modules["dbt"]
    else:
        sys.modules["dbt"] = _dbt

__all__ = ["DagsterDbtTranslator", "DbtCliInvocation", "DbtCliResource", "DbtProject", "dbt_assets"]
