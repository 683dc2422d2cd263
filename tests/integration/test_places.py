"""Where the project and its data may lie, and what git, the locale and a narrow terminal may do to them."""

import io
import os
import re
import shutil
import subprocess
import sys

import duckdb
import pytest
from rich.console import Console

from orchestration import instance, paths
from orchestration.cli import report, run
from orchestration.messages import texts
from orchestration.messages.refusals import Refused, WrongUse
from orchestration.transform import project
from tests.faults import made

# Letters that a folder's name may have, and that addresses, SQL and shells take for something else.
NAME = "Bob's #1 50%20a what? [x]; Sở nội vụ"
USABLE = "a [x]; 5% {y} & $z Sở nội vụ"


@pytest.mark.parametrize("name", ["x#1", "what?", "Bob's", "50%20a"])
def test_a_data_folder_that_the_tools_misread_is_refused_at_once(tmp_path, monkeypatch, name):
    monkeypatch.setenv("GOVERNANCE_DATA_DIR", str(tmp_path / name))
    with pytest.raises(WrongUse, match="GOVERNANCE_DATA_DIR") as refused:
        instance.prepare()
    letters = re.search(r"[#?']|%20", name).group()
    assert f"has {letters}," in str(refused.value) and str(tmp_path / name) in str(refused.value)
    # Nothing was made, and nothing beside it.
    assert list(tmp_path.iterdir()) == []


def test_a_release_is_published_whatever_else_its_folder_is_called(tmp_path):
    published = tmp_path / USABLE / "published"
    build = made.small_build(tmp_path / USABLE / "build.duckdb", rows=5)
    for number in (1, 2):
        folder = made.publish(made.variant(build, number, tmp_path / USABLE / f"{number}.duckdb"), published)
    assert made.fault_of(published) is None and (folder / "diff.csv").read_text(encoding="utf-8").count("\n") == 2
    assert [path.name for path in tmp_path.iterdir()] == [USABLE]


def test_seeds_are_loaded_from_any_folder_and_from_where_the_project_is_now(tmp_path, monkeypatch):
    monkeypatch.setenv("GOVERNANCE_DATA_DIR", str(tmp_path / "data"))
    # pytest restores the environment that dbt reads.
    for variable in ("GOVERNANCE_BUILD_FILE", "DBT_TARGET_PATH", "DBT_LOG_PATH", "DBT_USE_COLORS", "DO_NOT_TRACK"):
        monkeypatch.setenv(variable, "")
    places = [tmp_path / NAME, tmp_path / "moved"]
    (places[0] / "seeds").mkdir(parents=True)
    for name in ("dbt_project.yml", "profiles.yml", "macros"):
        copy = shutil.copytree if (paths.dbt_dir() / name).is_dir() else shutil.copyfile
        copy(paths.dbt_dir() / name, places[0] / name)
    (places[0] / "seeds" / "regions.csv").write_text("code,name_vi\n1,Tây Nguyên\n", encoding="utf-8")
    for i, place in enumerate(places):
        if i:
            places[0].rename(place)
        monkeypatch.setenv("GOVERNANCE_DBT_DIR", str(place))
        project.governance_project()
        options = ["--project-dir", str(place), "--profiles-dir", str(place)]
        seed = [sys.executable, "-c", "from dbt.cli.main import cli; cli()", "seed", *options]
        finished = subprocess.run(seed, cwd=place, capture_output=True, text=True)
        assert finished.returncode == 0, finished.stdout
    with duckdb.connect(paths.build_file(), read_only=True) as connection:
        assert connection.sql("from reference.regions").fetchall() == [(1, "Tây Nguyên")]


def test_a_clone_with_windows_line_ends_keeps_raw_files_and_seeds_to_the_byte(tmp_path):
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    content = {
        "raw/papi/2023.csv": b"a,b\n1,2\n",
        "raw/press/papi/2024.csv": b"\xef\xbb\xbfa,b\r\n1,2\n",
        "dbt_project/seeds/regions.csv": b"a\r\n1\r\n",
        "scripts/setup.sh": b"#!/bin/sh\necho x\n",
        "Makefile": b"run:\n\techo x\n",
    }
    for name, text in content.items():
        (origin / name).parent.mkdir(parents=True, exist_ok=True)
        (origin / name).write_bytes(text)
    shutil.copyfile(paths.REPOSITORY / ".gitattributes", origin / ".gitattributes")
    git = [
        "git",
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@example.org",
        "-c",
        "core.autocrlf=true",
        "-C",
        str(tmp_path),
    ]
    for command in (
        ["init", "-q", "origin"],
        ["-C", "origin", "add", "-A"],
        ["-C", "origin", "commit", "-qm", "x"],
        ["clone", "-q", "origin", "clone"],
    ):
        subprocess.run([*git, *command], check=True, capture_output=True)
    assert {name: (clone / name).read_bytes() for name in content} == content


def test_a_locale_that_is_not_utf8_changes_nothing(tmp_path):
    data = tmp_path / "dữ liệu"
    environment = {
        "PATH": os.environ["PATH"],
        "GOVERNANCE_DATA_DIR": str(data),
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
    }
    arguments = [sys.executable, "-m", "orchestration", "releases", "rollback", "bản_trước"]
    finished = subprocess.run(arguments, cwd=paths.REPOSITORY, env=environment, capture_output=True)
    said = finished.stderr.decode("utf-8")
    assert finished.returncode == 2 and "“bản_trước”" in said and data.is_dir(), said


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_no_word_of_the_report_is_cut_in_a_narrow_window(built, monkeypatch, language):
    monkeypatch.setenv("GOVERNANCE_DATA_DIR", str(built.workplace.data))
    texts.choose(language)
    said = {}
    for width in (60, 200):
        console = Console(file=io.StringIO(), width=width, highlight=False, markup=False, emoji=False)
        report.show(built.workplace.current, console)
        said[width] = set(re.sub("─+", "", console.file.getvalue()).split())
    assert said[60] == said[200]


@pytest.mark.parametrize(
    ("error", "next_step"),
    [
        (RuntimeError("no such table"), "not of the figures. Run again"),
        (Refused("seeds/regions.csv, line 3"), "fix the problems"),
    ],
)
def test_a_run_that_breaks_off_blames_no_file_for_a_fault_of_the_program(
    tmp_path, monkeypatch, capfd, error, next_step
):
    def broken(_):
        raise error

    monkeypatch.setenv("GOVERNANCE_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(run, "execute", broken)
    assert run.build() == 1
    said = capfd.readouterr().out
    assert str(error) in said and next_step in said and "Traceback" not in said
