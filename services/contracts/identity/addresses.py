"""Which e-mail addresses are an employer's: they end with the job, and letters of ours with them."""

import re

_OF_AN_ESTABLISHMENT = re.compile(
    r"""
    (^|\.)(
        (ch|chu|chr|chru|chd|chi|chic|chs|chsf|ghu|gh|ght|ghi|hl|hopital|hopitaux|epsm|ehpad|ap)-[a-z0-9-]+\.(fr|eu|org|com|re|nc|pf)
      | [a-z0-9-]*(hopital|hopitaux|hospital|ehpad|clinique)[a-z0-9-]*\.[a-z.]{2,}
      | (aphp|ap-hp|aphm|ap-hm|hcl|chru|ghu|chu|ch|chi|chs)\.(fr|org)
      | (chu|chru|chr)[a-z0-9]*\.fr
      | [a-z0-9-]+\.(gouv|sante|aphp)\.fr
      | (fhf|cgos|mipih)\.(fr|org|info)
    )$
    """,
    re.VERBOSE,
)


def is_an_establishments(email: str) -> bool:
    """By its domain alone: `@chu-valmont.fr`, `@aphp.fr`, `@hopitaux-de-valmont.fr`."""
    return _OF_AN_ESTABLISHMENT.search(email.strip().lower().rpartition("@")[2]) is not None
