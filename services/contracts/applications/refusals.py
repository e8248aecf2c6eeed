"""Why applications says no."""

from services.contracts.refusals import Conflict, Invalid, NotFound


class UnknownBenefit(NotFound):
    """Of the other portal, or of none."""


class UnknownApplication(NotFound):
    pass


class BenefitClosed(Conflict):
    """Before it opens."""


class DeadlinePassed(Conflict):
    pass


class BadAnswers(Invalid):
    pass


class AnswersTooLarge(Invalid):
    pass


class BadForm(Invalid):
    """Not a JSON Schema we can show, or without a valid example."""


class BadScale(Invalid):
    pass


class BadBenefit(Invalid):
    """Dates, portal or documents that contradict each other."""


class UnknownSlot(NotFound):
    pass


class NotAttachable(Invalid):
    """Not a document of the caller, rejected, or removed."""


class WrongDocumentKind(Invalid):
    pass


class WrongDocumentType(Invalid):
    pass


class DocumentTooLarge(Invalid):
    pass


class NotADraft(Conflict):
    pass


class NotEditable(Conflict):
    """Only a draft, or what is asked for in an incomplete application."""


class NotWithdrawable(Conflict):
    pass


class NoThreadYet(Conflict):
    """A draft has no thread: nobody reads it."""


class NotComplete(Conflict):
    """Something is missing: nobody can work on it."""


class AlreadyClaimed(Conflict):
    """By another officer."""


class NotClaimedByYou(Conflict):
    """Nobody's yet: it is to be claimed first."""


class NotUnderReview(Conflict):
    pass


class UnknownItem(Invalid):
    pass


class ReasonRequired(Invalid):
    pass


class AmountRequired(Invalid):
    pass


class AmountAboveScale(Invalid):
    pass


class AmountNotAllowed(Invalid):
    """A rejection grants nothing."""
