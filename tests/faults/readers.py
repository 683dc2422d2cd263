"""Readers that query through the link while releases are published: errors, and reads that mix two releases.

`python -m tests.faults.readers --readers 20 --releases 20 --build data/warehouse/build.duckdb`
"""

import argparse
import multiprocessing
import os
import tempfile
import time
from dataclasses import dataclass, field
from multiprocessing.synchronize import Event
from pathlib import Path

import duckdb

from tests.faults import made

PAUSE_SECONDS = 0.2


@dataclass
class Seen:
    """What readers met: `mixed` reads had figures of one release and the name of another."""

    reads: int = 0
    errors: list[str] = field(default_factory=list)
    mixed: int = 0
    releases: set[str] = field(default_factory=set)
    slowest_seconds: float = 0.0
    published: int = 0
    publish_seconds: float = 0.0

    def add(self, other: "Seen") -> None:
        self.reads += other.reads
        self.errors += other.errors
        self.mixed += other.mixed
        self.releases |= other.releases
        self.slowest_seconds = max(self.slowest_seconds, other.slowest_seconds)


def read(database: Path, scores: dict[str, int], until: Event, results) -> None:
    """Connects, asks and leaves, again and again. `scores` has the score by the raw_sha256 of its release."""
    seen, parent = Seen(), os.getppid()
    # Nobody tells readers to end once whoever started them was killed.
    while not until.is_set() and os.getppid() == parent:
        started = time.perf_counter()
        try:
            with duckdb.connect(database, read_only=True) as connection:
                ask = "select release_id, raw_sha256 from marts.release"
                first = connection.sql(ask).fetchone()
                table = connection.sql(f"select score from marts.fct_score where {made.KEY}").fetchone()
                total, count = connection.sql("select sum(score), count(*) from marts.fct_score").fetchone()
                last = connection.sql(ask).fetchone()
            seen.reads += 1
            seen.releases.add(first[0])
            expected = scores[first[1]]
            if first != last or table[0] != expected or not total or not count:
                seen.mixed += 1
        except Exception as error:
            seen.errors.append(f"{type(error).__name__}: {error}")
        seen.slowest_seconds = max(seen.slowest_seconds, time.perf_counter() - started)
        # People pause; without it a few readers leave no processor to whoever publishes.
        time.sleep(PAUSE_SECONDS)
    results.put(seen)


def run(n_readers: int, n_releases: int, build_file: Path, folder: Path) -> Seen:
    """Publishes variants of the build file in turn into `folder` while the readers read."""
    builds = [made.variant(build_file, number, folder / f"build{number}.duckdb") for number in (1, 2)]
    scores = {made.raw_sha256(build): made.SCORE + number for number, build in enumerate(builds, start=1)}
    published = folder / "published"
    made.publish(builds[0], published)
    context = multiprocessing.get_context("spawn")
    until, results = context.Event(), context.Queue()
    database = published / "current" / "governance.duckdb"
    readers = [
        context.Process(target=read, args=(database, scores, until, results), daemon=True) for _ in range(n_readers)
    ]
    for reader in readers:
        reader.start()
    seen = Seen()
    started = time.perf_counter()
    for number in range(n_releases):
        made.publish(builds[(number + 1) % 2], published)
        seen.published += 1
    seen.publish_seconds = time.perf_counter() - started
    time.sleep(1)
    until.set()
    for _ in readers:
        seen.add(results.get(timeout=120))
    for reader in readers:
        reader.join(timeout=30)
    return seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--releases", type=int, default=20)
    parser.add_argument("--build", type=Path, help="a build file of the pipeline; without it a small one is made")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        build = arguments.build or made.small_build(Path(folder) / "build.duckdb")
        seen = run(arguments.readers, arguments.releases, build, Path(folder))
    print(f"{arguments.readers} readers, {seen.published} releases in {seen.publish_seconds:.0f} s")
    print(f"{seen.reads} reads of {len(seen.releases)} releases, the slowest {seen.slowest_seconds:.2f} s")
    print(f"{len(seen.errors)} errors, {seen.mixed} reads that mix releases")
    for error in sorted(set(seen.errors))[:5]:
        print(f"  {error}")


if __name__ == "__main__":
    main()
