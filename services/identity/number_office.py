"""What officers do about a request for a number once it was assigned, and about doubles: a part of `service.py`'s
wiring."""

from uuid import uuid4

from services.contracts.identity import NumberRequestView
from services.contracts.identity.number_office import (
    AssignForEstablishment,
    CorrectNumberRequest,
    GetNumberRefusal,
    LettersView,
    ListDueLetters,
    MarkLetterPosted,
    MergeNumberRequest,
    NumberRefusalView,
    ResendNumber,
)
from services.identity import before
from services.identity.domain.issued_secrets import Draft
from services.identity.handlers.assign_for_establishment import assign_for_establishment
from services.identity.handlers.correct_number_request import correct_number_request
from services.identity.handlers.mark_letter_posted import mark_letter_posted
from services.identity.handlers.merge_number_request import merge_number_request
from services.identity.handlers.resend_number import resend_number
from services.identity.queries import letters
from services.identity.queries.number_requests import number_request
from services.identity.store import SqlAccounts, SqlIssuedSecrets, SqlNumberRequests
from services.kit.rpc.answering import handles
from services.kit.work import Work


class NumberOffice:
    @handles(AssignForEstablishment)
    def assign_for_establishment(self, command: AssignForEstablishment, work: Work) -> NumberRequestView:
        assign_for_establishment(command, uuid4(), work.actor, work.now, SqlNumberRequests(work), SqlAccounts(work))
        return number_request(work.session, command.request_id, work.actor)

    @handles(CorrectNumberRequest)
    def correct_number_request(self, command: CorrectNumberRequest, work: Work) -> NumberRequestView:
        stores = SqlNumberRequests(work), SqlAccounts(work), SqlIssuedSecrets(work)
        correct_number_request(command, work.actor, work.now, *stores)
        return number_request(work.session, command.request_id, work.actor)

    @handles(ResendNumber)
    def resend_number(self, command: ResendNumber, work: Work) -> NumberRequestView:
        resend_number(command, work.actor, SqlNumberRequests(work), SqlAccounts(work))
        return number_request(work.session, command.request_id, work.actor)

    @handles(MarkLetterPosted)
    def mark_letter_posted(self, command: MarkLetterPosted, work: Work) -> NumberRequestView:
        mark_letter_posted(command, work.actor, work.now, SqlNumberRequests(work))
        return number_request(work.session, command.request_id, work.actor)

    @handles(MergeNumberRequest, prepare=before.draft_link)
    def merge_number_request(self, command: MergeNumberRequest, work: Work, draft: Draft) -> NumberRequestView:
        stores = SqlNumberRequests(work), SqlAccounts(work), SqlIssuedSecrets(work)
        merge_number_request(command, draft, work.actor, work.now, *stores)
        return number_request(work.session, command.request_id, work.actor)

    @handles(ListDueLetters)
    def list_due_letters(self, _query: ListDueLetters, work: Work) -> LettersView:
        return letters.due_letters(work.session, work.actor)

    @handles(GetNumberRefusal)
    def get_number_refusal(self, query: GetNumberRefusal, work: Work) -> NumberRefusalView:
        return letters.number_refusal(work.session, query.request_id)
