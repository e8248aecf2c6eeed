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


class WrongCode(Invalid):
    pass


class TooManyAttempts(Throttled):
    pass


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


class LinkExpired(Invalid):
    pass


class SecretAlreadyCollected(Conflict):
    pass


class AccountAlreadyExists(Conflict):
    pass


class EstablishmentRequired(Invalid):
    """A correspondent speaks for an establishment; nobody else does."""


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
