"""The history of runs with its connections kept open: the same files, and the UI still follows a run."""

import sqlite3
import threading

import pytest
from dagster import (
    AssetCheckKey,
    AssetCheckResult,
    AssetKey,
    DagsterEventType,
    DagsterInstance,
    asset,
    asset_check,
    materialize,
)
from dagster._core.storage.event_log import SqliteEventLogStorage

from orchestration import instance
from orchestration.event_log import KeptOpenEventLog, instance_of_a_run

N_ASSETS = 10


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GOVERNANCE_DATA_DIR", str(tmp_path / "data"))
    for variable in ("DAGSTER_HOME", "DAGSTER_DISABLE_TELEMETRY", "GX_ANALYTICS_ENABLED"):
        monkeypatch.setenv(variable, "")
    instance.prepare()
    return tmp_path / "data" / "dagster"


def run(dagster):
    """One run of a few assets, each with a check."""

    def one(number):
        @asset(name=f"table_{number}")
        def made():
            return None

        @asset_check(asset=made, name="holds")
        def check():
            return AssetCheckResult(passed=True)

        return made, check

    found = materialize([part for number in range(N_ASSETS) for part in one(number)], instance=dagster)
    assert found.success
    return found.run_id


def test_a_run_opens_few_connections_and_its_history_is_that_of_dagsters_own_class(home, monkeypatch):
    opened, connect = [], sqlite3.connect
    monkeypatch.setattr("sqlite3.dbapi2.connect", lambda *a, **k: opened.append(a) or connect(*a, **k))
    with instance_of_a_run() as dagster:
        assert isinstance(dagster.event_log_storage, KeptOpenEventLog)
        run(dagster)
        opened.clear()
        run_id = run(dagster)
    history = [path for (path, *_) in opened if "/history/runs/" in path]
    # Dagster's own class opens five for each of the N_ASSETS and more for their checks.
    assert 0 < len(history) < 20
    with DagsterInstance.get() as dagster:
        own = dagster.event_log_storage
        assert type(own) is SqliteEventLogStorage
        records = own.get_records_for_run(run_id).records
        kinds = [record.event_log_entry.dagster_event_type for record in records]
        assert kinds.count(DagsterEventType.ASSET_MATERIALIZATION) == N_ASSETS
        assert kinds.count(DagsterEventType.ASSET_CHECK_EVALUATION) == N_ASSETS
        assert own.get_latest_materialization_events([AssetKey("table_3")])[AssetKey("table_3")].run_id == run_id
        key = AssetCheckKey(AssetKey("table_3"), "holds")
        assert own.get_latest_asset_check_execution_by_key([key])[key].run_id == run_id


def test_a_reader_is_told_of_each_event_while_the_run_goes_on(home):
    with instance_of_a_run() as writing, DagsterInstance.get() as reading:
        known, told = run(writing), threading.Event()
        (last,) = writing.event_log_storage.get_records_for_run(known, limit=1, ascending=False).records
        reading.event_log_storage.watch(known, None, lambda event, cursor: told.set())
        told.clear()
        writing.event_log_storage.store_event(last.event_log_entry)
        assert told.wait(10)
