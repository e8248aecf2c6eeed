import pytest

from services.identity.domain.portals import PROFESSIONS, find_profession
from services.identity.queries.portals import portals
from services.identity.queries.wording import profession_names


@pytest.mark.parametrize("typed", ["sage-femme", "Sage-Femme", "SAGE FEMME", "midwife", " sage  femme "])
def test_a_profession_is_found_by_code_or_name_in_any_language(typed: str) -> None:
    found = find_profession(typed, profession_names())
    assert found is not None
    assert found.code == "sage-femme"


def test_each_profession_belongs_to_one_portal_and_answers_which() -> None:
    for profession in PROFESSIONS:
        assert portals(profession.code, "fr").portal == profession.portal


def test_the_portals_speak_the_language_that_was_asked_for() -> None:
    french, english = portals(None, "fr"), portals(None, "en")
    assert [portal.code for portal in french.items] == ["agent", "medical"]
    assert french.items[0].professions[0].name == "Infirmier, infirmière"
    assert english.items[0].professions[0].name == "Nurse"
    assert french.portal is None


def test_an_unknown_profession_has_no_portal() -> None:
    assert portals("astronaute", "fr").portal is None
