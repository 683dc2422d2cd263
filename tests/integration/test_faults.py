"""The scripts of tests/faults: small counts in the quick tier, the counts of their README in the slow one."""

import shutil
import subprocess
import sys

import pytest

from orchestration import lock, paths
from orchestration.cli import exits
from orchestration.release import shelf
from tests.faults import disks, kills, made, readers

SEED = 20261122


def assert_nothing_mixed(seen, n_releases):
    assert (seen.errors, seen.mixed, seen.published) == ([], 0, n_releases)
    # Readers saw releases come and go, or the counts above say nothing.
    assert len(seen.releases) > n_releases / 2 and seen.reads > 2 * n_releases


def test_readers_meet_no_error_and_no_mixed_release(tmp_path):
    build = made.small_build(tmp_path / "build.duckdb")
    assert_nothing_mixed(readers.run(4, 3, build, tmp_path), 3)


@pytest.mark.slow
def test_twenty_readers_meet_no_error_while_twenty_releases_are_published(built, tmp_path):
    assert_nothing_mixed(readers.run(20, 20, built.workplace.build_file, tmp_path), 20)


def assert_unharmed(outcome):
    assert outcome.faults == [] and outcome.completed > 0
    # However many were killed, what the last one left is cleared by the next.
    assert outcome.most_leftovers <= 2 and outcome.leftovers_at_end == 0 and outcome.strays == []


def test_publishing_killed_at_random_moments_leaves_the_current_release_whole(tmp_path):
    outcome = kills.publishing(5, SEED, tmp_path, made.small_build(tmp_path / "build.duckdb"))
    assert_unharmed(outcome)
    assert outcome.killed > 0


@pytest.mark.slow
def test_publishing_of_all_figures_killed_at_fifty_moments(built, tmp_path):
    shutil.copyfile(built.workplace.build_file, tmp_path / "build.duckdb")
    outcome = kills.publishing(50, SEED, tmp_path, tmp_path / "build.duckdb")
    assert_unharmed(outcome)
    assert outcome.killed > 25


@pytest.mark.slow
def test_the_pipeline_killed_at_fifty_moments(own_data):
    outcome = kills.pipeline(50, SEED, own_data.data, every=5)
    assert_unharmed(outcome)
    assert outcome.killed > 25


@pytest.fixture
def disk(tmp_path):
    """A disk of 20 MB with a small release on it."""
    build = made.small_build(tmp_path / "build.duckdb")
    with disks.small_disk(tmp_path / "disk", 20) as means:
        made.publish(build, tmp_path / "disk" / "data" / "published")
        yield tmp_path / "disk", means, build


def test_a_full_disk_leaves_the_current_release_whole_and_nothing_half_made(disk):
    folder, means, build = disk
    if means != disks.TMPFS:
        pytest.skip("this process may not mount a small disk")
    published = folder / "data" / "published"
    before = shelf.current_id(published)
    for free in (0, disks.MEGABYTE // 4, disks.MEGABYTE // 2):
        disks.fill(folder, free)
        with pytest.raises(Exception, match="No space left on device"):
            made.publish(build, published)
        (folder / "filler").unlink()
        assert (shelf.ids(published), made.fault_of(published)) == ([before], None)
        assert kills.leftovers(published) == []
    disks.fill(folder, 0)
    finished = disks.run(folder / "data")
    assert finished.returncode == exits.NOT_DONE and disks.is_told(finished), finished.stdout + finished.stderr


def test_a_target_that_cannot_be_written_is_told_at_once(tmp_path):
    build = made.small_build(tmp_path / "build.duckdb")
    made.publish(build, tmp_path / "data" / "published")
    for folder in (tmp_path / "data", tmp_path / "data" / "published"):
        with disks.read_only(folder):
            finished = disks.run(tmp_path / "data")
        assert finished.returncode == exits.NOT_DONE and disks.is_told(finished), finished.stdout + finished.stderr
        assert "Building" not in finished.stdout and made.fault_of(tmp_path / "data" / "published") is None


@pytest.mark.slow
def test_a_disk_that_fills_up_during_a_run_and_a_target_that_cannot_be_written(built):
    command = [sys.executable, "-m", "tests.faults.disks", "--data", str(built.workplace.data)]
    finished = subprocess.run(command, cwd=paths.REPOSITORY, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stdout + finished.stderr


@pytest.mark.slow
def test_two_runs_at_once(own_data):
    command, environment = [sys.executable, "-m", "orchestration", "run", "--force"], own_data.environment
    pipes = {"cwd": paths.REPOSITORY, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    first = subprocess.Popen(command, env=environment, **pipes)
    assert first.stdout.readline() == "Building the warehouse:\n"
    waiting = subprocess.Popen([*command, "--wait"], env=environment, **pipes)
    refused = subprocess.run(command, env=environment, **{**pipes, "timeout": 20})
    assert refused.returncode == lock.EXIT_BUSY and f"process {first.pid}" in refused.stdout
    for process in (first, waiting):
        said, errors = process.communicate()
        assert process.returncode == 0 and "Traceback" not in said + errors, said + errors
    assert len(shelf.ids(own_data.data / "published")) == 3 and made.fault_of(own_data.data / "published") is None
