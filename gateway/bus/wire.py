"""nameko's RPC on the wire: a message in, a view or a refusal out."""

import logging
import math
from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import uuid4

import orjson
import pika
from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from gateway.bus_port import CallContext
from services.contracts.base import Command, Message, Query, View
from services.contracts.pointers import pointer_to
from services.contracts.refusals import FieldError, Internal, Invalid, Refusal, Unavailable
from services.contracts.storable import UNFIT_CHARACTERS
from services.kit.deadlines import TIMEOUT, deadline_headers
from services.kit.sealing import SEALED, CannotOpen, CannotSeal, Sealer, open_reply

log = logging.getLogger(__name__)

EXCHANGE = "nameko-rpc"
_NUL = b"\\u0000"
RETRY_AFTER = 2
"""Seconds: what a 503 of the gateway's own making asks for."""

AnyRequest = Command[Any] | Query[Any]


@cache
def routing_key(request: type[AnyRequest]) -> str:
    return request.routing_key()


@cache
def method(request: type[AnyRequest]) -> str:
    """As logs and figures name it."""
    return f"{request.service()}.{request.method()}"


def out_of_reach(detail: str) -> Unavailable:
    return Unavailable(detail, retry_after=RETRY_AFTER)


def encode_body(request: AnyRequest) -> bytes:
    """Raises Invalid for what no database or JSON reader would take: NUL, lone surrogates, numbers without end."""
    try:
        body = request.model_dump_json().encode()
    except (PydanticSerializationError, ValueError, RecursionError) as error:
        raise _unfit(request) from error
    if _NUL in body and (refusal := _unfit(request)).errors:
        raise refusal
    try:
        orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise _unfit(request) from error
    return b'{"args":[' + body + b'],"kwargs":{}}'


def encode_sealed(request: AnyRequest, sealer: Sealer) -> tuple[bytes, bytes]:
    """With its secrets sealed; and the key that a sealed answer opens with. Raises Invalid, as above."""
    encode_body(request)
    try:
        sealed, reply_key = sealer.seal(
            request.routing_key(), request.model_dump(mode="json", include=set(request.sealed_fields))
        )
    except CannotSeal as error:
        raise out_of_reach("The service that answers this is not known here.") from error
    open_part = request.model_dump(mode="json", exclude=set(request.sealed_fields))
    return orjson.dumps({"args": [open_part], "kwargs": {}, SEALED: sealed}), reply_key


def _unfit(request: Message) -> Invalid:
    try:
        pointers = _pointers_of_unfit(request.model_dump(), "")
    except (ValueError, RecursionError):
        return Invalid("What was sent is nested too deeply.")
    detail = "holds a character or a number that cannot be kept"
    errors = [FieldError(pointer=pointer, detail=detail) for pointer in pointers]
    return Invalid("A text or a number is not one that can be kept.", errors=tuple(errors))


def _pointers_of_unfit(value: Any, pointer: str) -> list[str]:
    if isinstance(value, str):
        return [pointer] if UNFIT_CHARACTERS.search(value) else []
    if isinstance(value, int | float):
        return [pointer] if _is_endless(value) else []
    if isinstance(value, Mapping):
        found = [pointer for key in value if isinstance(key, str) and UNFIT_CHARACTERS.search(key)]
        items = [(UNFIT_CHARACTERS.sub("?", str(key)), item) for key, item in value.items()]
    elif isinstance(value, list | tuple):
        found, items = [], [(str(index), item) for index, item in enumerate(value)]
    else:
        return []
    for key, item in items:
        found.extend(_pointers_of_unfit(item, pointer + pointer_to([key])))
    return found


def _is_endless(number: float) -> bool:
    """NaN, infinite, or written with more digits than a JSON reader takes for a number."""
    try:
        return not math.isfinite(number)
    except OverflowError:
        return True


def properties(request: AnyRequest, call: CallContext, reply_to: str, correlation_id: str) -> pika.BasicProperties:
    deadline = deadline_headers(call.timeout)
    headers: dict[str, Any] = {
        "nameko.call_id_stack": [f"gateway.{correlation_id}"],
        "nameko.language": call.language,
        **deadline,
    }
    if call.assertion is not None:
        headers["nameko.actor"] = call.assertion
    if call.traceparent is not None:
        headers["nameko.traceparent"] = call.traceparent
    if isinstance(request, Command):
        headers["nameko.idempotency_key"] = call.idempotency_key or str(uuid4())
    return pika.BasicProperties(
        content_type="application/json",
        content_encoding="utf-8",
        headers=headers,
        reply_to=reply_to,
        correlation_id=correlation_id,
        delivery_mode=2 if isinstance(request, Command) and not request.is_sealed() else 1,
        # Without it, a call nobody waits for any more would run when the service comes back.
        expiration=str(deadline[TIMEOUT]),
    )


def decode_reply(body: bytes, request: AnyRequest, reply_key: bytes = b"") -> View:
    reply = orjson.loads(body)
    if reply.get("error") is not None:
        raise _refusal(reply["error"], request)
    try:
        return request.reply_type().received(open_reply(reply_key, reply["result"]))
    except (ValidationError, CannotOpen) as error:
        log.exception("the reply to %s is not what was promised", request.method())
        raise Internal from error


def _refusal(error: dict[str, Any], request: AnyRequest) -> Refusal:
    told = next(iter(error.get("exc_args") or ()), None)
    if isinstance(told, dict) and "code" in told and "status" in told:
        return Refusal.from_wire(told)
    log.error("%s.%s answered %s", request.service(), request.method(), error.get("exc_type"))
    if error.get("exc_type") == "MethodNotFound":  # an older version of the service runs
        return out_of_reach("The service that answers this is being updated.")
    return Internal()
