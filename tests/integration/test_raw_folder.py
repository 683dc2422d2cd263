"""What may lie below raw/, and what `governance check` says of it."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from orchestration import paths
from orchestration.cli.app import app
from orchestration.ingest import delimited_text, files, intake, manifest
from orchestration.messages.problems import RawFilesRefused
from orchestration.messages.refusals import WrongUse
from orchestration.reference import Reference

REFERENCE = Reference(paths.seeds_dir())


@pytest.fixture
def raw(tmp_path):
    shutil.copytree(paths.REPOSITORY / "raw", tmp_path / "raw")
    return tmp_path / "raw"


def problems(raw_dir):
    return [(p.code, p.file) for p in manifest.take_snapshot(raw_dir, REFERENCE).problems]


def test_the_real_folder_has_no_problem(raw):
    assert problems(raw) == []


def test_a_link_that_leads_out_is_not_followed(raw, tmp_path):
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "2020.csv").write_text("secret")
    (raw / "papi" / "2020.csv").unlink()
    (raw / "papi" / "2020.csv").symlink_to(secret / "2020.csv")
    (raw / "elsewhere").symlink_to(secret)
    (raw / "papi" / "nowhere.csv").symlink_to(tmp_path / "nothing.csv")
    snapshot = manifest.take_snapshot(raw, REFERENCE)
    assert problems(raw) == [
        ("link_outside", "elsewhere"),
        ("link_outside", "papi/2020.csv"),
        ("link_outside", "papi/nowhere.csv"),
    ]
    assert b"secret" not in snapshot.contents.values()
    (raw / "manifest.csv").unlink()
    (raw / "manifest.csv").symlink_to(secret / "2020.csv")
    assert ("link_outside", "manifest.csv") in problems(raw)


def test_a_link_within_raw_is_a_copy(raw):
    (raw / "papi" / "2020.csv").unlink()
    (raw / "papi" / "2020.csv").symlink_to(raw / "papi" / "2021.csv")
    assert ("altered", "papi/2020.csv") in problems(raw) and ("same_content", "papi/2021.csv") in problems(raw)


def test_names_that_a_terminal_would_obey_are_refused_and_shown_harmless(raw):
    (raw / "papi" / "20\x1b[31m25.csv").write_text("x")
    (raw / "papi" / "2025 (1).csv").write_text("x")
    (raw / os.fsdecode(b"papi/\xff.csv")).write_text("x")
    snapshot = manifest.take_snapshot(raw, REFERENCE)
    assert [p.code for p in snapshot.problems] == ["unsafe_name"] * 3
    assert all(letter.isprintable() for p in snapshot.problems for letter in p.text_vi + p.text_en)


def test_what_is_no_ordinary_file_is_not_opened(raw):
    os.mkfifo(raw / "papi" / "2025.csv")
    (raw / "papi" / "2026.csv").mkdir()
    assert problems(raw) == [("not_a_file", "papi/2025.csv")]


def test_a_file_beyond_the_limit_is_not_read(raw):
    with (raw / "papi" / "2020.csv").open("wb") as handle:
        handle.truncate(delimited_text.MAX_BYTES * 1000)
    assert problems(raw) == [("too_large", "papi/2020.csv")]


def test_a_row_of_the_manifest_cannot_name_a_file_outside(raw, tmp_path):
    (tmp_path / "outside.csv").write_text("x")
    with (raw / "manifest.csv").open("a", encoding="utf-8") as handle:
        handle.write("../outside.csv,00,1,1,PAPI,2020,P,2026-11-22\n")
    assert problems(raw) == [("missing_file", "../outside.csv")]
    with pytest.raises(WrongUse, match=r"papi/<year>\.csv"):
        manifest.register(raw, "../outside.csv", "P", "2026-11-22", REFERENCE)


def test_notes_and_hidden_files_are_no_data(raw):
    (raw / "papi" / "notes.md").write_text("x")
    (raw / ".cache").mkdir()
    (raw / ".cache" / "x.csv").write_text("x")
    (raw / "papi" / ".2020.csv.swp").write_text("x")
    assert problems(raw) == []


def test_every_path_form_is_identified():
    found = {
        path: files.identify(path, REFERENCE)
        for path in (
            "papi/2024.csv",
            "press/sipas/2015.csv",
            "press/summaries.csv",
            "press/par_components.csv",
            "sources.csv",
            "press/2024.csv",
            "papi/press/2024.csv",
            "press/x.csv",
            "PAPI/2024.csv",
            "press",
        )
    }
    assert [(f.kind, f.index_code, f.year) if f else None for f in found.values()] == [
        ("official_table", "PAPI", 2024),
        ("reported_scores", "SIPAS", 2015),
        ("reported_summaries", None, None),
        ("reported_components", None, None),
        ("sources", None, None),
        *[None] * 5,
    ]


def check(raw_dir, *options):
    return subprocess.run(
        [sys.executable, "-m", "orchestration", "check", *options],
        cwd=paths.REPOSITORY,
        env={**os.environ, "GOVERNANCE_RAW_DIR": str(raw_dir)},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_file_is_registered_by_its_path_below_raw(raw, monkeypatch):
    monkeypatch.setenv("GOVERNANCE_RAW_DIR", str(raw))
    (raw / "papi" / "2025.csv").write_text("Tỉnh/Thành phố,1.1\nHà Nội,1\n", encoding="utf-8")

    def register(*options):
        return CliRunner().invoke(app, ["register", *options])

    for options in (["papi/2025.csv"], ["papi/2026.csv", "--publisher", "P"], ["elsewhere.csv", "--publisher", "P"]):
        assert register(*options).exit_code == 2
    assert '--publisher "…"' in register("papi/2025.csv").stderr
    for path in ("raw/papi/2025.csv", str(raw / "papi" / "2025.csv")):
        assert register(path, "--publisher", "Bộ “A”", "--obtained", "2026-04-01").exit_code == 0
        entry = manifest.read_manifest(raw)[0]["papi/2025.csv"]
        assert (entry.publisher, entry.obtained, entry.rows) == ("Bộ “A”", "2026-04-01", 1)


def test_figures_that_no_real_edition_has_shown_stop_their_own_index(raw):
    lines = (raw / "papi/2024.csv").read_text(encoding="utf-8").splitlines()
    figures = [line.partition(",") for line in lines[1:3]]
    lines[1:3] = [f"{figures[0][0]},{figures[1][2]}", f"{figures[1][0]},{figures[0][2]}"]
    (raw / "papi/2024.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    manifest.register(raw, "papi/2024.csv", None, "2026-11-22", REFERENCE)
    taken = intake.take_in(raw, REFERENCE)
    # An edition is not loaded beside one that cannot be right, and other indices are not held up.
    for year in (2024, 2011):
        with pytest.raises(RawFilesRefused, match=r"Hà Giang.*Hà Nội.*when exchanged"):
            taken.accepted_editions(REFERENCE.indices["PAPI"], [year])
    assert taken.accepted_editions(REFERENCE.indices["PAR"], [2023])[2023].scores
    assert taken.accepted_reports().entries


def test_the_steps_of_a_run_share_one_reading_and_one_judgement(raw, monkeypatch):
    read, judged = [], []
    read_table, judge = intake.read_table, intake.judge
    monkeypatch.setattr(intake, "read_table", lambda *given: read.append(given[1]) or read_table(*given))
    monkeypatch.setattr(intake, "judge", lambda *given: judged.append(given) or judge(*given))

    def all_steps():
        # Each step reads the seeds for itself.
        for index in REFERENCE.indices_with_editions:
            taken = intake.take_in(raw, Reference(paths.seeds_dir()))
            taken.accepted_editions(index, [year for code, year in REFERENCE.editions if code == index.code])
        intake.take_in(raw, Reference(paths.seeds_dir())).accepted_reports()

    all_steps(), all_steps()
    tables = sorted(f"papi/{year}.csv" for code, year in REFERENCE.editions if code == "PAPI")
    assert sorted(read) == tables and len(judged) == 1
    with (raw / "papi/2023.csv").open("a", encoding="utf-8") as handle:
        handle.write("\n")
    manifest.register(raw, "papi/2023.csv", None, "2026-11-22", REFERENCE)
    all_steps()
    assert sorted(read) == sorted(2 * tables) and len(judged) == 2


def test_seeds_are_checked_once_where_files_are_taken_in(raw, monkeypatch):
    checked, check_seeds = [], intake.seed_checks.check
    monkeypatch.setattr(intake.seed_checks, "check", lambda given: checked.append(given) or check_seeds(given))
    taken = intake.take_in(raw, Reference(paths.seeds_dir()))
    assert taken.problems == [] and taken.accepted_reports().entries
    assert len(checked) == 1


def test_check_passes_the_real_files_and_says_what_to_do_next(raw):
    finished = check(raw)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "56 files are valid" in finished.stdout and "governance run" in finished.stdout


def test_check_tells_every_problem_of_every_file(raw):
    for path, old, new in (
        ("papi/2023.csv", "1.32393", "13.2393"),
        ("press/par_index/2023.csv", "cadn_com_vn_efd271", "nobody"),
        ("sources.csv", "official portal,2,2024-07-09", "official portal,2,09/07/2024"),
    ):
        content = (raw / path).read_text(encoding="utf-8")
        assert old in content
        (raw / path).write_text(content.replace(old, new, 1), encoding="utf-8")
        manifest.register(raw, path, None, "2026-11-22", REFERENCE)
    finished = check(raw)
    assert finished.returncode == 1 and "Traceback" not in finished.stdout + finished.stderr
    for said in (
        "raw/papi/2023.csv, line 2, column 1.1: 13.2393 is outside 0.25 to 2.50",
        "raw/press/par_index/2023.csv, line 3, column source_id: source “nobody” is not in raw/sources.csv",
        "raw/sources.csv, line 2, column published_on: “09/07/2024” is not a date",
        "3 problems. Fix them as described above",
    ):
        assert said in finished.stdout
    finished = check(raw, "--json", "--lang", "vi")
    answer = json.loads(finished.stdout)
    assert finished.returncode == 1 and not answer["is_well"] and answer["failures"] == []
    assert [problem["code"] for problem in answer["problems"]] == ["out_of_bounds", "unknown_source", "not_a_date"]
    assert answer["problems"][0] == {
        "code": "out_of_bounds",
        "file": "papi/2023.csv",
        "line": 2,
        "column": "1.1",
        "value": "13.2393",
        "text_vi": "raw/papi/2023.csv, dòng 2, cột 1.1: 13.2393 nằm ngoài khoảng từ 0.25 đến 2.50. "
        "Kiểm tra dấu thập phân và cột.",
        "text_en": "raw/papi/2023.csv, line 2, column 1.1: 13.2393 is outside 0.25 to 2.50. "
        "Check the decimal point and the column.",
    }
