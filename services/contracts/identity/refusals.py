"""Why identity says no."""

from services.contracts.refusals import (
    Conflict,
    Invalid,
    NotAuthenticated,
    NotFound,
    NotPermitted,
    Throttled,
    Unavailable,
)


class UnknownEstablishment(Invalid):
    pass


class EstablishmentAlreadyRegistered(Conflict):
    """One of this name in this postal code."""


class UnknownProfession(Invalid):
    """Not one of this portal's."""


class UnknownEmploymentStatus(Invalid):
    """None of titulaire, stagiaire, contractuel, apprenti, retraité; or an end where there is none."""


class ContractEndNotToCome(Invalid):
    """A contract that has ended already is nobody's status."""


class SameAddress(Invalid):
    """A second address is another one than the first."""


class SameEstablishment(Invalid):
    """The member works there already."""


class ChangeDateOutOfRange(Invalid):
    """`facts["first"]`, `facts["last"]`: the days from which a change can be made."""


class NotOneOfYours(Invalid):
    """No member of the correspondent's establishments has this number; whether anybody has is not told."""


class DepartureDateOutOfRange(Invalid):
    """`facts["first"]`, `facts["last"]`"""


class DepartureAlreadyDeclared(Conflict):
    pass


class DepartureOver(Conflict):
    """Withdrawn already, or followed by a change of establishment. `facts["state"]`"""


class UnknownDeparture(NotFound):
    """Or one of another establishment."""


class HouseholdDateOutOfRange(Invalid):
    """A household is told of today, or of at most a year ago. `facts["first"]`, `facts["last"]`"""


class TooYoung(Invalid):
    pass


class ImplausibleBirthDate(Invalid):
    """In the future, or more than a hundred years ago."""


class PostalAddressRequired(Invalid):
    """A number communicated by post needs somewhere to go."""


class WrongCheckDigit(Invalid):
    pass


class UnknownNumberRequest(NotFound):
    pass


class NumberAlreadyTaken(Conflict):
    pass


class NumberRequestClosed(Conflict):
    """Assigned, communicated or rejected already; or not yet assigned."""


class CorrespondentAssigns(Conflict):
    """Officers act for an establishment only where nobody speaks for it."""


class NotAlike(Conflict):
    """No member of this id may well be the person who asked."""


class SecondPersonRequired(Conflict):
    """Who assigned a number does not communicate it as well."""


class BadCredentials(NotAuthenticated):
    """Never says which of them."""


class SessionEnded(NotAuthenticated):
    pass


class WrongPortal(NotPermitted):
    """`facts["portal"]`: the right one. Only said once the password was right."""


class SecondFactorRequired(NotAuthenticated):
    pass


class SecondFactorAlreadyEnrolled(Conflict):
    pass


class SecondFactorNotEnrolled(Conflict):
    """There is none that a code could stand in for."""


class SecondFactorCodeRequired(Invalid):
    """Neither an open session nor the password is enough."""


class WrongCode(Invalid):
    pass


class TooManyAttempts(Throttled):
    pass


class TooManyNumberRequestsFromHere(Throttled):
    """Within an hour, from one address prefix. `facts["most"]`."""

    title = "Too many requests for a number from here"


class TooManyNumberRequestsForEstablishment(Throttled):
    """Within an hour. `facts["most"]`."""

    title = "Too many requests for a number for this establishment"


class TooManyNumberRequestsForPerson(Throttled):
    """Within a day, of one name and birth date. Says nothing of whether that person has a number. `facts["most"]`."""

    title = "Too many requests for a number for this person"


class ManyAreSigningIn(Unavailable):
    """Nothing was tried, so no attempt is counted. `facts["retry_after"]`: whole seconds."""

    title = "Many people are signing in"


class PasswordTooShort(Invalid):
    pass


class PasswordTooCommon(Invalid):
    pass


class PasswordUnchanged(Invalid):
    pass


class WrongCurrentPassword(Invalid):
    pass


class CurrentPasswordRequired(Invalid):
    """An open session is not enough: the password, or a code of the second factor, is needed as well."""


class LinkExpired(Invalid):
    pass


class SecretAlreadyCollected(Conflict):
    pass


class AccountAlreadyExists(Conflict):
    pass


class NotYourOwnAccount(NotPermitted):
    """Nobody takes rights from themselves, nor gives themselves any."""


class LastAdministrator(Conflict):
    """Somebody must be able to give rights, and to give them back."""


class EstablishmentRequired(Invalid):
    """A correspondent speaks for an establishment; nobody else does."""


class RegionsNotForTheseRoles(Invalid):
    """Of the roles only those of an officer and of a correspondent are good in some regions."""


class UnknownRegion(Invalid):
    """No establishment is in it."""


class UnknownPerson(NotFound):
    pass


class UnknownSession(NotFound):
    pass


class UnknownDelivery(NotFound):
    pass


class NotAStaffRole(Invalid):
    pass


class YearNotOpen(Invalid):
    """Rights are opened for last year, this year or the next."""


class TaxNoticeRequired(Invalid):
    """Rights are opened on proof. `facts["income_year"]`: of which year."""


class PaperNotUsable(Invalid):
    """Not one of the member's own, of another kind, or not accepted."""


class NoticeOfAnotherYear(Invalid):
    """`facts`: the income year that is `asked` for, and the one that was `read`."""


class NoticeSaysOtherwise(Invalid):
    """A signed notice of the member's own is taken at its word."""


class FigureRequired(Invalid):
    """The notice does not say it by itself."""


class AllowancesProofRequired(Invalid):
    pass


class ImplausibleParts(Invalid):
    """More than the household can have. `facts["most"]`."""


class ImplausibleChildren(Invalid):
    """A child of the household is as old as the member. `facts["years"]`: the fewest between them."""


class RightsAlreadySettled(Conflict):
    """Verified or confirmed, they are changed by officers only; nor does one officer undo unseen what another did."""


class UnknownRights(NotFound):
    pass
