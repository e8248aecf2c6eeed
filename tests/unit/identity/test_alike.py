import pytest

from services.identity.domain.alike import alike


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Vasseur Inès", "INES VASSEUR", True),
        ("Le Goff-Martin Anne", "Martin Anne", True),
        ("Vasseur Inès", "Vaseur Ines", True),
        ("Dupont Marie-Claude", "Dupond Marie Claude", True),
        ("Vasseur Inès", "Vasseur Jules", False),
        ("Martin Anne", "Bernard Anne", False),
    ],
)
def test_names_of_one_person_are_found_however_they_were_typed(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
