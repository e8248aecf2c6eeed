"""Corrections, as their member and the officers see them."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.base import Page
from services.contracts.identity.corrections import (
    AskedCorrectionView,
    CorrectionView,
    ListAskedCorrections,
    ListCorrections,
    UnknownCorrection,
)
from services.identity.domain.corrections import Correction
from services.identity.file_tables import CORRECTIONS
from services.identity.store.reach import within_reach
from services.identity.tables import ACCOUNTS, ESTABLISHMENTS
from services.kit.database.paging import page_of

_c = CORRECTIONS.c
_OTHERS = ACCOUNTS.alias("others")
_POSSIBLE_DUPLICATE = (
    sa.exists()
    .where(_OTHERS.c.identity_key == _c.identity_key, _OTHERS.c.id != _c.member_id, _c.identity_key != "")
    .label("possible_duplicate")
)
_WHOSE = [ACCOUNTS.c[name] for name in ("cgos_number", "portal", "family_name", "given_name", "birth_date")]
_ASKED = (
    sa.select(CORRECTIONS, *_WHOSE, ESTABLISHMENTS.c.name.label("establishment_name"), _POSSIBLE_DUPLICATE)
    .join(ACCOUNTS, ACCOUNTS.c.id == _c.member_id)
    .join(ESTABLISHMENTS, ESTABLISHMENTS.c.id == ACCOUNTS.c.establishment_id)
)


def corrections_of_member(session: Session, query: ListCorrections, member_id: UUID) -> Page[CorrectionView]:
    statement = sa.select(CORRECTIONS).where(_c.member_id == member_id)
    return page_of(session, statement, [_c.asked_at, _c.id], query, _own, newest_first=True)


def correction_in_hand(correction: Correction) -> CorrectionView:
    """What its member finds once it is saved."""
    return CorrectionView.of(correction)


def asked_corrections(session: Session, query: ListAskedCorrections, actor: Actor) -> Page[AskedCorrectionView]:
    statement = _ASKED.where(within_reach(actor))
    if query.state is not None:
        statement = statement.where(_c.state == query.state)
    return page_of(session, statement, [_c.asked_at, _c.id], query, _asked)


def asked_correction(session: Session, correction_id: UUID, actor: Actor) -> AskedCorrectionView:
    row = session.execute(_ASKED.where(_c.id == correction_id, within_reach(actor))).first()
    if row is None:
        raise UnknownCorrection("There is no such correction.")
    return _asked(row)


def proof_of(session: Session, correction_id: UUID) -> UUID | None:
    return session.scalar(sa.select(_c.document_id).where(_c.id == correction_id))


def _own(row: sa.Row[Any]) -> CorrectionView:
    return CorrectionView.model_validate(dict(row._mapping))


def _asked(row: sa.Row[Any]) -> AskedCorrectionView:
    return AskedCorrectionView.model_validate(dict(row._mapping))
