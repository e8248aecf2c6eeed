"""Corrections after the submission, and the announced end of what was left incomplete."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
UNDECIDED = "status IN ('draft', 'incomplete', 'submitted', 'under_review')"
SUBMITTED = "queue_at IS NOT NULL"
OPEN = "status IN ('submitted', 'under_review')"
REGION = sa.text("(applicant ->> 'region')")
ESTABLISHMENT = sa.text("(applicant ->> 'establishment_name')")
TIER = sa.text(
    "coalesce(width_bucket(frozen_quotient, "
    "ARRAY[560.01, 710.01, 810.01, 910.01, 1010.01, 1150.01, 1496.01]::numeric[]), -1)"
)
SEARCHED = sa.text(
    "to_tsvector('simple'::regconfig, translate(lower(cgos_number || ' ' || coalesce(applicant ->> 'given_name', '') "
    "|| ' ' || coalesce(applicant ->> 'family_name', '') || ' ' || coalesce(applicant ->> 'establishment_name', '')), "
    "'àâäáãçéèêëíìîïñóòôöõúùûüýÿœæ’', 'aaaaaceeeeiiiinooooouuuuyyoa '))"
)
INDEXES: tuple[tuple[str, list[Any], str], ...] = (
    ("ix_applications_open_by_region", [REGION, "queue_at", "id"], OPEN),
    ("ix_applications_status_by_region", ["status", REGION, "queue_at", "id"], SUBMITTED),
    ("ix_applications_open_by_establishment", [ESTABLISHMENT, "queue_at", "id"], OPEN),
    ("ix_applications_status_by_establishment", ["status", ESTABLISHMENT, "queue_at", "id"], SUBMITTED),
    ("ix_applications_open_by_quotient_tier", [TIER, "queue_at", "id"], OPEN),
    ("ix_applications_status_by_quotient_tier", ["status", TIER, "queue_at", "id"], SUBMITTED),
    ("ix_applications_closing", ["closing_on"], "closing_on IS NOT NULL AND status = 'incomplete'"),
    ("ix_applications_claims", ["claimed_by", "queue_at", "id"], f"claimed_by IS NOT NULL AND {UNDECIDED}"),
)


def upgrade() -> None:
    last_day = "announced: the last day on which it can still be completed"
    op.add_column("applications", sa.Column("closing_on", sa.Date, comment=last_day))
    op.add_column("applications", sa.Column("closing_reason", sa.Text))
    op.create_table(
        "amendments",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("application_id", sa.Uuid, nullable=False),
        sa.Column("changes", pg.JSONB, nullable=False, comment="[{item, old, new}]; personal"),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("accepted", pg.ARRAY(sa.Text), nullable=False, server_default="{}", comment="items"),
        sa.Column("reason", sa.Text),
        sa.Column("decided_at", INSTANT),
        sa.Column("decided_by", sa.Uuid),
        sa.PrimaryKeyConstraint("id", name="pk_amendments"),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name="fk_amendments_application_id_applications"
        ),
    )
    op.create_index("ix_amendments_application_id", "amendments", ["application_id", "asked_at"])
    op.create_index(
        "ix_amendments_waiting",
        "amendments",
        ["application_id"],
        unique=True,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    with op.get_context().autocommit_block():
        for name, columns, where in INDEXES:
            op.create_index(
                name,
                "applications",
                columns,
                postgresql_where=sa.text(where),
                postgresql_concurrently=True,
            )
        op.create_index(
            "ix_applications_searched",
            "applications",
            [SEARCHED],
            postgresql_using="gin",
            postgresql_where=sa.text(SUBMITTED),
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    op.drop_index("ix_applications_searched", "applications")
    for name, _, _ in INDEXES:
        op.drop_index(name, "applications")
    op.drop_table("amendments")
    op.drop_column("applications", "closing_reason")
    op.drop_column("applications", "closing_on")
