"""A version of a benefit holds its rules, scale and dates beside its form; an application, what its rules said."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

OF_VERSIONS = ("in_force_from", "closes_on", "opens_on", "scale", "cases", "rules")


def upgrade() -> None:
    op.add_column("benefit_revisions", sa.Column("rules", JSONB))
    op.add_column("benefit_revisions", sa.Column("cases", JSONB))
    before = "null where the version before published it: then the benefit's own"
    op.add_column("benefit_revisions", sa.Column("scale", JSONB, comment=before))
    op.add_column("benefit_revisions", sa.Column("opens_on", sa.Date))
    op.add_column("benefit_revisions", sa.Column("closes_on", sa.Date))
    op.add_column("benefit_revisions", sa.Column("in_force_from", sa.Date, comment="null as scale is"))
    # What is published already is a version like those to come: its applications keep the scale and dates of today.
    op.execute(
        """
        UPDATE benefit_revisions SET
            rules = '[]', cases = '[]', scale = benefits.scale, opens_on = benefits.opens_on,
            closes_on = benefits.closes_on,
            in_force_from = (benefit_revisions.published_at AT TIME ZONE 'Europe/Paris')::date
        FROM benefits WHERE benefits.code = benefit_revisions.benefit_code
        """
    )
    overridden = "rules that an officer decided against, and why"
    op.add_column(
        "applications", sa.Column("overrides", JSONB, nullable=False, server_default="[]", comment=overridden)
    )
    who = "of each of overrides, who did"
    op.add_column(
        "applications", sa.Column("overridden_by", ARRAY(sa.Uuid), nullable=False, server_default="{}", comment=who)
    )
    then = "what its rules said when it was decided"
    op.add_column("applications", sa.Column("checks", JSONB, comment=then))


def downgrade() -> None:
    for name in ("checks", "overridden_by", "overrides"):
        op.drop_column("applications", name)
    for name in OF_VERSIONS:
        op.drop_column("benefit_revisions", name)
