"""Build files to publish: a small one made here, and variants of any one that tell themselves apart."""

import hashlib
import shutil
from pathlib import Path

import duckdb

from orchestration.release import build, shelf

CHECKS = {"great_expectations": 1, "dbt_tests": 1}
FIGURES = {
    "marts.fct_score": {"key": ["index_code", "year", "province_id", "component_code"], "columns": ["score"]},
}
KEY = "index_code = 'PAPI' and year = 2023 and province_id = '63-31' and component_code = 'total'"
# As published: Hải Phòng 2023. A variant adds its number.
SCORE = 40


def small_build(file: Path, rows: int = 2000) -> Path:
    """A build file with the least that a release needs: raw files, scores and a view on them."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(file) as connection:
        connection.execute("create schema raw; create schema marts; create schema bi; create schema intermediate")
        connection.execute("create table raw.files as select 'papi/2023.csv' as file, '00' as sha256, 63 as rows")
        connection.execute(
            "create table marts.fct_score as select 'PAPI' as index_code, 2023 as year, '63-31' as province_id, "
            "case when range = 0 then 'total' else range::varchar end as component_code, "
            f"cast({SCORE} as decimal(9, 5)) as score from range({rows})"
        )
        connection.execute("create view bi.scoreboard as select * from marts.fct_score")
        connection.execute("create table intermediate.int_scores as from marts.fct_score")
    return file


def variant(build_file: Path, number: int, target: Path) -> Path:
    """A copy whose raw files and whose score say `number`: what belongs together in a release."""
    shutil.copyfile(build_file, target)
    with duckdb.connect(target) as connection:
        connection.execute("update raw.files set sha256 = ?", [f"{number:064x}"])
        connection.execute(f"update marts.fct_score set score = {SCORE + number} where {KEY}")
    return target


def raw_sha256(build_file: Path) -> str:
    """What table `release` will say of a release of this build file."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{build_file}' as build (read_only)")
        inputs = build.raw_inputs(connection)
    return hashlib.sha256("".join(f"{i['sha256']}  {i['file']}\n" for i in inputs).encode()).hexdigest()


def publish(build_file: Path, published_dir: Path, told: dict[str, object] | None = None) -> Path:
    """Publishes it as the pipeline does, with a page in place of Data Docs."""
    docs = build_file.parent / "data_docs"
    docs.mkdir(exist_ok=True)
    (docs / "index.html").write_text("<p>made</p>", encoding="utf-8")
    return build.publish(build_file, published_dir, docs, CHECKS, FIGURES, told=told)


def fault_of(published_dir: Path) -> str | None:
    """What is wrong with the current release; None if it is whole, as published, and opens."""
    current = shelf.current_id(published_dir)
    if current is None:
        return "current leads nowhere"
    try:
        shelf.verify(shelf.folder_of(published_dir) / current)
    except shelf.Refused as reason:
        return str(reason)
    return None
