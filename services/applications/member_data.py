"""What applications keeps of a member, table by table."""

from services.applications.tables import (
    AMENDMENTS,
    APPEALS,
    APPLICATIONS,
    ATTACHMENTS,
    CALENDARS,
    DEADLINE_REMINDERS,
    DECISION_CORRECTIONS,
    DOCUMENT_STATES,
    KEPT_PAYMENTS,
    MESSAGES,
    QUOTIENTS,
    READINGS,
    RULINGS,
    THREAD_READINGS,
    THREADS,
    TIMELINE,
)
from services.kit.member_data import Kept, owned_by, through

_OF_APPLICATION = through(MESSAGES.c.application_id, APPLICATIONS.c.id, APPLICATIONS.c.member_id)
_OF_THREAD = through(MESSAGES.c.thread_id, THREADS.c.id, THREADS.c.member_id)
_ID, _OWNER = APPLICATIONS.c.id, APPLICATIONS.c.member_id

KEPT = (
    Kept(
        table=KEPT_PAYMENTS,
        of=owned_by(KEPT_PAYMENTS.c.member_id),
        stays="Code de commerce, L. 123-22: ten years after the end of the year",
    ),
    Kept(table=CALENDARS, of=owned_by(CALENDARS.c.member_id), hidden=frozenset({"token_hash"})),
    Kept(table=READINGS, of=owned_by(READINGS.c.member_id), staff=frozenset({"reader_id"})),
    Kept(
        table=MESSAGES,
        of=lambda member_id: _OF_APPLICATION(member_id) | _OF_THREAD(member_id),
        hidden=frozenset({"author_id"}),  # `author` says which side
        marks=frozenset({"id"}),
    ),
    Kept(
        table=AMENDMENTS,
        of=through(AMENDMENTS.c.application_id, _ID, _OWNER),
        staff=frozenset({"decided_by"}),
        marks=frozenset({"id"}),
    ),
    Kept(table=THREAD_READINGS, of=owned_by(THREAD_READINGS.c.member_id), staff=frozenset({"reader_id"})),
    Kept(
        table=THREADS,
        of=owned_by(THREADS.c.member_id),
        hidden=frozenset({"held_version", "unread_by_officer"}),
        marks=frozenset({"id"}),
    ),
    Kept(
        table=DECISION_CORRECTIONS,
        of=through(DECISION_CORRECTIONS.c.application_id, _ID, _OWNER),
        staff=frozenset({"proposed_by", "settled_by"}),
        marks=frozenset({"id"}),
    ),
    Kept(
        table=APPEALS,
        of=through(APPEALS.c.application_id, _ID, _OWNER),
        staff=frozenset({"claimed_by", "decided_by"}),
        marks=frozenset({"id"}),
    ),
    Kept(
        table=RULINGS,
        of=through(RULINGS.c.application_id, _ID, _OWNER),
        staff=frozenset({"decided_by", "overridden_by"}),
    ),
    Kept(table=TIMELINE, of=through(TIMELINE.c.application_id, _ID, _OWNER)),
    Kept(table=ATTACHMENTS, of=through(ATTACHMENTS.c.application_id, _ID, _OWNER)),
    Kept(table=DEADLINE_REMINDERS, of=through(DEADLINE_REMINDERS.c.application_id, _ID, _OWNER)),
    Kept(table=DOCUMENT_STATES, of=owned_by(DOCUMENT_STATES.c.owner_id)),
    Kept(table=QUOTIENTS, of=owned_by(QUOTIENTS.c.member_id)),
    Kept(
        table=APPLICATIONS,
        of=owned_by(_OWNER),
        hidden=frozenset({"held_version", "held_told_at", "unread_by_officer"}),
        marks=frozenset({"id", "cgos_number"}),
        staff=frozenset({"claimed_by", "overridden_by"}),
    ),
)
OF_NO_MEMBER = dict.fromkeys(("benefits", "benefit_revisions", "scales", "usual_delays"), "of nobody")
