"""The script that set-up installs, environments of another clone, and what make takes for an error."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration import paths
from scripts import setup

LOCK = paths.REPOSITORY / "requirements" / "run.txt"


@pytest.fixture
def clone(tmp_path):
    """A project with one script, in a folder whose name a shell or an URL would misread, and its environment."""
    return made_clone(tmp_path / "Bob's dự án #1 “50%20a”?")


def made_clone(folder: Path) -> Path:
    (folder / "scripts").mkdir(parents=True)
    (folder / "scripts" / "setup.py").write_text("")
    (folder / "pyproject.toml").write_text('[project.scripts]\nhello = "hello.words:main"\n')
    (folder / "hello").mkdir()
    (folder / "hello" / "words.py").write_text(
        f"import sys\ndef main():\n    print({folder.name!r}, sys.argv[1:])\n    return 3\n"
    )
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (folder / ".venv" / "pyvenv.cfg").write_text(f"command = {sys.executable} -m venv {folder / '.venv'}\n")
    return folder


def stamp(environment: Path) -> None:
    (environment / f"installed-{LOCK.stem}").write_text(setup.stamp_of(LOCK))


def test_the_script_runs_this_clone_from_any_folder(clone, tmp_path):
    stamp(clone / ".venv")
    setup.set_up(clone / ".venv", LOCK, clone)
    assert setup.other_owner(clone / ".venv", clone) is None
    elsewhere = made_clone(tmp_path / "elsewhere")
    script = clone / ".venv" / "bin" / "hello"
    for called in ([script], [Path("..", clone.name, ".venv", "bin", "hello")]):
        finished = subprocess.run([*called, "a b", "c"], cwd=elsewhere, capture_output=True, text=True)
        assert (finished.returncode, finished.stdout) == (3, f"{clone.name} ['a b', 'c']\n"), finished.stderr


def test_nothing_is_installed_into_the_environment_of_another_clone(clone, tmp_path, capsys):
    other = tmp_path / "other"
    made_clone(other)
    (other / ".venv").rename(other / "gone")
    (other / ".venv").symlink_to(clone / ".venv")
    with pytest.raises(SystemExit) as refused:
        setup.set_up(other / ".venv", LOCK, other)
    assert f"({clone})" in refused.value.code and f"rm {other / '.venv'}," in refused.value.code
    assert "belongs to another clone" in refused.value.code and "thuộc một bản sao khác" in refused.value.code
    # Complete as it is, it may be used, and is left as it is.
    stamp(clone / ".venv")
    before = sorted((clone / ".venv").rglob("*"))
    setup.set_up(other / ".venv", LOCK, other)
    assert sorted((clone / ".venv").rglob("*")) == before and str(clone) in capsys.readouterr().out


def test_an_environment_that_was_copied_or_moved_is_told_by_where_it_was_made(clone):
    moved = clone.rename(clone.with_name("moved"))
    assert setup.other_owner(moved / ".venv", moved) == clone
    with pytest.raises(SystemExit, match="rm -r"):
        setup.set_up(moved / ".venv", LOCK, moved)


@pytest.mark.parametrize(("code", "is_error"), [(0, False), (1, False), (2, True), (70, True), (75, True)])
def test_a_finding_is_no_error_of_make(tmp_path, code, is_error):
    makefile = tmp_path / "Makefile"
    makefile.write_text(f"include {paths.REPOSITORY / 'Makefile'}\nprobe:\n\t@(exit {code}) $(OR_FINDING)\n")
    finished = subprocess.run(["make", "-f", makefile, "probe"], cwd=tmp_path, capture_output=True, text=True)
    assert (finished.returncode != 0) == is_error and ("***" in finished.stderr) == is_error


@pytest.mark.parametrize("value", ["true; touch made", "$(shell touch made)", "`touch made`", '"; touch made; "'])
def test_what_is_given_as_python_is_run_by_no_shell(tmp_path, value):
    makefile = tmp_path / "Makefile"
    makefile.write_text(f"include {paths.REPOSITORY / 'Makefile'}\n")
    for given, environment in ([f"PYTHON={value}"], {}), ([], {"PYTHON": value}):
        command = ["make", "-f", makefile, "setup", *given]
        finished = subprocess.run(command, cwd=tmp_path, capture_output=True, env={**os.environ, **environment})
        assert finished.returncode != 0 and not (tmp_path / "made").exists()
