"""What the routes of the API share: versions, pages of lists, the shape of a body, and what each may refuse."""

import re
from typing import Annotated, Any, Protocol, TypeVar

from fastapi import Depends, Header, Query
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from services.contracts.refusals import Refusal, StaleVersion

_TAG = re.compile(r'"(\d{1,9})"')


class Body(BaseModel):
    """What a route takes beside what its address says. Fields that we do not know are ignored, as on the bus."""

    model_config = ConfigDict(frozen=True, extra="ignore")


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


def refusals(*kinds: type[Refusal]) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that may answer these."""
    found: dict[int | str, dict[str, Any]] = {}
    for kind in sorted(kinds, key=lambda kind: kind.code):
        response = found.setdefault(kind.status, problem_declaration())
        declare(response, kind)
    return found


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
    known = [each for each in response["description"].split(", ") if each]
    response["description"] = ", ".join(sorted({*known, f"`{kind.code}`"}))
