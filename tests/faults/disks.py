"""A full disk and a folder that cannot be written: a clear error, and what readers have stays as it is.

`python -m tests.faults.disks --data data` publishes and runs on a small file system made for it: a tmpfs where this
process may mount one; without that right the full disk is stood in for by a limit on the size of files, and the
read-only one by the rights of the folder.
"""

import argparse
import contextlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orchestration import paths
from orchestration.release import shelf
from tests.faults import made

MEGABYTE, BLOCK = 2**20, 2**14
TMPFS, LIMIT = "tmpfs", "limit on the size of files"


def may_mount() -> bool:
    """Whether this process may mount a file system, as root outside most containers may."""
    with tempfile.TemporaryDirectory() as folder:
        if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True).returncode:
            return False
        subprocess.run(["umount", folder], check=True)
        return True


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[str]:
    """Makes `folder` a disk of that size; says by what means."""
    folder.mkdir(parents=True, exist_ok=True)
    if may_mount():
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], check=True)
        try:
            yield TMPFS
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
    else:
        yield LIMIT


@contextmanager
def read_only(folder: Path) -> Iterator[str]:
    """Nothing can be written below `folder` meanwhile."""
    if may_mount():
        subprocess.run(["mount", "--bind", str(folder), str(folder)], check=True)
        subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
        try:
            yield "read-only mount"
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
    else:
        modes = {path: path.stat().st_mode for path in [folder, *folder.rglob("*")] if path.is_dir()}
        for path in modes:
            path.chmod(0o555)
        try:
            yield "folders without the right to write"
        finally:
            for path, mode in modes.items():
                path.chmod(mode)


def fill(folder: Path, but_for: int) -> None:
    """Leaves so many bytes free."""
    free = shutil.disk_usage(folder).free - but_for
    with (folder / "filler").open("wb", buffering=0) as handle, contextlib.suppress(OSError):
        for _ in range(0, free, BLOCK):
            handle.write(bytes(BLOCK))


def run(data: Path, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """What `make run` runs, in that data folder; `limit` is the most bytes of a file."""

    def restrict() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-m", "orchestration", "run", "--force"],
        cwd=paths.REPOSITORY,
        env={**os.environ, "GOVERNANCE_DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        preexec_fn=restrict,
    )


def is_told(finished: subprocess.CompletedProcess[str]) -> bool:
    """Whether a run that failed says so in both languages and without a stack trace."""
    said = finished.stdout + finished.stderr
    return (
        finished.returncode != 0
        and "Traceback" not in said
        and any(vi in said for vi in ("Ổ đĩa đã đầy", "Không ghi được"))
        and any(en in said for en in ("The disk is full", "cannot be written"))
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a data folder with a release; it is copied")
    parser.add_argument("--free", type=int, nargs="*", default=[1, 8, 20], help="megabytes left free, a run for each")
    arguments = parser.parse_args()
    size = sum(path.stat().st_size for path in arguments.data.rglob("*") if path.is_file()) // MEGABYTE
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        for megabytes in arguments.free:
            with small_disk(Path(name) / "disk", size + megabytes + 300) as means:
                data = Path(name) / "disk" / "data"
                shutil.copytree(arguments.data, data, symlinks=True)
                before = shelf.current_id(data / "published")
                if means == TMPFS:
                    fill(Path(name) / "disk", megabytes * MEGABYTE)
                finished = run(data, None if means == TMPFS else megabytes * MEGABYTE)
                is_right = is_told(finished) and shelf.current_id(data / "published") == before
                fault = made.fault_of(data / "published")
                failed += not is_right or fault is not None
                print(f"full disk ({means}), {megabytes} MB free: exit {finished.returncode}, ", end="")
                print(f"{'told' if is_told(finished) else 'NOT TOLD'}, {fault or 'current is whole'}")
                if not is_right:
                    print(finished.stdout + finished.stderr)
                shutil.rmtree(data)
        data = Path(name) / "data"
        shutil.copytree(arguments.data, data, symlinks=True)
        for folder in (data, data / "published"):
            before = shelf.current_id(data / "published")
            with read_only(folder) as means:
                finished = run(data)
            fault = made.fault_of(data / "published")
            failed += not is_told(finished) or fault is not None or shelf.current_id(data / "published") != before
            print(f"read-only {folder.relative_to(name)} ({means}): exit {finished.returncode}, ", end="")
            print(f"{'told' if is_told(finished) else 'NOT TOLD'}, {fault or 'current is whole'}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
