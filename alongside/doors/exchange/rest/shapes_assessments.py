"""What the API says of an assessment, and what it takes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from alongside.doors.exchange.rest.shapes_practice import OfCase, PersonRef, Rating, from_fact
from alongside.doors.exchange.shapes import Change, Day, Given, Line, Resource, Shown, Words
from alongside.practice.assessments.enums import (
    BarrierLevel,
    Certainty,
    Domain,
    LookState,
    SourceKind,
    StatementKind,
    StatementUrgency,
    TriedOutcome,
)
from alongside.practice.assessments.queries.series import (
    AssessmentFact,
    FactorFact,
    LookFact,
    StatementFact,
    WholeAssessment,
)


class AssessmentsSought(OfCase):
    """Filters of assessments."""

    state: Literal["open", "finished", "any"] = Field("any", description="Only assessments in this state.")


class AssessmentLine(Resource):
    """One time of looking at a life together."""

    case: UUID
    number: int = Field(description="Counts the assessments of the case.")
    started_at: datetime
    finished_at: datetime | None
    finish_note: str
    author: str

    @classmethod
    def of(cls, fact: AssessmentFact) -> AssessmentLine:
        """From what the record says."""
        return from_fact(cls, fact)


class StatementShown(Resource):
    """A strength, need, barrier, hope or thing already tried. Own words are kept as they were said."""

    assessment: UUID
    kind: StatementKind
    domain: Domain
    words: str = Field(description="The service's words.")
    own_words: str = Field(description="Word for word; said by `said_by`.")
    said_by: PersonRef | None
    person: PersonRef | None = Field(description="Whom it is about.")
    source: SourceKind
    source_note: str
    said_on: date
    urgency: StatementUrgency | Literal[""] = Field(description="Empty for all but needs.")
    barrier_level: BarrierLevel | Literal[""] = Field(description="Empty for all but barriers.")
    worked: TriedOutcome | Literal[""] = Field(description="Empty for all but what was tried.")
    restricted: bool = Field(description="Whether only those who carry the case, and their supervisor, see it.")
    ended_on: date | None
    author: str

    @classmethod
    def of(cls, fact: StatementFact) -> StatementShown:
        """From what the record says."""
        return from_fact(cls, fact)


class LookShown(Shown):
    """Where an area of life stands; the person's number and the worker's are kept apart."""

    domain: Domain
    state: LookState
    said_by: PersonRef | None
    looked_on: date
    person_rating: int | None
    worker_rating: int | None
    author: str

    @classmethod
    def of(cls, fact: LookFact) -> LookShown:
        """From what the record says."""
        return from_fact(cls, fact)


class FactorShown(Shown):
    """That one statement may lie under another, and how sure that is."""

    id: UUID
    need: UUID
    factor: UUID
    certainty: Certainty

    @classmethod
    def of(cls, fact: FactorFact) -> FactorShown:
        """From what the record says."""
        return from_fact(cls, fact)


class AssessmentShown(AssessmentLine):
    """An assessment with everything that was said and looked at in it."""

    statements: list[StatementShown]
    areas: list[LookShown]
    factors: list[FactorShown]

    @classmethod
    def whole(cls, found: WholeAssessment) -> AssessmentShown:
        """From what the record says."""
        return from_fact(
            cls,
            found.fact,
            statements=[StatementShown.of(one) for one in found.statements],
            areas=[LookShown.of(one) for one in found.looks],
            factors=[FactorShown.of(one) for one in found.factors],
        )


class NewAssessment(Given):
    """An assessment that begins."""

    case: UUID
    why: Words = Field("", description="Asked for when something of the intake is still missing.")


class StatementChange(Change):
    """What changes of a statement. Nobody changes what somebody else said, so own words are not among it."""

    words: Words = Field("", description="The service's words.")
    source_note: Line = ""
    urgency: StatementUrgency | Literal[""] = ""
    barrier_level: BarrierLevel | Literal[""] = ""
    worked: TriedOutcome | Literal[""] = ""


class NewStatement(Given):
    """A statement about an area of life: their words, yours, or both."""

    kind: StatementKind
    domain: Domain
    words: Words = Field("", description="The service's words.")
    own_words: Words = Field("", description="Word for word; then `said_by` is asked for.")
    said_by: UUID | None = Field(None, description="The person who said the own words.")
    person: UUID | None = Field(None, description="The person whom it is about.")
    source: SourceKind = SourceKind.CONVERSATION
    source_note: Line = ""
    said_on: Day | None = Field(None, description="Today when it is left out.")
    urgency: StatementUrgency | Literal[""] = ""
    barrier_level: BarrierLevel | Literal[""] = ""
    worked: TriedOutcome | Literal[""] = ""
    restricted: bool = Field(False, description="Only for those who carry the case, and their supervisor.")


class StatementEnding(Given):
    """From when something is no longer so, and why."""

    why: Words
    on: Day | None = Field(None, description="Today when it is left out.")


class Look(Given):
    """Where an area of life stands; a rating that is not sent stays."""

    state: LookState = LookState.LOOKED
    said_by: UUID | None = Field(None, description="Who said so, or gave the number.")
    person_rating: Rating | None = None
    worker_rating: Rating | None = None


class Finishing(Given):
    """An assessment is finished: no area is left blank without saying so."""

    note: Words = Field("", description="May say why there is no strength yet.")
    left_for_later: list[Domain] = Field([], max_length=len(Domain))
