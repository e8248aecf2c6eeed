"""How benefits, their forms and their scales are kept."""

from dataclasses import replace
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from services.applications.domain.benefit import Benefit
from services.applications.store.rows import benefits, to_benefit, versions
from services.applications.tables import BENEFIT_REVISIONS, BENEFITS, SCALES
from services.contracts.applications import BadScale, UnknownBenefit
from services.contracts.calendar import day_in_paris
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
        """The same once more changes and tells nothing. Whatever an application keeps makes a new version."""
        self.get_for_update(benefit.code)
        known, today = self._last(benefit.code), day_in_paris(self._work.now)
        since = max(benefit.in_force_from or today, today)
        in_force_by_then = known is not None and (known.in_force_from or today) <= since
        if known and in_force_by_then and _as_of(known, benefit) == known:
            return
        benefit = replace(benefit, in_force_from=since)
        is_new = known is None or not in_force_by_then or not _says_the_same(known, benefit)
        revision = (known.revision if known else 0) + is_new
        values: dict[str, Any] = {
            "portal": benefit.portal,
            "category": benefit.category,
            "name": benefit.name.model_dump(),
            "summary": benefit.summary.model_dump(),
            "reopens_on": benefit.reopens_on,
            "appeal_months": benefit.appeal_months,
            "published_at": self._work.now,
        }
        # What the version before reads, and it knows of one version alone: the one in force.
        of_version = {
            "opens_on": benefit.opens_on,
            "closes_on": benefit.closes_on,
            "scale": benefit.scale.model_dump(mode="json"),
            "revision": revision,
        }
        in_force = values | of_version if known is None or since == today else values
        statement = upsert(BENEFITS).values(code=benefit.code, **values, **of_version)
        self._session.execute(statement.on_conflict_do_update(index_elements=["code"], set_=in_force))
        if is_new:
            self._keep_version(benefit, revision)
        self._keep_scale(benefit)
        self._work.record(benefit.published())

    def _last(self, code: str) -> Benefit | None:
        """The version that was published last, in force or not."""
        last = select(func.max(BENEFIT_REVISIONS.c.revision)).where(BENEFIT_REVISIONS.c.benefit_code == code)
        row = self._session.execute(
            versions().where(BENEFITS.c.code == code, BENEFIT_REVISIONS.c.revision == last.scalar_subquery())
        )
        found = row.mappings().one_or_none()
        return to_benefit(found) if found else None

    def _keep_version(self, benefit: Benefit, revision: int) -> None:
        self._session.execute(
            insert(BENEFIT_REVISIONS).values(
                benefit_code=benefit.code,
                revision=revision,
                form=benefit.form.schema,
                required_documents=[one.model_dump(mode="json") for one in benefit.required_documents],
                rules=[one.model_dump(mode="json") for one in benefit.rules],
                cases=[one.model_dump(mode="json") for one in benefit.cases],
                scale=benefit.scale.model_dump(mode="json"),
                opens_on=benefit.opens_on,
                closes_on=benefit.closes_on,
                in_force_from=benefit.in_force_from,
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


def _says_the_same(known: Benefit, benefit: Benefit) -> bool:
    """In what an application keeps. Cases are tried at publication, and none of it."""
    names = ("form", "required_documents", "rules", "scale", "opens_on", "closes_on")
    return all(getattr(known, name) == getattr(benefit, name) for name in names)


def _as_of(known: Benefit, benefit: Benefit) -> Benefit:
    return replace(benefit, revision=known.revision, in_force_from=known.in_force_from)
