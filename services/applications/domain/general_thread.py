"""What a member and the officers write to each other outside any application."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from services.applications.domain.applicant import Applicant
from services.applications.domain.thread import Message, Thread
from services.contracts.actor import Actor, Role
from services.contracts.applications import Author, ThreadMessagePosted, UnknownThread


@dataclass(kw_only=True)
class GeneralThread:
    member: Applicant
    """As they were when they started it; their region says which officers find it."""
    created_at: datetime
    subject: str | None = None
    id: UUID = field(default_factory=uuid4)
    thread: Thread = field(default_factory=Thread)
    last_sent_at: datetime
    events: list[ThreadMessagePosted] = field(default_factory=list)
    shows_others: bool = False
    """Whether officers find other documents in it than before."""

    @classmethod
    def start(cls, member: Applicant, subject: str | None, at: datetime) -> "GeneralThread":
        return cls(member=member, subject=subject, created_at=at, last_sent_at=at)

    @property
    def region(self) -> str | None:
        region: str | None = self.member.facts.get("region")
        return region

    def require_side(self, actor: Actor) -> Author:
        """That of the actor."""
        if Role.OFFICER in actor.roles:
            if not actor.may_in(self.region):
                raise UnknownThread
            return "officer"
        if self.member.member_id != actor.id:
            raise UnknownThread
        return "member"

    def post(self, message: Message, unseen_since: datetime | None = None) -> None:
        author = message.author
        self.thread = self.thread.written_by(author, message.sent_at, unseen_since)
        self.last_sent_at = message.sent_at
        self.shows_others = self.shows_others or bool(message.document_ids)
        self.events.append(
            ThreadMessagePosted(
                thread_id=self.id,
                member_id=self.member.member_id,
                portal=self.member.portal,
                message_id=message.id,
                author=author,
                officer_id=message.author_id if author == "officer" else None,
            )
        )

    def settle(self, unseen_since: datetime | None) -> None:
        self.thread = self.thread.settled(unseen_since)

    def mark_read(self, reader: Author) -> None:
        self.thread = self.thread.read_by(reader)
