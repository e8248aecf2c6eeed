from uuid import UUID, uuid4

import pyotp
import pytest

from services.contracts.actor import Actor, Role
from services.contracts.identity import (
    AccountAlreadyExists,
    ConfirmTotp,
    CreateStaffAccount,
    EstablishmentRequired,
    NotAStaffRole,
    SecondFactorAlreadyEnrolled,
    TooManyAttempts,
    UnknownEstablishment,
    WrongCode,
)
from services.contracts.refusals import NotPermitted
from services.identity.handlers.confirm_totp import confirm_totp
from services.identity.handlers.create_staff_account import create_staff_account
from services.identity.handlers.enrol_totp import enrol_totp
from tests.unit.identity.fakes import Identity, InMemoryEstablishments
from tests.unit.identity.glass import temporary_draft
from tests.unit.identity.people import a_member, an_establishment, one_of_the_staff
from tests.unit.identity.visitor import logs_in

PLACE = an_establishment()


def create(
    identity: Identity, roles: list[Role], establishment_id: UUID | None = None, email: str = "o@example.org"
) -> str:
    draft = temporary_draft()
    command = CreateStaffAccount(
        email=email, family_name="Roux", given_name="Paul", roles=roles, establishment_id=establishment_id
    )
    places = InMemoryEstablishments(PLACE)
    create_staff_account(command, uuid4(), draft, identity.clock.now, identity.accounts, places, identity.secrets)
    return identity.seal.temporary_password(draft.delivery_id)


def confirm(identity: Identity, actor: Actor, code: str) -> None:
    confirm_totp(
        ConfirmTotp(code=code),
        actor,
        identity.clock.now,
        identity.accounts,
        identity.sessions,
        identity.attempts,
        identity.seal,
    )


def test_a_new_colleague_gets_a_temporary_password_and_must_set_both_factors(identity: Identity) -> None:
    temporary = create(identity, [Role.OFFICER, Role.SUPERVISOR])
    (colleague,) = identity.accounts.known.values()
    session = logs_in(identity, colleague, temporary)
    assert session.must_change_password
    assert session.must_enrol_totp
    assert identity.told.types() == ["temporary_password_issued"]


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


def test_an_address_belongs_to_one_of_the_staff(identity: Identity) -> None:
    create(identity, [Role.OFFICER])
    with pytest.raises(AccountAlreadyExists):
        create(identity, [Role.FINANCE], email="O@Example.org")


def test_confirming_a_code_lifts_the_restriction_of_this_session(identity: Identity) -> None:
    identity.accounts.add(officer := one_of_the_staff())
    logs_in(identity, officer)
    (session,) = identity.sessions.known.values()
    actor = Actor(subject=str(officer.id), session_id=session.id)
    secret = enrol_totp(actor, identity.accounts, identity.sessions, identity.seal).secret
    confirm(identity, actor, pyotp.TOTP(secret).at(identity.clock.now))
    assert not session.restricted
    with pytest.raises(SecondFactorAlreadyEnrolled):
        enrol_totp(actor, identity.accounts, identity.sessions, identity.seal)


def test_what_a_temporary_password_opened_enrols_no_second_factor(identity: Identity) -> None:
    temporary = create(identity, [Role.OFFICER])
    (colleague,) = identity.accounts.known.values()
    logs_in(identity, colleague, temporary)
    actor = Actor(subject=str(colleague.id), session_id=next(iter(identity.sessions.known)))
    with pytest.raises(NotPermitted):
        enrol_totp(actor, identity.accounts, identity.sessions, identity.seal)
    with pytest.raises(NotPermitted):
        confirm(identity, actor, "000000")


def test_the_code_that_confirmed_does_not_log_in_as_well(identity: Identity) -> None:
    identity.accounts.add(officer := one_of_the_staff())
    logs_in(identity, officer)
    (session,) = identity.sessions.known.values()
    actor = Actor(subject=str(officer.id), session_id=session.id)
    secret = enrol_totp(actor, identity.accounts, identity.sessions, identity.seal).secret
    code = pyotp.TOTP(secret).at(identity.clock.now)
    confirm(identity, actor, code)
    with pytest.raises(Exception, match="open nothing"):
        logs_in(identity, officer, totp=code)


def test_codes_cannot_be_guessed_one_after_the_other(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    logs_in(identity, member)
    actor = Actor(subject=str(member.id), session_id=next(iter(identity.sessions.known)))
    enrol_totp(actor, identity.accounts, identity.sessions, identity.seal)
    for _ in range(5):
        with pytest.raises(WrongCode):
            confirm(identity, actor, "abcdef")
    with pytest.raises(TooManyAttempts):
        confirm(identity, actor, "abcdef")
