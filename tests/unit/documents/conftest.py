import pytest

from tests.unit.documents.fakes import InMemoryAccesses, InMemoryDocuments, InMemoryHoldings, InMemoryObjects


@pytest.fixture
def documents() -> InMemoryDocuments:
    return InMemoryDocuments()


@pytest.fixture
def objects() -> InMemoryObjects:
    return InMemoryObjects()


@pytest.fixture
def accesses() -> InMemoryAccesses:
    return InMemoryAccesses()


@pytest.fixture
def holdings() -> InMemoryHoldings:
    return InMemoryHoldings()
