"""What a release is made from, as one hash: raw files as registered, code with seeds, pins, and Python.

Code is what lies on disk. A commit says too little, as the tree may have changes, and too much, as it may change
nothing but what no release shows.
"""

import json
import os
import platform
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from orchestration import paths
from orchestration.file_bytes import sha256_of, sha256_of_file

# Below the repository, beside the dbt project.
FOLDERS = ("orchestration", "expectations")
PINS = "requirements/run.txt"
# Pages are made of these.
DOCUMENTS = ("docs/cookbook.md", "docs/methodology.md", "docs/methodology.vi.md")
# What Python and dbt write beside the code.
_WRITTEN = ("__pycache__", "target", "logs")


def code_sha256() -> str:
    """SHA-256 of all files of the code and the dbt project, of documents and pins, and of the version of Python."""
    roots = {folder: paths.REPOSITORY / folder for folder in FOLDERS} | {"dbt_project": paths.dbt_dir()}
    found = {name: paths.REPOSITORY / name for name in (PINS, *DOCUMENTS)}
    found |= {f"{name}/{path.relative_to(root)}": path for name, root in roots.items() for path in _files(root)}
    listing = [f"{sha256_of_file(path)}  {name}" for name, path in sorted(found.items())]
    return sha256_of("\n".join([platform.python_version(), *listing]).encode())


def seed_hashes() -> dict[str, str]:
    """SHA-256 of every seed by its name."""
    return {path.stem: sha256_of_file(path) for path in sorted(paths.seeds_dir().glob("*.csv")) if path.is_file()}


@cache
def code_at_start() -> str:
    """The same as it was when this process first asked, which is when definitions are loaded."""
    return code_sha256()


def inputs_sha256(raw_files: Iterable[tuple[Any, ...]], code: str) -> str:
    """SHA-256 of what the manifest says of each raw file (`ingest.manifest.Entry` as a tuple) and of the code."""
    return sha256_of(json.dumps([code, sorted(raw_files, key=lambda row: row[0])], ensure_ascii=False).encode())


def _files(folder: Path) -> Iterator[Path]:
    for below, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _WRITTEN and not name.startswith(".")]
        found = (Path(below) / name for name in names if not name.startswith("."))
        # What is no file is refused by its reader; a pipe would be waited for.
        yield from (path for path in found if path.is_file())
