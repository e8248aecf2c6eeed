"""What its owner, and what another service, is told of a document."""

from dataclasses import asdict

from services.contracts.documents import DocumentFactsView, DocumentView, NoticeReading, NoticeReadingView, PaperReading
from services.documents.domain.document import RELIED_ON, Document
from services.documents.domain.holding import Keep
from services.documents.domain.reading import Notice, Reading


def view_of(document: Document, reading: Reading | None = None) -> DocumentView:
    """Without what it says in the reply of a command: that is kept with the command's key, beyond the document."""
    return DocumentView.of(document, read=_read(reading) if reading else None, kept_for=None, kept_until=None)


def kept(view: DocumentView, keep: Keep | None) -> DocumentView:
    """For its owner."""
    if keep is None or view.state not in RELIED_ON:
        return view
    return view.model_copy(update={"kept_for": keep.why, "kept_until": keep.until})


def _read(reading: Reading) -> PaperReading:
    return PaperReading(
        paper=reading.paper,
        signature=reading.signature,
        fields=_figures(reading.notice) if reading.notice else {},
    )


def _figures(notice: Notice) -> dict[str, object]:
    return {
        **asdict(notice),
        "reference_tax_income": str(notice.reference_tax_income),
        "parts": f"{notice.parts.normalize():f}",
        "declarants": list(notice.declarants),
    }


def notice_view_of(document: Document, reading: Reading | None) -> NoticeReadingView:
    notice = reading.notice if reading else None
    return NoticeReadingView(
        document_id=document.id,
        owner_id=document.owner_id,
        kind=document.kind,
        state=document.state,
        paper=reading.paper if reading else None,
        reading=NoticeReading(**asdict(notice), signature=reading.signature) if reading and notice else None,
    )


def facts_of(document: Document) -> DocumentFactsView:
    return DocumentFactsView.of(document, document_id=document.id)
