"""A handful of the corruptions of tests/mutation through the whole pipeline.

What is caught there stops a run, and what is said to be told by nothing is told by no later gate either.
"""

import csv
import shutil
from dataclasses import replace

import pytest

from orchestration.ingest import manifest
from tests.mutation import harness
from tests.mutation.catalogue import CATALOGUE


@pytest.fixture
def workplace(own_data, tmp_path):
    shutil.copytree(own_data.raw, tmp_path / "raw")
    shutil.copytree(own_data.dbt, tmp_path / "dbt", ignore=shutil.ignore_patterns("target", "logs"))
    return replace(own_data, raw=tmp_path / "raw", dbt=tmp_path / "dbt")


def write(world: harness.World, workplace) -> None:
    """The changed files and seeds, and the manifest renewed."""
    world.register(harness.REFERENCE)
    for path in world.changed:
        target = workplace.raw / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(world.contents[path])
    manifest.write_manifest(workplace.raw, world.entries)
    for seed, rows in world.seeds.items():
        with (workplace.dbt / "seeds" / f"{seed}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, fieldnames=list(harness.REFERENCE.rows(seed)[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a_forecast_by_smoothing", "past editions explain"),
        ("rows_of_two_provinces_exchanged", "fit their past far better when exchanged"),
        ("values_of_sipas_in_a_full_table_of_par", "do not agree with the table"),
        ("values_of_sipas_in_the_reports_of_par", "are exactly those of raw/press/par_index/2023.csv"),
        ("an_alias_that_points_to_a_like_province", "is a spelling of Đắk Lắk"),
        ("a_change_of_questionnaire_deleted_throughout", "the sign of a changed method"),
    ],
)
def test_a_corruption_stops_a_run(workplace, name, said):
    world = harness.fresh()
    CATALOGUE[name].corrupt(world)
    write(world, workplace)
    workplace.assert_stopped(said)


@pytest.mark.slow
@pytest.mark.parametrize("name", [entry.name for entry in CATALOGUE.values() if entry.later])
def test_what_passes_the_readers_is_told_behind_the_models(workplace, name):
    world = harness.fresh()
    CATALOGUE[name].corrupt(world)
    write(world, workplace)
    workplace.assert_stopped(CATALOGUE[name].later)


@pytest.mark.slow
def test_what_nothing_can_tell_is_told_by_no_later_gate(workplace):
    """In one run, but for the forecast, whose table is another: a gate that tells one belongs into the catalogue."""
    world = harness.fresh()
    for entry in CATALOGUE.values():
        if entry.caught_by is None and "forecast" not in entry.name:
            entry.corrupt(world)
    write(world, workplace)
    finished = workplace.run()
    assert finished.returncode == 0, finished.stdout
