"""The plan page: goals with their lines, who has agreed to what, what has changed since the version in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from alongside.agency.access import queries as access
from alongside.ground.foundation import clock
from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.shapes import shaped
from alongside.ground.foundation.together import together
from alongside.practice.assessments.enums import StatementKind
from alongside.practice.assessments.models import Statement
from alongside.practice.plans.enums import GoalState, PlanState, StepOwner, StepState
from alongside.practice.plans.models import Agreement, Plan, Review, Step
from alongside.practice.plans.queries.chain import Orphans, orphans_among, statement_rows
from alongside.practice.plans.queries.goals import GoalCard, StrengthInUse, card_of, strengths_among
from alongside.practice.plans.queries.lines import LineAnswer, LineView, frozen_lines, line_view
from alongside.practice.plans.queries.people import PersonAnswer, person_answers
from alongside.practice.plans.queries.proposals import answer_of, answer_rows, asked_among, part_rows
from alongside.practice.plans.queries.reviews import ReviewView, review_rows, reviews_among
from alongside.practice.plans.queries.rows import PlanRows, rows_of
from alongside.practice.plans.rules.agreeing import (
    Answer,
    Asked,
    Proposal,
    is_proposed,
    line_answers,
    may_agree,
    not_yet,
)
from alongside.practice.plans.rules.easy import Easy, easy_of
from alongside.practice.plans.rules.freezing import is_intact
from alongside.practice.plans.rules.goals import unready
from alongside.practice.plans.rules.lines import ENDED
from alongside.practice.plans.rules.rights import rights_words
from alongside.record.cases.models import Case, Participant


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal of the plan with its lines."""

    card: GoalCard
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of the plan: its state in words, from when until when, and whether its words are those agreed."""

    number: int
    state: str
    state_words: str
    from_on: date | None
    until_on: date | None
    intact: bool


@dataclass(frozen=True, slots=True)
class Mix:
    """How many open lines fall to each kind of owner, in order; and how many were dropped since the last version."""

    shares: tuple[tuple[str, int], ...]
    dropped: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A case's plan as it stands: the version being written when there is one, else the one in force.

    ``number`` is 0 when there is none. ``waits_for`` are the adults who have not answered it. ``agree`` says whether it
    can come into force, and if not, why. ``uses_strength`` is false when no goal and no line builds on a strength;
    ``strengths`` are then the ones that could be built on.
    """

    case_id: int
    id: UUID | None
    number: int
    state: str
    in_force: int
    in_force_from: date | None
    review_on: date | None
    goals: tuple[GoalView, ...]
    ended: tuple[GoalCard, ...]
    loose: tuple[LineView, ...]
    people: tuple[PersonAnswer, ...]
    waits_for: tuple[str, ...]
    easy: Easy | None
    mix: Mix
    rights: str
    versions: tuple[VersionLine, ...]
    reviews: tuple[ReviewView, ...]
    orphans: Orphans
    uses_strength: bool
    strengths: tuple[StrengthInUse, ...]
    agree: Decision


@dataclass(frozen=True, slots=True)
class _Read:
    """What the page is made from, read once."""

    case: Case
    plans: Sequence[Plan]
    plan: Plan | None
    in_force: Plan | None
    rows: PlanRows
    people: Sequence[Asked]
    answers: Sequence[Answer]
    standing: Mapping[tuple[int, int], Answer]
    reviews: Sequence[ReviewView]
    statements: Sequence[Statement]


def plan_page(case_id: int) -> PlanPage:
    """The plan of a case as it stands; raises NotFound when the case is hidden. Recorded in the reading log.

    Four statements, for one goal or five hundred.
    """
    read = _read(case_id)
    plan, rows, in_force = read.plan, read.rows, read.in_force
    access.note_reading(
        "plan", circle=read.case.circle_id, kind="plan", ids=[plan.id] if plan else [], people=sorted(rows.names)
    )
    was = frozen_lines(in_force.content if in_force else None)
    views = {line.id: _line(line, read, was) for line in rows.lines}
    shown = {key: view for key, view in views.items() if not view.dropped or view.was_in_force or not in_force}
    cards = [card_of(goal, rows) for goal in rows.goals]
    open_cards = [card for card in cards if card.state == GoalState.OPEN]
    lines = {
        card.number: tuple(shown[line.id] for line in rows.lines_of(card.number) if line.id in shown) for card in cards
    }
    loose = tuple(shown[line.id] for line in rows.lines_of(None) if line.id in shown)
    goals = tuple(GoalView(card, lines[card.number]) for card in open_cards)
    every = [line for goal in goals for line in goal.lines] + list(loose)
    open_lines = [line for line in every if line.open]
    uses_strength = _uses_strength(open_cards, open_lines)
    return PlanPage(
        case_id=case_id,
        id=plan.public_id if plan else None,
        number=plan.number if plan else 0,
        state=plan.state if plan else "",
        in_force=in_force.number if in_force else 0,
        in_force_from=in_force.in_force_from if in_force else None,
        review_on=in_force.review_on if in_force else None,
        goals=goals,
        ended=tuple(card for card in cards if card.state != GoalState.OPEN),
        loose=loose,
        people=person_answers(
            read.people,
            read.answers,
            read.standing,
            open_lines,
            plan_id=plan.id if plan else 0,
            numbers={line.public_id: line.id for line in rows.lines},
        ),
        waits_for=tuple(one.name for one in not_yet(read.people, read.answers, plan.id)) if plan else (),
        easy=easy_of(_texts(goals, loose)),
        mix=_mix(open_lines, every),
        rights=rights_words(),
        versions=tuple(_version(one) for one in read.plans if one.state != PlanState.DRAFT),
        reviews=tuple(read.reviews),
        orphans=orphans_among(rows, read.statements, in_force),
        uses_strength=uses_strength,
        strengths=() if uses_strength else tuple(strengths_among(read.statements, rows)),
        agree=_may_agree(read, open_cards),
    )


def _read(case_id: int) -> _Read:
    today = clock.today()
    found, plans, answered, reviews, statements, parts = _rows(case=case_id, today=today)
    if not found:
        raise NotFound
    in_force = next((plan for plan in plans if plan.state == PlanState.IN_FORCE), None)
    draft = next((plan for plan in plans if plan.state == PlanState.DRAFT), None)
    rows = rows_of([case_id])
    answers = [answer_of(row) for row in answered]
    wordings = {line.id: line.wording for line in rows.lines}
    return _Read(
        case=found[0],
        plans=plans,
        plan=draft or in_force,
        in_force=in_force,
        rows=rows,
        people=asked_among(parts, today),
        answers=answers,
        standing=line_answers(answers, wordings),
        reviews=reviews_among(reviews),
        statements=statements,
    )


@shaped
def _rows(
    *, case: int, today: date
) -> tuple[list[Case], list[Plan], list[Agreement], list[Review], list[Statement], list[Participant]]:
    return together(
        Case.objects.filter(id=case),
        Plan.objects.filter(case_id=case).order_by("-number"),
        answer_rows(case),
        review_rows(case),
        statement_rows(case),
        part_rows(case, today),
    )


def _line(line: Step, read: _Read, was: Mapping[str, Mapping[str, Any]]) -> LineView:
    waits = is_proposed(doer=line.person_id, step_id=line.id, asked=read.people, standing=read.standing)
    return line_view(line, read.rows, _answers(line, read), was, proposed=waits)


def _answers(line: Step, read: _Read) -> tuple[LineAnswer, ...]:
    """What each person says of a line: those who answered, and the adults who have not."""
    found = []
    for person in read.people:
        answer = read.standing.get((line.id, person.person_id))
        if answer is not None or (person.adult and line.state not in ENDED):
            found.append(LineAnswer.of(person, answer))
    return tuple(found)


def _texts(goals: Sequence[GoalView], loose: Sequence[LineView]) -> list[str]:
    """The sentences that a person reads in the plan."""
    texts: list[str] = []
    for goal in goals:
        texts.append(goal.card.title)
        texts += [goal.card.measure] if goal.card.measure else []
    for line in [*(line for goal in goals for line in goal.lines), *loose]:
        if line.open:
            texts.append(f"{line.who} {line.what}")
            texts += [text for text in (line.help, line.how_known) if text]
    return texts


def _mix(open_lines: Sequence[LineView], every: Sequence[LineView]) -> Mix:
    counts = Counter(line.owner for line in open_lines if not line.proposed)
    shares = tuple((str(owner.label), counts[owner.value]) for owner in StepOwner if counts[owner.value])
    return Mix(shares, sum(line.state == StepState.DROPPED for line in every))


def _version(plan: Plan) -> VersionLine:
    return VersionLine(
        number=plan.number,
        state=plan.state,
        state_words=str(PlanState(plan.state).label),
        from_on=plan.in_force_from,
        until_on=plan.replaced_on,
        intact=is_intact(plan.content, plan.digest),
    )


def _uses_strength(cards: Sequence[GoalCard], lines: Sequence[LineView]) -> bool:
    on_goals = any(root.kind == StatementKind.STRENGTH for card in cards for root in card.builds_on)
    return on_goals or any(line.builds_on for line in lines)


def _may_agree(read: _Read, cards: Sequence[GoalCard]) -> Decision:
    """What ``agree_plan`` would say now, so that the page can say it first."""
    if read.plan is None or read.plan.state != PlanState.DRAFT:
        return Decision.no("plan.not_draft", "")
    lines = [line for line in read.rows.lines if line.state not in ENDED]
    return may_agree(
        Proposal(
            state=read.plan.state,
            plan_id=read.plan.id,
            goals=len(cards),
            lines={line.id: line.what for line in lines},
            wordings={line.id: line.wording for line in lines},
            unready=[card.title for card in cards if unready(card.measure, card.target_on)],
            answers=read.answers,
            asked=read.people,
        )
    )
