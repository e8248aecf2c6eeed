import math
from uuid import uuid4

import httpx
import pytest

from gateway.bus.wire import encode_body
from services.contracts.actor import Role
from services.contracts.applications import GetApplication, SaveAnswers, UnknownApplication
from services.contracts.base import Done
from services.contracts.identity import ListEstablishments, ListPortals, LogIn, RequestFirstLogin, RequestNumber
from services.contracts.identity.refusals import TooManyAttempts, TooManyNumberRequestsFromHere, WrongPortal
from services.contracts.refusals import FieldError, IdempotencyKeyReused, Invalid, Refusal, Unavailable
from tests.gateway.conftest import bearer
from tests.gateway.fake_bus import FakeBus

pytestmark = pytest.mark.anyio


async def test_a_refusal_is_a_problem_document_with_its_status_code_and_type(
    client: httpx.AsyncClient, bus: FakeBus
) -> None:
    bus.answers[GetApplication] = UnknownApplication()
    token = bus.sign_in(Role.MEMBER)
    answer = await client.get(f"/api/v1/applications/{uuid4()}", headers=bearer(token))
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:agentspace:problem:unknown-application"
    assert answer.json()["code"] == "unknown-application"
    assert answer.json()["errors"] == []


async def test_a_french_reader_is_answered_in_french(client: httpx.AsyncClient, bus: FakeBus) -> None:
    bus.answers[ListPortals] = Unavailable()
    french = await client.get("/api/v1/portals", headers={"Accept-Language": "fr-FR,fr;q=0.9,en;q=0.8"})
    english = await client.get("/api/v1/portals", headers={"Accept-Language": "en"})
    assert french.json()["title"] == "Service momentanément indisponible"
    assert english.json()["title"] == "Unavailable for the moment"


@pytest.mark.parametrize(
    ("language", "what_to_do"), [("fr", "Rouvrez la page"), ("en", "Open the page again"), ("en", "take a new key")]
)
async def test_who_sends_a_form_twice_with_other_content_is_told_what_to_do(
    language: str, what_to_do: str, client: httpx.AsyncClient, bus: FakeBus
) -> None:
    bus.answers[RequestFirstLogin] = IdempotencyKeyReused()
    headers = {"Accept-Language": language}
    answer = await client.post("/api/v1/auth/first-login", json={"cgos_number": "12345674"}, headers=headers)
    assert what_to_do in answer.json()["detail"]


@pytest.mark.parametrize("headers", [{}, {"Accept-Language": "de"}, {"Accept-Language": ""}])
async def test_where_nothing_says_otherwise_it_is_french(
    headers: dict[str, str], client: httpx.AsyncClient, bus: FakeBus
) -> None:
    bus.answers[ListPortals] = Invalid()
    bus.answers[RequestFirstLogin] = Done()
    refused = await client.get("/api/v1/portals", headers=headers)
    unread = await client.get("/api/v1/nowhere", headers=headers)
    assert (refused.json()["title"], unread.json()["title"]) == ("Envoi à corriger", "Introuvable")
    await client.post("/api/v1/auth/first-login", json={"cgos_number": "12345674"}, headers=headers)
    assert bus.last(RequestFirstLogin)[1].language == "fr"


async def test_the_facts_of_a_refusal_are_members_of_the_document(client: httpx.AsyncClient, bus: FakeBus) -> None:
    bus.answers[LogIn] = WrongPortal(portal="medical")
    body = {"cgos_number": "12345674", "password": "cheval correct pile agrafe", "portal": "agent"}
    answer = await client.post("/api/v1/auth/login", json=body)
    assert (answer.status_code, answer.json()["code"], answer.json()["portal"]) == (403, "wrong-portal", "medical")


async def test_each_missing_field_is_named_by_a_pointer(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/v1/number-requests", json={"portal": "agent"})
    assert answer.status_code == 422
    pointers = {error["pointer"] for error in answer.json()["errors"]}
    assert {"/establishment_id", "/birth_date", "/email"} <= pointers


async def test_errors_of_fields_are_said_in_the_readers_language(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/establishments?limit=1000", headers={"Accept-Language": "fr"})
    assert answer.json()["errors"] == [{"pointer": "/limit", "detail": "au plus 100"}]


async def test_a_body_that_is_not_json_is_invalid(client: httpx.AsyncClient) -> None:
    answer = await client.post(
        "/api/v1/auth/login", content=b'{"portal": ', headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[" * 100_000, b"9" * 5000, b"null", b'"x"'])
async def test_a_body_that_cannot_be_read_is_invalid_and_nothing_worse(
    client: httpx.AsyncClient, content: bytes
) -> None:
    answer = await client.post("/api/v1/auth/login", content=content, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


async def test_a_service_that_is_down_is_a_503_that_says_when_to_come_back(
    client: httpx.AsyncClient, bus: FakeBus
) -> None:
    bus.answers[ListPortals] = Unavailable(retry_after=2)
    answer = await client.get("/api/v1/portals")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")


async def test_a_throttled_caller_is_told_when_to_come_back(client: httpx.AsyncClient, bus: FakeBus) -> None:
    bus.answers[RequestFirstLogin] = TooManyAttempts(retry_after=17)
    answer = await client.post("/api/v1/auth/first-login", json={"cgos_number": "12345674"})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "17")


async def test_an_exception_is_internal_and_says_nothing_of_the_inside(client: httpx.AsyncClient, bus: FakeBus) -> None:
    def explode(_: ListPortals) -> None:
        raise RuntimeError("postgresql://identity:secret@db/identity")

    bus.answers[ListPortals] = explode  # type: ignore[assignment]  # it never answers
    answer = await client.get("/api/v1/portals")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-request-id"]


async def test_an_address_that_leads_nowhere_is_a_problem_too(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/nowhere")
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


async def test_a_method_that_is_not_taken_names_those_that_are(client: httpx.AsyncClient) -> None:
    answer = await client.put("/api/v1/portals")
    assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")
    assert "GET" in answer.headers["allow"]


async def test_a_refusal_of_a_newer_service_is_passed_on_with_the_words_of_its_kind(
    client: httpx.AsyncClient, bus: FakeBus
) -> None:
    wire = {"code": "moon-too-full", "status": 409, "title": "Moon too full", "detail": "Wait."}
    bus.answers[ListPortals] = Refusal.from_wire(wire)
    answer = await client.get("/api/v1/portals", headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer.json()["code"]) == (409, "moon-too-full")
    assert answer.json()["detail"] == "L’état actuel ne permet pas cette action."


async def test_a_service_that_speaks_of_a_field_in_english_is_not_shown_in_english_to_a_french_reader(
    client: httpx.AsyncClient, bus: FakeBus
) -> None:
    bus.answers[ListEstablishments] = Invalid(errors=(FieldError(pointer="/q", detail="too vague"),))
    answer = await client.get("/api/v1/establishments", headers={"Accept-Language": "fr"})
    assert answer.json()["errors"] == [{"pointer": "/q", "detail": "Certains champs ne conviennent pas."}]


async def test_what_a_command_itself_refuses_is_invalid_and_names_the_field(
    client: httpx.AsyncClient, bus: FakeBus
) -> None:
    token = bus.sign_in(Role.MEMBER)
    answer = await client.post(
        "/api/v1/documents",
        json={"kind": "invoice", "filename": "", "size": 1, "content_type": "application/pdf"},
        headers=bearer(token),
    )
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/filename")


NUMBER_REQUEST = {
    "portal": "agent",
    "establishment_id": str(uuid4()),
    "profession": "infirmier",
    "family_name": "Martin",
    "given_name": "Camille",
    "birth_date": "1990-05-17",
    "email": "camille.martin@example.org",
}


async def test_the_language_of_a_number_request_is_the_visitors_unless_they_say_another(
    client: httpx.AsyncClient, bus: FakeBus
) -> None:
    bus.answers[RequestNumber] = Unavailable()
    body = NUMBER_REQUEST
    await client.post("/api/v1/number-requests", json=body, headers={"Accept-Language": "en"})
    assert bus.last(RequestNumber)[0].language == "en"
    await client.post("/api/v1/number-requests", json=body | {"language": "fr"}, headers={"Accept-Language": "en"})
    assert bus.last(RequestNumber)[0].language == "fr"


async def test_from_where_a_number_is_asked_for_is_seen_and_not_told(client: httpx.AsyncClient, bus: FakeBus) -> None:
    bus.answers[RequestNumber] = TooManyNumberRequestsFromHere(most=1000, retry_after=90)
    answer = await client.post("/api/v1/number-requests", json=NUMBER_REQUEST, headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer.headers["Retry-After"], answer.json()["most"]) == (429, "90", 1000)
    assert "1 000 numéros" in answer.json()["detail"].replace("\u202f", " ").replace("\xa0", " ")
    assert bus.last(RequestNumber)[0].source == "127.0.0.0/24"
    told = await client.post("/api/v1/number-requests", json=NUMBER_REQUEST | {"source": "192.0.2.0/24"})
    assert (told.status_code, told.json()["errors"][0]["pointer"]) == (422, "/source")


@pytest.mark.parametrize(
    ("amount", "pointers"),
    [('"x"', {"/amount"}), ('{"currency": "EUR"}', {"/amount", "/amount/amount"}), ("-1", {"/amount"})],
)
async def test_a_field_that_takes_one_of_two_shapes_is_named_without_their_names(
    client: httpx.AsyncClient, bus: FakeBus, amount: str, pointers: set[str]
) -> None:
    headers = bearer(bus.sign_in(Role.OFFICER, portal="staff")) | {"Content-Type": "application/json"}
    body = f'{{"outcome": "approved", "amount": {amount}}}'
    answer = await client.post(f"/api/v1/staff/applications/{uuid4()}/decide", content=body, headers=headers)
    assert {error["pointer"] for error in answer.json()["errors"]} == pointers
    assert all("{" not in error["detail"] for error in answer.json()["errors"])


@pytest.mark.parametrize("number", [math.nan, math.inf, 10**400])
def test_a_number_without_end_is_refused_before_the_bus(number: float) -> None:
    command = SaveAnswers(application_id=uuid4(), answers={"stay": {"nights": number}})
    with pytest.raises(Invalid) as refused:
        encode_body(command)
    assert [error.pointer for error in refused.value.errors] == ["/answers/stay/nights"]
