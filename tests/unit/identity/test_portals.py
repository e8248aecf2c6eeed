import pytest

from services.identity.domain.portals import find_profession
from services.identity.domain.professions import PROFESSIONS
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


@pytest.mark.parametrize(
    ("typed", "code", "portal"),
    [
        ("IDE", "infirmier", "agent"),
        ("infirmière", "infirmier", "agent"),
        ("aide-soignante", "aide-soignant", "agent"),
        ("ASH", "agent-de-service", "agent"),
        ("arm", "assistant-de-regulation-medicale", "agent"),
        ("kiné", "masseur-kinesitherapeute", "agent"),
        ("secretaire medicale", "assistant-medico-administratif", "agent"),
        ("cadre supérieur de santé", "cadre-de-sante", "agent"),
        ("Interne", "interne", "medical"),
        ("PH", "praticien-hospitalier", "medical"),
        ("médecin", "praticien-hospitalier", "medical"),
        ("PU-PH", "hospitalo-universitaire", "medical"),
        ("dentiste", "odontologiste", "medical"),
    ],
)
def test_a_profession_is_found_by_the_words_that_people_use(typed: str, code: str, portal: str) -> None:
    told = portals(typed, "fr")
    assert (told.matches[0].code, told.portal) == (code, portal)


def test_the_beginnings_of_words_find_all_that_they_may_mean() -> None:
    found = {one.code for one in portals("infirm", "fr").matches}
    assert {"infirmier", "infirmier-de-bloc", "puericulteur"} <= found
    assert portals("infirm", "fr").portal == "agent"
    assert portals("assist", "fr").portal is None, "there are some in both portals"
    assert portals("-", "fr").matches == []


def test_no_two_professions_are_called_alike_and_each_portal_ends_with_another_one() -> None:
    names = profession_names()
    for profession in PROFESSIONS:
        for form in (*names[profession.code], *filter(None, profession.words.split(","))):
            assert find_profession(form, names) == profession, form
    assert [portal.professions[-1].code for portal in portals(None, "fr").items] == ["autre-agent", "autre-medical"]
