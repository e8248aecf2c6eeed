from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
import sqlalchemy as sa

from services.applications.handlers.publish_benefit import publish_benefit
from services.applications.handlers.publish_scale import publish_scale
from services.applications.queries.benefits import get_benefit, list_benefits
from services.applications.store import SqlBenefits
from services.applications.tables import metadata
from services.contracts.actor import Actor, Role
from services.contracts.applications import BadScale, ListBenefits, PublishBenefit, PublishScale, UnknownBenefit
from tests.integration.applications.catalogue import holidays
from tests.integration.applications.conftest import Bench
from tests.parts.migrated import alembic

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


def publish(bench: Bench, command: PublishBenefit) -> int:
    """The revision of its form."""
    with bench.begin() as session, session.begin():
        benefits = SqlBenefits(bench.work(session, NOON))
        publish_benefit(command, benefits)
        return benefits.get(command.code).revision


def test_migrations_make_the_tables_that_the_code_reads(own_database: sa.Engine) -> None:
    alembic("applications", own_database, "check")
    assert set(sa.inspect(own_database).get_table_names()) >= set(metadata.tables)


def test_the_same_benefit_once_more_changes_and_tells_nothing(bench: Bench) -> None:
    first = publish(bench, holidays(code="same"))

    assert publish(bench, holidays(code="same")) == first
    assert bench.event_types == ["benefit_published"]


def test_whatever_an_application_keeps_makes_a_new_version_and_other_words_do_not(bench: Bench) -> None:
    first = publish(bench, holidays(code="grows"))

    words = {"fr": "Des vacances.", "en": "Some holidays."}
    assert publish(bench, holidays(code="grows", summary=words)) == first
    assert publish(bench, holidays(code="grows", closes_on=None)) == first + 1
    assert publish(bench, holidays(code="grows", closes_on=None, required_documents=[])) == first + 2


def test_a_version_of_a_scale_keeps_its_figures(bench: Bench) -> None:
    command = holidays(code="scaled")
    publish(bench, command)
    changed = PublishScale(benefit_code="scaled", scale=command.scale.model_copy(update={"above": Decimal(1)}))

    with bench.begin() as session, session.begin(), pytest.raises(BadScale):
        publish_scale(changed, SqlBenefits(bench.work(session, NOON)))


def test_a_survivor_finds_what_is_for_survivors_and_nothing_else(bench: Bench) -> None:
    form = holidays().form
    publish(bench, holidays(code="for-survivors", form=form | {"x-for-survivors": True}))
    publish(bench, holidays(code="for-no-survivors", form=form | {"x-for-survivors": False}))
    publish(bench, holidays(code="for-members"))
    survivor = Actor(subject=str(uuid4()), portal="agent", roles=frozenset({Role.SURVIVOR}))
    with bench.begin() as session:
        found = list_benefits(session, ListBenefits(limit=100), survivor, NOON, "fr")
        assert [each.code for each in found.items] == ["for-survivors"]
        assert get_benefit(session, "for-survivors", survivor, NOON, "fr").form["x-for-survivors"] is True
        with pytest.raises(UnknownBenefit):
            get_benefit(session, "for-members", survivor, NOON, "fr")
