"""The audit: rows are added and nothing else, whoever asks."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

REFUSE = """
CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit only grows' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows();
"""
"""For everybody, also where one role still owns all; only the owner can switch it off."""

ADD_AND_READ = """
DO $$
DECLARE grantee name;
BEGIN
    FOR grantee IN
        SELECT DISTINCT rolname FROM pg_class, aclexplode(relacl) AS granted
        JOIN pg_roles ON pg_roles.oid = granted.grantee
        WHERE pg_class.oid = 'audit'::regclass AND granted.grantee <> relowner
    LOOP
        EXECUTE format('REVOKE ALL ON audit FROM %I', grantee);
        EXECUTE format('GRANT SELECT, INSERT ON audit TO %I', grantee);
    END LOOP;
END $$;
"""
"""Of whoever else was given this table with all others: the role that the service runs under."""


def upgrade() -> None:
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "audit",
        sa.Column("sequence", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("previous", sa.Text, nullable=False, comment="the hash of the entry before"),
        sa.Column("hash", sa.Text, nullable=False, comment="SHA-256 of this entry and of that hash"),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.Column("recorded_at", instant, nullable=False),
        sa.Column("actor_id", sa.Uuid),
        sa.Column("actor_roles", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("establishments", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("session_id", sa.Uuid),
        sa.Column("object_kind", sa.Text, nullable=False),
        sa.Column("object_id", sa.Text),
        sa.Column("member_id", sa.Uuid),
        sa.Column("detail", sa.Text),
        sa.Column("trace_id", sa.Text),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit"),
        sa.UniqueConstraint("event_id", name="uq_audit_event_id"),
        comment="only grows",
    )
    for column in ("member_id", "actor_id", "act"):
        op.create_index(f"ix_audit_{column}_sequence", "audit", [column, "sequence"])
    op.create_index("ix_audit_at", "audit", ["at"])
    op.execute(REFUSE)
    op.execute(ADD_AND_READ)


def downgrade() -> None:
    op.drop_table("audit")
    op.execute("DROP FUNCTION audit_only_grows()")
