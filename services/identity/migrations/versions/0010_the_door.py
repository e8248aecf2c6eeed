"""Establishments by what people type, recovery codes, resets that wait, and what becomes of a request for a number."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    found_by = sa.Column(
        "found_by", TSVECTOR, comment="the same with what they are also called, weighed: name, town, the rest"
    )
    op.add_column("establishments", found_by)
    grams = sa.Column("grams", TSVECTOR, comment="of name and town, three letters each: for what is mistyped")
    op.add_column("establishments", grams)
    # Found as before until the service has weighed them, within minutes.
    op.execute("UPDATE establishments SET found_by = search")
    op.add_column("accounts", sa.Column("totp_pending_at", sa.DateTime(timezone=True)))
    op.add_column(
        "accounts",
        sa.Column("recovery_code_hashes", sa.ARRAY(sa.Text), comment="SHA-256 of those that were not used"),
    )
    op.add_column("accounts", sa.Column("factor_reset_due_at", sa.DateTime(timezone=True)))
    op.add_column("number_requests", sa.Column("email_bounced_at", sa.DateTime(timezone=True)))
    op.add_column("number_requests", sa.Column("posted_at", sa.DateTime(timezone=True)))
    # Those of before were posted by hand: they are no batch of today.
    op.execute("UPDATE number_requests SET posted_at = now() WHERE status = 'communicated' AND delivery = 'post'")
    with op.get_context().autocommit_block():
        for name in ("found_by", "grams"):
            op.create_index(
                f"ix_establishments_{name}",
                "establishments",
                [name],
                postgresql_using="gin",
                postgresql_concurrently=True,
            )
        op.create_index(
            "ix_number_requests_letters_due",
            "number_requests",
            ["created_at", "id"],
            postgresql_where=sa.text("status = 'communicated' AND delivery = 'post' AND posted_at IS NULL"),
            postgresql_concurrently=True,
        )
        op.create_index(
            "ix_accounts_birth_date",
            "accounts",
            ["birth_date"],
            postgresql_where=sa.text("portal <> 'staff'"),
            postgresql_concurrently=True,
        )
        op.create_index(
            "ix_accounts_factor_reset_due",
            "accounts",
            ["factor_reset_due_at"],
            postgresql_where=sa.text("factor_reset_due_at IS NOT NULL"),
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    for name in ("found_by", "grams"):
        op.drop_index(f"ix_establishments_{name}", "establishments")
        op.drop_column("establishments", name)
    op.drop_index("ix_number_requests_letters_due", "number_requests")
    for name in ("email_bounced_at", "posted_at"):
        op.drop_column("number_requests", name)
    op.drop_index("ix_accounts_birth_date", "accounts")
    op.drop_index("ix_accounts_factor_reset_due", "accounts")
    for name in ("totp_pending_at", "recovery_code_hashes", "factor_reset_due_at"):
        op.drop_column("accounts", name)
