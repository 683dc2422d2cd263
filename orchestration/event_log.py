"""Dagster's history of events in SQLite, with connections that are kept open: for a process that runs a job and ends.

Dagster's own storage opens a file for each statement, thousands of times in a run. The files are the same: either
class reads what the other wrote. The servers of the UI keep Dagster's own.
"""

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

import sqlalchemy
from dagster import DagsterInstance, EventLogEntry
from dagster._core.instance.ref import InstanceRef
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._serdes import ConfigurableClassData
from sqlalchemy.pool import StaticPool

from orchestration import paths

INDEX = "index"
BUSY_SECONDS = 30


def instance_of_a_run() -> DagsterInstance:
    """The instance in DAGSTER_HOME with this history instead of Dagster's own."""
    home = paths.dagster_home()
    history = {
        "module": __name__,
        "class": KeptOpenEventLog.__name__,
        "config": {"base_dir": str(home / "history" / "runs")},
    }
    return DagsterInstance.from_ref(InstanceRef.from_dir(str(home), overrides={"event_log_storage": history}))


class KeptOpenEventLog(SqliteEventLogStorage):
    """Keeps one connection to the index over all runs and one to the run that was asked about last.

    Its base class opens and creates files; nothing else is changed.
    """

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._kept: dict[str, sqlalchemy.Engine] = {}
        self._tables: set[str] = set()
        # One connection serves all threads, one at a time.
        self._turn = threading.RLock()
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, str]
    ) -> "KeptOpenEventLog":
        return cls(inst_data=inst_data, **config_value)

    def run_connection(self, run_id: str | None = None) -> AbstractContextManager[sqlalchemy.Connection]:
        return self._keep(run_id, lambda: super(KeptOpenEventLog, self).run_connection(run_id))

    def index_connection(self) -> AbstractContextManager[sqlalchemy.Connection]:
        return self._keep(INDEX, super().index_connection)

    def store_event(self, event: EventLogEntry) -> None:
        super().store_event(event)
        # The UI follows a run by changes of this file, which SQLite writes only when a connection ends.
        os.utime(self.path_for_shard(event.run_id))

    @contextmanager
    def _keep(self, shard: str, create: Callable[[], AbstractContextManager]) -> Iterator[sqlalchemy.Connection]:
        with self._turn:
            if shard not in self._kept:
                with create():  # makes the tables of a new file
                    pass
                for other in self._kept.keys() - {INDEX} if shard != INDEX else ():
                    self._kept.pop(other).dispose()
                self._kept[shard] = self._open(shard)
            with self._kept[shard].begin() as connection:
                yield connection

    def has_table(self, table_name: str) -> bool:
        # Asked for each event by a connection of its own; a table that is there stays.
        if table_name not in self._tables and super().has_table(table_name):
            self._tables.add(table_name)
        return table_name in self._tables

    def _open(self, shard: str) -> sqlalchemy.Engine:
        engine = sqlalchemy.create_engine(
            self.conn_string_for_shard(shard),
            poolclass=StaticPool,
            connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        )
        # A power cut may lose the last events of the history, never more.
        with engine.connect() as connection:
            connection.exec_driver_sql("pragma synchronous = normal")
        return engine

    def dispose(self) -> None:
        super().dispose()
        with self._turn:
            for engine in self._kept.values():
                engine.dispose()
            self._kept.clear()
