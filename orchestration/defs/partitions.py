"""The one partitioning of raw tables: an edition year, over all indices, so that one run can load them all."""

from dagster import StaticPartitionsDefinition

from orchestration import paths
from orchestration.reference import Reference


def edition_years() -> StaticPartitionsDefinition:
    editions = Reference(paths.seeds_dir()).editions
    return StaticPartitionsDefinition([str(year) for year in sorted({year for _, year in editions})])


def all_editions() -> dict[str, str]:
    """Run tags that load all editions in one run."""
    years = edition_years().get_partition_keys()
    return {"dagster/asset_partition_range_start": years[0], "dagster/asset_partition_range_end": years[-1]}
