"""An officer whose role is good in some regions finds nothing of another, at no door."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.contracts.actor import Actor, Role
from services.contracts.applications import (
    ClaimApplication,
    CountQueue,
    GetApplicationForm,
    GetReview,
    ListMessages,
    ListQueue,
    PostMessage,
    UnknownApplication,
)
from tests.integration.applications.desk import Desk

DOORS: list[Callable[[UUID], Any]] = [
    lambda one: GetReview(application_id=one),
    lambda one: GetApplicationForm(application_id=one),
    lambda one: ListMessages(application_id=one),
    lambda one: PostMessage(application_id=one, body="Bonjour.", document_ids=[]),
    lambda one: ClaimApplication(application_id=one),
]


def test_a_region_bounds_the_queue_its_counts_and_every_door(desk: Desk) -> None:
    ana, region = uuid4(), f"Région {uuid4().hex[:6]}"
    desk.neighbours.regions[ana] = region
    application = desk.submitted(ana).id

    def as_officer_of(*regions: str) -> Callable[[Any], Any]:
        officer = Actor(str(uuid4()), "staff", frozenset({Role.OFFICER}), regions=frozenset(regions))
        token = desk.keys.sign(officer)
        return lambda request: desk.caller.call(request, actor=token, key=uuid4().hex)

    elsewhere, here = as_officer_of("Occitanie"), as_officer_of(region, "Occitanie")
    of_number = ListQueue(cgos_number=f"{ana.int % 10**8:08}")
    assert [each.id for each in here(of_number).items] == [application]
    assert elsewhere(of_number).items == []
    assert (here(CountQueue()).nobodys, elsewhere(CountQueue()).nobodys) == (1, 0)
    for door in DOORS:
        with pytest.raises(UnknownApplication):
            elsewhere(door(application))
        here(door(application))
