from uuid import UUID, uuid4

import pyotp
import pytest

from services.contracts.actor import Role
from services.contracts.identity import CreateStaffAccount, Scope
from services.contracts.identity.refusals import (
    AccountAlreadyExists,
    EstablishmentRequired,
    NotAStaffRole,
    RegionsNotForTheseRoles,
    SecondFactorAlreadyEnrolled,
    TooManyAttempts,
    UnknownEstablishment,
    UnknownRegion,
    WrongCode,
)
from services.contracts.refusals import NotPermitted
from services.identity.handlers.create_staff_account import create_staff_account
from tests.unit.identity.fakes import Identity, InMemoryEstablishments
from tests.unit.identity.glass import temporary_draft
from tests.unit.identity.people import a_member, an_establishment, one_of_the_staff
from tests.unit.identity.visitor import OWN_PASSWORD, asks_for_factor, confirms_factor, in_session, logs_in

PLACE = an_establishment()


def create(
    identity: Identity,
    roles: list[Role],
    establishment_id: UUID | None = None,
    email: str = "o@example.org",
    regions: tuple[str, ...] = (),
) -> str:
    draft = temporary_draft()
    command = CreateStaffAccount(
        email=email,
        family_name="Roux",
        given_name="Paul",
        roles=roles,
        establishment_id=establishment_id,
        scope=Scope(regions=list(regions)),
    )
    places = InMemoryEstablishments(PLACE)
    create_staff_account(command, uuid4(), draft, identity.clock.now, identity.accounts, places, identity.secrets)
    return identity.seal.temporary_password(draft.delivery_id)


def test_a_new_colleague_gets_a_temporary_password_and_must_set_both_factors(identity: Identity) -> None:
    temporary = create(identity, [Role.OFFICER, Role.SUPERVISOR])
    (colleague,) = identity.accounts.known.values()
    session = logs_in(identity, colleague, temporary)
    assert session.must_change_password
    assert session.must_enrol_totp
    assert identity.told.types() == ["temporary_password_issued", "acted"]


def test_a_correspondent_speaks_for_an_establishment_and_nobody_else_does(identity: Identity) -> None:
    create(identity, [Role.ESTABLISHMENT], PLACE.id)
    with pytest.raises(EstablishmentRequired):
        create(identity, [Role.ESTABLISHMENT], email="b@example.org")
    with pytest.raises(EstablishmentRequired):
        create(identity, [Role.OFFICER], PLACE.id, email="b@example.org")
    with pytest.raises(UnknownEstablishment):
        create(identity, [Role.ESTABLISHMENT], uuid4(), email="b@example.org")


@pytest.mark.parametrize("role", [Role.MEMBER, Role.SERVICE, Role.RESTRICTED, Role.VISITOR])
def test_only_staff_roles_are_given(identity: Identity, role: Role) -> None:
    with pytest.raises(NotAStaffRole):
        create(identity, [role])


def test_a_role_is_good_in_regions_that_have_an_establishment(identity: Identity) -> None:
    create(identity, [Role.OFFICER], regions=(PLACE.region,))
    create(identity, [Role.ESTABLISHMENT], email="c@example.org", regions=(PLACE.region,))
    assert [account.regions for account in identity.accounts.known.values()] == [[PLACE.region]] * 2
    with pytest.raises(UnknownRegion):
        create(identity, [Role.OFFICER], email="d@example.org", regions=("Atlantide",))
    with pytest.raises(RegionsNotForTheseRoles):
        create(identity, [Role.FINANCE], email="e@example.org", regions=(PLACE.region,))


def test_an_address_belongs_to_one_of_the_staff(identity: Identity) -> None:
    create(identity, [Role.OFFICER])
    with pytest.raises(AccountAlreadyExists):
        create(identity, [Role.FINANCE], email="O@Example.org")


def test_confirming_a_code_lifts_the_restriction_of_this_session(identity: Identity) -> None:
    identity.accounts.add(officer := one_of_the_staff())
    logs_in(identity, officer)
    (session,) = identity.sessions.known.values()
    actor = in_session(identity, officer)
    secret = asks_for_factor(identity, actor).secret
    confirms_factor(identity, actor, pyotp.TOTP(secret).at(identity.clock.now))
    assert not session.restricted
    with pytest.raises(SecondFactorAlreadyEnrolled):
        asks_for_factor(identity, actor)


def test_what_a_temporary_password_opened_enrols_no_second_factor(identity: Identity) -> None:
    temporary = create(identity, [Role.OFFICER])
    (colleague,) = identity.accounts.known.values()
    logs_in(identity, colleague, temporary)
    actor = in_session(identity, colleague)
    with pytest.raises(NotPermitted):
        asks_for_factor(identity, actor, current_password=temporary)
    with pytest.raises(NotPermitted):
        confirms_factor(identity, actor, "000000")


def test_the_code_that_confirmed_does_not_log_in_as_well(identity: Identity) -> None:
    identity.accounts.add(officer := one_of_the_staff())
    logs_in(identity, officer)
    actor = in_session(identity, officer)
    secret = asks_for_factor(identity, actor).secret
    code = pyotp.TOTP(secret).at(identity.clock.now)
    confirms_factor(identity, actor, code)
    with pytest.raises(Exception, match="open nothing"):
        logs_in(identity, officer, totp=code)


def test_codes_cannot_be_guessed_one_after_the_other(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    logs_in(identity, member)
    actor = in_session(identity, member)
    asks_for_factor(identity, actor, current_password=OWN_PASSWORD)
    for _ in range(5):
        with pytest.raises(WrongCode):
            confirms_factor(identity, actor, "abcdef")
    with pytest.raises(TooManyAttempts):
        confirms_factor(identity, actor, "abcdef")
