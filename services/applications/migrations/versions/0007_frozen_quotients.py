"""The quotient is frozen at submission, with its revision. What waits for its decision is frozen as it is now."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("quotients", sa.Column("state", sa.Text, nullable=False, server_default="declared"))
    op.add_column("quotients", sa.Column("revision", sa.Integer, nullable=False, server_default="1"))
    told = "null where an identity of the version before told it"
    op.add_column("quotients", sa.Column("rights_id", sa.Uuid, comment=told))
    at_submission = "as it was at submission, or taken over since"
    op.add_column("applications", sa.Column("frozen_quotient", sa.Numeric(12, 2), comment=at_submission))
    of_rights = "of the rights; 0: none were opened; null: not frozen yet"
    op.add_column("applications", sa.Column("frozen_revision", sa.Integer, comment=of_rights))
    passed = "of that revision, where it is no longer the last"
    op.add_column("applications", sa.Column("frozen_state", sa.Text, comment=passed))
    op.execute(
        """
        UPDATE applications SET
            frozen_quotient = (
                SELECT amount FROM quotients
                WHERE quotients.member_id = applications.member_id AND quotients.year = applications.year
            ),
            frozen_revision = (
                SELECT count(*) FROM quotients
                WHERE quotients.member_id = applications.member_id AND quotients.year = applications.year
            )
        WHERE submitted_at IS NOT NULL AND status IN ('submitted', 'incomplete', 'under_review')
        """
    )


def downgrade() -> None:
    for name in ("frozen_state", "frozen_revision", "frozen_quotient"):
        op.drop_column("applications", name)
    for name in ("rights_id", "revision", "state"):
        op.drop_column("quotients", name)
