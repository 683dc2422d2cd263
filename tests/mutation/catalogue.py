"""The catalogue: what goes wrong with files and reference tables, and which check tells it.

An entry is a function that changes a `World`, named by what happened. Where no evidence could tell, `caught_by` is None
and the reason is given.
"""

from tests.mutation import of_files, of_press_rows, of_reports, of_seeds, of_tables  # noqa: F401
from tests.mutation.harness import CATALOGUE

__all__ = ["CATALOGUE"]
