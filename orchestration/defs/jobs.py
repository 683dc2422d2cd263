"""Jobs: what a person or a schedule starts."""

from dagster import AssetSelection, Definitions, define_asset_job, definitions

EVERYTHING = "everything"


@definitions
def jobs() -> Definitions:
    return Definitions(
        jobs=[
            define_asset_job(
                EVERYTHING,
                selection=AssetSelection.all(),
                description="Raw files to a published release: ingest, gate, dbt, gate, publish.",
            )
        ]
    )
