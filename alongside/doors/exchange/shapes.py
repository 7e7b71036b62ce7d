"""Shapes that every resource shares: strict input, problems, pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

T = TypeVar("T")

EARLIEST, LATEST = date(1850, 1, 1), date(2200, 1, 1)


def _in_our_time(day: date) -> date:
    if not EARLIEST <= day < LATEST:
        raise ValueError("A day lies between 1850 and 2200.")
    return day


Day = Annotated[date, AfterValidator(_in_our_time)]
"""A day that a record can hold."""


def _moment_in_our_time(moment: datetime) -> datetime:
    _in_our_time(moment.date())
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_moment_in_our_time)]
"""A time with its zone, that a record can hold."""
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
"""One line of text."""
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]
"""A text of several lines."""


class Given(BaseModel):
    """What a program sends: a field that we do not know is refused, never ignored."""

    model_config = ConfigDict(extra="forbid")

    def said(self) -> dict[str, Any]:
        """The fields that were sent, under our names."""
        return self.model_dump(exclude_unset=True)


class Shown(Schema):
    """What a program gets."""


class Resource(Shown):
    """A thing with a name outside the house and the version that ``If-Match`` names."""

    id: UUID
    version: int = Field(description="Counts the edits; send it as If-Match when you change the thing.")


class Page(Shown, Generic[T]):
    """Some of the things there are, in the order in which they came into the record."""

    items: list[T]
    after: UUID | None = Field(description="Send it as ?after= for the next page; null on the last one.")


class Problem(Shown):
    """What went wrong, for the program and for whoever reads its log."""

    code: str = Field(examples=["not_found"])
    message: str = Field(examples=["There is nothing here that you can open."])
    fields: dict[str, str] = Field(description="A sentence for each field at fault.", examples=[{}])


class Conflict(Problem):
    """Somebody else changed the thing meanwhile: both versions."""

    current: dict[str, Any] = Field(description="The thing as it is now; its version is the one to go on from.")
    yours: dict[str, Any] = Field(description="What you sent.")
