"""Jobs that end in a release: what a person, a sensor or a command starts."""

from dagster import AssetKey, AssetSelection, Definitions, define_asset_job, definitions

from orchestration import paths
from orchestration.defs.automation.revalidation import CHECK, FRESHNESS
from orchestration.defs.ingest.assets import accepted
from orchestration.reference import Reference

EVERYTHING = "everything"
# A killed run starts again from the files: what it left half done is not built upon.
TAGS = {"dagster/retry_strategy": "ALL_STEPS"}


def everything() -> AssetSelection:
    """All assets with their checks, except the checks of what is published already."""
    return AssetSelection.all() - AssetSelection.checks(CHECK, FRESHNESS)


def everything_but(raw_assets: list[AssetKey]) -> AssetSelection:
    """The same without loading these; their rows stay as loaded before and are checked all the same."""
    unread = AssetSelection.checks(*(accepted(key) for key in raw_assets))
    return everything() - AssetSelection.assets(*raw_assets).without_checks() - unread


@definitions
def jobs() -> Definitions:
    folders = [index.raw_folder for index in Reference(paths.seeds_dir()).indices_with_editions]
    return Definitions(
        jobs=[
            define_asset_job(
                EVERYTHING,
                selection=everything(),
                tags=TAGS,
                description="Raw files to a published release: ingest, gate, dbt, gate, publish.",
            ),
            *(
                define_asset_job(
                    folder,
                    selection=everything_but([AssetKey(["raw", other]) for other in folders if other != folder]),
                    tags=TAGS,
                    description=f"Loads raw/{folder} alone; other indices stay as loaded before. Then as everything.",
                )
                for folder in folders
            ),
        ]
    )
