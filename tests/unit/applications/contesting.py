"""The part of a random history that comes after a decision: an appeal by the member, and what two people put right."""

from abc import abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from services.applications.domain.application import Application
from services.applications.handlers.claim_appeal import claim_appeal
from services.applications.handlers.confirm_decision_correction import confirm_decision_correction
from services.applications.handlers.correct_decision import correct_decision
from services.applications.handlers.decide_appeal import decide_appeal
from services.applications.handlers.lodge_appeal import lodge_appeal
from services.contracts.applications import (
    ClaimAppeal,
    ConfirmDecisionCorrection,
    CorrectDecision,
    DecideAppeal,
    LodgeAppeal,
)
from tests.unit.applications.fakes import InMemoryDeadlines, InMemoryDocuments, InMemoryRulings
from tests.unit.applications.given import member, officer

ANA: Final = UUID(int=1)
PAUL: Final = UUID(int=2)
ANNE: Final = UUID(int=3)
PEOPLE: Final = st.sampled_from((PAUL, PAUL, PAUL, ANNE))
"""Who has it is most often at work on it."""
AMOUNTS = st.sampled_from(("50", "100", "150"))


class Contesting(RuleBasedStateMachine):
    id: UUID
    now: datetime
    applications: InMemoryDeadlines
    documents: InMemoryDocuments
    rulings: InMemoryRulings

    @property
    @abstractmethod
    def application(self) -> Application: ...

    @abstractmethod
    def tries(self, act: Callable[[], Any]) -> None: ...

    @precondition(lambda self: self.application.status.is_decided)
    @rule(judged=st.booleans(), outcome=st.sampled_from(("upheld", "upheld", "dismissed")), amount=AMOUNTS)
    def appeals(self, judged: bool, outcome: str, amount: str) -> None:
        stores = self.applications, self.rulings
        appeal = LodgeAppeal(application_id=self.id, grounds="Voyez mes pièces.")
        self.tries(lambda: lodge_appeal(appeal, member(ANA), self.now, *stores, self.documents, []))
        if judged:
            self.tries(lambda: claim_appeal(ClaimAppeal(application_id=self.id), officer(ANNE), *stores))
            self.judges(outcome, amount)

    def judges(self, outcome: str, amount: str) -> None:
        stores = self.applications, self.rulings
        fields = {"outcome": outcome, "reason": "Vu les pièces."} | ({"amount": amount} if outcome == "upheld" else {})
        command = DecideAppeal.model_validate({"application_id": self.id, **fields})
        self.tries(lambda: decide_appeal(command, officer(ANNE), self.now, *stores))

    @precondition(lambda self: self.application.status.is_decided)
    @rule(outcome=st.sampled_from(("approved", "rejected")), amount=AMOUNTS)
    def put_right(self, outcome: str, amount: str) -> None:
        stores = self.applications, self.rulings
        fields = {"outcome": outcome, "reason": "Erreur."} | ({"amount": amount} if outcome == "approved" else {})
        proposal = CorrectDecision.model_validate({"application_id": self.id, **fields})
        self.tries(lambda: correct_decision(proposal, officer(PAUL), self.now, *stores))
        if waits := self.rulings.of(self.application).waiting_correction:
            command = ConfirmDecisionCorrection(correction_id=waits.id)
            self.tries(lambda: confirm_decision_correction(command, officer(ANNE), self.now, *stores))
