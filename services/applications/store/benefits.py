"""How benefits, their forms and their scales are kept."""

from dataclasses import replace

from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from services.applications.domain.benefit import Benefit
from services.applications.store.rows import benefits, to_benefit
from services.applications.tables import BENEFIT_REVISIONS, BENEFITS, SCALES
from services.contracts.applications import BadScale, UnknownBenefit
from services.kit.work import Work


class SqlBenefits:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session

    def get(self, code: str) -> Benefit:
        row = self._session.execute(benefits().where(BENEFITS.c.code == code)).mappings().one_or_none()
        if row is None:
            raise UnknownBenefit
        return to_benefit(row)

    def get_for_update(self, code: str) -> Benefit | None:
        self._session.execute(select(BENEFITS.c.code).where(BENEFITS.c.code == code).with_for_update())
        row = self._session.execute(benefits().where(BENEFITS.c.code == code)).mappings().one_or_none()
        return to_benefit(row) if row else None

    def publish(self, benefit: Benefit) -> None:
        """The same once more changes and tells nothing. A new form, or other documents, make a new revision."""
        known = self.get_for_update(benefit.code)
        if known and replace(benefit, revision=known.revision) == known:
            return
        same_form = known and (known.form, known.required_documents) == (benefit.form, benefit.required_documents)
        revision = (known.revision if known else 0) + (0 if same_form else 1)
        values = {
            "portal": benefit.portal,
            "category": benefit.category,
            "name": benefit.name.model_dump(),
            "summary": benefit.summary.model_dump(),
            "opens_on": benefit.opens_on,
            "closes_on": benefit.closes_on,
            "reopens_on": benefit.reopens_on,
            "appeal_months": benefit.appeal_months,
            "scale": benefit.scale.model_dump(mode="json"),
            "revision": revision,
            "published_at": self._work.now,
        }
        statement = upsert(BENEFITS).values(code=benefit.code, **values)
        self._session.execute(statement.on_conflict_do_update(index_elements=["code"], set_=values))
        if not same_form:
            self._keep_form(benefit, revision)
        self._keep_scale(benefit)
        self._work.record(benefit.published())

    def _keep_form(self, benefit: Benefit, revision: int) -> None:
        self._session.execute(
            insert(BENEFIT_REVISIONS).values(
                benefit_code=benefit.code,
                revision=revision,
                form=benefit.form.schema,
                required_documents=[one.model_dump(mode="json") for one in benefit.required_documents],
                published_at=self._work.now,
            )
        )

    def _keep_scale(self, benefit: Benefit) -> None:
        """A version names its figures for good: decisions refer to it."""
        scale = benefit.scale.model_dump(mode="json")
        statement = upsert(SCALES).values(
            benefit_code=benefit.code, version=benefit.scale.version, scale=scale, published_at=self._work.now
        )
        self._session.execute(statement.on_conflict_do_nothing())
        kept = select(SCALES.c.scale).where(
            SCALES.c.benefit_code == benefit.code, SCALES.c.version == benefit.scale.version
        )
        if benefit.scale.model_validate(self._session.execute(kept).scalar_one()) != benefit.scale:
            raise BadScale.at(
                "/scale/version", "This version is published already, with other figures.", rule="version_published"
            )
