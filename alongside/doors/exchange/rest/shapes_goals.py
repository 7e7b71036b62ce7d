"""What the API says of a goal, and what it takes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from alongside.doors.exchange.rest.shapes_practice import Level, OfCase, PersonRef, Rating, Sentence, from_fact
from alongside.doors.exchange.shapes import Change, Day, Given, Line, Moment, Resource, Shown, Words
from alongside.practice.plans.enums import GoalState, Horizon
from alongside.practice.plans.queries.series import GoalFact, ProgressFact, WholeGoal

LevelName = Literal["-2", "-1", "0", "1", "2"]


class GoalsSought(OfCase):
    """Filters of goals."""

    state: GoalState | None = Field(None, description="Only goals in this state.")


class GoalLine(Resource):
    """An aim, in the person's own words beside a measurable objective."""

    case: UUID
    title: str
    own_words: str = Field(description="Word for word; said by `said_by`.")
    said_by: PersonRef | None
    person: PersonRef | None = Field(description="Whose goal it is.")
    measure: str = Field(description="How we will know.")
    horizon: Horizon
    starts_on: date
    target_on: date | None
    confidence: int | None = Field(description="The person's own, from 0 to 10.")
    level: int = Field(description="Where it stands, from -2 to 2; 0 is as hoped.")
    levels_words: dict[str, str] = Field(description="What each level means, from “-2” to “2”.")
    state: GoalState
    ended_on: date | None
    end_words: str
    grows_from: list[UUID] = Field(description="The needs, strengths and hopes that it grows from: statements.")

    @classmethod
    def of(cls, fact: GoalFact) -> GoalLine:
        """From what the record says."""
        return from_fact(cls, fact)


class ProgressShown(Shown):
    """Where a goal stood at one moment."""

    id: UUID
    at: datetime
    level: int
    words: str
    person_rating: int | None
    author: str

    @classmethod
    def of(cls, fact: ProgressFact) -> ProgressShown:
        """From what the record says."""
        return from_fact(cls, fact)


class GoalShown(GoalLine):
    """A goal with everything that was noted of it, oldest first."""

    progress: list[ProgressShown]

    @classmethod
    def whole(cls, found: WholeGoal) -> GoalShown:
        """From what the record says."""
        return from_fact(cls, found.fact, progress=[ProgressShown.of(one) for one in found.progress])


class GoalChange(Change):
    """What changes of a goal. Own words can be added where there are none, and never changed."""

    title: Line = ""
    own_words: Words = ""
    said_by: UUID | None = None
    person: UUID | None = None
    measure: Sentence = ""
    horizon: Horizon = Horizon.SOON
    target_on: Day | None = None
    confidence: Rating | None = None
    levels_words: dict[LevelName, Sentence] = {}
    also_from: list[UUID] = Field([], max_length=50, description="More statements that it grows from.")


class NewGoal(Given):
    """A goal that grows from at least one need, strength or hope of the case."""

    case: UUID
    title: Line = Field(description="What will be different, in plain words.")
    own_words: Words = Field("", description="Word for word; then `said_by` is asked for.")
    said_by: UUID | None = Field(None, description="The person who said the own words.")
    person: UUID | None = Field(None, description="Whose goal it is.")
    measure: Sentence = Field("", description="How we will know. A plan cannot be agreed without it.")
    horizon: Horizon = Horizon.SOON
    starts_on: Day | None = Field(None, description="Today when it is left out.")
    target_on: Day | None = Field(None, description="By when. A plan cannot be agreed without it.")
    confidence: Rating | None = None
    levels_words: dict[LevelName, Sentence] = Field({}, description="What each level means; with any, also “0”.")
    start_level: Level = -1
    grows_from: list[UUID] = Field(min_length=1, max_length=50, description="Statements of the case.")


class NewProgress(Given):
    """Where a goal stands, and what was said of it."""

    level: Level
    words: Words = ""
    at: Moment | None = Field(None, description="Just now when it is left out.")
    person_rating: Rating | None = None
    confirmed: bool = Field(False, description="That a jump of two levels or more is meant.")


class GoalEnding(Given):
    """A goal is reached or dropped."""

    state: Literal["reached", "dropped"]
    words: Words = Field("", description="How, and how it was agreed; asked for when it is dropped.")
    on: Day | None = Field(None, description="Today when it is left out.")
    drop_lines: bool = Field(False, description="Drop its open lines with the same words.")
