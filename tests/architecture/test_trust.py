"""The table of routes (`make trust`) knows every route: who has business there, what to send, whose the thing is."""

import pytest

from tests.trust.declared import Route
from tests.trust.routes import every_route, problems


@pytest.mark.parametrize("route", list(every_route()), ids=str)
def test_a_route_is_known_to_the_table_and_lets_in_nobody_from_beyond_its_area(route: Route) -> None:
    assert list(problems(route)) == []
