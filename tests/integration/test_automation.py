"""What starts by itself, tick by tick: the sensor on raw files, the jobs, the daily validation, the retries."""

import datetime
import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from types import SimpleNamespace

import duckdb
import pytest
from dagster import (
    AssetSelection,
    DagsterInstance,
    DagsterRun,
    DagsterRunStatus,
    DefaultScheduleStatus,
    DefaultSensorStatus,
    Definitions,
    Failure,
    asset,
    build_sensor_context,
    define_asset_job,
    materialize,
)

from expectations import marts
from orchestration import paths
from orchestration.defs import partitions, resources
from orchestration.defs.automation import raw_files, revalidation
from orchestration.defs.ingest import assets as ingest
from orchestration.defs.publish.assets import RELEASE
from orchestration.defs.resources import RunLock
from orchestration.ingest import delimited_text, manifest
from orchestration.monitoring import alerts, freshness, history
from orchestration.reference import Reference
from tests.integration import made_edition

NOW = 1_800_000_000 * 10**9
MINUTE = 60 * 10**9


@pytest.fixture(scope="module", autouse=True)
def run_that_waits(built, tmp_path_factory):
    """A run whose build file somebody holds: begun before all tests of this file, as it waits for half a minute."""
    data = tmp_path_factory.mktemp("waits") / "data"
    shutil.copytree(built.workplace.data, data, symlinks=True)
    workplace = replace(built.workplace, data=data)
    code = f"import duckdb; held = duckdb.connect({str(workplace.build_file)!r}); print('held', flush=True); input()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code], **pipes) as holder, holder.stdout as said:
        assert said.readline() == b"held\n"
        with workplace.start() as run:
            yield workplace, workplace.state(), holder, run
            run.kill()
        holder.kill()


class RawFolder:
    """A raw folder of its own, a clock that stands still, and one tick of the sensor after another."""

    def __init__(self, folder) -> None:
        self.folder = folder
        self.instance = DagsterInstance.ephemeral()
        self.cursor = None
        self.clock = NOW

    def put(self, path, text="a", changed=NOW - MINUTE):
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
        os.utime(target, ns=(changed, changed))

    def tick(self):
        result = raw_files.look(build_sensor_context(instance=self.instance, cursor=self.cursor))
        self.cursor = result.cursor or self.cursor
        return result

    def told(self):
        """Why nothing was started."""
        result = self.tick()
        assert not result.run_requests
        return result.skip_reason.skip_message

    def asked(self):
        """The tags of the one run that was asked for."""
        (request,) = self.tick().run_requests
        return request.tags

    def settle(self):
        self.tick(), self.tick()
        assert "No file has changed" in self.told()

    @property
    def state(self):
        return raw_files.digest(raw_files.state_of(self.folder))


@pytest.fixture
def raw(tmp_path, monkeypatch):
    monkeypatch.setenv("GOVERNANCE_RAW_DIR", str(tmp_path / "raw"))
    monkeypatch.setenv("GOVERNANCE_DATA_DIR", str(tmp_path / "data"))
    folder = RawFolder(tmp_path / "raw")
    monkeypatch.setattr(raw_files, "time", SimpleNamespace(time_ns=lambda: folder.clock))
    folder.put("manifest.csv")
    folder.put("papi/2023.csv")
    folder.put("papi/2024.csv")
    return folder


def publish_from(raw, state):
    """A release, published by a run that started from this state of the raw folder."""

    @asset(key=RELEASE)
    def release(): ...

    paths.current_link().mkdir(parents=True)
    return materialize([release], instance=raw.instance, tags={raw_files.STATE_TAG: state}).run_id


def test_many_files_are_one_run_over_all_editions_once_they_are_the_same_at_two_looks(raw):
    raw.settle()
    raw.put("papi/2025.csv")
    raw.put("papi/2024.csv", "ab")
    (raw.folder / "papi/2023.csv").unlink()
    told = raw.told()
    assert told == (
        "Files 1 added, 1 changed, 1 removed, waiting until they are completely written: "
        "papi/2025.csv, papi/2024.csv, papi/2023.csv"
    )
    tags = raw.asked()
    assert (tags["raw/added"], tags["raw/changed"], tags["raw/removed"]) == (
        "papi/2025.csv", "papi/2024.csv", "papi/2023.csv",
    )  # fmt: skip
    assert tags[raw_files.STATE_TAG] == raw.state
    years = raw.instance.get_dynamic_partitions(partitions.NAME)
    assert tags["dagster/asset_partition_range_start"] == years[0] == "2011"
    assert tags["dagster/asset_partition_range_end"] == years[-1]


def test_a_file_that_grows_or_was_written_just_now_is_waited_for(raw):
    raw.settle()
    for text in ("a", "ab", "abc"):
        raw.put("papi/2025.csv", text)
        assert "waiting" in raw.told()
    raw.put("papi/2025.csv", "abcd", changed=NOW - 10**9)
    assert "waiting" in raw.told() and "waiting" in raw.told()
    # A clock that is ahead holds nothing up.
    raw.put("papi/2025.csv", "abcde", changed=NOW + MINUTE)
    assert "waiting" in raw.told()
    assert raw.asked()["raw/added"] == "papi/2025.csv"


def test_a_state_is_asked_for_once_and_anew_when_it_comes_back(raw):
    raw.settle()
    raw.put("papi/2025.csv", "wrong")
    raw.tick()
    assert raw.asked()["raw/added"] == "papi/2025.csv"
    assert ["No file has changed" in raw.told() for _ in range(3)] == [True] * 3
    (raw.folder / "papi/2025.csv").unlink()
    raw.tick()
    assert raw.asked()["raw/removed"] == "papi/2025.csv"
    raw.put("papi/2025.csv", "wrong")
    raw.tick()
    assert raw.asked()["raw/added"] == "papi/2025.csv"


def test_the_same_bytes_start_nothing_however_they_came(raw, tmp_path):
    raw.settle()
    raw.put("papi/2024.csv", changed=NOW + MINUTE)
    assert "No file has changed" in raw.told()
    shutil.copytree(raw.folder, tmp_path / "copy")
    shutil.rmtree(raw.folder)
    shutil.move(tmp_path / "copy", raw.folder)
    assert "No file has changed" in raw.told()
    # As many bytes and the time of before: other content all the same.
    raw.put("papi/2024.csv", "b")
    raw.tick()
    assert raw.asked()["raw/changed"] == "papi/2024.csv"


def test_what_is_not_read_is_told_apart_without_reading_it(raw, tmp_path):
    (tmp_path / "secret.csv").write_text("secret")
    (raw.folder / "papi/2020.csv").symlink_to(tmp_path / "secret.csv")
    os.mkfifo(raw.folder / "papi/2021.csv")
    with (raw.folder / "papi/2022.csv").open("wb") as handle:
        handle.truncate(delimited_text.MAX_BYTES + 1)
    raw.settle()
    state = raw_files.state_of(raw.folder)
    assert state["papi/2020.csv"].startswith("link_outside") and state["papi/2021.csv"].startswith("not_a_file")
    assert state["papi/2022.csv"] == f"too_large {delimited_text.MAX_BYTES + 1}"
    (tmp_path / "secret.csv").write_text("changed")
    assert "No file has changed" in raw.told()
    (raw.folder / "manifest.csv").unlink()
    (raw.folder / "manifest.csv").symlink_to(tmp_path / "secret.csv")
    assert "1 removed" in raw.told()


@pytest.fixture
def own_seeds(tmp_path, monkeypatch):
    shutil.copytree(paths.dbt_dir(), tmp_path / "dbt_project")
    monkeypatch.setenv("GOVERNANCE_DBT_DIR", str(tmp_path / "dbt_project"))
    return tmp_path / "dbt_project" / "seeds"


def load_papi(loaded, instance, tags):
    """A run of the raw asset of PAPI as the definitions have it."""
    (papi,) = [definition for definition in loaded.assets if definition.key.path == ["raw", "papi"]]
    return materialize([papi], instance=instance, tags=tags, resources={"run_lock": RunLock()}, raise_on_error=False)


def test_an_edition_added_while_the_definitions_are_loaded_is_loaded_by_the_next_run(raw, own_seeds):
    loaded = ingest.ingest()
    shutil.rmtree(raw.folder)
    shutil.copytree(paths.REPOSITORY / "raw", raw.folder)
    raw.settle()
    assert raw.instance.get_dynamic_partitions(partitions.NAME)[-1] == "2024"
    made_edition.write(raw.folder, own_seeds)
    manifest.register(raw.folder, "papi/2025.csv", made_edition.PUBLISHER, "2026-11-22", Reference(own_seeds))
    raw.clock += MINUTE
    raw.tick()
    tags = raw.asked()
    result = load_papi(loaded, raw.instance, tags)
    assert result.success
    with duckdb.connect(paths.build_file(), read_only=True) as connection:
        query = "select year, count(distinct province_name) from raw.official_cells group by year"
        rows = dict(connection.sql(query).fetchall())
    assert (len(rows), min(rows), rows[2025]) == (15, 2011, 34)
    # The page of a partition shows its own rows and files.
    shown = {
        event.partition: event.step_materialization_data.materialization.metadata
        for event in result.get_asset_materialization_events()
    }
    assert len(shown) == 15
    assert [shown[year]["dagster/partition_row_count"].value for year in ("2025", "2011")] == [34 * 28, 63 * 22 + 2]
    assert "raw/papi/2025.csv | 34 |" in shown["2025"]["files"].value and "2024" not in shown["2025"]["files"].value
    (check,) = result.get_asset_check_evaluations()
    assert (check.check_name, check.passed) == ("raw_files_accepted", True)
    # What a run refuses stands on the asset, with every problem, when the run is long over.
    raw.put("papi/2025.csv", "Tỉnh\n")
    result = load_papi(loaded, raw.instance, tags)
    (check,) = result.get_asset_check_evaluations()
    assert not result.success and (check.check_name, check.passed) == ("raw_files_accepted", False)
    assert "papi/2025.csv" in check.metadata["messages"].value and check.metadata["problems"].value > 1


def test_the_partitions_are_the_years_of_the_seed_in_their_order(raw, own_seeds):
    assert partitions.declare_years(raw.instance)[0] == "2011"
    seed = own_seeds / "editions.csv"
    editions = seed.read_text(encoding="utf-8")
    seed.write_text(f"{editions}PAPI,2009,63,2009-12-31,63,63,false,true\n", encoding="utf-8")
    raw.tick()
    held = raw.instance.get_dynamic_partitions(partitions.NAME)
    assert held == sorted(held) and held[0] == "2009" and len(held) == 15
    seed.write_text(editions, encoding="utf-8")
    raw.tick()
    assert raw.instance.get_dynamic_partitions(partitions.NAME) == held[1:]


def test_what_a_run_does_not_read_starts_none(raw):
    raw.settle()
    for path in ("README.md", "papi/notes.md", ".hidden", "papi/.2025.csv.swp"):
        raw.put(path)
    assert "No file has changed" in raw.told()
    raw.put(".folder/2025.csv")
    snapshot = manifest.take_snapshot(raw.folder, Reference(paths.seeds_dir()))
    assert raw_files.state_of(raw.folder).keys() == {manifest.MANIFEST, *snapshot.contents}


def test_without_a_release_what_lies_there_is_asked_for(raw):
    assert "Files 3 added, waiting" in raw.told()
    assert raw.asked()["raw/added"] == "manifest.csv, papi/2023.csv, papi/2024.csv"


def test_what_the_release_was_published_from_is_not_asked_for(raw):
    run_id = publish_from(raw, raw.state)
    assert run_id[:8] in raw.told()
    raw.put("manifest.csv", "changed")
    raw.tick()
    tags = raw.asked()
    assert tags["raw/changed"] == "manifest.csv" and "raw/added" not in tags


def test_a_release_from_other_files_or_a_deleted_one_is_no_reason_to_skip(raw):
    publish_from(raw, "another state")
    raw.tick()
    assert raw.asked()
    publishing = RawFolder(raw.folder)
    paths.current_link().rmdir()
    publish_from(publishing, raw.state)
    paths.current_link().rmdir()
    publishing.tick()
    assert publishing.asked()


def test_files_that_a_run_is_loading_wait_for_its_end(raw):
    tags = {raw_files.STATE_TAG: raw.state}
    run = DagsterRun(job_name="everything", status=DagsterRunStatus.STARTED, tags=tags)
    raw.instance.add_run(run)
    assert [run.run_id[:8] in raw.told() for _ in range(3)] == [True] * 3
    raw.instance.report_run_failed(run)
    assert raw.asked()


def test_files_that_change_during_a_run_are_asked_for_after_it(raw, monkeypatch):
    raw.settle()
    raw.put("papi/2025.csv")
    raw.told()
    monkeypatch.setattr(raw_files.lock, "busy", lambda: "Another run holds the lock: process 1")
    assert all("Another run holds the lock: process 1" in raw.told() for _ in range(3))
    monkeypatch.undo()
    monkeypatch.setenv("GOVERNANCE_RAW_DIR", str(raw.folder))
    assert raw.asked()["raw/added"] == "papi/2025.csv"


def test_many_names_are_shortened_and_a_missing_folder_is_said_so(raw):
    assert raw_files.listed(str(number) for number in range(10)) == "0, 1, 2, 3, 4, 5, 6, 7 and 2 more"
    shutil.rmtree(raw.folder)
    assert str(raw.folder) in raw.told()
    assert raw.cursor is None


def test_sensor_and_schedule_run_by_themselves():
    sensor = raw_files.raw_files_changed()
    assert (sensor.minimum_interval_seconds, sensor.default_status) == (30, DefaultSensorStatus.RUNNING)
    (schedule,) = revalidation.revalidation().schedules
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 6 * * *", "Asia/Ho_Chi_Minh")
    assert (schedule.default_status, schedule.job_name) == (DefaultScheduleStatus.RUNNING, revalidation.JOB)


def test_every_job_resolves_and_loads_what_it_says(built):
    code = """
import json
from orchestration.definitions import defs
loaded = defs()
names = [name for name in loaded.get_repository_def().job_names if not name.startswith("__")]
jobs = {name: loaded.resolve_job_def(name).nodes for name in names}
keys = {node.name: sorted(node.definition.required_resource_keys) for nodes in jobs.values() for node in nodes}
print(json.dumps([{name: sorted(node.name for node in nodes) for name, nodes in jobs.items()}, keys]))
"""
    finished = subprocess.run(
        [sys.executable, "-c", code],
        cwd=paths.REPOSITORY,
        env=built.workplace.environment,
        capture_output=True,
        text=True,
    )
    assert finished.returncode == 0, finished.stderr
    steps, resources = json.loads(finished.stdout.splitlines()[-1])
    # Whatever writes holds the lock; validating anew only reads.
    assert [name for name, keys in resources.items() if "run_lock" not in keys] == ["revalidate"]
    checked = {"governance_models", "mart_expectations", "raw__press", "raw_expectations"}
    shared = checked | {"published__pages", "published__release"}
    assert set(steps.pop("revalidate_release")) == {"revalidate"}
    indices = steps.keys() - {"everything"}
    assert {"papi", "par_index"} <= indices
    assert set(steps["everything"]) == shared | {f"raw__{index}" for index in indices}
    for index in indices:
        assert set(steps[index]) == shared | {f"raw__{index}"}


@pytest.fixture
def release_copy(built, tmp_path):
    folder = tmp_path / built.workplace.current.readlink().name
    shutil.copytree(built.workplace.current, folder)
    (folder / "governance.duckdb").chmod(0o644)
    return folder


def validated(folder):
    result = revalidation.check_result(folder, revalidation.validate(folder))
    return result.passed, result.metadata["report"].value


def test_a_release_of_other_files_is_not_valid(release_copy):
    database = release_copy / "governance.duckdb"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    (release_copy / "release.json").unlink()
    (release_copy / "governance.duckdb.wal").write_bytes(b"")
    passed, report = validated(release_copy)
    assert not passed
    assert "governance.duckdb: the file was altered" in report and "governance.duckdb: tệp đã bị sửa" in report
    assert "release.json: the file is missing" in report
    assert "governance.duckdb.wal: the file does not belong" in report
    (release_copy / "SHA256SUMS").unlink()
    assert validated(release_copy) == (False, "SHA256SUMS: tệp đã mất.\nSHA256SUMS: the file is missing.")


def test_a_wrong_row_is_found_behind_right_sums(release_copy):
    database, sums = release_copy / "governance.duckdb", release_copy / "SHA256SUMS"
    before = hashlib.sha256(database.read_bytes()).hexdigest()
    with duckdb.connect(database) as connection:
        connection.sql(
            "update marts.fct_rank set rank = rank - 1 where component_code = 'total' and scope = 'region' "
            "and province_id = '63-31' and year = 2023"
        )
        connection.sql("drop table marts.fct_backcast_rank")
    after = hashlib.sha256(database.read_bytes()).hexdigest()
    sums.write_text(sums.read_text().replace(before, after))
    passed, report = validated(release_copy)
    assert not passed
    assert "marts.fct_rank" in report and "a rank is that of its score" in report and "| 63-31 |" in report
    assert "the release has no such table: it was built by earlier code" in report


def revalidate(data, monkeypatch, *checks):
    """The daily job, or some of the checks of the release as a person executes them."""
    monkeypatch.setenv("GOVERNANCE_DATA_DIR", str(data))
    some = Definitions(jobs=[define_asset_job("some", AssetSelection.checks(*checks))] if checks else [])
    job = Definitions.merge(revalidation.revalidation(), some).resolve_job_def("some" if checks else revalidation.JOB)
    return job.execute_in_process(instance=DagsterInstance.ephemeral(), raise_on_error=False)


def said(result):
    (event,) = [event for event in result.all_events if event.is_step_failure]
    return event.step_failure_data.user_failure_data.description


def test_a_release_is_valid_as_published_and_once_it_is_not_the_run_fails_with_the_report(own_data, monkeypatch):
    monkeypatch.setattr(freshness, "today", lambda: datetime.date(2026, 6, 15))
    # Nothing listens there: that the webhook fails must not hide what it should tell.
    monkeypatch.setenv(alerts.WEBHOOK, "http://127.0.0.1:1/secret-key")
    records = {path: path.read_bytes() for path in (own_data.data / "quality").rglob("*") if path.is_file()}
    result = revalidate(own_data.data, monkeypatch)
    checks = {check.asset_check_key: check for check in result.get_asset_check_evaluations()}
    assert result.success and checks[revalidation.CHECK].passed
    assert "expectations hold" in checks[revalidation.CHECK].metadata["report"].value
    shown = checks[revalidation.CHECK].metadata["suites"].value
    assert "| SHA256SUMS | 1 | 0 |" in shown and "| marts.fct_rank |" in shown
    assert (checks[revalidation.FRESHNESS].passed, checks[revalidation.FRESHNESS].severity.value) == (False, "WARN")
    assert "PAPI 2025: expected by 31 May 2026" in checks[revalidation.FRESHNESS].metadata["report"].value
    docs = str(own_data.current.resolve() / "data_docs" / "index.html")
    assert {check.metadata["data_docs"].value for check in checks.values()} == {docs}
    (check,) = revalidate(own_data.data, monkeypatch, revalidation.FRESHNESS).get_asset_check_evaluations()
    assert (check.asset_check_key, check.passed) == (revalidation.FRESHNESS, False)
    folder = own_data.data / "alerts"
    assert [file.name for file in folder.iterdir()] == ["late_edition-PAPI-2025.md"]
    with (own_data.current / "release.json").open("a") as handle:
        handle.write(" ")
    result = revalidate(own_data.data, monkeypatch)
    (check,) = result.get_asset_check_evaluations()
    assert (check.asset_check_key, check.passed) == (revalidation.CHECK, False)
    assert "release.json: the file was altered" in check.metadata["report"].value
    assert not result.success
    assert "release.json: the file was altered" in said(result) and "governance run" in said(result)
    # Of a file that is not the published one nothing is read, whichever check is asked for.
    result = revalidate(own_data.data, monkeypatch, revalidation.FRESHNESS)
    assert "release.json: the file was altered" in said(result) and not result.get_asset_check_evaluations()
    assert {path: path.read_bytes() for path in (own_data.data / "quality").rglob("*") if path.is_file()} == records
    release_id = own_data.current.resolve().name
    alert, _ = sorted(folder.glob("*-revalidation*.md"))
    text = alert.read_text(encoding="utf-8")
    assert release_id in text and "release.json: tệp đã bị sửa" in text and "không trích dẫn" in text
    assert "NOT sent to 127.0.0.1:1" in text and "secret-key" not in text + said(result)
    passed, failed = history.validations(history.read())
    assert {entry.release_id for entry in passed + failed} == {release_id}
    assert [entry.suite for entry in passed] == ["SHA256SUMS", *marts.SUITES]
    assert min(entry.expectations for entry in passed) > 0 == max(entry.failures for entry in passed)
    assert [(entry.suite, entry.failures) for entry in failed] == [("SHA256SUMS", 1)]
    assert "file=release.json" in failed[0].first_failure


def test_without_a_release_it_is_said_what_to_do(tmp_path, monkeypatch):
    result = revalidate(tmp_path, monkeypatch)
    assert not result.success
    assert "Chưa có bản phát hành" in said(result) and "There is no release" in said(result)


def attempts(error, monkeypatch, succeeds_at=99):
    """How often a step is tried that raises `error` until it succeeds, and whether it did."""
    monkeypatch.setattr(resources, "WAITS", (0, 0, 0))
    made = []

    @asset
    def step(context) -> None:
        with resources.retrying(context):
            made.append(context.retry_number)
            if len(made) < succeeds_at:
                raise error

    return materialize([step], raise_on_error=False).success, len(made)


LOCK = 'IO Error: Could not set lock on file "build.duckdb": Conflicting lock is held in python (PID 1)'


def test_a_step_waits_for_what_passes_and_for_nothing_else(monkeypatch):
    assert attempts(duckdb.IOException(LOCK), monkeypatch, succeeds_at=3) == (True, 3)
    assert attempts(duckdb.IOException(LOCK), monkeypatch) == (False, 4)
    assert attempts(Failure(f"dbt: {LOCK}", allow_retries=False), monkeypatch) == (False, 4)
    assert attempts(BlockingIOError(11, "busy"), monkeypatch) == (False, 4)
    assert attempts(Failure("raw/papi/2023.csv, line 2: wrong", allow_retries=False), monkeypatch) == (False, 1)
    assert attempts(FileNotFoundError(2, "gone"), monkeypatch) == (False, 1)
    assert attempts(duckdb.IOException("IO Error: not a valid DuckDB database"), monkeypatch) == (False, 1)


def test_the_waits_grow_and_stay_under_half_a_minute():
    assert sorted(set(resources.WAITS)) == list(resources.WAITS) and sum(resources.WAITS) < 30


def test_make_run_shows_that_it_waits_for_the_build_file_and_says_who_holds_it(run_that_waits):
    workplace, before, holder, run = run_that_waits
    said, _ = run.communicate(timeout=600)
    assert run.returncode == 1 and workplace.state() == before
    assert "waiting 2 s … the file is busy, waiting 6 s …" in said
    assert f"(PID {holder.pid})" in said
    assert "Another run is using the build file: wait for it to end" in said
