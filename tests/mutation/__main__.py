"""`python -m tests.mutation`: the table of the catalogue, caught and by what, or not and why."""

from tests.mutation import harness, summary
from tests.mutation.catalogue import CATALOGUE

if __name__ == "__main__":
    print(summary.table([(e.name, e.caught_by, harness.outcome(e), e.reason) for e in CATALOGUE.values()]))
