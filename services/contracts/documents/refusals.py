"""Why documents says no."""

from services.contracts.refusals import Conflict, Invalid, NotFound, TooLarge, Unavailable


class UnknownDocument(NotFound):
    pass


class FileTooLarge(TooLarge):
    pass


class UnsupportedType(Invalid):
    """Neither PDF, JPEG nor PNG, or the extension says otherwise than the type."""


class QuotaExceeded(Conflict):
    pass


class UploadMissing(Conflict):
    """Nothing has been uploaded yet."""


class DocumentNotAwaitingUpload(Conflict):
    pass


class DocumentNotAccepted(Conflict):
    """Bytes are shown only once they passed their checks."""


class DocumentInUse(Conflict):
    """An application rests on it that is not decided yet: it can be deleted once it is, or is withdrawn."""


class DocumentKept(Conflict):
    """An application that was decided rests on it, and can still be contested. `facts["until"]`: the last such day."""


class UnknownPage(NotFound):
    """It has fewer pages."""


class NotPresentable(Conflict):
    """No picture of that page can be made within the limits: the file itself has to be opened."""


class ManyPagesAreDrawn(Unavailable):
    """More than can be drawn at once. `facts["retry_after"]`: whole seconds."""

    title = "Many pages are being drawn"
