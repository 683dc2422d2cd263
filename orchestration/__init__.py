"""Dagster code of the warehouse: what runs, in which order, and what may stop it. Figures are computed in dbt."""
