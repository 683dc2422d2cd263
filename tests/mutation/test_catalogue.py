"""Every corruption of the catalogue is told by the check that is there for it, or is known to be told by none."""

import pytest

from tests.mutation import catalogue, harness  # noqa: F401


@pytest.mark.parametrize("name", harness.CATALOGUE)
def test_a_corruption_is_caught_for_the_right_reason(name, record_property):
    entry = harness.CATALOGUE[name]
    codes = harness.outcome(entry)
    record_property("mutation", (name, entry.caught_by, codes, entry.reason, entry.later))
    if entry.caught_by:
        assert entry.caught_by in codes
    else:
        assert codes == [], "this is caught after all: name the check in the catalogue"


def test_the_catalogue_is_as_large_as_it_should_be():
    assert len(harness.CATALOGUE) >= 190
