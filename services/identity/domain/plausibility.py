"""What a household can be: the parts that it can have at most, and its children."""

from decimal import Decimal

from services.contracts.identity.refusals import ImplausibleChildren, ImplausibleParts
from services.identity.domain.household import Household

HALF = Decimal("0.5")
MARGIN = Decimal(1)
"""What we are not told of and a notice counts: an invalidity of each adult, a half part each; or somebody disabled who
lives with them, a whole one (code général des impôts, art. 195 and 196 A bis)."""
NOT_DESCRIBED = Decimal(4)
"""Who has described no household is held to that of two adults with three children."""
FEWEST_YEARS = 12
"""Between a member and a child of theirs."""


def most_parts(household: Household) -> Decimal:
    return NOT_DESCRIBED + MARGIN if household.version == 0 else _most_as_described(household)


def _most_as_described(household: Household) -> Decimal:
    """Code général des impôts, art. 194: a part for each adult, a half for the first two children, a whole one for each
    other; a half more for who brings them up alone and for each disabled child. A widow or widower with children keeps
    the parts of a couple."""
    children = len(household.children)
    couple = household.partner is not None or household.family_situation == "couple"
    adults = Decimal(1)
    if couple or (children and household.family_situation == "widowed"):
        adults += 1
    elif children:
        adults += HALF
    for_children = HALF * min(children, 2) + max(children - 2, 0)
    disabled = sum(child.disabled for child in household.children)
    return adults + for_children + HALF * disabled + MARGIN


def require_plausible_parts(parts: Decimal, household: Household) -> None:
    _require_at_most(most_parts(household), parts)


def require_plausible_children(household: Household, birth_year: int | None) -> None:
    """`birth_year`: the member's."""
    if _too_old(household, birth_year) is not None:
        raise ImplausibleChildren("A child of your household is as old as you.", years=FEWEST_YEARS)


def require_plausible_household(household: Household, birth_year: int | None, proven: Decimal | None) -> None:
    """As it is being told, by the same rules. `proven`: the parts of a notice that is settled, taken as they are."""
    position = _too_old(household, birth_year)
    if position is not None:
        place = f"/children/{position}/birth_date"
        raise ImplausibleChildren.at(place, "This child is as old as you.", years=FEWEST_YEARS)
    if household.parts != proven:
        _require_at_most(_most_as_described(household), household.parts)


def _require_at_most(most: Decimal, parts: Decimal) -> None:
    if parts > most:
        detail = f"A household as you have described it has at most {most} parts."
        raise ImplausibleParts.at("/parts", detail, most=str(most))


def _too_old(household: Household, birth_year: int | None) -> int | None:
    if birth_year is None:
        return None
    too_old = (at for at, child in enumerate(household.children) if child.birth_date.year < birth_year + FEWEST_YEARS)
    return next(too_old, None)
