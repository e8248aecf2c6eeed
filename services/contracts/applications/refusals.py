"""Why applications says no."""

from services.contracts.refusals import Conflict, Invalid, NotFound, Throttled


class UnknownBenefit(NotFound):
    """Of the other portal, or of none."""


class UnknownApplication(NotFound):
    pass


class UnknownThread(NotFound):
    pass


class UnknownMessage(Invalid):
    """None of this thread: `seen` names the last one that was."""


class NotForThisStatus(Conflict):
    """A benefit may be for some statuses of employment alone. `facts["status"]`: the one of the member's file."""


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


class CaseFails(Invalid):
    """One of the benefit's own cases comes to something else: the error points to it and says to what."""


class RuleRefuses(Invalid):
    """A blocking rule of the benefit. Each error names its `rule` and says why, with its figures."""


class RuleNotOverridable(Conflict):
    """It blocks nothing here, or the benefit lets nobody decide against it."""


class UnknownSlot(NotFound):
    pass


class TooManyDrafts(Throttled):
    """Open ones, of one member. `facts["most"]`; there is room once one is submitted or withdrawn."""


class TooManyDraftsOfBenefit(Throttled):
    """As above, of one benefit."""


class TooManyDraftsStarted(Throttled):
    """Within an hour, by one member. `facts["most"]`."""


class TooManyMessages(Throttled):
    """Within an hour, by one member. `facts["most"]`."""


class TooManyMessagesInThread(Throttled):
    """Within an hour, by one side of it. `facts["most"]`."""


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


class DraftOfOtherPortal(Conflict):
    """Begun before its member's profession moved them here: read, but not submitted."""


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


class NotIncomplete(Conflict):
    """Nothing is waited for from its member."""


class NotAsked(Invalid):
    """No officer asks for that item."""


class ClosingAlreadyAnnounced(Conflict):
    """`facts["closes_on"]`: the day that was told."""


class UnknownOfficer(Invalid):
    """Nobody who reviews applications, or no longer."""


class OfficerOutOfReach(Conflict):
    """The role of that officer is good in other regions."""


class NotAmendable(Conflict):
    """A draft is changed as such; what is decided or over is not. `facts["state"]`."""


class NothingToAmend(Invalid):
    """It asks for what is there already."""


class AmendmentLeavesGap(Invalid):
    """A required question would be without an answer; `errors` say which."""


class AmendmentWaiting(Conflict):
    """The member asks for a correction: an officer accepts or refuses it before deciding."""


class NotThatAmendment(Conflict):
    """Another one has taken its place, or it was answered already."""


class PaperNotAccepted(Conflict):
    """A document of the request has not passed its checks."""


class NotDecided(Conflict):
    """There is no decision to read, to contest or to put right."""


class AppealTooLate(Conflict):
    """`facts["last_day"]`: until when it could be lodged."""


class AlreadyAppealed(Conflict):
    """Each decision once, and what an appeal decided not again."""


class NoOpenAppeal(Conflict):
    """There was none, or it is decided."""


class DecidedByYou(Conflict):
    """An appeal is looked at by another officer than who took the decision."""


class AppealIsOpen(Conflict):
    """What was decided is put right by the decision on the appeal."""


class NothingChanges(Invalid):
    """It would be what was decided already."""


class PaidAlready(Conflict):
    """What was paid is not corrected here."""


class CorrectionWaits(Conflict):
    """One is proposed and neither confirmed nor refused."""


class ProposedByYou(Conflict):
    """It takes two people."""


class UnknownDecisionCorrection(NotFound):
    """Or no longer waiting."""


class UnknownLetter(NotFound):
    """No letter of ours bears this code."""


class NothingToClaim(Conflict):
    """Nothing waits that nobody has, nor another one that you have."""


class UnknownItem(Invalid):
    pass


class ReasonRequired(Invalid):
    pass


class QuotientNotConfirmed(Conflict):
    """The amount follows from a quotient that no officer has confirmed. `facts`: its `state` and `revision`."""


class NoSuchRevision(Conflict):
    """The member's rights have changed again. `facts["revision"]`: the last."""


class AmountRequired(Invalid):
    pass


class AmountAboveScale(Invalid):
    pass


class AmountNotAllowed(Invalid):
    """A rejection grants nothing."""
