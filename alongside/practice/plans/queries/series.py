"""Goals and versions of plans a page at a time, for whoever reads them all; the same few statements for any number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.series import Series, rows_after
from alongside.ground.foundation.together import together
from alongside.practice.assessments.queries.series import PersonFact, note_rows, people_by_number
from alongside.practice.plans.enums import PlanState
from alongside.practice.plans.models import Agreement, Goal, GoalSource, Plan, Progress, Review, Step
from alongside.practice.plans.rules.freezing import is_intact
from alongside.record.cases.queries import case_row


@dataclass(frozen=True, slots=True)
class GoalFact:
    """A goal as it stands in the record; ``grows_from`` names statements by their outside names."""

    public_id: UUID
    version: int
    case: UUID
    title: str
    own_words: str
    said_by: PersonFact | None
    person: PersonFact | None
    measure: str
    horizon: str
    starts_on: date
    target_on: date | None
    confidence: int | None
    level: int
    levels_words: Mapping[str, str]
    state: str
    ended_on: date | None
    end_words: str
    grows_from: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class ProgressFact:
    """Where a goal stood at one moment."""

    public_id: UUID
    at: datetime
    level: int
    words: str
    person_rating: int | None
    author: str


@dataclass(frozen=True, slots=True)
class WholeGoal:
    """A goal with everything that was noted of it, oldest first."""

    fact: GoalFact
    progress: tuple[ProgressFact, ...]


@dataclass(frozen=True, slots=True)
class LineFact:
    """A line of the plan as it stands in the record: ``worker`` or ``person`` does it, or ``owner_name``."""

    public_id: UUID
    version: int
    case: UUID
    goal: UUID | None
    number: int
    wording: int
    owner: str
    worker: PersonFact | None
    person: PersonFact | None
    owner_name: str
    what: str
    due_on: date | None
    help: str
    how_known: str
    own_idea: bool
    builds_on: UUID | None
    state: str
    done_on: date | None
    end_words: str


@dataclass(frozen=True, slots=True)
class PlanFact:
    """One version of a case's plan. ``intact``: its frozen words are those that were agreed."""

    public_id: UUID
    version: int
    case: UUID
    number: int
    state: str
    proposed_at: datetime | None
    in_force_from: date | None
    replaced_on: date | None
    review_on: date | None
    digest: str
    intact: bool
    author: str


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """What one person said; ``covers`` are (line, wording) that she answered to."""

    public_id: UUID
    person: PersonFact | None
    line: UUID | None
    reply: str
    words: str
    how: str
    on: date
    covers: tuple[tuple[UUID, int], ...]
    heard_by: str


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """A time of looking back together at the version ``plan``."""

    public_id: UUID
    plan: UUID
    held_on: date
    with_whom: str
    person_view: str
    worker_view: str
    decision: str
    next_on: date | None
    author: str


@dataclass(frozen=True, slots=True)
class WholePlan:
    """A version with the case's goals and lines as they stand now, its answers, and the case's versions and reviews.

    ``content`` holds the words that were agreed, frozen; None while the version is being written.
    """

    fact: PlanFact
    content: Mapping[str, Any] | None
    goals: tuple[GoalFact, ...]
    lines: tuple[LineFact, ...]
    answers: tuple[AnswerFact, ...]
    versions: tuple[PlanFact, ...]
    reviews: tuple[ReviewFact, ...]


def goals_after(
    *, after: UUID | None = None, size: int = 50, case: UUID | None = None, state: str = "", by: Reader
) -> Series[GoalFact]:
    """Goals newest first; of one ``case``, in one ``state``. Noted as read. ``NotFound`` when the case is hidden."""
    rows = Goal.objects.select_related("case")
    if case is not None:
        rows = rows.filter(case_id=case_row(case).id)
    if state:
        rows = rows.filter(state=state)
    page = rows_after(rows, after=after, size=size)
    sources = _sources(GoalSource.objects.filter(goal__in=page.items).select_related("statement").order_by("id"))
    people = people_by_number(number for row in page.items for number in (row.said_by_id, row.person_id))
    note_rows("goal list by a program", "goal", page.items, lambda row: (row.said_by_id, row.person_id))
    return Series(tuple(_goal(row, people, sources) for row in page.items), page.after)


def whole_goal(public_id: UUID, *, by: Reader) -> WholeGoal:
    """One goal with its progress; ``NotFound`` when absent or hidden. Noted as read. Three statements at most."""
    row = Goal.objects.select_related("case").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    links, points = together(
        GoalSource.objects.filter(goal=row).select_related("statement").order_by("id"),
        Progress.objects.filter(goal=row).select_related("author").order_by("at", "id"),
    )
    people = people_by_number((row.said_by_id, row.person_id))
    note_reading("goal by a program", circle=row.circle_id, people=sorted(people), kind="goal", ids=[row.id])
    progress = tuple(
        ProgressFact(one.public_id, one.at, one.value, one.words, one.person_rating, one.author.name) for one in points
    )
    return WholeGoal(_goal(row, people, _sources(links)), progress)


def plans_after(
    *, after: UUID | None = None, size: int = 50, case: UUID | None = None, state: str = "", by: Reader
) -> Series[PlanFact]:
    """Versions of plans newest first; of one ``case``, in one ``state``. Noted as read."""
    rows = Plan.objects.select_related("case", "author")
    if case is not None:
        rows = rows.filter(case_id=case_row(case).id)
    if state:
        rows = rows.filter(state=state)
    page = rows_after(rows, after=after, size=size)
    note_rows("plan list by a program", "plan", page.items, lambda row: ())
    return Series(tuple(_plan(row) for row in page.items), page.after)


def whole_plan(public_id: UUID, *, by: Reader) -> WholePlan:
    """One version of a plan, whole; ``NotFound`` when absent or hidden. Noted as read. Three statements at most."""
    row = Plan.objects.select_related("case", "author").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    goals, links, steps, answers, versions, reviews = together(
        Goal.objects.filter(case_id=row.case_id).select_related("case").order_by("order", "id"),
        GoalSource.objects.filter(goal__case_id=row.case_id).select_related("statement").order_by("id"),
        Step.objects.filter(case_id=row.case_id)
        .select_related("case", "goal", "worker", "builds_on")
        .order_by("number", "id"),
        Agreement.objects.filter(plan=row).select_related("heard_by").order_by("id"),
        Plan.objects.filter(case_id=row.case_id).select_related("case", "author").order_by("-number"),
        Review.objects.filter(case_id=row.case_id).select_related("plan", "author").order_by("-held_on", "-id"),
    )
    people = people_by_number(
        [number for one in goals for number in (one.said_by_id, one.person_id)]
        + [one.person_id for one in steps]
        + [one.person_id for one in answers]
    )
    sources, names = _sources(links), {step.id: step.public_id for step in steps}
    note_reading("plan by a program", circle=row.circle_id, people=sorted(people), kind="plan", ids=[row.id])
    return WholePlan(
        fact=_plan(row),
        content=row.content,
        goals=tuple(_goal(one, people, sources) for one in goals),
        lines=tuple(_line(one, people) for one in steps),
        answers=tuple(_answer(one, people, names) for one in answers),
        versions=tuple(_plan(one) for one in versions),
        reviews=tuple(_review(one) for one in reviews),
    )


def line_fact(public_id: UUID, *, by: Reader) -> LineFact:
    """One line of a plan; ``NotFound`` when absent or hidden. Noted as read. Two statements."""
    rows = Step.objects.select_related("case", "goal", "worker", "builds_on")
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    people = people_by_number([row.person_id])
    note_reading("line of a plan by a program", circle=row.circle_id, people=sorted(people), kind="step", ids=[row.id])
    return _line(row, people)


def _sources(links: Iterable[GoalSource]) -> dict[int, tuple[UUID, ...]]:
    found: dict[int, list[UUID]] = defaultdict(list)
    for link in links:
        found[link.goal_id].append(link.statement.public_id)
    return {goal: tuple(names) for goal, names in found.items()}


def _goal(row: Goal, people: Mapping[int, PersonFact], sources: Mapping[int, Sequence[UUID]]) -> GoalFact:
    return GoalFact(
        public_id=row.public_id,
        version=row.version,
        case=row.case.public_id,
        title=row.title,
        own_words=row.own_words,
        said_by=people.get(row.said_by_id or 0),
        person=people.get(row.person_id or 0),
        measure=row.measure,
        horizon=row.horizon,
        starts_on=row.starts_on,
        target_on=row.target_on,
        confidence=row.confidence,
        level=row.attained,
        levels_words=row.levels_words,
        state=row.state,
        ended_on=row.ended_on,
        end_words=row.end_words,
        grows_from=tuple(sources.get(row.id, ())),
    )


def _line(row: Step, people: Mapping[int, PersonFact]) -> LineFact:
    return LineFact(
        public_id=row.public_id,
        version=row.version,
        case=row.case.public_id,
        goal=row.goal.public_id if row.goal else None,
        number=row.number,
        wording=row.wording,
        owner=row.owner,
        worker=PersonFact(row.worker.public_id, row.worker.name) if row.worker else None,
        person=people.get(row.person_id or 0),
        owner_name=row.owner_name,
        what=row.what,
        due_on=row.due_on,
        help=row.help,
        how_known=row.how_known,
        own_idea=row.own_idea,
        builds_on=row.builds_on.public_id if row.builds_on else None,
        state=row.state,
        done_on=row.done_on,
        end_words=row.end_words,
    )


def _plan(row: Plan) -> PlanFact:
    return PlanFact(
        public_id=row.public_id,
        version=row.version,
        case=row.case.public_id,
        number=row.number,
        state=row.state,
        proposed_at=row.proposed_at,
        in_force_from=row.in_force_from,
        replaced_on=row.replaced_on,
        review_on=row.review_on,
        digest=row.digest,
        intact=row.state == PlanState.DRAFT or is_intact(row.content, row.digest),
        author=row.author.name,
    )


def _answer(row: Agreement, people: Mapping[int, PersonFact], names: Mapping[int, UUID]) -> AnswerFact:
    return AnswerFact(
        public_id=row.public_id,
        person=people.get(row.person_id),
        line=names.get(row.step_id or 0),
        reply=row.reply,
        words=row.words,
        how=row.how,
        on=row.on,
        covers=tuple((names[int(step)], int(to)) for step, to in row.covers.items() if int(step) in names),
        heard_by=row.heard_by.name,
    )


def _review(row: Review) -> ReviewFact:
    return ReviewFact(
        row.public_id,
        row.plan.public_id,
        row.held_on,
        row.with_whom,
        row.person_view,
        row.worker_view,
        row.decision,
        row.next_on,
        row.author.name,
    )
