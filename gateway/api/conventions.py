"""What the routes of the API share: versions, pages of lists, the shape of a body, and how a refusal is documented."""

import re
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Final, Protocol, TypeVar

from fastapi import Depends, Header, Query
from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema
from starlette.responses import Response

from services.contracts.refusals import Refusal, StaleVersion

_TAG = re.compile(r'"(\d{1,9})"')


PDF: Final[dict[str, Any]] = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
"""The content of an answer, in the OpenAPI document."""


class Body(BaseModel):
    """What a route takes beside what its address says."""

    model_config = ConfigDict(frozen=True)


BodyT = TypeVar("BodyT")


class _NothingElse:
    """What `Sent` means to pydantic. On the bus the same messages ignore what they do not know."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(partial(_read, source), handler(source))


def _read(model: type[BaseModel], sent: Any, _leniently: Callable[[Any], Any]) -> BaseModel:
    return model.model_validate(sent, extra="forbid")


Sent = Annotated[BodyT, _NothingElse()]
"""A body, or part of one, in which a field that we do not take is an error: `body: Sent[CreateDocument]`."""


class Versioned(Protocol):
    @property
    def version(self) -> int: ...


VersionedT = TypeVar("VersionedT", bound=Versioned)


def tagged(response: Response, view: VersionedT) -> VersionedT:
    response.headers["ETag"] = f'"{view.version}"'
    return view


async def _expected_version(
    if_match: Annotated[
        str | None, Header(alias="If-Match", description="The ETag last seen.", max_length=200, examples=['"3"'])
    ] = None,
) -> int | None:
    if if_match is None or if_match.strip() == "*":
        return None
    tag = _TAG.fullmatch(if_match.strip())
    if tag is None:  # not a tag of ours, so nothing that we have can match it
        raise StaleVersion("If-Match is not an ETag of this resource.")
    return int(tag[1])


ExpectedVersion = Annotated[int | None, Depends(_expected_version)]


class Paging:
    def __init__(
        self,
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        cursor: Annotated[
            str | None, Query(max_length=500, description="`next_cursor` of the page before, as it was given.")
        ] = None,
    ) -> None:
        self.limit = limit
        self.cursor = cursor

    def of(self, **filters: Any) -> dict[str, Any]:
        return {"limit": self.limit, "cursor": self.cursor, **filters}


Paged = Annotated[Paging, Depends()]


def problem_declaration() -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": "", "content": {"application/problem+json": {"schema": schema, "examples": {}}}}


def declare(response: dict[str, Any], kind: type[Refusal]) -> None:
    response["content"]["application/problem+json"]["examples"][kind.code] = {
        "value": {
            "type": f"urn:agentspace:problem:{kind.code}",
            "title": kind.title,
            "status": kind.status,
            "detail": kind.title,
            "code": kind.code,
            "errors": [],
        }
    }
    listed = [each for each in response["description"].split(", ") if each]
    response["description"] = ", ".join(sorted({*listed, f"`{kind.code}`"}))
