"""A member's rights, opened with a specimen of the notice that they would have."""

from datetime import UTC, datetime
from typing import Any

from deploy.demo.client import Client, wait_until
from deploy.demo.notices import specimen_notice
from deploy.demo.paper_authority import PaperAuthority
from services.contracts.calendar import day_in_paris

ALLOWANCES = "monthly_family_allowances"


def open_rights(member: Client, authority: PaperAuthority, told: dict[str, Any]) -> dict[str, Any]:
    """This year's. `told`: what the notice says, `reference_tax_income` in whole euros and `parts`; and what is paid in
    family allowances, `monthly_family_allowances`. Those that are open are left as they are."""
    year, me = day_in_paris(datetime.now(UTC)).year, member.call("GET", "/me")
    if me["rights"] is not None:
        return dict(me["rights"])
    notice = specimen_notice(
        authority,
        income=int(told["reference_tax_income"]),
        parts=str(told["parts"]),
        income_year=year - 2,
        declarants=[f"{me['family_name']} {me['given_name']}".upper()],
    )
    body = {"year": year, "tax_notice_document_id": send_paper(member, "tax_notice", notice)}
    if float(told.get(ALLOWANCES, 0)):
        proof = specimen_notice(authority, income_year=year - 1, declarants=["SPECIMEN ALLOCATIONS FAMILIALES"])
        papers = {"allowances_document_id": send_paper(member, "family_allowance_notice", proof)}
        body |= papers | {ALLOWANCES: told[ALLOWANCES]}
    opened: dict[str, Any] = member.call("POST", "/me/rights", body)
    return opened


def send_paper(member: Client, kind: str, content: bytes, content_type: str = "application/pdf") -> str:
    """The id of a document that passed its checks."""
    name = f"{kind}.{content_type.rpartition('/')[2]}"
    declared = {"kind": kind, "filename": name, "size": len(content), "content_type": content_type}
    path = f"/documents/{member.call('POST', '/documents', declared)['id']}"
    member.call("PUT", f"{path}/content", content)
    member.call("POST", f"{path}/complete")
    wait_until(lambda: member.call("GET", path)["state"] == "accepted", "a paper to be accepted")
    return path.rpartition("/")[2]
