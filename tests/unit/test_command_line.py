"""The frame of the command line: help in two languages, examples, exit codes, what a quick command loads."""

import json
import shlex
import subprocess
import sys

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from orchestration import paths
from orchestration.cli import app as command_line
from orchestration.cli import exits
from orchestration.messages import texts

# Loading any of them takes longer than a person waits for help.
SLOW = {"dagster", "dbt", "great_expectations", "numpy", "pandas", "sqlalchemy"}


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("GOVERNANCE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("GOVERNANCE_LANG", raising=False)
    yield
    texts.choose(None)


def governance(*arguments, **environment):
    return CliRunner().invoke(command_line.app, arguments, env=environment)


def commands(group, path=()):
    """Every command with its path, those of groups below it too."""
    for name, command in group.commands.items():
        yield (*path, name), command
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))


COMMANDS = dict(commands(get_command(command_line.app)))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_is_there_in_both_languages_with_an_example_that_works(path):
    code = f"help_{'_'.join(path).replace('-', '_')}"
    for language, said in ((texts.EN, "Example: "), (texts.VI, "Ví dụ: ")):
        found = governance(*path, "--help", "--lang", language, COLUMNS="200")
        assert found.exit_code == 0
        assert said + COMMANDS[path].epilog in found.output and texts.text(code, language) in found.output
    words = shlex.split(COMMANDS[path].epilog)
    assert words[: len(path) + 1] == ["governance", *path]
    parsed = COMMANDS[path].make_context(path[-1], words[len(path) + 1 :])
    assert parsed.params or not COMMANDS[path].params


def test_the_language_is_an_option_anywhere_or_a_variable():
    vi = "Mã thoát"
    assert vi in governance("--lang", "vi", "--help").output and vi in governance("--help", "--lang=vi").output
    assert vi in governance("--help", GOVERNANCE_LANG="vi").output and vi not in governance("--help").output
    assert governance("run", "--lang", "fr").exit_code == governance("check", GOVERNANCE_LANG="fr").exit_code == 2


def test_a_refusal_is_in_the_language_chosen_on_standard_error_with_its_exit_code():
    found = governance("releases", "list")
    assert (found.exit_code, found.stdout) == (1, "") and len(found.stderr.splitlines()) == 2
    found = governance("releases", "list", "--lang", "vi", "--json")
    assert found.stderr == "Chưa có bản phát hành nào. Chạy: governance run\n"
    assert json.loads(found.stdout) == {"releases": []} and found.exit_code == 1
    found = governance("quality", "--lang", "en")
    assert found.stderr == "There is no release yet. Run: governance run\n" and found.exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("chek",),
        ("check", "--quick"),
        ("register",),
        ("ui", "--port", "80"),
        ("releases", "rollback"),
        ("run", "--lang"),
    ],
)
def test_wrong_use_ends_with_2(arguments):
    found = governance(*arguments)
    assert found.exit_code == 2 and found.stderr


def test_a_fault_of_the_program_is_not_taken_for_a_finding(monkeypatch, capsys):
    def fail(**_):
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr(command_line, "app", fail)
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    assert ended.value.code == exits.FAULT not in (0, 1, 2, 75)
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["releases", "list"], ["check", "--help"]])
def test_quick_commands_load_nothing_slow(arguments):
    code = f"""
import sys
from orchestration.cli import app
sys.argv = ["governance", *{arguments}]
try:
    app.main()
finally:
    print({SLOW} & set(sys.modules), file=sys.stderr)
"""
    finished = subprocess.run([sys.executable, "-c", code], cwd=paths.REPOSITORY, capture_output=True, text=True)
    assert finished.stderr.endswith("set()\n"), finished.stderr


def test_vietnamese_comes_out_whatever_the_locale_says():
    finished = subprocess.run(
        [sys.executable, "-m", "orchestration", "--lang", "vi", "--help"],
        cwd=paths.REPOSITORY,
        env={"PATH": "", "LC_ALL": "C", "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
        capture_output=True,
    )
    assert "Kho số liệu" in finished.stdout.decode("utf-8") and finished.returncode == 0


def test_numbers_have_a_decimal_comma_in_vietnamese():
    details = {"files": 48, "cells": 12345, "reports": 6789}
    assert "12,345 cells" in texts.text("check_well", texts.EN, **details)
    assert "12.345 ô" in texts.text("check_well", texts.VI, **details)
    texts.choose(texts.VI)
    assert texts.number(-1234.5, "+,.2f") == "-1.234,50"


@pytest.mark.parametrize("value", ["CECODES\x1b[2J", "a\nb", "a\tb", "a\x00b", "a\u202eb", "a\x9bb"])
def test_control_characters_in_options_are_refused(value):
    for arguments in (["register", "papi/2023.csv", "--publisher", value], ["releases", "rollback", value]):
        finished = governance(*arguments)
        assert finished.exit_code == 2 and "has control characters" in finished.output
        assert value not in finished.output and "Traceback" not in finished.output
