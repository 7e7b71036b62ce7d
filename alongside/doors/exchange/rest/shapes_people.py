"""What the API says of a person."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from alongside.doors.exchange.paging import Asked
from alongside.doors.exchange.rest.shapes_kept import Kept
from alongside.doors.exchange.shapes import (
    Change,
    Day,
    Given,
    Hour,
    Line,
    Resource,
    Shown,
    Text35,
    Text60,
    Text80,
    Text120,
    Text300,
    Words,
)
from alongside.record.cases.enums import ParticipantRole
from alongside.record.people.enums import Answer, BirthPrecision, ContactPointKind, Gender, NameKind
from alongside.record.people.queries import NameView, PersonCard, PersonPage, PointView
from alongside.record.people.rules.matching import Alike


class NameShown(Resource):
    """One name that a person bears or bore."""

    kind: NameKind
    full: str
    given: str
    family: str
    language: str
    from_on: date | None
    until_on: date | None

    @classmethod
    def of(cls, view: NameView) -> NameShown:
        """From what the record says."""
        own = {name: getattr(view, name) for name in cls.model_fields if name != "id"}
        return cls(id=view.public_id, **own)


class PointShown(Resource):
    """A way to reach a person, and what she says is safe on it."""

    kind: ContactPointKind
    value: str = Field(description="As it may be shown; a safe location is covered for who may not see it.")
    label: str
    call_ok: Answer
    text_ok: Answer
    voicemail_ok: Answer
    letter_ok: Answer
    hours_from: Hour | None
    hours_until: Hour | None
    who_else: str
    say_as: str
    note: str
    language: str
    asked_on: date | None
    review_on: date | None
    ended_on: date | None

    @classmethod
    def of(cls, view: PointView) -> PointShown:
        """From what the record says."""
        safe = {name: getattr(view.preferences, name) for name in ("call_ok", "text_ok", "voicemail_ok", "letter_ok")}
        own = {name: getattr(view, name) for name in cls.model_fields if name not in ("id", "value", *safe)}
        return cls(id=view.public_id, value=view.covered if view.hidden else view.value, **safe, **own)


class PersonLine(Resource):
    """A person in a list."""

    name: str = Field(description="As she likes to be called.")
    pronouns: str
    born_on: date | None
    birth_precision: BirthPrecision
    died_on: date | None
    sex: str
    gender: Gender
    gender_words: str
    languages: list[str]
    interpreter: Answer
    reach: str = Field(description="How she may safely be reached, in words.")

    @classmethod
    def of(cls, card: PersonCard) -> PersonLine:
        """From what the record says."""
        return cls(**_essentials(cls, card))


class PersonShown(PersonLine):
    """A person with her names and the ways to reach her."""

    identity_words: str
    reads_best: str
    interpreter_language: str
    communication_note: str
    names: list[NameShown]
    contact_points: list[PointShown]

    @classmethod
    def page(cls, page: PersonPage, reach: str = "") -> PersonShown:
        """From what the record says."""
        names = [NameShown.of(one) for one in page.names]
        points = [PointShown.of(one) for one in page.points]
        own = _essentials(cls, page.person) | {"reach": reach}
        return cls(**own, names=names, contact_points=points)


def _essentials(cls: type[PersonLine], card: PersonCard) -> dict[str, Any]:
    own = {name: getattr(card, name) for name in cls.model_fields if hasattr(card, name)}
    return own | {"id": card.public_id, "languages": list(card.languages)}


class NewPerson(Kept):
    """Somebody joins a case or a request. Look for near matches first: `GET /people/matches`."""

    full_name: Line = Field(examples=["Amara Okoye"])
    searched: Line = Field(description="The receipt that near matches of this name were shown.")
    not_same: list[UUID] = Field([], max_length=50, description="Those of the matches who are somebody else.")
    role: ParticipantRole = ParticipantRole.PERSON
    preferred: Line = ""
    pronouns: Text60 = ""
    born_on: Day | None = None
    birth_precision: BirthPrecision = BirthPrecision.EXACT
    phone: Line = ""
    languages: list[Line] = Field([], max_length=20, examples=[["ig", "en"]])
    interpreter: Answer = Answer.NOT_ASKED


class KnownPerson(Kept):
    """Somebody who is in the record already joins a case or a request."""

    role: ParticipantRole = ParticipantRole.PERSON


class PersonChange(Change):
    """What changes; what is not sent stays."""

    pronouns: Text60 = ""
    born_on: Day | None = None
    birth_precision: BirthPrecision = BirthPrecision.EXACT
    died_on: Day | None = None
    sex: Literal["", "f", "m", "x"] = Field("", description="As recorded; x is another, or intersex.")
    gender: Gender = Gender.NOT_ASKED
    gender_words: Text120 = ""
    identity_words: Line = ""
    languages: list[Line] = Field([], max_length=20)
    reads_best: Text60 = ""
    interpreter: Answer = Answer.NOT_ASKED
    interpreter_language: Text60 = ""
    communication_note: Words = ""


class NameGiven(Given):
    """A name to add. A new legal name, or name to be called by, ends the present one of its kind."""

    full: Line
    kind: NameKind = NameKind.ALIAS
    given: Text120 = ""
    family: Text120 = ""
    language: Text35 = ""
    from_on: Day | None = None


class PointChange(Change):
    """What changes about a way to reach somebody."""

    value: Line = ""
    label: Text80 = ""
    call_ok: Answer = Answer.NOT_ASKED
    text_ok: Answer = Answer.NOT_ASKED
    voicemail_ok: Answer = Answer.NOT_ASKED
    letter_ok: Answer = Answer.NOT_ASKED
    hours_from: Hour | None = None
    hours_until: Hour | None = None
    who_else: Line = ""
    say_as: Text80 = ""
    note: Text300 = ""
    language: Text60 = ""
    asked_on: Day | None = None
    review_on: Day | None = None


class PointGiven(PointChange, Kept):
    """A way to reach somebody, to add."""

    kind: ContactPointKind
    value: Line


class Description(Asked):
    """Who is looked for."""

    full_name: Line = Field(description="The whole name, like “Amara Okoye”.")
    phone: Line = Field("", description="A number at which she can be reached, if any.")


class MatchShown(Shown):
    """Somebody in the record who may be the person described, and why."""

    id: UUID
    name: str
    born_year: int | None
    alike: Alike
    reasons_for: list[str]
    reasons_against: list[str]
    masked: bool = Field(description="You may know that she is in the record, no more; her team is named.")
    team: str


class Matches(Shown):
    """Near matches, and the receipt that they were shown."""

    items: list[MatchShown]
    searched: str = Field(description="Send it with the new person.")
