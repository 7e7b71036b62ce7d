"""Shapes that every resource shares: strict input, problems, pages."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache
from typing import Annotated, Any, ClassVar, Generic, TypeVar, get_args
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from alongside.doors.exchange.strict import as_written

T = TypeVar("T")

EARLIEST, LATEST = date(1850, 1, 1), date(2200, 1, 1)


def _in_our_time(day: date) -> date:
    if not EARLIEST <= day < LATEST:
        raise ValueError(_("A day lies between 1850 and 2200."))
    return day


Day = Annotated[date, AfterValidator(_in_our_time)]
"""A day that a record can hold."""


def _moment_in_our_time(moment: datetime) -> datetime:
    _in_our_time(moment.date())
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_moment_in_our_time)]
"""A time with its zone, that a record can hold."""
HOUR = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$", "examples": ["14:30"]}
Hour = Annotated[time, WithJsonSchema(HOUR)]
"""A time of day by the agency's clock; it has no zone."""
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
"""One line of text."""
Text35 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=35)]
Text40 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]
Text60 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)]
Text80 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]
Text120 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
Text300 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
"""Texts that are kept in less room: the bound stands in the type, since a bound beside it would not be documented."""
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]
"""A text of several lines."""


class Given(BaseModel):
    """What a program sends: a field that we do not know is refused, never ignored."""

    model_config = ConfigDict(extra="forbid")
    in_an_address: ClassVar[bool] = False
    """Whether every value is a text, as in the query of an address."""

    @field_validator("*", mode="before")
    @classmethod
    def _guess_nothing(cls, value: Any, info: ValidationInfo) -> Any:
        if value is None or (cls.in_an_address and info.field_name in _counted(cls)):
            return value
        return as_written(value, _kinds(cls).get(info.field_name or "", frozenset()))

    def said(self) -> dict[str, Any]:
        """The fields that were sent, under our names."""
        return self.model_dump(exclude_unset=True)


def _says_no_default(schema: dict[str, Any]) -> None:
    """An edit has no defaults: a program made from the document would send them, and change what nobody meant."""
    for field in schema.get("properties", {}).values():
        field.pop("default", None)
    schema["minProperties"] = 1


class Change(Given):
    """An edit: what is not sent stays as it is."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_says_no_default)

    @model_validator(mode="after")
    def _changes_something(self) -> Change:
        if not self.model_fields_set:
            raise ValueError(_("Send at least one field that is to change."))
        return self


@cache
def _kinds(shape: type[Given]) -> dict[str, frozenset[Any]]:
    """The types that each field may have."""
    return {name: frozenset(_parts(field.annotation)) for name, field in shape.model_fields.items()}


@cache
def _counted(shape: type[Given]) -> frozenset[str]:
    return frozenset(name for name, kinds in _kinds(shape).items() if kinds & {bool, int})


def _parts(annotation: Any) -> list[Any]:
    kind = datetime if annotation is AwareDatetime else annotation
    return [kind, *(part for one in get_args(annotation) for part in _parts(one))]


class Shown(BaseModel):
    """What a program gets."""


class Resource(Shown):
    """A thing with a name outside the house and the version that ``If-Match`` names."""

    id: UUID
    version: int = Field(description="Counts the edits; send it as If-Match when you change the thing.")


class Page(Shown, Generic[T]):
    """Some of the things there are, newest first."""

    items: list[T]
    after: UUID | None = Field(description="Send it as ?after= for the next page; null on the last one.")

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """How the document calls the page of a shape."""
        return "PageOf" + "".join(one.__name__ for one in params)


class Problem(Shown):
    """What went wrong, for the program and for whoever reads its log."""

    code: str = Field(examples=["not_found"])
    message: str = Field(examples=["There is nothing here that you can open."])
    fields: dict[str, str] = Field(description="A sentence for each field at fault.", examples=[{}])


class Conflict(Problem):
    """Somebody else changed the thing meanwhile: both versions."""

    current: dict[str, Any] = Field(description="The thing as it is now; its version is the one to go on from.")
    yours: dict[str, Any] = Field(description="What you sent.")
