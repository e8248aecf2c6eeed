"""What is written down in the audit (docs/security.md 13): a request declares its act, as it declares its refusals."""

from dataclasses import dataclass
from typing import Literal, Self
from uuid import UUID

from services.contracts.actor import Actor, Role
from services.contracts.base import Event, Instant, Open

ActName = Literal[
    "absence_declared",
    "amendment_settled",
    "answers_read",
    "appeal_claimed",
    "appeal_decided",
    "appeal_released",
    "application_claimed",
    "application_decided",
    "application_reassigned",
    "application_released",
    "audit_pruned",
    "audit_read",
    "benefit_published",
    "campaign_published",
    "closing_announced",
    "closing_withdrawn",
    "correction_accepted",
    "correction_refused",
    "dead_letters_replayed",
    "decision_corrected",
    "decision_correction_proposed",
    "decision_correction_refused",
    "departure_declared",
    "departure_withdrawn",
    "email_change_asked",
    "email_changed",
    "erased_again",
    "erasure_accepted",
    "erasure_refused",
    "establishment_registered",
    "items_requested",
    "letter_posted",
    "letter_read",
    "member_disabled",
    "member_enabled",
    "member_second_factor_reset",
    "member_sessions_ended",
    "message_posted",
    "messages_read",
    "messages_settled",
    "number_assigned",
    "number_assigned_for_establishment",
    "number_communicated",
    "number_request_corrected",
    "number_request_merged",
    "number_request_rejected",
    "number_sent_again",
    "offer_published",
    "paper_read",
    "password_changed",
    "password_reset",
    "recovery_codes_made",
    "request_cancelled",
    "rights_confirmed",
    "rights_refused",
    "rights_taken_over",
    "rule_overridden",
    "scale_published",
    "second_factor_enrolled",
    "second_factor_kept",
    "sign_in_refused",
    "signed_in",
    "signing_key_rotated",
    "staff_account_changed",
    "staff_account_closed",
    "staff_account_created",
    "staff_account_reopened",
    "staff_second_factor_reset",
    "staff_sessions_ended",
    "survivor_access_ended",
    "survivor_access_given",
]
"""Each has its words in gateway/locales, under `act.`."""

ObjectKind = Literal[
    "account",
    "application",
    "audit",
    "benefit",
    "campaign",
    "correction",
    "departure",
    "document",
    "erasure",
    "establishment",
    "key",
    "number_request",
    "offer",
    "queue",
    "rights",
    "thread",
]


ActorRole = Open[Role] | Literal["operator"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What the kit writes down, in the transaction of the command, where one of the staff has it done."""

    name: ActName
    to: ObjectKind
    named_by: str = "id"
    """The field that holds its id: of the command, or where it has none of that name, of the reply."""
    on_file: bool = True
    """Of a member: then the store says whose (`work.concerns`), or the command fails."""

    def object_of(self, request: object, reply: object) -> str:
        """Raises AttributeError where neither has that field."""
        named = request if hasattr(request, self.named_by) else reply
        return str(getattr(named, self.named_by))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAct:
    """Done by anybody to the account that they are signed in with."""

    name: ActName


@dataclass(frozen=True, slots=True)
class NoAct:
    """The staff may send it, and nothing is written down."""

    because: str


class ActTold(Event):
    """That somebody did something. Who, what, to whose file, when; nothing of what was read, written or given as a
    reason. Each service that has acts tells its own `Acted`, and identity keeps them all."""

    subscribers = frozenset({"identity"})

    object_id: str | None
    """An id, or the code of what is published. None: it is known by none, as the account of a wrong address."""
    object_kind: Open[ObjectKind]
    act: Open[ActName]
    member_id: UUID | None
    """Whose file it was done to."""
    actor_id: UUID | None
    """Who is not signed in, and whoever runs the house from a shell, has none."""
    actor_roles: list[ActorRole]
    establishments: list[UUID]
    """Those that the actor speaks for."""
    session_id: UUID | None
    detail: str | None
    """What the act does not say: what for, or which roles. Of a list, or an id: never words of a person."""
    at: Instant

    def subject(self) -> str:
        return self.object_id or str(self.object_kind)

    @classmethod
    def by(
        cls,
        actor: Actor,
        act: ActName,
        at: Instant,
        kind: ObjectKind,
        object_id: UUID | str | None,
        *,
        member_id: UUID | None = None,
        detail: str | None = None,
    ) -> Self:
        """`actor`: as the verified assertion says, never as a body does."""
        known = actor.subject is not None and Role.SERVICE not in actor.roles
        return cls(
            object_id=None if object_id is None else str(object_id),
            object_kind=kind,
            act=act,
            member_id=member_id,
            actor_id=actor.id if known else None,
            actor_roles=sorted(actor.roles - {Role.VISITOR}),
            establishments=sorted(actor.establishments),
            session_id=actor.session_id,
            detail=detail,
            at=at,
        )

    @classmethod
    def by_operator(
        cls, act: ActName, at: Instant, kind: ObjectKind, object_id: str | None, *, detail: str | None = None
    ) -> Self:
        """From the shell of whoever runs the house."""
        told = cls.by(Actor(), act, at, kind, object_id, detail=detail)
        return told.model_copy(update={"actor_roles": ["operator"]})
