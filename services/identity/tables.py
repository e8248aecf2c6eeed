"""How identity is kept. An index for each filter and order that a page shows."""

from sqlalchemy import (
    ARRAY,
    JSON,
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
    Numeric,
    Sequence,
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from services.kit.database.house_tables import metadata_with_house_tables

metadata = metadata_with_house_tables()


def _instant(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


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
)
Index(None, ESTABLISHMENTS.c.name, ESTABLISHMENTS.c.id)
Index("ix_establishments_search", ESTABLISHMENTS.c.search, postgresql_using="gin")

CGOS_NUMBER_SERIALS = Sequence("cgos_number_serials", metadata=metadata, start=1_000_000, maxvalue=9_999_999)

ACCOUNTS = Table(
    "accounts",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("portal", Text, nullable=False),
    Column("roles", ARRAY(Text), nullable=False),
    Column("establishment_id", Uuid, ForeignKey("establishments.id")),
    Column("cgos_number", Text, unique=True),
    Column("email", Text, nullable=False),
    Column("email_state", Text, nullable=False),
    Column("pending_email", Text),
    Column("previous_email", Text),
    _instant("email_changed_at", nullable=True),
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
    _instant("created_at"),
    _instant("communicated_at", nullable=True),
    _instant("activated_at", nullable=True),
    _instant("closed_at", nullable=True),
    Column("version", Integer, nullable=False),
    CheckConstraint("(portal = 'staff') = (cgos_number IS NULL)", name="members_have_a_number"),
)
Index("uq_accounts_staff_email", func.lower(ACCOUNTS.c.email), unique=True, postgresql_where=text("portal = 'staff'"))
Index(None, ACCOUNTS.c.identity_key)
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
    Column("reason", Text),
    _instant("created_at"),
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

ISSUED_SECRETS = Table(
    "issued_secrets",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("accounts.id"), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("secret_hash", Text, nullable=False, unique=True, comment="argon2id, or the SHA-256 of a token"),
    Column("email", Text, nullable=False),
    _instant("issued_at"),
    _instant("expires_at"),
    Column("collected_by", Text, comment="the idempotency key of the one collection"),
    _instant("used_at", nullable=True),
    Column("used_by", Text),
    _instant("revoked_at", nullable=True),
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
    _instant("created_at"),
    _instant("last_seen_at"),
    _instant("ends_at"),
    Column("must_change_password", Boolean, nullable=False),
    Column("must_enrol_totp", Boolean, nullable=False),
    Column("opened_with", Uuid),
    _instant("ended_at", nullable=True),
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
    _instant("issued_at"),
    _instant("expires_at"),
    _instant("used_at", nullable=True),
)
Index(None, SESSION_TOKENS.c.expires_at)

ATTEMPTS = Table(
    "attempts",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("kind", Text, nullable=False, comment="failed, succeeded or requested"),
    Column("account", Text, nullable=False, comment="a fingerprint: people type passwords where numbers go"),
    Column("source", Text, nullable=False, comment="the address prefix"),
    Column("device", Text, nullable=False),
    _instant("at"),
)
Index(None, ATTEMPTS.c.account, ATTEMPTS.c.kind, ATTEMPTS.c.at)
Index(None, ATTEMPTS.c.source, ATTEMPTS.c.kind, ATTEMPTS.c.at)
Index(None, ATTEMPTS.c.at)

HOUSEHOLDS = Table(
    "households",
    metadata,
    Column("member_id", Uuid, ForeignKey("accounts.id"), primary_key=True),
    Column("family_situation", Text),
    Column("partner", JSON(none_as_null=True)),
    Column("children", JSON, nullable=False),
    Column("parts", Numeric(4, 2), nullable=False),
    Column("version", Integer, nullable=False),
)

RIGHTS = Table(
    "rights",
    metadata,
    Column("member_id", Uuid, ForeignKey("accounts.id"), primary_key=True),
    Column("year", SmallInteger, primary_key=True),
    Column("reference_tax_income", Numeric(10, 2)),
    Column("monthly_family_allowances", Numeric(8, 2), nullable=False),
    Column("parts", Numeric(4, 2), nullable=False),
    Column("quotient", Numeric(10, 2)),
    Column("tax_notice_document_id", Uuid),
    _instant("opened_at"),
)
