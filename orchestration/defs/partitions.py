"""The one partitioning of raw tables: an edition year, over all indices, so that one run can load them all.

The years are those of the seed `editions`. Dagster keeps them in its own history, where servers that run already see
a new one; `declare_years` brings that up to date.
"""

from dagster import DagsterInstance, DynamicPartitionsDefinition

from orchestration import paths
from orchestration.reference import Reference

NAME = "edition_years"
EDITION_YEARS = DynamicPartitionsDefinition(name=NAME)


def declare_years(instance: DagsterInstance) -> list[str]:
    """Makes the partitions the years of the declared editions, in their order, and returns them."""
    years = sorted({str(year) for _, year in Reference(paths.seeds_dir()).editions})
    held = list(instance.get_dynamic_partitions(NAME))
    # A range of partitions follows the order in which they were added.
    if held != years[: len(held)]:
        for year in held:
            instance.delete_dynamic_partition(NAME, year)
        held = []
    if added := years[len(held) :]:
        instance.add_dynamic_partitions(NAME, added)
    return years


def all_editions(instance: DagsterInstance) -> dict[str, str]:
    """Run tags that load all editions in one run."""
    years = declare_years(instance)
    return {"dagster/asset_partition_range_start": years[0], "dagster/asset_partition_range_end": years[-1]}
