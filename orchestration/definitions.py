"""Entry point of the Dagster code location: everything below `defs/`, with one executor and one project."""

from dagster import Definitions, definitions, in_process_executor, load_from_defs_folder

# `dg` has the repository on its path only while this module is imported, and not when its definitions load.
import expectations  # noqa: F401
from orchestration import paths


@definitions
def defs() -> Definitions:
    # DuckDB has one writer: steps run one after another in one process.
    return Definitions.merge(
        load_from_defs_folder(path_within_project=paths.REPOSITORY / "orchestration"),
        Definitions(executor=in_process_executor),
    )
