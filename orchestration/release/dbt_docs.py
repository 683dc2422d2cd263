"""dbt's documentation of models, columns and lineage as one file that needs no server and no network.

What `dbt docs generate --static` writes, without starting dbt: that takes three seconds and opens the build file to
write. Times, ids of runs and folders of this machine are left out, so that the same project makes the same bytes.
"""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

_MANIFEST, _CATALOG = '"MANIFEST.JSON INLINE DATA"', '"CATALOG.JSON INLINE DATA"'
_METADATA = ("dbt_schema_version", "dbt_version", "project_name", "adapter_type")
# Of this machine, of one run, or shown nowhere on the page.
_DROPPED = {
    "root_path", "created_at", "compiled_path", "build_path", "compiled_code", "checksum", "unrendered_config",
    "doc_blocks", "patch_path", "unit_tests", "child_map", "group_map", "relation_name", "file_key_name",
    "attached_node", "deprecation_date", "latest_version", "primary_key", "time_spine", "supported_languages",
}  # fmt: skip
# Most of what they hold is empty, and the page takes what is missing for empty.
_SPARSE = {"columns", "config"}
# A browser loads what such an attribute says before the page's script has filled it in.
_LOADED_EARLY = {
    "${require('./assets/favicons/favicon.ico')}": "data:,",
    ' xlink:href="{{': ' ng-attr-xlink:href="{{',
    ' src="{{ logo }}"': ' ng-src="{{ logo }}"',
}
# Words of the menu and links of a text are too pale on the page's grey, and links have no line. The page is 960 pixels
# wide at least: on a phone the menu stands above what it leads to, and tables move sideways in their frames.
_STYLE = (
    "<style>.switch-label,.filename-normal{color:#52606d!important}"
    ".markdown a{color:#0b6466;text-decoration:underline}.nav-tabs a{color:#0b6466!important}"
    "@media(max-width:760px){body,.app{min-width:0!important;width:100%}.app.app-row{flex-direction:column}"
    ".app-menu.app-column{width:100%;max-width:none;flex:0 0 34%;border-bottom:1px solid #c8ccd0}"
    ".app-menu .app-header,.app-menu .logo{display:none}"
    ".app-content.app-column{width:100%;min-height:0;flex:1}.app-frame{min-width:0!important}"
    ".app-pad,.app-pad-h{padding-left:14px!important;padding-right:14px!important}"
    ".app-links.app-sticky{position:static}.nav-tabs{flex-wrap:wrap}.nav-tabs>li{margin:0 18px 0 0!important}"
    ".nav-tabs>li>a{padding:8px 0!important}.panel{overflow-x:auto}}</style>"
)


def write(manifest: dict[str, Any], connection: duckdb.DuckDBPyConnection, target: Path) -> Path:
    """Writes `target/index.html` for a manifest and the tables of an open build file, and returns `target`."""
    page = _viewer().read_text(encoding="utf-8")
    for early, late in _LOADED_EARLY.items():
        page = page.replace(early, late)
    page = page.replace("</head>", f"{_STYLE}</head>", 1)
    for mark, data in ((_MANIFEST, project(manifest)), (_CATALOG, catalog(manifest, connection))):
        if mark not in page:
            raise ValueError(f"dbt's page has no {mark}")
        page = page.replace(mark, _inline(data))
    target.mkdir(parents=True, exist_ok=True)
    (target / "index.html").write_text(page, encoding="utf-8")
    return target


def project(manifest: dict[str, Any]) -> dict[str, Any]:
    """The manifest as far as the page shows it: macros of this project alone, nothing of this machine or run."""
    package = manifest["metadata"]["project_name"]
    kept = {
        **manifest,
        "metadata": {key: manifest["metadata"].get(key) for key in _METADATA},
        # Blocks of text are in the descriptions that refer to them; the first page alone is read from here.
        "docs": {key: block for key, block in manifest.get("docs", {}).items() if block["name"].startswith("__")},
        "macros": {key: macro for key, macro in manifest["macros"].items() if macro["package_name"] == package},
    }
    return _without(kept)


def catalog(manifest: dict[str, Any], connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Tables and columns as they are in the build file, by the ids of the manifest."""
    tables = dict(_tables(connection))
    found: dict[str, dict[str, Any]] = {"nodes": {}, "sources": {}}
    for kind in found:
        for key, node in sorted(manifest[kind].items()):
            name = (node["schema"], node.get("alias") or node.get("identifier") or node["name"])
            if name in tables:
                found[kind][key] = {**tables[name], "unique_id": key}
    return {"metadata": {}, **found, "errors": None}


def _tables(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    rows = connection.sql(
        "select table_schema, table_name, table_type, column_name, data_type, ordinal_position "
        "from information_schema.tables join information_schema.columns "
        "using (table_catalog, table_schema, table_name) order by all"
    ).fetchall()
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for schema, name, kind, column, data_type, position in sorted(rows, key=lambda row: (row[:2], row[5])):
        table = found.setdefault(
            (schema, name),
            {"metadata": {"type": kind, "schema": schema, "name": name, "owner": None}, "columns": {}, "stats": {}},
        )
        table["columns"][column] = {"type": data_type, "index": position, "name": column}
    yield from found.items()


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _without(item) for key, item in value.items() if key not in _DROPPED}
        return {key: _filled(item) if key in _SPARSE else item for key, item in kept.items()}
    return [_without(item) for item in value] if isinstance(value, list) else value


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _filled(item) for key, item in value.items() if item not in (None, "", [], {})}
    return value


def _inline(data: dict[str, Any]) -> str:
    """JSON that no markup within it ends."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).replace("<", "\\u003c")


def _viewer() -> Path:
    """dbt's own page, found without importing dbt."""
    (package,) = importlib.util.find_spec("dbt").submodule_search_locations
    return Path(package) / "task" / "docs" / "index.html"
