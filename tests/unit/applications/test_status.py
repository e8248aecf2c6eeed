from typing import get_args

from services.applications.domain.status import Status
from services.contracts import applications as contract


def test_the_statuses_are_those_of_the_contract() -> None:
    assert [one.value for one in Status] == list(get_args(contract.Status))


def test_a_status_is_undecided_decided_or_abandoned_and_nothing_else() -> None:
    for status in Status:
        assert [status.is_undecided, status.is_decided, status.is_abandoned].count(True) == 1


def test_an_undecided_application_waits_for_the_member_or_for_the_officers() -> None:
    for status in Status:
        assert status.is_undecided == (status.is_editable or status.is_open)
        assert not (status.is_editable and status.is_open)
