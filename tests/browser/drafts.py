"""A draft that keeps what is saved in it, behind the fake bus."""

from typing import Any, Self

from services.contracts.applications import (
    ApplicationFormView,
    ApplicationView,
    AttachDocument,
    BenefitView,
    GetApplication,
    GetApplicationForm,
    SaveAnswers,
)
from services.contracts.refusals import StaleVersion
from tests.browser import benefits, scenes
from tests.gateway.fake_bus import FakeBus


class Drafts:
    """The one draft that several windows have open, as the service keeps it."""

    def __init__(self, application: ApplicationView, benefit: BenefitView) -> None:
        self.application = application
        self.benefit = benefit

    @classmethod
    def of(cls, bus: FakeBus, benefit: BenefitView | None = None, **changes: Any) -> Self:
        application = scenes.APPLICATIONS[scenes.DRAFT].model_copy(update=changes)
        drafts = cls(application, benefit or benefits.benefit(benefits.AID))
        bus.answers |= {
            GetApplication: lambda _: drafts.application,
            GetApplicationForm: lambda _: ApplicationFormView(benefit=drafts.benefit),
            SaveAnswers: drafts.save,
            AttachDocument: drafts.attach,
        }
        return drafts

    def save(self, command: SaveAnswers) -> ApplicationView:
        if command.expected_version not in {None, self.application.version}:
            raise StaleVersion
        self.change(**command.answers)
        return self.application

    def attach(self, command: AttachDocument) -> ApplicationView:
        attached = scenes.document(command.slot, "accepted") | {"document_id": command.document_id}
        documents = [each.model_dump() for each in self.application.documents if each.slot != command.slot]
        self._become(documents=[*documents, attached])
        return self.application

    def change(self, **answers: Any) -> None:
        kept = {name: answer for name, answer in (self.application.answers | answers).items() if answer is not None}
        missing = [each.model_dump() for each in self.application.missing]
        self._become(answers=kept, missing=[each for each in missing if each.get("answer", "").strip("/") not in kept])

    def _become(self, **changes: Any) -> None:
        told = self.application.model_dump() | changes | {"version": self.application.version + 1}
        self.application = ApplicationView.model_validate(told)
