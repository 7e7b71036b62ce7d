"""What a volunteer is asked to do: the whole of the record that opens to her (S-206)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import connection

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation import clock
from alongside.practice.contacts.enums import ContactMode
from alongside.record.people.rules.contact import Preferences
from alongside.record.people.rules.wording import safe_words


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: what, when, where to meet, and of each person a first name and how contact is safe."""

    what: str
    mode: str
    starts_at: datetime | None
    ends_at: datetime | None
    due_on: date | None
    place: str
    people: tuple[tuple[str, str], ...]


def my_tasks() -> tuple[Task, ...]:
    """The reader's tasks while she is a volunteer, appointments first, then lines by their day; noted as read.

    One statement. Nothing for whoever holds no volunteer's role today.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from app.my_tasks()")
        rows = cursor.fetchall()
    tasks: dict[tuple[str, int], Task] = {}
    for kind, number, circle, person, what, mode, starts, ends, due, place, name, reach in rows:
        before = tasks.get((kind, number))
        told = ((name, _reach(reach)),) if name else ()
        words = str(ContactMode(mode).label) if mode else ""
        tasks[kind, number] = Task(what, words, starts, ends, due, place, (before.people if before else ()) + told)
        people = [person] if person is not None else []
        note_reading("my tasks", circle=circle, people=people, kind=kind, ids=[number])
    return tuple(sorted(tasks.values(), key=_order))


def _order(task: Task) -> tuple[bool, float, date]:
    return task.starts_at is None, task.starts_at.timestamp() if task.starts_at else 0.0, task.due_on or date.max


def _reach(reach: Mapping[str, Any] | str | None) -> str:
    if reach is None:
        return ""
    said = dict(json.loads(reach)) if isinstance(reach, str) else dict(reach)
    say_as = said.pop("say_as")
    for name in ("hours_from", "hours_until"):
        said[name] = time.fromisoformat(said[name]) if said[name] else None
    return safe_words(Preferences(**said), say_as=say_as, today=clock.today())
