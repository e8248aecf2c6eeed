"""How identity is kept. An index for each filter and order that a page shows."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Sequence,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from services.kit.database.house_tables import metadata_with_house_tables

metadata = metadata_with_house_tables()


def instant(name: str, *, nullable: bool = False, comment: str | None = None) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable, comment=comment)


ESTABLISHMENTS = Table(
    "establishments",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("city", Text, nullable=False),
    Column("postal_code", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True, comment="postal code and name without accents or capitals"),
    Column("search", TSVECTOR, nullable=False, comment="the words of name, city, postal code and region, folded"),
    Column("found_by", TSVECTOR, comment="the same with what they are also called, weighed: name, town, the rest"),
    Column("grams", TSVECTOR, comment="of name and town, three letters each: for what is mistyped"),
)
Index(None, ESTABLISHMENTS.c.name, ESTABLISHMENTS.c.id)
Index("ix_establishments_search", ESTABLISHMENTS.c.search, postgresql_using="gin")
Index("ix_establishments_found_by", ESTABLISHMENTS.c.found_by, postgresql_using="gin")
Index("ix_establishments_grams", ESTABLISHMENTS.c.grams, postgresql_using="gin")

CGOS_NUMBER_SERIALS = Sequence("cgos_number_serials", metadata=metadata, start=1_000_000, maxvalue=9_999_999)

ACCOUNTS = Table(
    "accounts",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("portal", Text, nullable=False),
    Column("roles", ARRAY(Text), nullable=False),
    Column("establishment_id", Uuid, ForeignKey("establishments.id")),
    Column("establishments", ARRAY(Uuid), comment="a correspondent's scope; null where the version before wrote"),
    Column("regions", ARRAY(Text), comment="where an officer's or a correspondent's role is good; null: none is named"),
    Column("cgos_number", Text, unique=True),
    Column("email", Text, nullable=False),
    Column("email_state", Text, nullable=False),
    Column("pending_email", Text),
    Column("previous_email", Text),
    Column("settled_email", Text, comment="where a forgotten password's link goes while the present one is new"),
    instant("email_changed_at", nullable=True),
    Column("family_name", Text, nullable=False),
    Column("given_name", Text, nullable=False),
    Column("birth_date", Date),
    Column("profession", Text),
    Column("phone", Text),
    Column("postal_address", Text),
    Column("language", Text, nullable=False),
    Column("identity_key", Text, nullable=False, comment="names and birth date, folded: who may be the same person"),
    Column("password_hash", Text, comment="argon2id"),
    Column("totp_sealed", Text),
    Column("totp_pending", Text),
    Column("totp_last_step", BigInteger, nullable=False),
    instant("totp_pending_at", nullable=True),
    Column("recovery_code_hashes", ARRAY(Text), comment="SHA-256 of those that were not used"),
    instant("factor_reset_due_at", nullable=True),
    instant("created_at"),
    instant("communicated_at", nullable=True),
    instant("activated_at", nullable=True),
    instant("closed_at", nullable=True),
    Column("closed_reason", Text),
    Column("status", Text, comment="how they are employed"),
    Column("contract_ends_on", Date),
    Column("second_email", Text, comment="verified"),
    Column("pending_second_email", Text),
    Column("departed_on", Date, comment="their establishment has declared that they left it"),
    Column("waiting_told_on", Date, comment="of the staff: the last day on which it was looked what waits for them"),
    Column("survives", Uuid, ForeignKey("accounts.id"), comment="a survivor's: the member who died"),
    Column("relation", Text, comment="a survivor's, to the member who died"),
    instant("access_ends_at", nullable=True, comment="a survivor's, by itself"),
    Column("version", Integer, nullable=False),
    CheckConstraint("survives IS NULL OR 'survivor' = ANY (roles)", name="survivors_alone_survive"),
    CheckConstraint("(portal = 'staff') = (cgos_number IS NULL)", name="members_have_a_number"),
)
Index("uq_accounts_staff_email", func.lower(ACCOUNTS.c.email), unique=True, postgresql_where=text("portal = 'staff'"))
Index(None, ACCOUNTS.c.identity_key)
Index("ix_accounts_birth_date", ACCOUNTS.c.birth_date, postgresql_where=text("portal <> 'staff'"))
Index(
    "ix_accounts_factor_reset_due",
    ACCOUNTS.c.factor_reset_due_at,
    postgresql_where=text("factor_reset_due_at IS NOT NULL"),
)
Index("ix_accounts_survives", ACCOUNTS.c.survives, postgresql_where=text("survives IS NOT NULL"))
Index(
    "ix_accounts_access_ends_at",
    ACCOUNTS.c.access_ends_at,
    postgresql_where=text("access_ends_at IS NOT NULL AND closed_at IS NULL"),
)
Index(
    "ix_accounts_staff_by_name",
    ACCOUNTS.c.family_name,
    ACCOUNTS.c.given_name,
    ACCOUNTS.c.id,
    postgresql_where=text("portal = 'staff'"),
)

NUMBER_REQUESTS = Table(
    "number_requests",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("portal", Text, nullable=False),
    Column("establishment_id", Uuid, ForeignKey("establishments.id"), nullable=False),
    Column("profession", Text, nullable=False),
    Column("other_profession", Text),
    Column("employment_status", Text),
    Column("contract_ends_on", Date),
    Column("family_name", Text, nullable=False),
    Column("given_name", Text, nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("identity_key", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("postal_address", Text),
    Column("delivery", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("cgos_number", Text),
    Column("member_id", Uuid, ForeignKey("accounts.id")),
    Column("assigned_by", Uuid, comment="whoever communicates it is somebody else"),
    Column("reason", Text),
    instant("email_bounced_at", nullable=True),
    instant("posted_at", nullable=True),
    instant("created_at"),
)
Index(None, NUMBER_REQUESTS.c.created_at, NUMBER_REQUESTS.c.id)
Index(None, NUMBER_REQUESTS.c.status, NUMBER_REQUESTS.c.created_at, NUMBER_REQUESTS.c.id)
Index(
    None,
    NUMBER_REQUESTS.c.establishment_id,
    NUMBER_REQUESTS.c.status,
    NUMBER_REQUESTS.c.created_at,
    NUMBER_REQUESTS.c.id,
)
Index(
    "ix_number_requests_of_establishment",
    NUMBER_REQUESTS.c.establishment_id,
    NUMBER_REQUESTS.c.created_at,
    NUMBER_REQUESTS.c.id,
)
Index(None, NUMBER_REQUESTS.c.identity_key)
Index(
    "ix_number_requests_letters_due",
    NUMBER_REQUESTS.c.created_at,
    NUMBER_REQUESTS.c.id,
    postgresql_where=text("status = 'communicated' AND delivery = 'post' AND posted_at IS NULL"),
)

ISSUED_SECRETS = Table(
    "issued_secrets",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id"), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("secret_hash", Text, nullable=False, unique=True, comment="argon2id, or the SHA-256 of a token"),
    Column("email", Text, nullable=False),
    instant("issued_at"),
    instant("expires_at"),
    Column("collected_by", Text, comment="the idempotency key of the one collection"),
    instant("used_at", nullable=True),
    Column("used_by", Text),
    instant("revoked_at", nullable=True),
    Column("key_id", Text, comment="of the server's key that it is derived with"),
)
Index(None, ISSUED_SECRETS.c.account_id, ISSUED_SECRETS.c.purpose, ISSUED_SECRETS.c.issued_at)
Index(None, ISSUED_SECRETS.c.expires_at)

SESSIONS = Table(
    "sessions",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id"), nullable=False),
    Column("portal", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("user_agent", Text),
    instant("created_at"),
    instant("last_seen_at"),
    instant("ends_at"),
    Column("must_change_password", Boolean, nullable=False),
    Column("must_enrol_totp", Boolean, nullable=False),
    Column("opened_with", Uuid),
    instant("ended_at", nullable=True),
)
Index(None, SESSIONS.c.account_id, SESSIONS.c.created_at, SESSIONS.c.id)
Index(None, SESSIONS.c.ends_at)
Index(None, SESSIONS.c.ended_at)

SESSION_TOKENS = Table(
    "session_tokens",
    metadata,
    Column("token_hash", Text, primary_key=True, comment="SHA-256 of 256 random bits"),
    Column("session_id", Uuid, ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    instant("issued_at"),
    instant("expires_at"),
    instant("used_at", nullable=True),
)
Index(None, SESSION_TOKENS.c.expires_at)

ATTEMPTS = Table(
    "attempts",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("kind", Text, nullable=False, comment="failed, succeeded, requested or number_requested"),
    Column("account", Text, nullable=False, comment="a fingerprint: people type passwords where numbers go"),
    Column("source", Text, nullable=False, comment="the address prefix"),
    Column("device", Text, nullable=False),
    instant("at"),
)
Index(None, ATTEMPTS.c.account, ATTEMPTS.c.kind, ATTEMPTS.c.at)
Index(None, ATTEMPTS.c.source, ATTEMPTS.c.kind, ATTEMPTS.c.at)
Index(None, ATTEMPTS.c.at)

AUDIT = Table(
    "audit",
    metadata,
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("previous", Text, nullable=False, comment="the hash of the entry before"),
    Column("hash", Text, nullable=False, comment="SHA-256 of this entry and of that hash"),
    Column("event_id", Text, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("act", Text, nullable=False),
    instant("at"),
    instant("recorded_at"),
    Column("actor_id", Uuid),
    Column("actor_roles", ARRAY(Text), nullable=False),
    Column("establishments", ARRAY(Text), nullable=False),
    Column("session_id", Uuid),
    Column("object_kind", Text, nullable=False),
    Column("object_id", Text),
    Column("member_id", Uuid),
    Column("detail", Text),
    Column("trace_id", Text),
    comment="only grows",
)
for column in (AUDIT.c.member_id, AUDIT.c.actor_id, AUDIT.c.act):
    Index(None, column, AUDIT.c.sequence)
Index(None, AUDIT.c.at)
