"""Times the pages of a release: how long all of them take to be written, how big they are, and how soon they are seen.

First paint is what chromium reports of a page that it opens cold, in a new process without a cache: from disk and from
a server on the loopback.
"""

import argparse
import functools
import http.server
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from orchestration import paths

PAGES = ("vi/index.html", "vi/63-31.html", "en/63-31.html")
WRITE = "import sys, pathlib, orchestration.pages.site as s; print(s.write(*map(pathlib.Path, sys.argv[1:])))"
FLAGS = ("--no-sandbox", "--disable-background-networking", "--disable-quic", "--no-first-run", "--disable-gpu",
         "--disable-component-update", "--disable-sync")  # fmt: skip


def write(database: Path, folder: Path) -> tuple[int, float, float]:
    """Number of pages, seconds on the clock and of the processor, of a process of its own."""
    started, before = perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", WRITE, str(database), str(folder)]
    finished = subprocess.run(command, cwd=paths.REPOSITORY, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return int(finished.stdout.split()[-1]), perf_counter() - started, processor


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Silent, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def first_paint(playwright, executable: str, address: str) -> float:
    """Milliseconds from the start of the navigation until something of the page is seen."""
    browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
    try:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        entries = "performance.getEntriesByName('first-contentful-paint').map(entry => entry.startTime)"
        page.wait_for_function(f"{entries}.length > 0")
        return page.evaluate(entries)[0]
    finally:
        browser.close()


def paints(folder: Path, runs: int) -> Iterator[tuple[str, list[float]]]:
    executable = shutil.which("chromium")
    if executable is None:
        print("first paint: no chromium on this machine")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, served(folder) as address:
        for name in PAGES:
            for where, base in (("from disk", folder.as_uri()), ("loopback", address)):
                yield f"{name} {where}", [first_paint(playwright, executable, f"{base}/{name}") for _ in range(runs)]


def spread(values: list[float], unit: str, decimals: int) -> str:
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle:8.{decimals}f} {unit} ({low:.{decimals}f} to {high:.{decimals}f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="of each paint, and of writing all pages at most 3")
    parser.add_argument("--release", type=Path, default=paths.current_link(), help="the folder of a release")
    arguments = parser.parse_args()
    database = arguments.release / "governance.duckdb"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "site"
        taken = [write(database, folder) for _ in range(min(arguments.runs, 3))]
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; medians:")
        print(f"{f'{taken[0][0]} pages written':<42}{spread([wall for _, wall, _ in taken], 's', 1)}")
        print(f"{'  of the processor':<42}{spread([processor for _, _, processor in taken], 's', 1)}")
        sizes = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
        biggest = max((path for path in sizes if path.suffix == ".html"), key=sizes.__getitem__)
        print(f"{'site':<42}{sum(sizes.values()) / 1e6:8.1f} MB in {len(sizes)} files")
        print(f"{'biggest page':<42}{sizes[biggest] / 1e3:8.1f} kB, {biggest.relative_to(folder)}")
        for what, measured in paints(folder, arguments.runs):
            print(f"{f'first paint, {what}':<42}{spread(measured, 'ms', 0)}")
        size = sum(path.stat().st_size for path in arguments.release.resolve().rglob("*") if path.is_file())
        print(f"{'release as published':<42}{size / 1e6:8.1f} MB")


if __name__ == "__main__":
    main()
