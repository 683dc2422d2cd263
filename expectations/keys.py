"""Key columns of the published tables, as the dbt project states them. No key is stated here."""

from pathlib import Path

import yaml

SCHEMAS = ("marts", "bi")
# Until the yml of every model states its key.
_KEYS = {
    "marts.dim_edition": ["index_code", "year"],
    "marts.dim_component": ["index_code", "year", "component_code"],
    "marts.dim_province": ["province_id", "valid_from"],
    "marts.bridge_province_succession": ["predecessor_id"],
    "marts.fct_score": ["index_code", "year", "province_id", "component_code"],
    "marts.fct_rank": ["index_code", "year", "province_id", "component_code", "scope"],
    "marts.fct_score_change": ["index_code", "year", "province_id", "component_code"],
    "marts.fct_score_group": ["index_code", "year", "province_id"],
    "marts.fct_edition_summary": ["index_code", "year", "component_code", "scope", "scope_value"],
    "marts.fct_observation": ["observation_id"],
    "marts.fct_source_conflict": [
        "index_code", "year", "province_id", "component_code", "measure", "scope", "scope_value", "compared_year"
    ],
    "marts.fct_reported_claim": ["claim_id"],
    "marts.fct_coverage": ["index_code", "year"],
    "marts.fct_backcast_score": ["index_code", "year", "province_id", "component_code"],
    "marts.fct_backcast_rank": ["index_code", "year", "province_id", "component_code"],
    "marts.fct_component_shift": ["index_code", "year", "component_code"],
    "marts.fct_comparable_series": ["index_code", "component_code", "province_id", "includes_soft_breaks"],
    "marts.fct_change_decomposition": ["index_code", "year", "province_id", "level", "component_code"],
    "marts.fct_group_gap": ["index_code", "year", "province_id"],
    "marts.fct_place_gap": ["index_code", "year", "province_id", "places_up"],
    "marts.fct_component_headroom": ["index_code", "year", "province_id", "component_code"],
    "marts.fct_target_progress": ["target_id"],
    "marts.fct_peer": ["index_code", "year", "province_id", "peer_kind", "peer_province_id"],
    "marts.fct_leadership": ["index_code", "province_id", "top_k"],
    "marts.fct_rank_volatility": ["index_code", "province_id"],
    "marts.fct_mover": ["index_code", "year", "span_years", "province_id"],
    "bi.scoreboard": ["index_code", "year", "province_id"],
    "bi.target_progress": ["target_id"],
    "bi.peers": ["index_code", "year", "province_id", "peer_kind", "peer_province_id"],
    "bi.leadership": ["index_code", "province_id", "top_k"],
    "bi.movers": ["index_code", "year", "span_years", "province_id"],
}  # fmt: skip


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
    return _KEYS | found
