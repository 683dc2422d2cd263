import pytest

from orchestration import paths
from orchestration.reading.reader import Reader
from orchestration.reference import Reference


@pytest.fixture(scope="session")
def reference() -> Reference:
    return Reference(paths.seeds_dir())


@pytest.fixture(scope="session")
def reader(reference) -> Reader:
    return Reader(reference)
