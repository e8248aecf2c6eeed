import pytest

from services.contracts.identity.addresses import is_an_establishments


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("ch-valmont.fr", True),
        ("CHU-Grandmont.fr", True),
        ("chru-rives.fr", True),
        ("mail.chu-grandmont.fr", True),
        ("aphp.fr", True),
        ("ext.aphp.fr", True),
        ("ap-hm.fr", True),
        ("ghu-valmont.fr", True),
        ("chu.fr", True),
        ("chugrandmont.fr", True),
        ("hopital-saint-aubrac.fr", True),
        ("hopitaux-de-valmont.fr", True),
        ("sante.gouv.fr", True),
        ("ehpad-les-tilleuls.fr", True),
        ("orange.fr", False),
        ("gmail.com", False),
        ("exemple.fr", False),
        ("chouette.fr", False),
        ("chat-noir.fr", False),
        ("richard.fr", False),
        ("archi-valmont.fr", False),
        ("ch-valmont.fr.exemple.org", False),
    ],
)
def test_an_address_of_an_establishment_is_known_by_its_domain(domain: str, expected: bool) -> None:
    assert is_an_establishments(f"lou.perrin@{domain}") is expected
