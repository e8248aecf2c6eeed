"""The shapes of everything that travels: commands, queries, views, events."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Generic, Literal, Self, TypeVar, get_args
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    field_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from services.contracts.actor import Role
from services.contracts.storable import require_seen, texts_are_storable

if TYPE_CHECKING:
    from services.contracts.acts import Act, NoAct, OwnAct
    from services.contracts.refusals import Refusal

Portal = Literal["agent", "medical"]
Language = Literal["fr", "en"]
SPOKEN_BY_SERVICES: Final[Language] = "en"
"""Among themselves, and to operators: what a refusal's own sentence is in."""


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("an instant needs its offset from UTC")
    return value.astimezone(UTC)


Instant = Annotated[datetime, AfterValidator(_in_utc)]


def snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


class _Extensible:
    """What `Open` means to pydantic: one of the values, or any text where another process says it."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        (known,) = (each for each in get_args(source) if each is not str)
        unknown = core_schema.with_info_plain_validator_function(_text_of_another_process)
        return core_schema.union_schema([handler.generate_schema(known), unknown], mode="left_to_right")

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema["choices"][0]), EXTENSIBLE: True}


EXTENSIBLE = "x-extensible"
"""Marks an enum in a JSON Schema whose list may grow: whoever reads it bears a value that it does not know."""
_FROM_ANOTHER_PROCESS = {"from_another_process": True}
ValueT = TypeVar("ValueT")
Open = Annotated[ValueT | str, _Extensible()]
"""A value of a list that may grow, in what we tell. Made here it is one of the list; received it may be one that only a
newer version knows, and stays the text that it came as. What we are asked (commands, queries) is never open."""


def _text_of_another_process(value: Any, info: ValidationInfo) -> str:
    if info.context is _FROM_ANOTHER_PROCESS and isinstance(value, str):
        return value
    raise ValueError("not one of the values")


class Message(BaseModel):
    """Immutable; unknown fields are ignored, so that contracts can grow while two versions run side by side."""

    # NaN stays what it is, for the reader to refuse: as null, the default, it would remove an answer.
    model_config = ConfigDict(frozen=True, extra="ignore", ser_json_inf_nan="constants")

    @classmethod
    def received(cls, told: Any) -> Self:
        """What another process told, which may be newer than this one. Raises ValidationError."""
        return cls.model_validate(told, context=_FROM_ANOTHER_PROCESS)


class View(Message):
    """What a service answers."""

    @classmethod
    def of(cls, told: object, **others: Any) -> Self:
        """Its fields are the attributes of the same names, but for `others`."""
        return cls(**{name: getattr(told, name) for name in cls.model_fields if name not in others}, **others)


ReplyT_co = TypeVar("ReplyT_co", bound=View, covariant=True)
ItemT = TypeVar("ItemT", bound=View)


class Asked(Message):
    """What somebody asks for, or part of it: its texts can be kept, and are what whoever reads them sees."""

    long_texts: ClassVar[frozenset[str]] = frozenset()
    """Fields whose texts may have several lines. All others have one."""

    raw_texts: ClassVar[frozenset[str]] = frozenset()
    """Fields that take any text: nobody is shown it, or not before it was cleaned."""

    @field_validator("*", mode="before")
    @classmethod
    def _seen(cls, value: Any, info: ValidationInfo) -> Any:
        if info.field_name not in cls.raw_texts:
            require_seen(value, lines=info.field_name in cls.long_texts)
        elif not texts_are_storable(value):
            raise PydanticCustomError("invisible_characters", "this text holds what no text can hold")
        return value


class _Request(Asked, Generic[ReplyT_co]):
    callers: ClassVar[frozenset[Role]]
    """Who may send it, checked by the service that owns it. Ownership and state are its rules, not listed here."""

    senders: ClassVar[frozenset[str]] = frozenset({"gateway"})
    """Which processes may send it, whoever they work for: checked against who signed the call, and by the broker."""

    sealed_fields: ClassVar[frozenset[str]] = frozenset()
    """Secrets of people: they travel sealed to the key of the service that owns the request, in a call that no disk and
    no dead letter keeps."""

    sealed_reply: ClassVar[bool] = False
    """Its reply is such a secret."""

    refuses: ClassVar["tuple[type[Refusal], ...]"] = ()
    """Why its own rules may say no. `refusals.may_refuse` adds what any request of its kind may be answered."""

    @classmethod
    def service(cls) -> str:
        """The service that owns it: the module or package of contracts that declares it."""
        return cls.__module__.split(".")[2]

    @classmethod
    def method(cls) -> str:
        """The RPC method, the handler and the route function all bear this name."""
        return snake_case(cls.__name__)

    @classmethod
    def is_sealed(cls) -> bool:
        return bool(cls.sealed_fields) or cls.sealed_reply

    @classmethod
    def routing_key(cls) -> str:
        """What is sealed goes by a queue of its own."""
        return f"{cls.service()}.{'sealed.' if cls.is_sealed() else ''}{cls.method()}"

    @classmethod
    def reply_type(cls) -> type[View]:
        for base in cls.__mro__:
            arguments: tuple[Any, ...] = getattr(base, "__pydantic_generic_metadata__", {}).get("args", ())
            if arguments:
                reply: type[View] = arguments[0]
                return reply
        raise TypeError(f"{cls.__name__} does not say what it replies")


class Command(_Request[ReplyT_co], Generic[ReplyT_co]):
    """Changes something, once: repeated with the same idempotency key it answers what it answered."""

    secret_reply: ClassVar[bool] = False
    """Its reply holds a secret and is never saved: a repeat runs again, so its handler must bear that."""

    secret_fields: ClassVar[frozenset[str]] = frozenset()
    """Left out of the fingerprint kept with an idempotency key: a fast hash of a password is half a password."""

    effect_on_refusal: ClassVar[bool] = False
    """What it wrote stays even where it refuses (a counted failed login)."""

    act: ClassVar["Act | OwnAct | NoAct | None"] = None
    """How the audit knows it. None where the staff may not send it."""


class Query(_Request[ReplyT_co], Generic[ReplyT_co]):
    """Reads; transient on the bus and never retried by it."""


class Event(Message):
    """Something that happened. Carries ids and states: never names, addresses, income, secrets or documents."""

    public: ClassVar[bool] = False
    """True where nobody of ours consumes it: it is there for integrators."""

    subscribers: ClassVar[frozenset[str]] = frozenset()
    """The services of ours that may hear it, and the gateway. The broker lets nobody else."""

    public_fields: ClassVar[tuple[str, ...]] = ()
    """What of it integrators are told: ids and states that say nothing of health, money or papers, not even taken
    together. None: it stays inside."""

    @classmethod
    def service(cls) -> str:
        return cls.__module__.split(".")[2]

    @classmethod
    def event_type(cls) -> str:
        """Routing key on `<service>.events`, CloudEvents type and e-mail folder."""
        return snake_case(cls.__name__)

    def subject(self) -> str:
        """The id of what the event is about: the first field."""
        return str(getattr(self, next(iter(type(self).model_fields))))


class Page(View, Generic[ItemT]):
    """One page of a list, by keyset; `next_cursor` is opaque, None on the last page."""

    items: list[ItemT]
    next_cursor: str | None = None


class PageQuery(Query[ReplyT_co], Generic[ReplyT_co]):
    limit: int = Field(default=20, ge=1, le=100)
    cursor: str | None = Field(default=None, max_length=500)


class Money(View):
    amount: Decimal = Field(ge=0, max_digits=10, decimal_places=2)
    currency: Literal["EUR"] = "EUR"


class Done(View):
    """Nothing to tell but that it is done."""


class Created(View):
    id: UUID
