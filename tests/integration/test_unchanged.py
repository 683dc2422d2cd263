"""A run of what is published already says so and does nothing; whatever differs makes it build."""

import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace

import pytest

from orchestration import paths
from orchestration.cli import claims
from orchestration.ingest import manifest
from orchestration.messages.refusals import Refused
from orchestration.reference import Reference
from orchestration.release import inputs, passed_checks, shelf, unchanged

SECONDS = 3


def test_a_run_that_would_change_nothing_says_so_at_once_and_shows_the_same_report(built):
    before, used = built.workplace.state(), resource.getrusage(resource.RUSAGE_CHILDREN)
    finished = built.workplace.run(force=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert built.workplace.state() == before
    name = built.workplace.current.readlink().name
    assert f"Nothing has changed since {name}" in finished.stdout and "governance run --force" in finished.stdout
    assert f"Không có gì thay đổi từ bản {name}" in finished.stdout
    shown, at_first = finished.stdout.split(f"Current release {name}"), built.output.split(f"Published release {name}")
    assert len(shown) == 2 and shown[1] == at_first[1]
    assert after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime < SECONDS


def test_it_needs_neither_dagster_nor_great_expectations_nor_dbt(built):
    code = (
        "import sys; from orchestration.cli import run; assert run.run() == 0; "
        "print(sorted({'dagster', 'dagster_dbt', 'great_expectations', 'dbt'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]
    finished = subprocess.run(
        command, cwd=paths.REPOSITORY, env=built.workplace.environment, capture_output=True, text=True
    )
    assert finished.stdout.splitlines()[-1] == "[]", finished.stdout + finished.stderr


@pytest.fixture(scope="module")
def place(built, tmp_path_factory):
    """A published data folder with raw files and dbt project of its own, each to be changed and put back."""
    folder = tmp_path_factory.mktemp("unchanged")
    shutil.copytree(built.workplace.data, folder / "data", symlinks=True)
    shutil.copytree(built.workplace.raw, folder / "raw")
    shutil.copytree(built.workplace.dbt, folder / "dbt", ignore=shutil.ignore_patterns("target", "logs"))
    return replace(built.workplace, data=folder / "data", raw=folder / "raw", dbt=folder / "dbt")


@pytest.fixture(autouse=True)
def own(request, monkeypatch):
    if "place" in request.fixturenames:
        for name, value in request.getfixturevalue("place").environment.items():
            if name.startswith("GOVERNANCE_"):
                monkeypatch.setenv(name, value)


@contextmanager
def changed(path, change):
    content, mode = path.read_bytes(), path.stat().st_mode
    path.chmod(0o644)
    try:
        change(path)
        yield
    finally:
        path.write_bytes(content)
        path.chmod(mode)


def append(text):
    return lambda path: path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def register_again(place, publisher=None):
    reference = Reference(place.dbt / "seeds")
    manifest.register(place.raw, "papi/2011.csv", publisher, "2026-11-25", reference)


def test_a_copy_with_other_times_and_notes_changes_nothing(place):
    assert unchanged.is_published()
    for path in (place.raw / "papi" / "2011.csv", place.dbt / "seeds" / "indices.csv"):
        os.utime(path, (1, 1))
    (place.raw / "papi" / "notes.md").write_text("a note")
    assert unchanged.is_published()


def test_other_raw_files_make_it_build(place):
    table = place.raw / "papi" / "2011.csv"
    with changed(place.raw / "manifest.csv", lambda _: None):
        with changed(table, append("\n")):
            assert not unchanged.is_published()  # and the run says what is not as registered
            register_again(place)
            assert not unchanged.is_published()
        assert not unchanged.is_published()
        register_again(place, "Another publisher")
        assert not unchanged.is_published()
    assert unchanged.is_published()
    (place.raw / "papi" / "2010.csv").write_text("unknown")
    assert not unchanged.is_published()
    (place.raw / "papi" / "2010.csv").unlink()


@pytest.mark.parametrize(
    "name", ["seeds/indices.csv", "models/bi/*/scoreboard.sql", "dbt_project.yml", "macros/ref.sql"]
)
def test_another_dbt_project_makes_it_build(place, name):
    (path,) = place.dbt.glob(name)
    with changed(path, append("\n")):
        assert not unchanged.is_published()
    assert unchanged.is_published()


def test_other_code_pins_or_python_make_it_build(place, monkeypatch, tmp_path):
    for folder in (*inputs.FOLDERS, "requirements", "docs"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(paths.REPOSITORY / folder, tmp_path / folder, ignore=ignored)
    with monkeypatch.context() as patched:
        patched.setattr(paths, "REPOSITORY", tmp_path)
        assert unchanged.is_published()
        (tmp_path / "orchestration" / "__pycache__").mkdir()
        (tmp_path / "orchestration" / "__pycache__" / "run.pyc").write_bytes(b"compiled")
        (tmp_path / "expectations" / ".hidden").write_text("of an editor")
        assert unchanged.is_published()
        for name in (
            "orchestration/cli/run.py",
            "orchestration/messages/runs.yml",
            "expectations/marts.py",
            inputs.PINS,
            *inputs.DOCUMENTS,
        ):
            with changed(tmp_path / name, append("\n")):
                assert not unchanged.is_published(), name
        (tmp_path / "orchestration" / "added.py").write_text("")
        assert not unchanged.is_published()
        (tmp_path / "orchestration" / "added.py").unlink()
        assert unchanged.is_published()
        patched.setattr(inputs.platform, "python_version", lambda: "3.11.0")
        assert not unchanged.is_published()


def test_a_release_that_is_not_whole_or_not_the_newest_is_built_anew(place):
    folder = place.current.resolve()
    for name in ("release.json", "csv.zip", "governance.duckdb", "SHA256SUMS", "parquet/marts.fct_score.parquet"):
        with changed(folder / name, lambda path: path.write_bytes(path.read_bytes()[:-2])):
            assert not unchanged.is_published(), name
    assert unchanged.is_published()
    # Somebody went back to an earlier release.
    published = place.data / "published"
    newer = shelf.folder_of(published) / "20990101T000000Z-00000000"
    newer.mkdir()
    assert not unchanged.is_published()
    newer.rmdir()
    (published / "current").rename(published / "kept")
    assert not unchanged.is_published()
    (published / "kept").rename(published / "current")
    assert unchanged.is_published()


def test_a_build_that_is_gone_publishes_nothing_anew_and_claims_say_how_to_make_one(place, monkeypatch):
    monkeypatch.setenv("GOVERNANCE_DATA_DIR", str(place.data))
    hidden = place.build_file.with_suffix(".hidden")
    place.build_file.rename(hidden)
    try:
        assert unchanged.is_published()
        with pytest.raises(Refused, match="governance run --force"):
            claims.check([])
    finally:
        hidden.rename(place.build_file)


def test_hashes_of_seeds_are_those_of_the_build_or_none(place):
    """A seed edited while a run goes on may have given some of its figures and not others."""
    seed = place.dbt / "seeds" / "indices.csv"
    assert passed_checks.seed_hashes()["indices"] == hashlib.sha256(seed.read_bytes()).hexdigest()
    with changed(seed, lambda path: path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))):
        assert passed_checks.seed_hashes() == {}
    assert passed_checks.seed_hashes() == inputs.seed_hashes()


def test_what_was_made_by_code_that_changed_on_the_way_is_not_taken_for_made_by_this_one(place):
    assert passed_checks.code_sha256() == inputs.code_sha256()
    path = place.data / "quality" / "raw.json"
    other = json.dumps({**json.loads(path.read_text()), "code_sha256": "0"})
    with changed(path, lambda _: path.write_text(other)):
        assert passed_checks.code_sha256() is None
    # A release without the hash, as of earlier versions, is followed by another one.
    summary = place.current.resolve() / "release.json"
    told = json.loads(summary.read_text())
    with changed(summary, lambda _: summary.write_text(json.dumps({**told, "inputs_sha256": None}))):
        assert not unchanged.is_published()
