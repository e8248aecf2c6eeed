"""What a member's tax notice says, for identity."""

from sqlalchemy.orm import Session

from services.contracts.documents import GetNoticeReading, NoticeReadingView
from services.documents.domain.views import notice_view_of
from services.documents.queries.documents import find_document, find_reading


def get_notice_reading(session: Session, query: GetNoticeReading) -> NoticeReadingView:
    document = find_document(session, query.document_id)
    document.require_owned_by(query.owner_id)
    return notice_view_of(document, find_reading(session, document.id))
