"""How an amount came about, in one paragraph that reads the same to a member and to an officer."""

from decimal import Decimal

from services.applications.domain.money import money
from services.applications.domain.scale import Estimate
from services.contracts.base import Language
from services.contracts.language import LocalizedText


def explain(estimate: Estimate) -> LocalizedText:
    return LocalizedText(fr=_explained(estimate, "fr"), en=_explained(estimate, "en"))


def _explained(estimate: Estimate, language: Language) -> str:
    return " ".join([*_how(estimate, language), *_cap(estimate, language), _scale(estimate, language)])


def _how(estimate: Estimate, language: Language) -> list[str]:
    french = language == "fr"
    if estimate.kind == "discretionary":
        return [
            "Le montant est fixé à l'examen du dossier." if french else "The amount is set when the file is reviewed."
        ]
    if estimate.kind == "share":
        return [_share(estimate, language)]
    sentences = [_quotient(estimate, language)] if estimate.kind == "tiered" else []
    unit = money(estimate.unit_amount or Decimal(0), language)
    if estimate.kind == "flat":
        sentences.append(f"Montant fixe : {unit}." if french else f"Fixed amount: {unit}.")
    if estimate.quantity is not None:
        total = money((estimate.unit_amount or Decimal(0)) * estimate.quantity, language)
        times = _plain(estimate.quantity, language)
        sentences.append(f"{times} × {unit} = {total}.")
    return sentences


def _quotient(estimate: Estimate, language: Language) -> str:
    unit = money(estimate.unit_amount or Decimal(0), language)
    french = language == "fr"
    if estimate.quotient is None:
        if french:
            return f"Quotient familial inconnu : le montant le plus bas s'applique, {unit}."
        return f"Family quotient unknown: the lowest amount applies, {unit}."
    quotient = money(estimate.quotient, language)
    if estimate.tier is None:
        if french:
            return f"Quotient familial : {quotient}, au-delà de la dernière tranche : {unit}."
        return f"Family quotient: {quotient}, above the last tier: {unit}."
    limit = money(estimate.tier.up_to, language)
    if french:
        return f"Quotient familial : {quotient}. Tranche jusqu'à {limit} : {unit}."
    return f"Family quotient: {quotient}. Tier up to {limit}: {unit}."


def _share(estimate: Estimate, language: Language) -> str:
    percent = _plain(estimate.percent or Decimal(0), language)
    if estimate.base is None:
        if language == "fr":
            return f"{percent} % d'une somme que le formulaire n'indique pas encore."
        return f"{percent}% of a sum that the form does not give yet."
    share = money(estimate.base * (estimate.percent or Decimal(0)) / 100, language)
    base = money(estimate.base, language)
    return f"{percent} % de {base} = {share}." if language == "fr" else f"{percent}% of {base} = {share}."


def _cap(estimate: Estimate, language: Language) -> list[str]:
    if estimate.cap is None or not (estimate.capped or estimate.kind == "discretionary"):
        return []
    cap = money(estimate.cap, language)
    return [f"Plafond : {cap}." if language == "fr" else f"Cap: {cap}."]


def _scale(estimate: Estimate, language: Language) -> str:
    if language == "fr":
        return f"Barème {estimate.scale_version}{' (montants illustratifs)' if estimate.illustrative else ''}."
    return f"Scale {estimate.scale_version}{' (illustrative amounts)' if estimate.illustrative else ''}."


def _plain(number: Decimal, language: Language) -> str:
    text = f"{number.normalize():f}"
    return text.replace(".", ",") if language == "fr" else text
