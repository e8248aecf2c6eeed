"""A member's file follows their life: corrections, changes of establishment, departures, how they are employed."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("accounts", sa.Column("status", sa.Text, comment="how they are employed"))
    op.add_column("accounts", sa.Column("contract_ends_on", sa.Date))
    op.add_column(
        "accounts", sa.Column("departed_on", sa.Date, comment="their establishment has declared that they left it")
    )
    op.add_column("accounts", sa.Column("second_email", sa.Text, comment="verified"))
    op.add_column("accounts", sa.Column("pending_second_email", sa.Text))
    op.add_column("number_requests", sa.Column("employment_status", sa.Text))
    op.add_column("number_requests", sa.Column("contract_ends_on", sa.Date))
    op.create_table(
        "corrections",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("former", sa.Text, comment="what the file said before"),
        sa.Column("document_id", sa.Uuid, nullable=False, comment="the proof"),
        sa.Column("identity_key", sa.Text, nullable=False, comment="who the member would be by it"),
        sa.Column("moves_to", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("decided_by", sa.Uuid),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        *_references("corrections", member_id="accounts"),
    )
    for columns in (["member_id", "asked_at", "id"], ["state", "asked_at", "id"], ["asked_at", "id"]):
        op.create_index(f"ix_corrections_{'_'.join(columns)}", "corrections", columns)
    op.create_table(
        "establishment_changes",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("former_establishment_id", sa.Uuid, nullable=False),
        sa.Column("establishment_id", sa.Uuid, nullable=False),
        sa.Column("from_date", sa.Date, nullable=False),
        sa.Column(
            "number", sa.Integer, nullable=False, comment="of the member's, in the order in which they were told"
        ),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_establishment_changes"),
        *_references("establishment_changes", member_id="accounts"),
        *_references(
            "establishment_changes", former_establishment_id="establishments", establishment_id="establishments"
        ),
    )
    op.create_index(
        "ix_establishment_changes_member_id_number", "establishment_changes", ["member_id", "number"], unique=True
    )
    op.create_index(
        "ix_establishment_changes_planned",
        "establishment_changes",
        ["from_date", "id"],
        postgresql_where=sa.text("state = 'planned'"),
    )
    op.create_table(
        "departures",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("establishment_id", sa.Uuid, nullable=False),
        sa.Column("left_on", sa.Date, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("declared_by", sa.Uuid, nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_departures"),
        *_references("departures", member_id="accounts", establishment_id="establishments"),
    )
    op.create_index("ix_departures_member_id_state", "departures", ["member_id", "state"])
    op.create_index(
        "ix_departures_establishment_id_declared_at_id", "departures", ["establishment_id", "declared_at", "id"]
    )
    op.create_table(
        "household_versions",
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("holds_from", sa.Date, comment="null where it was told before that was kept"),
        sa.Column("family_situation", sa.Text),
        sa.Column("partner", sa.JSON),
        sa.Column("children", sa.JSON, nullable=False),
        sa.Column("parts", sa.Numeric(4, 2), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("member_id", "version", name="pk_household_versions"),
        *_references("household_versions", member_id="accounts"),
    )


def _references(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
        for column, other in columns.items()
    ]


def downgrade() -> None:
    op.drop_table("household_versions")
    op.drop_table("departures")
    op.drop_table("establishment_changes")
    op.drop_table("corrections")
    for table, column in (
        ("number_requests", "contract_ends_on"),
        ("number_requests", "employment_status"),
        ("accounts", "pending_second_email"),
        ("accounts", "second_email"),
        ("accounts", "departed_on"),
        ("accounts", "contract_ends_on"),
        ("accounts", "status"),
    ):
        op.drop_column(table, column)
