"""Titles, names and descriptions by language, a column each; the version before goes on with one for each language."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXTS = {"campaigns": ("name", "description"), "offers": ("title", "description")}

# What an older version writes replaces all: a text in a further language would tell of what was there before.
IN_STEP = """
    IF NEW.{name} IS NULL OR (TG_OP = 'UPDATE' AND NEW.{name} IS NOT DISTINCT FROM OLD.{name}
        AND (NEW.{name}_fr, NEW.{name}_en) IS DISTINCT FROM (OLD.{name}_fr, OLD.{name}_en)) THEN
        NEW.{name} := jsonb_build_object('fr', NEW.{name}_fr, 'en', NEW.{name}_en);
    ELSE
        NEW.{name}_fr := NEW.{name} ->> 'fr';
        NEW.{name}_en := NEW.{name} ->> 'en';
    END IF;
"""


def upgrade() -> None:
    for table, names in TEXTS.items():
        for name in names:
            op.add_column(table, sa.Column(name, JSONB))
        steps = "".join(IN_STEP.format(name=name) for name in names)
        op.execute(
            f"CREATE FUNCTION {table}_texts_in_step() RETURNS trigger LANGUAGE plpgsql AS $$"
            f"BEGIN {steps} RETURN NEW; END $$"
        )
        op.execute(
            f"CREATE TRIGGER texts_in_step BEFORE INSERT OR UPDATE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_texts_in_step()"
        )
        fill = ", ".join(f"{name} = jsonb_build_object('fr', {name}_fr, 'en', {name}_en)" for name in names)
        op.execute(f"UPDATE {table} SET {fill}")  # noqa: S608 - names of this file
        for name in names:
            op.alter_column(table, name, nullable=False)


def downgrade() -> None:
    for table, names in TEXTS.items():
        op.execute(f"DROP TRIGGER texts_in_step ON {table}")
        op.execute(f"DROP FUNCTION {table}_texts_in_step()")
        for name in names:
            op.drop_column(table, name)
