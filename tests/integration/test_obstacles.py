"""What lies in the folder of releases: told with its remedy before anything is built, and never published or served."""

import contextlib
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orchestration import paths
from orchestration.cli import run as run_command
from orchestration.cli import site
from orchestration.cli.app import app
from orchestration.release import obstacles, shelf
from tests.faults import made


def command(*arguments):
    finished = CliRunner().invoke(app, [*map(str, arguments)])
    assert finished.exception is None or isinstance(finished.exception, SystemExit), finished.exception
    return finished.exit_code, finished.output


@pytest.fixture
def no_build(monkeypatch):
    """A run gets no further than to the build."""
    built = []
    monkeypatch.setattr(run_command, "build", lambda: built.append(True) or 0)
    return built


def a_copied_folder(published):
    folder = (published / "current").resolve()
    (published / "current").unlink()
    shutil.copytree(folder, published / "current")


def a_pipe(published):
    (published / "current").unlink()
    os.mkfifo(published / "current")


def a_file(published):
    (published / "current").unlink()
    (published / "current").write_text("notes\n")


def a_link_to_elsewhere(published):
    copied = shutil.copytree((published / "current").resolve(), published.parent / "copied")
    (published / "current").unlink()
    (published / "current").symlink_to(copied)


def a_link_to_nothing(published):
    (published / "current").unlink()
    (published / "current").symlink_to("releases/20200101T000000Z-00000000")


def a_link_to_itself(published):
    (published / "current").unlink()
    (published / "current").symlink_to("current")


def a_folder_for_the_new_link(published):
    (published / "current.tmp").mkdir()


def a_file_for_the_releases(published):
    shutil.rmtree(published / "releases")
    (published / "releases").write_text("")


@pytest.mark.parametrize(
    ("put", "said"),
    [
        (a_copied_folder, "must be a link to the current release"),
        (a_pipe, "must be a link to the current release"),
        (a_file, "is no release in"),
        (a_link_to_elsewhere, "is no release in"),
        (a_link_to_nothing, "is no release in"),
        (a_link_to_itself, "is no release in"),
        (a_folder_for_the_new_link, "Move it away"),
        (a_file_for_the_releases, "is not a folder"),
    ],
)
def test_what_is_in_the_way_is_told_with_its_remedy_before_the_build(published, no_build, put, said):
    put(published)
    code, told = command("run", "--force")
    assert code == 1 and not no_build
    assert "Nothing was published" in told and said in told and ("mv " in told or "rollback" in told)
    assert all(f"“{path}”" not in told for path in published.iterdir()) and "Traceback" not in told


def test_the_remedy_of_a_copied_folder_serves_the_release_again(published):
    newer = shelf.current_id(published)
    a_copied_folder(published)
    code, told = command("releases", "rollback", newer)
    assert code == 1 and "must be a link" in told and "liên kết tới bản đang dùng" in told
    assert "must be a link" in command("releases", "list")[1]
    (published / "current").rename(published / "current.moved")
    assert command("releases", "rollback", newer)[0] == 0 and shelf.current_id(published) == newer


def test_strays_are_named_and_stand_in_nobodys_way(published, shelf_of_two, no_build):
    releases = published / "releases"
    newer = shelf.current_id(published)
    (published / "notes.txt").write_text("")
    (releases / "20200101T000000Z-00000000").symlink_to("/etc")
    (releases / "20200102T000000Z-00000000").write_text("")
    os.mkfifo(releases / "pipe")
    # As if a killed run had left them.
    (releases / f"{newer}.tmp").write_text("")
    (releases / "20200103T000000Z-00000000.tmp").symlink_to("/etc")
    (published / "current.tmp").symlink_to("nowhere")
    assert (
        shelf.ids(published)
        == sorted(path.name for path in releases.iterdir() if path.is_dir() and not path.is_symlink())[::-1]
    )
    code, told = command("run", "--force")
    assert code == 0 and no_build
    assert "notes.txt" in told and "20200101T000000Z-00000000" in told and "pipe" in told and ".tmp" not in told
    folder = made.publish(shelf_of_two / "2.duckdb", published)
    assert made.fault_of(published) is None and shelf.current_id(published) == folder.name
    assert not list(releases.glob("*.tmp")) and Path("/etc").is_dir()


@pytest.mark.parametrize("put", [a_link_to_nothing, a_link_to_itself])
def test_the_remedy_of_a_link_that_leads_nowhere_lets_a_run_begin(published, no_build, put):
    newer = shelf.current_id(published)
    put(published)
    assert shelf.current_id(published) is None
    assert command("releases", "rollback", newer)[0] == 0 and shelf.current_id(published) == newer
    put(published)
    (published / "current").unlink()
    assert command("run", "--force")[0] == 0 and no_build


def test_validation_sees_all_that_is_not_listed(published):
    folder = (published / "current").resolve()
    os.mkfifo(folder / "pipe")
    (folder / "site").mkdir()
    (folder / "link").symlink_to("/etc/passwd")
    (folder / "linked").symlink_to("/etc")
    (folder / "governance.duckdb.tmp").mkdir()
    (folder / "governance.duckdb.tmp" / "notes.txt").write_text("")
    (folder / "csv.zip").rename(published / "csv.zip")
    (folder / "csv.zip").symlink_to(published / "csv.zip")
    assert shelf.differences(folder) == [
        ("csv.zip", "altered"),
        ("governance.duckdb.tmp/notes.txt", "unlisted"),
        ("link", "unlisted"),
        ("linked", "unlisted"),
        ("pipe", "unlisted"),
        ("site", "unlisted"),
    ]
    (folder / "SHA256SUMS").unlink()
    os.mkfifo(folder / "SHA256SUMS")
    assert shelf.differences(folder) == [("SHA256SUMS", "missing")]


def damaged(**changes):
    return lambda text: json.dumps({**json.loads(text), **changes})


@pytest.mark.parametrize(
    "change",
    [
        lambda _: "[]",
        lambda _: "null",
        lambda _: "{}",
        lambda _: "[" * 100_000,
        lambda text: text[:-20],
        damaged(row_counts=[1]),
        damaged(row_counts={"marts.fct_score": "5"}),
        damaged(checks=None),
        damaged(inputs=[["papi/2023.csv"]]),
        damaged(changes=3),
        damaged(changes={"added": 1}),
        damaged(predecessor=5),
        damaged(figures={"marts.fct_score": {}}),
    ],
)
def test_a_damaged_summary_is_refused_and_no_trace(published, shelf_of_two, change):
    newer, older = shelf.ids(published)
    for name in (newer, older):
        summary = published / "releases" / name / "release.json"
        summary.write_text(change(summary.read_text()))
        shelf.write_sums(summary.parent)
    code, told = command("releases", "list")
    assert code == 0 and "incomplete: release.json" in told
    assert command("releases", "list", "--json")[0] == 0
    code, told = command("releases", "rollback", older)
    assert code == 1 and "is not complete or damaged" in told
    code, told = command("releases", "diff")
    assert code == 1 and "is missing or damaged" in told
    # And the next release is published all the same.
    assert made.publish(shelf_of_two / "2.duckdb", published).name == shelf.current_id(published)


def test_the_pages_server_leads_nowhere_else(published):
    folder = (published / "current").resolve()
    (folder / "link").symlink_to("/etc/passwd")
    (folder / "linked").symlink_to("/etc")
    os.mkfifo(folder / "pipe")
    served = site.server(0)
    threading.Thread(target=served.serve_forever, args=(0.02,), daemon=True).start()

    def status(path):
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{served.server_port}/{path}", timeout=5).status
        except urllib.error.HTTPError as error:
            return error.code

    try:
        assert status("release.json") == status("data_docs/") == 200
        assert [status(path) for path in ("link", "linked/passwd", "pipe", "..%2f..%2fx")] == [404] * 4
    finally:
        served.shutdown()
        served.server_close()


@pytest.fixture
def no_links(monkeypatch):
    """A file system such as exFAT, some network shares and /mnt/c."""

    def symlink(*_, **__):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "symlink", symlink)


def test_without_links_a_run_says_so_before_the_build_and_a_file_is_the_way_out(
    published, shelf_of_two, no_links, no_build
):
    older = shelf.ids(published)[1]
    (published / "current").unlink()
    code, told = command("run", "--force")
    assert code == 1 and not no_build and "cannot hold a symbolic link" in told and "GOVERNANCE_DATA_DIR" in told
    assert f"touch {published / 'current'}" in told
    assert command("releases", "rollback", older)[0] == 1
    (published / "current").touch()
    assert shelf.current_id(published) is None and not paths.current_link().exists()
    assert command("run", "--force")[0] == 0 and no_build
    assert command("releases", "rollback", older)[0] == 0
    assert shelf.current_id(published) == older and (published / "current").read_text() == f"releases/{older}\n"
    assert (paths.current_link() / shelf.DATABASE).exists() and paths.current_link().name == older
    folder = made.publish(shelf_of_two / "2.duckdb", published)
    assert shelf.current_id(published) == folder.name and shelf.read_summary(folder)["predecessor"] == older
    assert obstacles.found(published) == []


@pytest.mark.parametrize("umask", [0o077, 0o000])
def test_rights_do_not_depend_on_the_umask(tmp_path, shelf_of_two, umask):
    program = (
        "import os, sys; from pathlib import Path; from orchestration.release import obstacles; "
        "from tests.faults import made; os.umask(int(sys.argv[1])); target = Path(sys.argv[3]); "
        "obstacles.found(target); made.publish(Path(sys.argv[2]), target)"
    )
    build = shutil.copyfile(shelf_of_two / "2.duckdb", tmp_path / "build.duckdb")
    arguments = [sys.executable, "-c", program, str(umask), str(build), str(tmp_path / "published")]
    subprocess.run(arguments, check=True, cwd=paths.REPOSITORY)
    rights = {path: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "published").rglob("*")}
    rights[tmp_path / "published"] = stat.S_IMODE((tmp_path / "published").stat().st_mode)
    for path, mode in rights.items():
        assert mode == (0o755 if path.is_dir() else 0o444 if path.name == shelf.DATABASE else 0o644), path


@pytest.mark.parametrize(("umask", "of_folder", "of_home"), [(0o077, 0o755, 0o700), (0o000, 0o755, 0o755)])
def test_the_data_folder_is_open_to_readers_and_closed_to_other_writers(tmp_path, umask, of_folder, of_home):
    data = tmp_path / "data"
    # A command that ends soon, after the data folder was made.
    arguments = [sys.executable, "-m", "orchestration", "releases", "rollback", "previous"]
    environment = {**os.environ, "GOVERNANCE_DATA_DIR": str(data)}
    subprocess.run(arguments, cwd=paths.REPOSITORY, env=environment, umask=umask, capture_output=True)
    assert stat.S_IMODE(data.stat().st_mode) == of_folder
    assert stat.S_IMODE((data / "dagster").stat().st_mode) == of_home


@contextlib.contextmanager
def without_rights_of_root():
    """To whom no folder is closed."""
    as_root = os.geteuid() == 0
    if as_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if as_root:
            os.seteuid(0)


@pytest.mark.parametrize(("name", "mode"), [("", 0o555), ("releases", 0o555), ("current", 0o000)])
def test_folders_with_wrong_rights_are_told_before_the_build(shelf_of_two, no_build, monkeypatch, name, mode):
    # Not below pytest's folder, which is closed to others.
    with tempfile.TemporaryDirectory() as place:
        data = shutil.copytree(shelf_of_two / "data", Path(place) / "data", symlinks=True)
        for path in (Path(place), *(path for path in (data, *data.rglob("*")) if path.is_dir())):
            path.chmod(0o777)
        monkeypatch.setenv("GOVERNANCE_DATA_DIR", str(data))
        folder = (data / "published" / name).resolve()
        folder.chmod(mode)
        with without_rights_of_root():
            code, told = command("run", "--force")
        folder.chmod(0o777)
    assert code == 74 and not no_build
    assert str(folder) in told and "Permission denied" in told and "check its rights" in told
