"""A benefit's own cases, tried on the rules and the scale that it is to be published with."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from services.applications.domain.benefit import Benefit
from services.applications.domain.checklist import checklist
from services.applications.domain.documents import KnownDocument
from services.applications.domain.rules.situation import Earlier, Situation
from services.contracts.applications import BadAnswers, Case, CaseFails
from services.contracts.refusals import FieldError

NOBODY = UUID(int=0)


def require_cases(benefit: Benefit) -> None:
    """Raises CaseFails: which, and what was found in place of what it expects."""
    failing = [
        FieldError(
            pointer=f"/cases/{number}",
            detail=f"{case.title}: expected {expected}, found {found}.",
            code="case_fails",
            facts={"title": case.title, "expected": expected, "found": found},
        )
        for number, case in enumerate(benefit.cases)
        for expected, found in [tried(benefit, case)]
        if expected != found
    ]
    if failing:
        raise CaseFails(f"{len(failing)} of {len(benefit.cases)} cases fail.", errors=tuple(failing))


def tried(benefit: Benefit, case: Case) -> tuple[str, str]:
    """What it expects, and what was found."""
    expects = case.expects
    wanted = _result(expects.refused_by, expects.amount, expects.missing)
    try:
        answers = benefit.form.answered({}, case.answers, case.on)
    except BadAnswers as bad:
        return wanted, f"bad-answers at {bad.errors[0].pointer}" if bad.errors else "bad-answers"
    situation = Situation(
        form=benefit.form,
        answers=answers,
        facts={"children": [], **case.applicant},
        started=case.on,
        submitted=case.on,
        earlier=tuple(Earlier(one.answers, one.on, one.on, one.amount) for one in case.earlier),
    )
    found = benefit.assess(situation, case.quotient)
    missing = None if expects.missing is None else _missing(benefit, situation, case)
    refusing = [check.rule for check in found.blocking]
    if expects.refused_by in refusing:
        return wanted, _result(expects.refused_by, None, missing)
    return wanted, _result(next(iter(refusing), None), found.estimate.amount, missing)


def _missing(benefit: Benefit, situation: Situation, case: Case) -> list[str]:
    documents = {
        one.slot: KnownDocument(NOBODY, NOBODY, one.kind, "accepted", 1)
        for one in benefit.required_documents
        if one.slot in case.documents
    }
    return [one.item for one in checklist(benefit, situation, documents, {})]


def _result(refused_by: str | None, amount: Decimal | None, missing: Iterable[str] | None) -> str:
    result = f"refused by {refused_by}" if refused_by else "an open amount" if amount is None else f"{amount:.2f} EUR"
    return result if missing is None else f"{result}, missing {', '.join(sorted(missing)) or 'nothing'}"
