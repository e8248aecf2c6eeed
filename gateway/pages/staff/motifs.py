"""The reasons that officers give most, ready to be taken over and changed before they are sent."""

from typing import Literal

from gateway.pages.forms import Form
from gateway.pages.texts import Texts

Use = Literal["refuse", "ask"]
MOTIFS: dict[Use, tuple[str, ...]] = {
    "refuse": ("late", "conditions", "quotient", "already", "dependent", "unanswered"),
    "ask": ("illegible", "pages", "year", "name", "dates", "receipt"),
}
FIELD: dict[Use, str] = {"refuse": "reason", "ask": "message"}
"""Where each is taken over to."""


def motifs(use: Use, texts: Texts) -> list[tuple[str, str, str]]:
    """Code, short name and text of each."""
    return [(each, texts.t(f"motif.{use}_{each}"), texts.t(f"motif_text.{use}_{each}")) for each in MOTIFS[use]]


def take_over(form: Form, use: Use, texts: Texts) -> None:
    """For browsers without scripts: into what was typed, beneath it."""
    text = next((text for code, _, text in motifs(use, texts) if code == form.value(f"{use}_motif")), "")
    typed = form.value(FIELD[use])
    if text and text not in typed:
        form.typed[FIELD[use]] = [f"{typed}\n{text}" if typed else text]
