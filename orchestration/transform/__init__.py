"""The dbt project as Python sees it: its manifest and its results. The assets are in `defs/transform`."""
