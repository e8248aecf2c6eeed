"""What a member and an officer read of an amount, of what happened and of the time it takes, in their language."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from services.applications.domain.delay import UsualDelay
from services.applications.domain.money import euros
from services.applications.domain.radar import Reason
from services.applications.domain.rules.check import Check, Fact
from services.applications.domain.scale import Estimate
from services.applications.domain.timeline import Facts
from services.contracts.base import Language
from services.contracts.language import LANGUAGES, in_language
from services.kit.figures import listed, long_date, money, number
from services.kit.texts import Texts


@cache
def texts(language: Language) -> Texts:
    return Texts(Path(__file__).parents[1] / "locales", language)


def explanation(estimate: Estimate, language: Language) -> str:
    """How an amount came about, in one paragraph."""
    return " ".join(_explanation(estimate, language, texts(language)))


def _explanation(estimate: Estimate, language: Language, texts: Texts) -> Iterator[str]:
    unit = _euros(estimate.unit_amount, language)
    if estimate.kind == "discretionary":
        yield texts.t("explanation.discretionary")
    elif estimate.kind == "share":
        yield _share(estimate, language, texts)
    else:
        if estimate.kind == "tiered":
            yield _quotient(estimate, language, texts)
        else:
            yield texts.t("explanation.fixed", unit=unit)
        if (quantity := estimate.quantity) is not None:
            total = _euros((estimate.unit_amount or Decimal(0)) * quantity, language)
            if not quantity:
                yield texts.t("explanation.nobody_counts")
            yield texts.t("explanation.quantity", quantity=number(quantity, language), unit=unit, total=total)
    if estimate.cap is not None and (estimate.capped or estimate.kind == "discretionary"):
        yield texts.t("explanation.cap", cap=_euros(estimate.cap, language))
    scale = "explanation.illustrative_scale" if estimate.illustrative else "explanation.scale"
    yield texts.t(scale, version=estimate.scale_version)


def _quotient(estimate: Estimate, language: Language, texts: Texts) -> str:
    unit = _euros(estimate.unit_amount, language)
    if estimate.quotient is None:
        return texts.t("explanation.quotient_unknown", unit=unit)
    quotient = _euros(estimate.quotient, language)
    if estimate.tier is None:
        return texts.t("explanation.above_the_last_tier", quotient=quotient, unit=unit)
    return texts.t("explanation.tier", quotient=quotient, limit=_euros(estimate.tier.up_to, language), unit=unit)


def _share(estimate: Estimate, language: Language, texts: Texts) -> str:
    share = estimate.percent or Decimal(0)
    percent = number(share, language)
    if estimate.base is None:
        return texts.t("explanation.share_of_nothing_yet", percent=percent)
    base, amount = _euros(estimate.base, language), _euros(estimate.base * share / 100, language)
    return texts.t("explanation.share", percent=percent, base=base, share=amount)


def _euros(amount: Decimal | None, language: Language) -> str:
    return money(euros(amount or Decimal(0)), language)


def delay_notice(delay: UsualDelay | None, language: Language) -> str:
    """What a member reads while something is missing."""
    words = texts(language)
    usually = [words.n("delay.usually", delay.waiting_days)] if delay and delay.waiting_days is not None else []
    return " ".join([words.t("delay.waits"), *usually, words.t("delay.moves_on")])


def radar_sentence(reason: Reason, language: Language) -> str:
    """Why a benefit is for somebody, or why not."""
    key, facts, words = f"radar.{reason.name}", reason.facts, texts(language)
    match reason.name:
        case "for":
            names = [one.get("given_name") for one in facts["people"]]
            if all(names):
                return words.t("radar.for_named", names=listed([str(name) for name in names], language))
            return words.n("radar.for_children", len(names))
        case "check":
            return check_sentence(facts["check"], language)
        case "closing":
            return words.n(key, facts["days"]) if facts["days"] else words.t("radar.closes_today")
        case "asked":
            return words.t(f"{key}.{facts['status']}")
        case "opens" | "reopens" | "ended":
            return words.t(key, day=long_date(facts["day"], language))
    return words.t(key, **facts)


def check_sentence(check: Check, language: Language) -> str:
    """What a rule found, with its figures. A sentence that only a newer version knows is told by its kind."""
    words, key = texts(language), f"check.{check.sentence}"
    if key not in words:
        return words.t("check.unknown", rule=check.rule)
    return words.t(key, **{name: _fact(value, language) for name, value in check.facts.items()})


def check_in_all_languages(check: Check) -> dict[str, str]:
    return {language: check_sentence(check, language) for language in LANGUAGES}


def _fact(value: Fact, language: Language) -> str:
    if isinstance(value, list):
        return listed([_fact(one, language) for one in value], language)
    if not isinstance(value, dict):
        return str(value)
    if "day" in value:
        return long_date(date.fromisoformat(value["day"]), language)
    if "euros" in value:
        return _euros(Decimal(value["euros"]), language)
    for unit in ("months", "days", "years"):
        if unit in value:
            return texts(language).n(f"period.{unit}", value[unit])
    if "person" in value:
        return texts(language).t("name.person", number=value["person"])
    if "name" in value:
        more = {name: _fact(one, language) for name, one in value.get("with", {}).items()}
        return texts(language).t(f"name.{value['name']}", **more)
    return str(in_language(value, language))


def timeline_sentence(event_type: str, facts: Facts, language: Language) -> str:
    key, words = f"timeline.{event_type}", texts(language)
    match event_type:
        case "application_marked_incomplete":
            return words.n(key, len(facts.get("missing", ())))
        case "items_requested" | "request_cancelled":
            return words.n(key, len(facts.get("items", ())))
        case "amendment_settled":
            return words.t(f"{key}.{facts['outcome']}")
        case "message_posted":
            return words.t(f"{key}.{'member' if facts.get('author') == 'member' else 'officer'}")
        case "application_decided":
            return words.t(f"{key}.{'approved' if facts.get('outcome') == 'approved' else 'rejected'}")
        case "decision_corrected":
            return words.t(f"{key}.{'approved' if facts.get('outcome') == 'approved' else 'rejected'}")
        case "appeal_decided":
            return words.t(f"{key}.{'upheld' if facts.get('outcome') == 'upheld' else 'dismissed'}")
        case "rights_taken_over":
            return words.t(key, revision=facts["revision"])
        case "rule_overridden":
            return words.t(key, kind=words.t(f"kind.{facts['kind']}"))
        case "deadline_approaching" | "closing_announced":
            return words.t(key, closes_on=date.fromisoformat(facts["closes_on"]))
    return words.t(key) if key in words else event_type.replace("_", " ")
