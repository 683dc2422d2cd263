"""Releases on disk: listed, gone back to, compared, and removed by the rule; with readers that have one open."""

import csv
import datetime
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from orchestration import lock, paths
from orchestration.cli import run
from orchestration.cli.app import app
from orchestration.release import coverage, diff, shelf
from tests.faults import made

NOW = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)


def named(days_ago):
    return f"{NOW - datetime.timedelta(days=days_ago):%Y%m%dT%H%M%SZ}-00000000"


def test_the_newest_three_the_young_the_current_and_the_replaced_stay():
    ages = [0, 1, 6.9, 7.1, 8, 30]
    releases = [named(age) for age in ages]
    assert shelf.prunable(releases, set(), NOW) == [named(7.1), named(8), named(30)]
    assert shelf.prunable(releases, {named(8), named(30)}, NOW) == [named(7.1)]
    assert shelf.prunable([named(age) for age in (10, 20, 30, 40)], {None}, NOW) == [named(40)]
    assert shelf.prunable([named(age) for age in (10, 20, 30)], set(), NOW) == []


def command(*arguments, **environment):
    """Exit code, and what is said on both streams."""
    finished = CliRunner().invoke(app, ["releases", *map(str, arguments)], env=environment)
    assert finished.exception is None or isinstance(finished.exception, SystemExit), finished.exception
    return finished.exit_code, finished.output


def score(published):
    with duckdb.connect(published / "current" / "governance.duckdb", read_only=True) as connection:
        return int(connection.sql(f"select score from marts.fct_score where {made.KEY}").fetchone()[0])


def test_releases_are_listed_with_what_each_changed(published):
    newer, older = shelf.ids(published)
    code, said = command("list")
    assert code == 0
    lines = {name: next(line for line in said.splitlines() if name in line) for name in (newer, older)}
    assert "→" in lines[newer] and "→" not in lines[older]
    assert "+0 −0 ≠1" in lines[newer] and "the first" in lines[older]


@pytest.mark.parametrize("width", [60, 80, 110])
def test_names_come_out_whole_at_any_width(published, width):
    code, said = command("list", COLUMNS=str(width))
    assert code == 0 and all(f" {name}" in said for name in shelf.ids(published))
    assert "→" in said and "the first" in " ".join(said.split()) and "…" not in said


def test_the_list_as_json_for_a_program(published):
    newer, older = shelf.ids(published)
    code, said = command("list", "--json")
    assert code == 0
    first, second = json.loads(said)["releases"]
    assert (first["release_id"], first["is_current"], first["predecessor"]) == (newer, True, older)
    assert first["changes"] == {"added": 0, "removed": 0, "changed": 1, "structure": []} and first["rows"] == 11
    assert (second["release_id"], second["is_current"], second["is_complete"]) == (older, False, True)


def test_a_release_is_named_by_any_beginning_that_no_other_has_or_by_a_word(published):
    newer, older = shelf.ids(published)
    n = next(i for i, (one, other) in enumerate(zip(newer, older, strict=True)) if one != other)
    shared, unique = older[:n], older[: n + 1]
    assert shelf.named(published, unique) == shelf.named(published, "previous") == older
    assert shelf.named(published, "current") == shelf.named(published, newer) == newer
    code, said = command("rollback", shared)
    assert code == 2 and f"“{shared}” is the beginning of several releases" in said and newer in said and older in said
    code, said = command("rollback", unique)
    assert code == 0 and shelf.current_id(published) == older
    # Before the older one there is none.
    assert command("rollback", "previous")[0] == 2


def test_going_back_serves_the_older_release_and_the_next_run_starts_from_it(published, shelf_of_two):
    newer, older = shelf.ids(published)
    assert score(published) == made.SCORE + 2
    code, said = command("rollback", older)
    assert code == 0 and "It is served now instead of" in said and "Từ nay dùng bản này" in said
    assert score(published) == made.SCORE + 1 and shelf.ids(published) == [newer, older]
    assert command("rollback", older)[1].count("is served already") == 1
    # What is published next is compared with what readers had, and that is not the newest on disk.
    made.publish(shelf_of_two / "2.duckdb", published)
    summary = json.loads((published / "current" / "release.json").read_text())
    assert summary["predecessor"] == older and summary["changes"]["changed"] == 1


def test_a_release_that_is_unknown_unfinished_damaged_or_not_itself_is_refused(published):
    newer, older = shelf.ids(published)
    folder = published / "releases" / older
    (published / "releases" / f"{older}.tmp").mkdir()
    for name in ("20200101T000000Z-00000000", "..", f"{older}.tmp", "curren"):
        code, said = command("rollback", name)
        assert code == 2 and f"There is no release “{name}”" in said and older in said
    code, said = command("rollback")
    assert code == 2 and "governance releases rollback previous" in said and older in said
    (folder / "diff.csv").write_text("altered")
    (folder / "csv.zip").unlink()
    code, said = command("rollback", older)
    assert code == 1 and "csv.zip (missing), diff.csv (altered)" in said and "không còn như lúc" in said
    # Behind sums that agree: another release's file.
    shutil.copyfile(published / "releases" / newer / "governance.duckdb", folder / "other.duckdb")
    (folder / "other.duckdb").replace(folder / "governance.duckdb")
    shelf.write_sums(folder)
    code, said = command("rollback", older)
    assert code == 1 and "does not hold what its release.json says" in said
    (folder / "governance.duckdb").write_bytes(b"no database")
    shelf.write_sums(folder)
    code, said = command("rollback", older)
    assert code == 1 and "cannot be opened" in said
    (folder / "release.json").unlink()
    code, said = command("rollback", older)
    assert code == 1 and "is not complete" in said and "không đầy đủ" in said
    assert shelf.current_id(published) == newer and score(published) == made.SCORE + 2
    assert "incomplete" in command("list")[1]


def test_what_a_reader_spills_beside_the_database_is_not_of_the_release(published):
    folder = (published / "current").resolve()
    (folder / "governance.duckdb.tmp").mkdir()
    (folder / "governance.duckdb.tmp" / "duckdb_temp_storage_DEFAULT-0.tmp").write_bytes(b"0")
    assert shelf.differences(folder) == []
    (folder / "governance.duckdb.tmp.csv").write_bytes(b"0")
    assert shelf.differences(folder) == [("governance.duckdb.tmp.csv", "unlisted")]


def test_nobody_goes_back_while_a_run_holds_the_lock(published):
    newer, older = shelf.ids(published)
    own = lock.RunLock("governance run")
    own.acquire()
    # In another process: this one may take its own lock again.
    called = [sys.executable, "-m", "orchestration", "releases", "rollback", older]
    finished = subprocess.run(called, cwd=paths.REPOSITORY, capture_output=True, text=True)
    own.release()
    assert finished.returncode == lock.EXIT_BUSY and f"process {os.getpid()}" in finished.stderr
    assert shelf.current_id(published) == newer


def test_what_differs_is_shown_and_written(published, tmp_path):
    newer, older = shelf.ids(published)
    code, said = command("diff")
    assert code == 0 and f"{older} → {newer}" in said and "PAPI 2023" in said
    rows = list(csv.reader((published / "current" / "diff.csv").open(encoding="utf-8-sig", newline="")))
    assert rows == [
        list(diff.COLUMNS),
        ["changed", "marts.fct_score", "PAPI", "2023", "63-31", "total", "", "score", "41.00000", "42.00000"],
    ]
    target = tmp_path / "back.csv"
    code, said = command("diff", newer, older, "--out", target)
    assert code == 0 and str(target) in said
    (line,) = list(csv.reader(target.open(encoding="utf-8-sig", newline="")))[1:]
    assert line[-2:] == ["42.00000", "41.00000"]
    assert "No figure differs" in command("diff", newer, newer)[1]
    assert command("diff", "x")[0] == 2
    code, said = command("diff", "previous", older)
    assert code == 0 and "No figure differs" in said
    shelf.point_current_at(published, older)
    code, said = command("diff")
    assert code == 1 and f"There is no release before {older}" in said


def test_seeds_that_changed_are_named_with_how_many_figures_moved(published, shelf_of_two):
    made.publish(shelf_of_two / "1.duckdb", published, {"seeds": {"editions": "a", "regions": "b"}})
    folder = made.publish(shelf_of_two / "2.duckdb", published, {"seeds": {"editions": "c", "regions": "b"}})
    summary = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    assert summary["changed_inputs"] == {"seeds": {"editions": "changed"}, "raw": {"papi/2023.csv": "changed"}}
    code, said = command("diff")
    assert code == 0
    assert "editions (changed). 1 raw files are not the same either; 1 figures moved in all." in " ".join(said.split())
    folder = made.publish(shelf_of_two / "2.duckdb", published, {"seeds": {"editions": "d", "regions": "b"}})
    assert "Raw files are the same; 0 figures moved." in " ".join(command("diff")[1].split())


def test_a_release_is_published_although_its_report_cannot_be_printed(published, tmp_path, capsys):
    (published / "current" / "release.json").chmod(0o644)
    (published / "current" / "release.json").write_text("{}")
    run._report(tmp_path / "run.log")
    said = capsys.readouterr().out
    assert "is published, but its report could not be printed" in said and "Traceback" not in said
    assert "Traceback" in (tmp_path / "run.log").read_text()


def test_figures_tables_and_columns_that_came_or_went_are_told(tmp_path):
    def database(name, *statements):
        with duckdb.connect(tmp_path / name) as connection:
            connection.execute("create schema marts")
            for statement in statements:
                connection.execute(statement)
        return tmp_path / name

    row = "'PAPI' as index_code, 2023 as year, "
    before = database(
        "before.duckdb",
        f"create table marts.fct_mean as select {row} 'region' as scope, null::text as place, 1.50 as mean, 1 as gone",
        f"insert into marts.fct_mean select {row} 'national', null, 2.50, 1",
        f"create table marts.fct_old as select {row} 1 as n",
    )
    after = database(
        "after.duckdb",
        f"create table marts.fct_mean as select {row} 'region' as scope, null::varchar as place, 1.75 as mean, 1 came",
        "insert into marts.fct_mean select 'PAPI', 2024, 'region', '=R1', 3.00, 1",
        f"create table marts.fct_new as select {row} 1 as n",
    )
    figures = {
        "marts.fct_mean": {"key": ["index_code", "year", "scope", "place"], "columns": ["mean", "came"]},
        "marts.fct_new": {"key": ["index_code", "year"], "columns": ["n"]},
    }
    found = diff.compare(before, after, figures, tmp_path / "diff.csv")
    assert found.counts == {
        ("PAPI", 2023, "changed"): 1,
        ("PAPI", 2023, "removed"): 1,
        ("PAPI", 2024, "added"): 1,
    }
    assert found.structure == [
        "column_added marts.fct_mean came",
        "column_removed marts.fct_mean gone",
        "table_added marts.fct_new",
        "table_removed marts.fct_old",
    ]
    rows = [",".join(row) for row in csv.reader((tmp_path / "diff.csv").open(encoding="utf-8-sig", newline=""))]
    assert "changed,marts.fct_mean,PAPI,2023,,,scope=region,mean,1.50,1.75" in rows
    assert "added,marts.fct_mean,PAPI,2024,,,scope=region place==R1,mean,,3.00" in rows


def test_the_figures_of_a_release_are_those_of_its_fact_tables(built):
    figures = json.loads((built.workplace.current / "release.json").read_text())["figures"]
    manifest = json.loads(built.workplace.manifest.read_text())["nodes"].values()
    facts = {f"marts.{node['name']}": set(node["columns"]) for node in manifest if node["name"].startswith("fct_")}
    # What is of no single edition (runs, leaders, targets) follows from what is.
    of_editions = {name for name, columns in facts.items() if set(diff.EDITION) <= columns}
    assert of_editions - set(figures) == set(diff.NOT_COMPARED) and len(facts) > len(of_editions) > 10
    assert figures["marts.fct_score_group"]["key"] == ["index_code", "year", "province_id"]
    assert "group_code" in figures["marts.fct_score_group"]["columns"]
    assert {"chosen_value", "resolution_rule"} <= set(figures["marts.fct_source_conflict"]["columns"])
    told = {column for named in figures.values() for column in named["columns"]}
    assert not [column for column in told if column.endswith(("_vi", "_en"))] and "locator" not in told


def test_old_releases_go_when_one_is_published_and_readers_keep_what_they_have_open(published, shelf_of_two):
    newer, older = shelf.ids(published)
    releases = published / "releases"
    for day in range(1, 6):
        shutil.copytree(releases / older, releases / f"2020010{day}T000000Z-00000000", symlinks=True)
    shelf.point_current_at(published, "20200102T000000Z-00000000")
    gone = releases / "20200101T000000Z-00000000" / "governance.duckdb"
    reader = duckdb.connect(gone, read_only=True)
    made.publish(shelf_of_two / "1.duckdb", published)
    third = shelf.current_id(published)
    # Three are young; of the old ones only what was just replaced is left.
    assert shelf.ids(published) == [third, newer, older, "20200102T000000Z-00000000"]
    assert not gone.exists()
    assert reader.sql("select count(*), sum(score) from marts.fct_score").fetchone()[0] == 5
    reader.close()


def test_a_release_that_cannot_be_finished_leaves_nothing_behind(published, shelf_of_two, monkeypatch):
    before = sorted(path.name for path in (published / "releases").iterdir()), shelf.current_id(published)

    def full(*_) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelf, "write_sums", full)
    with pytest.raises(OSError, match="No space left"):
        made.publish(shelf_of_two / "1.duckdb", published)
    assert (sorted(path.name for path in (published / "releases").iterdir()), shelf.current_id(published)) == before


def test_a_damaged_release_does_not_keep_a_sound_one_from_taking_its_place(published, shelf_of_two):
    database = (published / "current" / "governance.duckdb").resolve()
    database.chmod(0o644)
    database.write_bytes(b"damaged")
    folder = made.publish(shelf_of_two / "1.duckdb", published)
    assert made.fault_of(published) is None
    assert json.loads(Path(folder / "release.json").read_text())["predecessor"] is None


def test_against_a_release_that_cannot_be_opened_the_gate_on_coverage_says_what_to_do(built, tmp_path):
    (tmp_path / "governance.duckdb").write_bytes(b"damaged")
    failure = coverage.shrinkage(built.workplace.build_file, tmp_path)
    assert "governance releases rollback previous" in failure.error and "quay lại một bản nguyên vẹn" in failure.error
    assert coverage.shrinkage(built.workplace.build_file, built.workplace.current) is None
