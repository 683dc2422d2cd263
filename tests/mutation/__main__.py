"""`python -m tests.mutation`: what is caught and by what, what is not and why, and how close real editions come."""

from tests.mutation import harness, margins, summary
from tests.mutation.catalogue import CATALOGUE

if __name__ == "__main__":
    print(summary.table([(e.name, e.caught_by, harness.outcome(e), e.reason, e.later) for e in CATALOGUE.values()]))
    print(f"\nHow close the real editions come to the limits\n{margins.table()}")
