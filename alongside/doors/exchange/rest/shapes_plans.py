"""What the API says of a plan, and what it takes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from alongside.doors.exchange.rest.shapes_goals import GoalLine
from alongside.doors.exchange.rest.shapes_practice import OfCase, PersonRef, Sentence, from_fact
from alongside.doors.exchange.shapes import Change, Day, Given, Line, Resource, Shown, Words
from alongside.practice.plans.enums import PlanState, Reply, ReplyHow, StepOwner, StepState
from alongside.practice.plans.queries.series import AnswerFact, LineFact, PlanFact, ReviewFact, WholePlan


class PlansSought(OfCase):
    """Filters of plans."""

    state: PlanState | None = Field(None, description="Only versions in this state.")


class PlanLine(Resource):
    """One version of a case's plan."""

    case: UUID
    number: int = Field(description="Counts the versions of the case's plan.")
    state: PlanState
    proposed_at: datetime | None
    in_force_from: date | None
    replaced_on: date | None
    review_on: date | None
    digest: str = Field(
        description="SHA-256 of `content` as JSON with sorted keys, without blanks, in UTF-8; empty in a draft."
    )
    intact: bool = Field(description="Whether the words are those that were agreed.")
    author: str

    @classmethod
    def of(cls, fact: PlanFact) -> PlanLine:
        """From what the record says."""
        return from_fact(cls, fact)


class LineShown(Resource):
    """A line of the plan: who does what by when, with whose help, and how we will know."""

    case: UUID
    goal: UUID | None
    number: int = Field(description="Its number in the case.")
    wording: int = Field(description="Counts how often its words changed; answers hold for one wording.")
    owner: StepOwner
    worker: PersonRef | None
    person: PersonRef | None
    owner_name: str
    what: str
    due_on: date | None
    help: str
    how_known: str
    own_idea: bool = Field(description="Whether the person thought of it.")
    builds_on: UUID | None = Field(description="The strength that it uses: a statement.")
    state: StepState
    done_on: date | None
    end_words: str

    @classmethod
    def of(cls, fact: LineFact) -> LineShown:
        """From what the record says."""
        return from_fact(cls, fact)


class CoveredShown(Shown):
    """A line that was answered to, in the wording that it had then."""

    line: UUID
    wording: int


class AgreementShown(Shown):
    """What one person said to this version, or to one of its lines. Silence is never yes."""

    id: UUID
    person: PersonRef | None
    line: UUID | None = Field(description="Null when the answer is to the whole.")
    reply: Reply
    words: str
    how: ReplyHow
    on: date
    covers: list[CoveredShown]
    heard_by: str

    @classmethod
    def of(cls, fact: AnswerFact) -> AgreementShown:
        """From what the record says."""
        covers = [CoveredShown(line=line, wording=wording) for line, wording in fact.covers]
        return from_fact(cls, fact, covers=covers)


class ReviewShown(Shown):
    """A time of looking back together at a version of the plan."""

    id: UUID
    plan: UUID
    held_on: date
    with_whom: str
    person_view: str
    worker_view: str
    decision: str
    next_on: date | None
    author: str

    @classmethod
    def of(cls, fact: ReviewFact) -> ReviewShown:
        """From what the record says."""
        return from_fact(cls, fact)


class PlanShown(PlanLine):
    """A version of the plan. Goals and lines belong to the case and stand as they are now; `content` is frozen."""

    content: dict[str, Any] | None = Field(description="The words as they were agreed; null while it is written.")
    goals: list[GoalLine]
    lines: list[LineShown]
    agreements: list[AgreementShown] = Field(description="The answers to this version.")
    versions: list[PlanLine] = Field(description="Every version of the case's plan, newest first.")
    reviews: list[ReviewShown] = Field(description="Every review of the case, newest first.")

    @classmethod
    def whole(cls, found: WholePlan) -> PlanShown:
        """From what the record says."""
        return from_fact(
            cls,
            found.fact,
            content=found.content,
            goals=[GoalLine.of(one) for one in found.goals],
            lines=[LineShown.of(one) for one in found.lines],
            agreements=[AgreementShown.of(one) for one in found.answers],
            versions=[PlanLine.of(one) for one in found.versions],
            reviews=[ReviewShown.of(one) for one in found.reviews],
        )


class NewPlan(Given):
    """A version of the plan to be written."""

    case: UUID


class NewLine(Given):
    """Who does what by when."""

    goal: UUID | None = Field(None, description="A goal of the case; a line may stand without one.")
    owner: StepOwner
    worker: UUID | None = Field(None, description="For the owner “worker”; GET /me lists your colleagues.")
    person: UUID | None = Field(None, description="For the owners “person” and “family”.")
    owner_name: Line = Field("", description="For somebody who is not in the record, and for partners.")
    what: Sentence
    due_on: Day | None = None
    help: Line = Field("", description="With whose help.")
    how_known: Line = ""
    own_idea: bool = False
    builds_on: UUID | None = Field(None, description="The strength that it uses: a statement.")


class LineChange(Change):
    """What changes of a line. New words make a new wording: answers to the old one no longer hold."""

    owner: StepOwner = StepOwner.WORKER
    worker: UUID | None = None
    person: UUID | None = None
    owner_name: Line = ""
    what: Sentence = ""
    due_on: Day | None = None
    help: Line = ""
    how_known: Line = ""
    builds_on: UUID | None = None


class Settling(Given):
    """What became of a line."""

    state: Literal["started", "done", "dropped"]
    words: Sentence = Field("", description="What came of it; asked for when it is dropped.")
    on: Day | None = Field(None, description="Today when it is left out.")


class NewAgreement(Given):
    """What one person said to the plan, or to one of its lines."""

    person: UUID
    reply: Reply
    words: Words = Field("", description="Word for word; asked for with “partly”.")
    how: ReplyHow
    on: Day | None = Field(None, description="Today when it is left out.")
    line: UUID | None = Field(None, description="Left out when the answer is to the whole.")


class Agreeing(Given):
    """The version comes into force."""

    review_on: Day = Field(description="When you look back at it together.")
    why: Words = Field("", description="Asked for when that is later than the programme allows.")


class NewReview(Given):
    """A time of looking back together."""

    held_on: Day | None = Field(None, description="Today when it is left out.")
    with_whom: Sentence
    person_view: Words = ""
    worker_view: Words = ""
    decision: Words
    next_on: Day | None = Field(None, description="When you look back again.")
