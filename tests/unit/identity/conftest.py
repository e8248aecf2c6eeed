import pytest

from tests.unit.identity.fakes import Identity


@pytest.fixture
def identity() -> Identity:
    return Identity()
