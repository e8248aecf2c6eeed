"""What officers write most: reasons, requests and answers, in the member's language, ready to be taken over and changed
before they are sent."""

from typing import Literal

from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.texts import Texts
from services.contracts.identity.reach import GetMemberReach, MemberReachView
from services.contracts.language import known_language

Use = Literal["refuse", "ask", "answer"]
MOTIFS: dict[Use, tuple[str, ...]] = {
    "refuse": ("late", "conditions", "quotient", "already", "dependent", "unanswered"),
    "ask": ("illegible", "pages", "year", "name", "dates", "receipt"),
    "answer": ("received", "delay", "paid", "contest", "rights", "elsewhere"),
}
FIELD: dict[Use, str] = {"refuse": "reason", "ask": "message", "answer": "body"}
"""Where each is taken over to."""


def motifs(use: Use, texts: Texts, written: Texts) -> list[tuple[str, str, str]]:
    """Code, short name and text of each. `written`: of whoever it is sent to."""
    return [(each, texts.t(f"motif.{use}_{each}"), written.t(f"motif_text.{use}_{each}")) for each in MOTIFS[use]]


def take_over(form: Form, use: Use, written: Texts) -> None:
    """For browsers without scripts: into what was typed, beneath it."""
    text = next((text for code, _, text in motifs(use, written, written) if code == form.value(f"{use}_motif")), "")
    typed = form.value(FIELD[use])
    if text and text not in typed:
        form.typed[FIELD[use]] = [f"{typed}\n{text}" if typed else text]


async def reach_of(page: PageContext, cgos_number: str) -> MemberReachView | None:
    return await page.try_ask(GetMemberReach(cgos_number=cgos_number), within=1.0)


def texts_for(page: PageContext, reach: MemberReachView | None) -> Texts:
    """As the member reads; as the officer does where that is not known."""
    return Texts(known_language(reach.language if reach else None) or page.language)
