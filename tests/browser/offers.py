"""The demo's own offers, as the fake bus lists them."""

from datetime import date
from uuid import UUID

import yaml

from deploy.demo.dates import with_dates
from services.contracts.base import Page
from services.contracts.language import in_language
from services.contracts.offers import OfferView
from tests.browser.benefits import DATA


def offers() -> Page[OfferView]:
    """A few with all that an offer has, and one without a way to its partner."""
    told = with_dates(yaml.safe_load((DATA / "offers.yaml").read_text()), date.today())  # noqa: DTZ011 - as the demo
    unsaid = dict.fromkeys(OfferView.model_fields)
    shown = in_language([*told[:5], told[-1]], "fr")
    return Page[OfferView](
        items=[OfferView.model_validate(unsaid | each | {"id": UUID(int=90 + n)}) for n, each in enumerate(shown)]
    )
