"""Establishments, numbers, accounts, sessions, households and rights."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from services.kit.database.migrations import create_house_tables_v1, drop_house_tables_v1

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_house_tables_v1(op)
    op.execute(sa.schema.CreateSequence(sa.Sequence("cgos_number_serials", start=1_000_000, maxvalue=9_999_999)))
    op.create_table(
        "attempts",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("kind", sa.Text, nullable=False, comment="failed, succeeded or requested"),
        sa.Column("account", sa.Text, nullable=False, comment="a fingerprint: people type passwords where numbers go"),
        sa.Column("source", sa.Text, nullable=False, comment="the address prefix"),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
    )
    op.create_index("ix_attempts_account_kind_at", "attempts", ["account", "kind", "at"])
    op.create_index("ix_attempts_at", "attempts", ["at"])
    op.create_index("ix_attempts_source_kind_at", "attempts", ["source", "kind", "at"])
    op.create_table(
        "establishments",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("city", sa.Text, nullable=False),
        sa.Column("postal_code", sa.Text, nullable=False),
        sa.Column("region", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False, comment="postal code and name without accents or capitals"),
        sa.Column(
            "search", TSVECTOR, nullable=False, comment="the words of name, city, postal code and region, folded"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_establishments"),
        sa.UniqueConstraint("key", name="uq_establishments_key"),
    )
    op.create_index("ix_establishments_name_id", "establishments", ["name", "id"])
    op.create_index("ix_establishments_search", "establishments", ["search"], postgresql_using="gin")
    op.create_table(
        "accounts",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("portal", sa.Text, nullable=False),
        sa.Column("roles", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("establishment_id", sa.Uuid),
        sa.Column("cgos_number", sa.Text),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("email_state", sa.Text, nullable=False),
        sa.Column("pending_email", sa.Text),
        sa.Column("previous_email", sa.Text),
        sa.Column("email_changed_at", sa.DateTime(timezone=True)),
        sa.Column("family_name", sa.Text, nullable=False),
        sa.Column("given_name", sa.Text, nullable=False),
        sa.Column("birth_date", sa.Date),
        sa.Column("profession", sa.Text),
        sa.Column("phone", sa.Text),
        sa.Column("postal_address", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column(
            "identity_key", sa.Text, nullable=False, comment="names and birth date, folded: who may be the same person"
        ),
        sa.Column("password_hash", sa.Text, comment="argon2id"),
        sa.Column("totp_sealed", sa.Text),
        sa.Column("totp_pending", sa.Text),
        sa.Column("totp_last_step", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("communicated_at", sa.DateTime(timezone=True)),
        sa.Column("activated_at", sa.DateTime(timezone=True)),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.CheckConstraint("(portal = 'staff') = (cgos_number IS NULL)", name="ck_accounts_members_have_a_number"),
        sa.ForeignKeyConstraint(["establishment_id"], ["establishments.id"], name="fk_accounts_establishment_id"),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("cgos_number", name="uq_accounts_cgos_number"),
    )
    op.create_index("ix_accounts_identity_key", "accounts", ["identity_key"])
    op.create_index(
        "ix_accounts_staff_by_name",
        "accounts",
        ["family_name", "given_name", "id"],
        postgresql_where=sa.text("portal = 'staff'"),
    )
    op.create_index(
        "uq_accounts_staff_email",
        "accounts",
        [sa.literal_column("lower(email)")],
        unique=True,
        postgresql_where=sa.text("portal = 'staff'"),
    )
    op.create_table(
        "households",
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("family_situation", sa.Text),
        sa.Column("partner", sa.JSON),
        sa.Column("children", sa.JSON, nullable=False),
        sa.Column("parts", sa.Numeric(precision=4, scale=2), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["accounts.id"], name="fk_households_member_id"),
        sa.PrimaryKeyConstraint("member_id", name="pk_households"),
    )
    op.create_table(
        "issued_secrets",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("secret_hash", sa.Text, nullable=False, comment="argon2id, or the SHA-256 of a token"),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("collected_by", sa.Text, comment="the idempotency key of the one collection"),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.Column("used_by", sa.Text),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_issued_secrets_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_issued_secrets"),
        sa.UniqueConstraint("secret_hash", name="uq_issued_secrets_secret_hash"),
    )
    op.create_index(
        "ix_issued_secrets_account_id_purpose_issued_at", "issued_secrets", ["account_id", "purpose", "issued_at"]
    )
    op.create_index("ix_issued_secrets_expires_at", "issued_secrets", ["expires_at"])
    op.create_table(
        "number_requests",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("portal", sa.Text, nullable=False),
        sa.Column("establishment_id", sa.Uuid, nullable=False),
        sa.Column("profession", sa.Text, nullable=False),
        sa.Column("family_name", sa.Text, nullable=False),
        sa.Column("given_name", sa.Text, nullable=False),
        sa.Column("birth_date", sa.Date, nullable=False),
        sa.Column("identity_key", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("postal_address", sa.Text),
        sa.Column("delivery", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("cgos_number", sa.Text),
        sa.Column("member_id", sa.Uuid),
        sa.Column("reason", sa.Text),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["establishment_id"], ["establishments.id"], name="fk_number_requests_establishment_id"
        ),
        sa.ForeignKeyConstraint(["member_id"], ["accounts.id"], name="fk_number_requests_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_number_requests"),
    )
    op.create_index("ix_number_requests_created_at_id", "number_requests", ["created_at", "id"])
    op.create_index(
        "ix_number_requests_establishment_id_status_created_at_id",
        "number_requests",
        ["establishment_id", "status", "created_at", "id"],
    )
    op.create_index("ix_number_requests_identity_key", "number_requests", ["identity_key"])
    op.create_index("ix_number_requests_of_establishment", "number_requests", ["establishment_id", "created_at", "id"])
    op.create_index("ix_number_requests_status_created_at_id", "number_requests", ["status", "created_at", "id"])
    op.create_table(
        "rights",
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("year", sa.SmallInteger, nullable=False),
        sa.Column("reference_tax_income", sa.Numeric(precision=10, scale=2)),
        sa.Column("monthly_family_allowances", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("parts", sa.Numeric(precision=4, scale=2), nullable=False),
        sa.Column("quotient", sa.Numeric(precision=10, scale=2)),
        sa.Column("tax_notice_document_id", sa.Uuid),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["accounts.id"], name="fk_rights_member_id"),
        sa.PrimaryKeyConstraint("member_id", "year", name="pk_rights"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("portal", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("user_agent", sa.Text),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("must_change_password", sa.Boolean, nullable=False),
        sa.Column("must_enrol_totp", sa.Boolean, nullable=False),
        sa.Column("opened_with", sa.Uuid),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_sessions_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
    )
    op.create_index("ix_sessions_account_id_created_at_id", "sessions", ["account_id", "created_at", "id"])
    op.create_index("ix_sessions_ended_at", "sessions", ["ended_at"])
    op.create_index("ix_sessions_ends_at", "sessions", ["ends_at"])
    op.create_table(
        "session_tokens",
        sa.Column("token_hash", sa.Text, nullable=False, comment="SHA-256 of 256 random bits"),
        sa.Column("session_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name="fk_session_tokens_session_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_session_tokens"),
    )
    op.create_index("ix_session_tokens_expires_at", "session_tokens", ["expires_at"])
    op.create_index("ix_session_tokens_session_id", "session_tokens", ["session_id"])


def downgrade() -> None:
    for table in (
        "session_tokens",
        "sessions",
        "rights",
        "number_requests",
        "issued_secrets",
        "households",
        "accounts",
        "establishments",
        "attempts",
    ):
        op.drop_table(table)
    op.execute(sa.schema.DropSequence(sa.Sequence("cgos_number_serials")))
    drop_house_tables_v1(op)
