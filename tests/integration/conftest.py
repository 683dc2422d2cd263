"""One real run of the whole pipeline, shared by the tests that look at what it left."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import filelock
import pytest

from orchestration import paths
from orchestration.messages import texts
from tests.faults import made
from tests.integration.import_place import Place

# A test must not alert the people of the machine that it runs on.
os.environ.pop("GOVERNANCE_ALERT_WEBHOOK", None)
# Workers of a parallel run have a width of 80; a command whose output is read has its own.
os.environ.pop("COLUMNS", None)


@pytest.fixture(autouse=True)
def in_both_languages():
    """A command that a test runs in its own process may have chosen one."""
    yield
    texts.choose(None)


@dataclass(frozen=True)
class Workplace:
    """A data folder of its own, with the raw folder and the dbt project that its runs use."""

    data: Path
    raw: Path = paths.REPOSITORY / "raw"
    dbt: Path = paths.REPOSITORY / "dbt_project"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "GOVERNANCE_DATA_DIR": str(self.data),
            "GOVERNANCE_RAW_DIR": str(self.raw),
            "GOVERNANCE_DBT_DIR": str(self.dbt),
        }

    def start(self, force: bool = True) -> subprocess.Popen[str]:
        """What `make run` runs once set up; builds whether or not anything has changed, unless told otherwise."""
        command = [sys.executable, "-m", "orchestration", "run", *(["--force"] if force else [])]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(command, cwd=paths.REPOSITORY, env=self.environment, **pipes)

    def run(self, force: bool = True) -> subprocess.CompletedProcess[str]:
        """Such a run to its end."""
        with self.start(force) as process:
            # Against a run that hangs; a busy machine takes several times the minute of an idle one.
            said, errors = process.communicate(timeout=1800)
        return subprocess.CompletedProcess(process.args, process.returncode, said, errors)

    def assert_stopped(self, *said: str) -> None:
        """A run must end without publishing, say so and what to do, and leave what is published as it is."""
        before = self.state()
        finished = self.run()
        assert finished.returncode == 1, finished.stdout
        assert self.state() == before
        assert "Nothing was published" in finished.stdout and "is still served" in finished.stdout
        assert "Tiếp theo:" in finished.stdout and "Next:" in finished.stdout
        assert "Traceback" not in finished.stdout + finished.stderr
        for text in said:
            assert text in finished.stdout

    @property
    def current(self) -> Path:
        return self.data / "published" / "current"

    @property
    def build_file(self) -> Path:
        return self.data / "warehouse" / "build.duckdb"

    @property
    def manifest(self) -> Path:
        return self.data / "dbt" / "target" / "manifest.json"

    def state(self) -> tuple[str, list[str]]:
        """Where `current` leads and which releases lie on disk."""
        return str(self.current.readlink()), sorted(path.name for path in (self.data / "published/releases").iterdir())


@dataclass(frozen=True)
class Built:
    """A workplace after a successful run, and what that run printed."""

    workplace: Workplace
    output: str


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Built:
    """Read it, never write into it: all tests share it, and the workers of a parallel run."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    workplace, output = Workplace(shared / "warehouse"), shared / "output.txt"
    with filelock.FileLock(shared / "warehouse.lock"):
        if not output.exists():
            finished = workplace.run()
            assert finished.returncode == 0, finished.stdout + finished.stderr
            output.write_text(finished.stdout, encoding="utf-8")
    return Built(workplace, output.read_text(encoding="utf-8"))


@pytest.fixture
def own_data(built, tmp_path) -> Workplace:
    """A copy of the published data folder, for a test that runs the pipeline again."""
    # Without what dbt parsed for the other path: it would keep what is parsed for this one from being used.
    unused = shutil.ignore_patterns("partial_parse.msgpack")
    shutil.copytree(built.workplace.data, tmp_path / "data", symlinks=True, ignore=unused)
    return replace(built.workplace, data=tmp_path / "data")


@pytest.fixture
def release(built):
    """The published file as a reader opens it."""
    with duckdb.connect(built.workplace.current / "governance.duckdb", read_only=True) as connection:
        yield connection


@pytest.fixture
def place(tmp_path, monkeypatch) -> Place:
    shutil.copytree(paths.REPOSITORY / "raw", tmp_path / "raw")
    shutil.copytree(paths.REPOSITORY / "dbt_project" / "seeds", tmp_path / "dbt" / "seeds")
    monkeypatch.setenv("GOVERNANCE_RAW_DIR", str(tmp_path / "raw"))
    monkeypatch.setenv("GOVERNANCE_DBT_DIR", str(tmp_path / "dbt"))
    return Place(tmp_path)


@pytest.fixture(scope="session")
def shelf_of_two(tmp_path_factory):
    """Two small releases, of which the second has another score; made once and copied by each test."""
    folder = tmp_path_factory.mktemp("releases")
    build = made.small_build(folder / "build.duckdb", rows=5)
    for number in (1, 2):
        made.publish(made.variant(build, number, folder / f"{number}.duckdb"), folder / "data" / "published")
    return folder


@pytest.fixture
def published(shelf_of_two, tmp_path, monkeypatch):
    shutil.copytree(shelf_of_two / "data", tmp_path / "data", symlinks=True)
    monkeypatch.setenv("GOVERNANCE_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data" / "published"
