"""dbt's documentation as one file: nothing of this machine, nothing that a browser would ask another host for."""

import duckdb
import pytest

from orchestration.release import dbt_docs
from orchestration.transform.results import count_tests

MODEL = {
    "resource_type": "model", "schema": "marts", "name": "a", "original_file_path": "models/marts/core/a.sql",
    "root_path": "/home/somebody", "created_at": 1.5, "description": "</script><script>alert(1)</script>",
}  # fmt: skip
MANIFEST = {
    "metadata": {"project_name": "p", "dbt_version": "1", "invocation_id": "x", "generated_at": "now"},
    "nodes": {
        "model.p.a": MODEL,
        "test.p.b": {
            "resource_type": "test", "schema": "t", "name": "b", "original_file_path": "models/bi/x.yml",
            "attached_node": "model.p.a",
        },
        "test.p.c": {"resource_type": "test", "schema": "t", "name": "c", "original_file_path": "tests/c.sql"},
    },
    "sources": {},
    "macros": {"macro.p.m": {"package_name": "p"}, "macro.dbt.n": {"package_name": "dbt"}},
}  # fmt: skip


@pytest.fixture
def connection():
    with duckdb.connect() as connection:
        connection.execute("create schema marts; create table marts.a (id integer, score decimal(9, 5))")
        yield connection


def test_the_page_holds_the_project_and_nothing_of_this_machine_or_run(connection, tmp_path):
    page = (dbt_docs.write(MANIFEST, connection, tmp_path / "docs") / "index.html").read_text(encoding="utf-8")
    assert '"id":{"index":1,"name":"id","type":"INTEGER"}' in page and "DECIMAL(9,5)" in page
    assert "/home/somebody" not in page and "macro.dbt.n" not in page and 'generated_at":"now' not in page
    assert "<script>alert(1)" not in page and "INLINE DATA" not in page
    assert 'xlink:href="{{' not in page.replace("ng-attr-xlink", "") and "favicon.ico" not in page


def test_what_is_empty_in_columns_and_configs_is_left_out(connection):
    column = {"name": "id", "description": "An id.", "quote": None, "tags": [], "constraints": [{"type": "not_null"}]}
    config = {"materialized": "view", "enabled": False, "meta": {}, "group": None, "contract": {"enforced": True}}
    model = {**MODEL, "columns": {"id": column}, "config": config, "tags": [], "version": None}
    found = dbt_docs.project({**MANIFEST, "nodes": {"model.p.a": model}})["nodes"]["model.p.a"]
    assert set(found["columns"]["id"]) == {"name", "description", "constraints"}
    assert found["config"] == {"materialized": "view", "enabled": False, "contract": {"enforced": True}}
    assert found["tags"] == [] and found["version"] is None


def test_the_same_project_makes_the_same_bytes(connection, tmp_path):
    again = {**MANIFEST, "metadata": {**MANIFEST["metadata"], "invocation_id": "y"}}
    first, second = (
        (dbt_docs.write(each, connection, tmp_path / name) / "index.html").read_bytes()
        for name, each in (("1", MANIFEST), ("2", again))
    )
    assert first == second


def test_tests_are_counted_by_what_they_ask():
    assert count_tests(MANIFEST) == {"marts": 1, "tests": 1}
