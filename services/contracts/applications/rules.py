"""The published rules of a benefit: a small closed set of kinds, and what each found in an application."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.contracts.base import Instant, Message, Open, View
from services.contracts.identity.fields import EmploymentStatus

RuleId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,60}$")]
Pointer = Annotated[str, Field(pattern=r"^(/[^/]+)+$", max_length=200)]
"""JSON pointer to a question: into the answers, or into an item of a list where the rule names one."""
DayOfYear = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
Day = Annotated[str, Field(pattern=r"^(started|submitted|(/[^/]+)+)$", max_length=200)]
"""That the application was started on, or is submitted on (today, while it is a draft); or a pointer to a date."""
AgeDay = Day | DayOfYear
"""Or this day of the year that the application was started in."""
RuleKind = Literal["age", "answer", "status", "seniority", "order", "deadline", "limit", "once", "table"]
Scalar = str | int | float | bool


class _Rule(Message):
    id: RuleId = Field(examples=["under_21"])
    blocking: bool = True
    """It refuses the submission, and an approval. Otherwise it warns."""
    overridable: bool = False
    """An officer may decide against it, with a reason: then it can be submitted, and they see what it found."""

    @property
    def refuses(self) -> bool:
        """Where an officer may decide against it, it is they who refuse, and not the submission."""
        return self.blocking and not self.overridable


class AgeRule(_Rule):
    """Of the applicant, or of each whom the application is for (`of`: a list of the form)."""

    kind: Literal["age"] = "age"
    of: Literal["applicant"] | Pointer = Field(examples=["/children"])
    birth_date: Pointer = Field(default="/birth_date", examples=["/birth_date"])
    """In the item of the list."""
    at_least: Annotated[int, Field(ge=0, le=150)] | None = Field(default=None, examples=[None])
    under: Annotated[int, Field(ge=1, le=150)] | None = Field(default=None, examples=[21])
    on: AgeDay = Field(default="started", examples=["started"])

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.at_least is None and self.under is None:
            raise ValueError("an age has a bound: at_least, under, or both")
        return self


class AnswerRule(_Rule):
    """An answer is one of `any_of`: one question, or one of each whom the application is for (`of`: a list)."""

    kind: Literal["answer"] = "answer"
    of: Pointer | None = None
    answer: Pointer
    any_of: list[Scalar] = Field(min_length=1, max_length=50)


class StatusRule(_Rule):
    """How the member is employed. Whoever never told it is warned of, and an officer sees to it."""

    kind: Literal["status"] = "status"
    statuses: list[EmploymentStatus] = Field(min_length=1, max_length=10)


class SeniorityRule(_Rule):
    """Months of service since the day that an answer tells."""

    kind: Literal["seniority"] = "seniority"
    since: Pointer
    at_least_months: int = Field(ge=1, le=720)
    on: Day = "submitted"


class OrderRule(_Rule):
    """The date at `later` is not before that at `earlier`, and at most so many days after it."""

    kind: Literal["order"] = "order"
    earlier: Pointer
    later: Pointer
    at_most_days: Annotated[int, Field(ge=0, le=3660)] | None = None


class DeadlineRule(_Rule):
    """`day` is within so many months or days after `of` (`within_…`), at least so many before it (`ahead_…`), or not
    past a day of the year (`by`), in the year of `of` or `years_after` it."""

    kind: Literal["deadline"] = "deadline"
    day: Day = "submitted"
    of: Day
    within_months: Annotated[int, Field(ge=1, le=600)] | None = None
    within_days: Annotated[int, Field(ge=1, le=3660)] | None = None
    ahead_months: Annotated[int, Field(ge=1, le=600)] | None = None
    ahead_days: Annotated[int, Field(ge=1, le=3660)] | None = None
    by: DayOfYear | None = None
    years_after: Annotated[int, Field(ge=0, le=10)] = 0

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        given = (self.within_months, self.within_days, self.ahead_months, self.ahead_days, self.by)
        if sum(one is not None for one in given) != 1:
            raise ValueError("a deadline is one of within_months, within_days, ahead_months, ahead_days and by")
        return self


class _Counted(_Rule):
    """Over the applications of this member for this benefit that were granted, or submitted before this one."""

    over: Literal["year", "months", "life"] = "life"
    """The calendar year, `months` months back, or always."""
    months: Annotated[int, Field(ge=1, le=600)] | None = None
    dated: Day = "submitted"
    """What says when each was."""

    @model_validator(mode="after")
    def _with_months(self) -> Self:
        if (self.over == "months") != (self.months is not None):
            raise ValueError("a rolling period has its months, and nothing else has")
        return self


class LimitRule(_Counted):
    """So much, or so often, by member or household, or by each whom the application is for (`of`: a list)."""

    kind: Literal["limit"] = "limit"
    per: Literal["member", "household", "person"] = "member"
    of: Pointer | None = None
    """The list, of which `key` names each person."""
    key: list[Pointer] = Field(default=["/given_name", "/birth_date"], min_length=1, max_length=5)
    at_most_times: Annotated[int, Field(ge=1, le=1000)] | None = None
    at_most_amount: Annotated[Decimal, Field(gt=0, max_digits=10, decimal_places=2)] | None = None
    amount: Pointer | None = None
    """The answer that is summed, where the scale leaves the amount open; otherwise what the scale gives."""

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if (self.at_most_times is None) == (self.at_most_amount is None):
            raise ValueError("a limit is one of at_most_times and at_most_amount")
        if (self.per == "person") != (self.of is not None):
            raise ValueError("by person it names a list, and otherwise it does not")
        return self


class OnceRule(_Counted):
    """Not twice for the same child, stay or event: what `key` (in each item of `of`) and `answers` say is the same."""

    kind: Literal["once"] = "once"
    of: Pointer | None = None
    key: list[Pointer] = Field(default=["/given_name", "/birth_date"], min_length=1, max_length=5)
    answers: list[Pointer] = Field(default=[], max_length=5)

    @model_validator(mode="after")
    def _keyed(self) -> Self:
        if self.of is None and not self.answers:
            raise ValueError("something says what is the same: a list, or answers")
        return self


class TableRow(Message):
    up_to: Annotated[Decimal, Field(gt=0, max_digits=10, decimal_places=2)]
    at_most: int = Field(ge=1, le=600)


class TableRule(_Rule):
    """An amount and over how many instalments: at least, at most, and how long by the row that the amount falls in."""

    kind: Literal["table"] = "table"
    amount: Pointer
    instalments: Pointer
    at_least: Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)] = Decimal(0)
    rows: list[TableRow] = Field(min_length=1, max_length=20)
    instalment_at_least: Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)] = Decimal(0)


Rule = Annotated[
    AgeRule | AnswerRule | StatusRule | SeniorityRule | OrderRule | DeadlineRule | LimitRule | OnceRule | TableRule,
    Field(discriminator="kind"),
]


class RequiredIf(Message):
    """A document is asked for where this holds: an answer, a status, an age, or somebody whom the member's file does
    not know. One of them."""

    answer: Pointer | None = Field(default=None, examples=[None])
    any_of: list[Scalar] | None = Field(default=None, min_length=1, max_length=50, examples=[None])
    statuses: list[EmploymentStatus] | None = Field(
        default=None, min_length=1, max_length=10, examples=[["contractuel"]]
    )
    of: Pointer | None = Field(default=None, examples=[None])
    """A list: any of those whom the application is for."""
    birth_date: Pointer = Field(default="/birth_date", examples=["/birth_date"])
    at_least: Annotated[int, Field(ge=0, le=150)] | None = Field(default=None, examples=[None])
    under: Annotated[int, Field(ge=1, le=150)] | None = Field(default=None, examples=[None])
    not_in_file: bool = False

    @model_validator(mode="after")
    def _one_condition(self) -> Self:
        of_people = self.at_least is not None or self.under is not None or self.not_in_file
        if (self.answer is not None) + (self.statuses is not None) + (self.of is not None) != 1:
            raise ValueError("a condition is on one of an answer, statuses and a list of people")
        if (self.answer is None) != (self.any_of is None) or (self.of is not None) != of_people:
            raise ValueError("an answer has its values, and people an age or not_in_file")
        return self


class EarlierCase(Message):
    """An application of before, for the rules that count."""

    on: date
    answers: dict[str, Any]
    amount: Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)] = Decimal(0)


class Expected(Message):
    """What comes of it: an amount, an amount that is the officer's to say, or a refusal by the rule of that id."""

    amount: Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)] | None = None
    open_amount: bool = False
    refused_by: RuleId | None = Field(default=None, examples=[None])
    missing: list[str] | None = Field(default=None, examples=[None])
    """Slots and pointers, in any order, beside any of these."""

    @model_validator(mode="after")
    def _one_of(self) -> Self:
        if (self.amount is not None) + self.open_amount + (self.refused_by is not None) != 1:
            raise ValueError("a case expects one of amount, open_amount and refused_by")
        return self


class Case(Message):
    """A situation and what must come of it: tried before the benefit is published."""

    title: str = Field(min_length=1, max_length=200)
    on: date
    """The day on which it is started and submitted."""
    applicant: dict[str, Any] = Field(default_factory=dict)
    """What the member's file says: `status`, `birth_date`, `children`, as a form is prefilled from."""
    quotient: Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)] | None = None
    answers: dict[str, Any]
    documents: list[str] = Field(default_factory=list, max_length=20)
    """The slots that hold an accepted document."""
    earlier: list[EarlierCase] = Field(default_factory=list, max_length=20)
    expects: Expected


class OverrideView(View):
    by: UUID
    reason: str
    at: Instant


class CheckView(View):
    """What one rule found, with its figures."""

    rule: str
    kind: Open[RuleKind]
    outcome: Open[Literal["ok", "warning", "blocking"]]
    text: str
    pointer: str | None = None
    """Into the answers, where one is what it found fault with."""
    overridable: bool = False
    override: OverrideView | None = None
    """An officer decided against it: it blocks no more."""
