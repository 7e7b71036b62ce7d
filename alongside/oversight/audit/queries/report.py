"""Who saw what of a person, when and why: the whole list, for the privacy officer and for the person herself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.agency.access.enums import ActorKind, GrantReason, act_words
from alongside.agency.access.queries import note_reading
from alongside.agency.staff.enums import Role
from alongside.ground.foundation.text import joined


@dataclass(frozen=True, slots=True)
class Seen:
    """One time that something about a person was shown: to whom, in which role, what, on what ground, and why."""

    number: int
    at: datetime
    actor_id: int
    name: str
    role: str
    what: str
    ground: str
    why: str
    masked: bool
    session_id: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """Everybody who saw something about a person, the newest first."""

    person_id: int
    name: str
    seen: tuple[Seen, ...]


def people_of_case(number: str) -> list[tuple[UUID, str]]:
    """Whom the case with exactly this number concerns, for a privacy officer with a request before her; noted."""
    rows = _rows("select * from app.people_of_case(%s)", [number.strip()])
    note_reading("access report", kind="case" if rows else "")
    return [(row[0], row[1]) for row in rows]


def access_report(person: UUID, *, act: str = "access report") -> Report | None:
    """The whole list for one person; None when she is absent or not to be known. For privacy officers; noted."""
    known = _rows("select * from app.report_person(%s)", [person])
    if not known:
        return None
    number, name = known[0]
    rows = _rows("select * from app.looks_at_person(%s)", [number])
    note_reading(act, people=[number], kind="person", ids=[number])
    return Report(number, name, tuple(_seen(row) for row in rows))


def _seen(row: tuple[Any, ...]) -> Seen:
    number, at, actor, name, kind, roles, teams, act, ground, why, result, session = row
    words = dict(GrantReason.choices)
    return Seen(
        number=number,
        at=at,
        actor_id=actor,
        name=name,
        role=_role(kind, roles or [], teams or []),
        what=act_words(act),
        ground=str(words.get(ground, "")),
        why=why,
        masked=result == "masked",
        session_id=session,
    )


def _role(kind: str, roles: list[str], teams: list[str]) -> str:
    """A worker's roles and teams at that time, in words; what else acted by its kind."""
    if kind != ActorKind.WORKER:
        return str(ActorKind(kind).label)
    held = joined([str(Role(role).label) for role in roles], last=_("and")) or _("Worker")
    return f"{held}, {joined(teams, last=_('and'))}" if teams else held


def _rows(sql: str, arguments: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One line of the letter: on a day, somebody in a role saw these things, so many times, for this reason."""

    on: date
    who: str
    what: tuple[str, ...]
    times: int
    why: str


def letter_lines(report: Report, *, names: bool) -> list[LetterLine]:
    """The report for the person herself, the newest day first: one line for each worker, day and ground.

    ``names`` says whether workers are named; else their role and team stand there. What was masked is left out: it
    showed that she is known here. So is the sentence of an emergency access, which may tell of others:
    the privacy officer has it, and answers.
    """
    found: dict[tuple[date, int, str], list[Seen]] = {}
    for one in report.seen:
        if not one.masked:
            key = (timezone.localdate(one.at), one.actor_id, one.ground)
            found.setdefault(key, []).append(one)
    lines = []
    for (on, _actor, ground), group in found.items():
        who = f"{group[0].name}, {group[0].role}" if names else group[0].role
        lines.append(LetterLine(on, who, tuple(dict.fromkeys(one.what for one in group)), len(group), ground))
    return lines
