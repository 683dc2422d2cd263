"""Where things lie. Every path of the pipeline is here; all follow two environment variables.

`GOVERNANCE_RAW_DIR` moves the raw files, `GOVERNANCE_DATA_DIR` everything that the pipeline writes, and
`GOVERNANCE_DBT_DIR` the dbt project with its seeds. Read at call time, so that a test may set them.
"""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
# Letters of a path in a file.
MAX_PATH = 1000


def _directory(variable: str, default: str) -> Path:
    value = os.environ.get(variable)
    return Path(value).resolve() if value else REPOSITORY / default


def raw_dir() -> Path:
    return _directory("GOVERNANCE_RAW_DIR", "raw")


def data_dir() -> Path:
    return _directory("GOVERNANCE_DATA_DIR", "data")


def dbt_dir() -> Path:
    return _directory("GOVERNANCE_DBT_DIR", "dbt_project")


def docs_dir() -> Path:
    return REPOSITORY / "docs"


def seeds_dir() -> Path:
    return dbt_dir() / "seeds"


def build_file() -> Path:
    return data_dir() / "warehouse" / "build.duckdb"


def claim_models_file() -> Path:
    """The SQL that judges claims, as compiled for the build file that it lies beside."""
    return build_file().with_name("claim_models.json")


def dbt_target_dir() -> Path:
    return data_dir() / "dbt" / "target"


def quality_dir() -> Path:
    """Results of the last validation, and files that a person is asked to look at."""
    return data_dir() / "quality"


def great_expectations_dir() -> Path:
    """The Great Expectations project: suites and results of the last run, from which Data Docs are built."""
    return quality_dir() / "great_expectations"


def pages_dir() -> Path:
    """The pages of the last build, before a release carries them."""
    return data_dir() / "pages"


def monitoring_dir() -> Path:
    """What is remembered from one validation to the next; `make clean` leaves it."""
    return data_dir() / "monitoring"


def alerts_dir() -> Path:
    return data_dir() / "alerts"


def published_dir() -> Path:
    return data_dir() / "published"


def current_link() -> Path:
    return served_from(published_dir())


def served_from(published: Path) -> Path:
    """The link `current`; where it is a plain file, for want of links on its file system, the folder that it names."""
    link = published / "current"
    if link.is_symlink() or not link.is_file():
        return link
    with link.open(encoding="utf-8", errors="replace") as handle:
        named = handle.readline(MAX_PATH).strip()
    # Below a file there is nothing.
    return published / named if named and named.isprintable() else link / "nothing"


def briefs_dir() -> Path:
    return data_dir() / "briefs"


def run_lock() -> Path:
    return data_dir() / "run.lock"


def dagster_home() -> Path:
    return data_dir() / "dagster"
