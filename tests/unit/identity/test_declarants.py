import pytest

from services.identity.domain.declarants import is_declarant


@pytest.mark.parametrize(
    ("declarant", "family", "given"),
    [
        ("MARTIN CAMILLE", "Martin", "Camille"),
        ("MARTIN CAMILLE ROSE", "martin", "camille"),
        ("CAMILLE MARTIN", "Martin", "Camille"),
        ("M MARTIN CAMILLE", "Martin", "Camille"),
        ("GERARD HELENE", "Gérard", "Hélène"),
        ("LE GOFF MARIE CLAIRE", "Le Goff", "Marie-Claire"),
        ("LEGOFF MARIE-CLAIRE", "Le Goff", "Marie Claire"),
        ("DE LA TOUR ANNE", "La Tour", "Anne"),
        ("TOUR ANNE", "de La Tour", "Anne"),
        ("DARTAGNAN CHARLES", "d’Artagnan", "Charles"),
        ("ARTAGNAN CHARLES", "d'Artagnan", "Charles"),
        ("RETISOPHIE", "Reti", "Sophie"),
        ("DURAND SOPHIE", "Durand-Martin", "Sophie"),
        ("MARTIN SOPHIE", "Durand-Martin", "Sophie"),
        ("DURAND-MARTIN SOPHIE", "Durand Martin", "Sophie"),
        ("NGUYEN THI HONG", "Nguyễn", "Thị Hồng"),
        ("MONTMORENCY LAVAL BOUTEVILLE ALEXANDRI", "Montmorency Laval Bouteville", "Alexandrine"),
    ],
)
def test_the_member_is_found_however_the_notice_writes_the_name(declarant: str, family: str, given: str) -> None:
    assert is_declarant(["DUPONT JEAN", declarant], [family], given)


@pytest.mark.parametrize(
    ("declarant", "family", "given"),
    [
        ("MARTIN PAUL", "Martin", "Camille"),
        ("MARTIN JEAN PAUL", "Martin", "Paul"),
        ("DUPONT CAMILLE", "Martin", "Camille"),
        ("MARTINEZ CAMILLE", "Martin", "Camille"),
        ("MARTIN CAM", "Martin", "Camille"),
        ("MARTIN", "Martin", "Camille"),
        ("CAMILLE", "Martin", "Camille"),
        ("MARTIN MARIE", "Martin", "Marie-Claire"),
        ("DE PAUL", "de La Tour", "Paul"),
        ("", "Martin", "Camille"),
        ("M", "Martin", "Camille"),
        ("MARTIN CAMILLE", "", "Camille"),
    ],
)
def test_nobody_else_is_taken_for_the_member(declarant: str, family: str, given: str) -> None:
    assert not is_declarant([declarant], [family], given)


def test_names_by_birth_and_by_use_both_count_and_together_in_either_order() -> None:
    for declarant in ("DURAND SOPHIE", "MARTIN SOPHIE", "DURAND MARTIN SOPHIE", "MARTIN DURAND SOPHIE"):
        assert is_declarant([declarant], ["Martin", "Durand"], "Sophie")
    assert not is_declarant([], ["Martin"], "Sophie")
