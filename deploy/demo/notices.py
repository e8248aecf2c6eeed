"""Specimens of tax notices, of nobody: with the signed code that a real one bears (2D-Doc, type 28)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from deploy.demo.paper_authority import PaperAuthority
from deploy.demo.papers import Photo, page, photo_of

GS, US = "\x1d", "\x1f"
_FIRST_DAY = date(2000, 1, 1)
TAX_NUMBERS = ("3001123456789", "0701987765432")
ADDRESS = "12 RUE DU SPECIMEN/75099/VILLE SPECIMEN"


@dataclass(frozen=True, slots=True)
class Notice:
    income: int = 24000
    parts: str = "2"
    income_year: int = 2024
    declarants: Sequence[str] = ("MARTIN CLAIRE",)
    """One or two, family name first."""
    tax_numbers: Sequence[str] = TAX_NUMBERS
    signed_on: date | None = None
    """On 31 July of the year after, where nothing is said."""

    @property
    def number(self) -> str:
        """Another one for whatever else the notice says."""
        facts = f"{self.income} {self.parts} {self.income_year} {'/'.join(self.declarants)}"
        return f"{self.income_year % 100 + 1:02}{int(hashlib.sha256(facts.encode()).hexdigest(), 16) % 10**11:011}"

    def message(self, authority: PaperAuthority) -> str:
        """What is signed."""
        signed_on = self.signed_on or date(self.income_year + 1, 7, 31)
        day = f"{(signed_on - _FIRST_DAY).days:04X}"
        header = f"DC04{authority.name}{authority.certificate_id}{day}{day}2801FR"
        first, *second = zip(self.declarants, self.tax_numbers, strict=False)
        fields = [
            f"43{self.parts.replace('.', ',')}{GS}",
            f"44{self.number}",
            f"45{self.income_year}",
            f"46{first[0]}{GS}",
            f"4A3107{self.income_year + 1}",
            f"4Y{ADDRESS}{GS}",
            f"41{self.income}{GS}",
            f"47{first[1]}",
            *(f"48{name}{GS}49{number}" for name, number in second),
            f"4V3542{GS}",
            f"4X3724{GS}",
            f"4Z182{GS}",
        ]
        return header + "".join(fields)

    def code(self, authority: PaperAuthority) -> str:
        return signed(authority, self.message(authority))

    def lines(self) -> list[str]:
        numbers = [
            f"Numéro fiscal de {name} : {number}"
            for name, number in zip(self.declarants, self.tax_numbers, strict=False)
        ]
        return [
            f"AVIS D’IMPÔT ÉTABLI EN {self.income_year + 1}",
            f"Impôt sur les revenus de l’année {self.income_year}",
            "",
            *self.declarants,
            *ADDRESS.split("/"),
            "",
            f"Numéro de l’avis : {self.number}",
            *numbers,
            "",
            f"Revenu fiscal de référence : {self.income:,} €".replace(",", " "),
            f"Nombre de parts : {self.parts.replace('.', ',')}",
            "Impôt sur le revenu : 3 542 €",
            "",
            "Ce document est un spécimen : il ne vaut rien et ne dit rien de personne.",
        ]


def signed(authority: PaperAuthority, message: str) -> str:
    return f"{message}{US}{authority.sign(message.encode())}"


def specimen_notice(
    authority: PaperAuthority,
    *,
    income: int = 24000,
    parts: str = "2",
    income_year: int = 2024,
    declarants: Sequence[str] = ("MARTIN CLAIRE",),
) -> bytes:
    """A PDF."""
    notice = Notice(income, parts, income_year, declarants)
    return page(notice.lines(), notice.code(authority))


def specimen_photo(
    authority: PaperAuthority,
    *,
    income: int = 24000,
    parts: str = "2",
    income_year: int = 2024,
    declarants: Sequence[str] = ("MARTIN CLAIRE",),
    taken: Photo | None = None,
) -> bytes:
    """A JPEG, as a telephone takes it."""
    paper = specimen_notice(authority, income=income, parts=parts, income_year=income_year, declarants=declarants)
    return photo_of(paper, taken or Photo())
