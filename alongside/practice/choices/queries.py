"""Choices and limits of a case, as its page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.practice.choices.enums import ChoiceAnswer, LimitGround, LimitOutcome
from alongside.practice.choices.models import Choice, Limit, LimitReview
from alongside.practice.choices.rules import stands, waits


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """One choice: what was offered to whom, and what they decided."""

    public_id: UUID
    version: int
    person: str
    offered_on: date
    what: str
    ways: tuple[str, ...]
    answer: str
    answer_words: str
    words: str
    helped_by: str
    answered_on: date | None

    @property
    def open(self) -> bool:
        """Whether they have not decided yet."""
        return self.answer == ChoiceAnswer.LATER


@dataclass(frozen=True, slots=True)
class LookLine:
    """One look at a limit."""

    held_on: date
    outcome: str
    words: str
    their_words: str


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One limit: what rests on which ground, until when; ``waits``: it should have been looked at by now."""

    public_id: UUID
    version: int
    person: str
    what: str
    ground: str
    basis: str
    why: str
    tried: str
    decided_by: str
    from_on: date
    until_on: date
    review_on: date
    told: bool
    not_told_why: str
    their_words: str
    ended_on: date | None
    looks: tuple[LookLine, ...]
    stands: bool
    waits: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything that the people of a case chose, and every limit: those that hold first."""

    choices: tuple[ChoiceLine, ...]
    limits: tuple[LimitLine, ...]
    past: tuple[LimitLine, ...]


def ledger(case_id: int) -> Ledger:
    """What the reader may see of it; three statements whatever their number."""
    choices = Choice.objects.filter(case_id=case_id).select_related("person").order_by("-offered_on", "-id")
    rows = list(Limit.objects.filter(case_id=case_id).select_related("person").order_by("-until_on", "-id"))
    limits = [_limit_line(row, looks) for row, looks in _with_looks(rows)]
    return Ledger(
        tuple(_choice_line(row) for row in choices),
        tuple(line for line in limits if line.stands),
        tuple(line for line in limits if not line.stands),
    )


def choice_of(case_id: int, public_id: UUID) -> ChoiceLine:
    """One choice of a case; NotFound when it is not there, or not to be seen."""
    return _choice_line(choice_row(case_id, public_id))


def limit_of(case_id: int, public_id: UUID) -> LimitLine:
    """One limit of a case with every look at it; NotFound when it is not there, or not to be seen."""
    ((row, looks),) = _with_looks([limit_row(case_id, public_id)])
    return _limit_line(row, looks)


def choice_row(case_id: int, public_id: UUID) -> Choice:
    """A handle for an action; NotFound when it is not there, or not to be seen."""
    row = Choice.objects.select_related("person", "case").filter(case_id=case_id, public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def limit_row(case_id: int, public_id: UUID) -> Limit:
    """A handle for an action; NotFound when it is not there, or not to be seen."""
    row = Limit.objects.select_related("person", "case").filter(case_id=case_id, public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def _with_looks(rows: list[Limit]) -> Iterable[tuple[Limit, list[LimitReview]]]:
    found: dict[int, list[LimitReview]] = {row.id: [] for row in rows}
    for look in LimitReview.objects.filter(limit_id__in=list(found)).order_by("id"):
        found[look.limit_id].append(look)
    return [(row, found[row.id]) for row in rows]


def _choice_line(row: Choice) -> ChoiceLine:
    return ChoiceLine(
        row.public_id,
        row.version,
        row.person.display_name,
        row.offered_on,
        row.what,
        tuple(line.strip() for line in row.ways.splitlines() if line.strip()),
        row.answer,
        str(ChoiceAnswer(row.answer).label),
        row.words,
        row.helped_by,
        row.answered_on,
    )


def _limit_line(row: Limit, looks: list[LimitReview]) -> LimitLine:
    today = clock.today()
    return LimitLine(
        row.public_id,
        row.version,
        row.person.display_name,
        row.what,
        str(LimitGround(row.ground).label),
        row.basis,
        row.why,
        row.tried,
        row.decided_by,
        row.from_on,
        row.until_on,
        row.review_on,
        row.told,
        row.not_told_why,
        row.their_words,
        row.ended_on,
        tuple(LookLine(one.held_on, str(LimitOutcome(one.outcome).label), one.words, one.their_words) for one in looks),
        stands(until_on=row.until_on, ended_on=row.ended_on, today=today),
        waits(review_on=row.review_on, until_on=row.until_on, ended_on=row.ended_on, today=today),
    )
