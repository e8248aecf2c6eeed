"""What identity keeps of a member, table by table."""

from uuid import UUID

import sqlalchemy as sa

from services.identity.domain.reauthentication import guessed_in_session
from services.identity.file_tables import (
    CORRECTIONS,
    DEPARTURES,
    ERASURES,
    ESTABLISHMENT_CHANGES,
    HOUSEHOLD_VERSIONS,
    HOUSEHOLDS,
    RIGHTS,
    RIGHTS_CHANGES,
)
from services.identity.tables import ACCOUNTS, ATTEMPTS, AUDIT, ISSUED_SECRETS, NUMBER_REQUESTS, SESSIONS
from services.kit.member_data import Kept, owned_by, through


def _requests(member_id: UUID) -> sa.ColumnElement[bool]:
    """Those that led to the number, and those of the same person that led nowhere."""
    n, a = NUMBER_REQUESTS.c, ACCOUNTS.c
    same = sa.exists().where(a.id == member_id, a.identity_key == n.identity_key, a.email == n.email, a.email != "")
    return (n.member_id == member_id) | (n.member_id.is_(None) & same)


def _tries(member_id: UUID) -> sa.ColumnElement[bool]:
    """In a session of theirs."""
    return ATTEMPTS.c.account == guessed_in_session(member_id)


KEPT = (
    Kept(
        table=NUMBER_REQUESTS,
        of=_requests,
        hidden=frozenset({"identity_key"}),
        staff=frozenset({"assigned_by"}),
        marks=frozenset({"id"}),
    ),
    Kept(
        table=ISSUED_SECRETS,
        of=owned_by(ISSUED_SECRETS.c.account_id),
        hidden=frozenset({"secret_hash", "collected_by", "used_by", "key_id"}),
    ),
    # Those at the door are counted under fingerprints by a key, and forgotten within the year.
    Kept(table=ATTEMPTS, of=_tries, hidden=frozenset({"account"})),
    Kept(table=SESSIONS, of=owned_by(SESSIONS.c.account_id), hidden=frozenset({"opened_with"})),
    Kept(
        table=RIGHTS_CHANGES,
        of=through(RIGHTS_CHANGES.c.rights_id, RIGHTS.c.id, RIGHTS.c.member_id),
        staff=frozenset({"actor_id"}),
    ),
    Kept(table=RIGHTS, of=owned_by(RIGHTS.c.member_id), marks=frozenset({"id"})),
    Kept(table=HOUSEHOLD_VERSIONS, of=owned_by(HOUSEHOLD_VERSIONS.c.member_id)),
    Kept(table=HOUSEHOLDS, of=owned_by(HOUSEHOLDS.c.member_id)),
    Kept(
        table=CORRECTIONS,
        of=owned_by(CORRECTIONS.c.member_id),
        hidden=frozenset({"identity_key"}),
        marks=frozenset({"id"}),
        staff=frozenset({"decided_by"}),
    ),
    Kept(table=ESTABLISHMENT_CHANGES, of=owned_by(ESTABLISHMENT_CHANGES.c.member_id)),
    Kept(
        table=DEPARTURES,
        of=owned_by(DEPARTURES.c.member_id),
        marks=frozenset({"id"}),
        staff=frozenset({"declared_by"}),
    ),
    Kept(
        table=ERASURES,
        of=owned_by(ERASURES.c.member_id),
        marks=frozenset({"id"}),
        staff=frozenset({"decided_by"}),
        blanked={"reason": "", "decision_reason": None, "state": "erased", "due_at": None},
    ),
    Kept(
        table=AUDIT,
        of=owned_by(AUDIT.c.member_id),
        hidden=frozenset({"previous", "hash", "event_id", "session_id", "trace_id"}),
        staff=frozenset({"actor_id"}),
        stays="ids only, of who did what; dropped by age",
    ),
    Kept(
        table=ACCOUNTS,
        of=owned_by(ACCOUNTS.c.id),
        marks=frozenset({"cgos_number"}),
        hidden=frozenset(
            {
                "password_hash",
                "totp_sealed",
                "totp_pending",
                "totp_last_step",
                "recovery_code_hashes",
                "identity_key",
                "survives",
            }
        ),
        # The number stays: it is never given to anybody else.
        blanked={
            "email": "",
            "family_name": "",
            "given_name": "",
            "identity_key": "",
            "email_state": "unverified",
            "totp_last_step": 0,
            "closed_at": sa.func.coalesce(ACCOUNTS.c.closed_at, sa.func.now()),
            "closed_reason": "erased",
            **dict.fromkeys(
                (
                    "establishment_id",
                    "pending_email",
                    "previous_email",
                    "settled_email",
                    "email_changed_at",
                    "birth_date",
                    "profession",
                    "phone",
                    "postal_address",
                    "password_hash",
                    "totp_sealed",
                    "totp_pending",
                    "totp_pending_at",
                    "recovery_code_hashes",
                    "factor_reset_due_at",
                    "status",
                    "contract_ends_on",
                    "second_email",
                    "pending_second_email",
                    "departed_on",
                    "waiting_told_on",
                    "communicated_at",
                    "activated_at",
                    "survives",
                    "relation",
                    "access_ends_at",
                )
            ),
        },
    ),
)
OF_NO_MEMBER = {
    "establishments": "of nobody",
    "session_tokens": "hashes, which go with their session",
}
