"""Every module lies in the room of its subject, and arrows run down only (the contracts are in pyproject.toml)."""

from importlinter import cli

from orchestration import paths

DEFS = paths.REPOSITORY / "orchestration" / "defs"


def test_arrows_run_down_only_and_never_in_a_circle(monkeypatch):
    monkeypatch.chdir(paths.REPOSITORY)
    assert cli.lint_imports(no_cache=True) == cli.EXIT_STATUS_SUCCESS


def test_hashes_are_made_in_one_place():
    files = (paths.REPOSITORY / "orchestration").rglob("*.py")
    assert [path.stem for path in files if "hashlib" in path.read_text(encoding="utf-8")] == ["file_bytes"]


def test_defs_hold_dagster_and_nothing_else():
    modules = [path for path in DEFS.rglob("*.py") if path.name != "__init__.py"]
    assert len(modules) > 5
    assert [path for path in modules if "dagster" not in path.read_text(encoding="utf-8")] == []
