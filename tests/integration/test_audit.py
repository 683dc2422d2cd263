"""`governance audit`: a planted secret is found, and the project itself has none."""

import shutil
import subprocess

import pytest

from orchestration import paths
from orchestration.cli import audit, exits

# Put together here, so that this file holds none.
GITHUB_TOKEN = "ghp" + "_" + "1a2B3c4D5e6F7g8H9i0J" * 2
PLANTED = "s3" + "Kx!92hd_7Qp" + "zz81"


@pytest.fixture
def checkout(tmp_path):
    """A checkout with our baseline, in which a file is tracked, one is new and one is ignored."""
    shutil.copy(paths.REPOSITORY / audit.BASELINE, tmp_path)
    (tmp_path / ".gitignore").write_text("ignored.py\n")
    (tmp_path / "tracked.py").write_text("value = 1\n")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    subprocess.run(["git", "-C", tmp_path, "add", "tracked.py"], check=True)
    return tmp_path


def test_a_planted_secret_is_found_and_not_printed(checkout):
    assert audit.audit_secrets(checkout).code == 0
    (checkout / "ignored.py").write_text(f'token = "{GITHUB_TOKEN}"\n')
    assert audit.audit_secrets(checkout).code == 0
    (checkout / "tracked.py").write_text(f'value = 1\ntoken = "{GITHUB_TOKEN}"\n')
    (checkout / "new.yaml").write_text(f"db_password: '{PLANTED}'\n")
    answer = audit.audit_secrets(checkout)
    assert answer.code == 1
    assert "tracked.py, dòng / line 2: GitHub Token" in answer.text and "new.yaml, dòng / line 1:" in answer.text
    assert GITHUB_TOKEN not in answer.text and PLANTED not in answer.text


def test_without_git_it_is_said_that_nothing_was_scanned(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    answer = audit.audit_secrets(tmp_path)
    assert answer.code == 1 and "git does not list the files" in answer.text


def test_the_program_ends_with_the_worst_of_its_answers(monkeypatch, capsys):
    monkeypatch.setattr(audit, "audit_secrets", lambda _: audit.Answer("no secrets", 0))
    monkeypatch.setattr(audit, "audit_packages", lambda _: audit.read_advisories(1, "", "ConnectionError"))
    assert audit.run() == exits.NOT_ASKED
    assert "no secrets" in capsys.readouterr().out


@pytest.mark.slow
def test_the_project_has_no_secrets():
    answer = audit.audit_secrets(paths.REPOSITORY)
    assert answer.code == 0, answer.text
