from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.identity.number_office import MergeNumberRequest
from services.contracts.identity.refusals import NotAlike, UnknownPerson
from services.identity.domain.before_first_login import number_if_alike
from services.identity.domain.issued_secrets import Draft, issue_secret
from services.identity.ports import Accounts, IssuedSecrets, NumberRequests


def merge_number_request(
    command: MergeNumberRequest,
    draft: Draft,
    actor: Actor,
    now: datetime,
    requests: NumberRequests,
    accounts: Accounts,
    secrets: IssuedSecrets,
) -> None:
    """Whoever asked may be somebody else who knows the names: only the address on file hears of the number."""
    request = requests.get(command.request_id)
    request.require_within_reach_of(actor, command.callers)
    try:
        member = accounts.get(command.member_id)
    except UnknownPerson:
        raise NotAlike("This request is not of a member of that id.") from None
    request.merge_into(member.id, number_if_alike(member, request.form))
    recent = secrets.recent(member.id, "number_reminder")
    issued = issue_secret(draft, member.id, "number_reminder", member.email, recent, now)
    if issued is not None:
        secrets.add(issued, instead_of=recent)
    requests.save(request)
