"""The timeline, the day, and what waits to be signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import RESTRICTED, Reader
from alongside.practice.contacts import actions as contacts
from alongside.practice.contacts import queries as asked
from alongside.practice.contacts.enums import ContactMode
from tests.factories.assessments import a_ready_case, lead
from tests.factories.cases import a_case
from tests.factories.contacts import TEXT, a_contact, a_past_appointment, an_appointment, an_hour_ago
from tests.factories.plans import a_goal

Become = Callable[[str], Reader]


def test_an_entry_holds_everything_that_was_told(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, family=True)
    goal = a_goal(case, by, title="Evenings are calmer", start_level=0)
    marta = lead(case)
    contact = a_contact(
        case,
        by,
        people=[marta],
        seen_alone=[marta],
        goals=[(goal.id, 1)],
        own_words="We eat together now.",
        opinion="The routine holds.",
        next_step=contacts.NextStep("Ring the nursery", worker_id=by.worker_id, due_on=clock.today()),
    )
    contacts.amend_note(note=asked.note_row(contact.public_id), text="It was 10:00.", reason="Wrong time", by=by)
    (entry,) = asked.timeline(case.id).entries
    assert (entry.mode, entry.mode_words, entry.icon, entry.late) == ("visit", "Visit", "home", False)
    assert [(one.name, one.seen_alone) for one in entry.people] == [("Marta López", True)]
    assert [(one.title, one.level) for one in entry.goals] == [("Evenings are calmer", 1)]
    note = entry.note
    assert note is not None
    assert (note.text, note.own_words, note.said_by) == (TEXT, "We eat together now.", "Marta López")
    assert (note.opinion, note.next_step, note.signed_by) == ("The routine holds.", "Ring the nursery", "Dele Akande")
    assert [(one.text, one.reason, one.author) for one in note.amendments] == [
        ("It was 10:00.", "Wrong time", "Dele Akande")
    ]


def test_parts_stand_in_the_order_of_their_format(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    parts = {"plan": "p", "assessment": "a", "objective": "o", "subjective": "s", "strange": "x"}
    a_contact(case, by, format="soap", sections=parts)
    note = asked.timeline(case.id).entries[0].note
    assert note is not None
    assert [key for key, _name, _words in note.sections] == [
        "subjective",
        "objective",
        "assessment",
        "plan",
        "strange",
    ]
    assert note.sections[0][1] == "Subjective"


def test_a_late_entry_says_so(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    a_contact(case, by, at=an_hour_ago() - timedelta(days=3))
    assert asked.timeline(case.id).entries[0].late


def test_the_timeline_goes_on_where_it_stopped(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    at = an_hour_ago()
    same = [a_contact(case, by, at=at).public_id for _ in range(5)]
    older = [a_contact(case, by, at=at - timedelta(hours=hours)).public_id for hours in (1, 2)]
    first = asked.timeline(case.id, limit=3)
    rest = asked.timeline(case.id, after=first.more, limit=10)
    found = [entry.public_id for entry in (*first.entries, *rest.entries)]
    assert found == [*reversed(same), *older]
    assert rest.more == ""


NOBODY = "00000000-0000-0000-0000-000000000000"


@pytest.mark.parametrize("mark", ["", "nonsense", "2026-01-01~x", f"2026-01-01T10:00:00~{NOBODY}"])
def test_an_unreadable_mark_starts_from_the_beginning(become: Become, mark: str) -> None:
    by = become("worker")
    case = a_case(by)
    a_contact(case, by)
    assert len(asked.timeline(case.id, after=mark).entries) == 1


def test_one_statement_for_one_contact_and_for_many(become: Become, queries) -> None:  # type: ignore[no-untyped-def]
    by = become("worker")
    case = a_case(by)
    counts = []
    for _ in range(2):
        a_contact(case, by)
        with queries() as seen:
            asked.timeline(case.id)
        counts.append(len(seen))
        for _ in range(10):
            a_contact(case, by)
    assert counts == [1, 1]


def test_what_is_restricted_is_not_there_for_the_others(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    a_contact(case, by)
    a_contact(case, by, level=RESTRICTED)
    assert [entry.restricted for entry in asked.timeline(case.id).entries] == [True, False]
    become("colleague")
    assert [entry.restricted for entry in asked.timeline(case.id).entries] == [False]
    become("elsewhere")
    assert asked.timeline(case.id).entries == ()


def test_the_day_and_what_nobody_has_said_yet(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    worker = by.worker_id or 0
    midday = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    with clock.standing_at(midday):
        past = a_past_appointment(case, by, hours_ago=3)
        to_come = an_appointment(case, by)
        yesterday = a_past_appointment(case, by, hours_ago=26)
        lines = asked.appointments_of(worker, clock.today())
        assert [line.public_id for line in lines] == [past.public_id, to_come.public_id]
        assert [(line.past, line.unresolved) for line in lines] == [(True, True), (False, False)]
        assert [one.name for one in lines[0].people] == ["Marta López"]
        assert [line.public_id for line in asked.unresolved_appointments(worker)] == [
            yesterday.public_id,
            past.public_id,
        ]
        assert [line.public_id for line in asked.unresolved_appointments(worker, before=clock.today())] == [
            yesterday.public_id
        ]
        contacts.settle_appointment(appointment=yesterday, outcome="cancelled", by=by)
        assert [line.public_id for line in asked.unresolved_appointments(worker)] == [past.public_id]
        written = a_contact(case, by, at=past.starts_at, appointment=past)
        line = asked.appointment_line(past.public_id)
        assert line is not None
        assert (line.written, line.contact_public_id, line.outcome_words) == (True, written.public_id, "Came")
        assert [line.public_id for line in asked.next_appointments(case.id)] == [to_come.public_id]


def test_what_waits_to_be_signed_is_the_authors_own(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by, title="Evenings are calmer")
    lacking = a_contact(case, by, sign=False, not_about_a_goal=False)
    linked = a_contact(case, by, sign=False, goals=[(goal.id, None)], text="One line.\nAnd another.")
    a_contact(case, by)
    lines = {line.public_id: line for line in asked.notes_to_sign(by.actor_id)}
    assert set(lines) == {lacking.public_id, linked.public_id}
    assert lines[lacking.public_id].lacks_goal
    assert (lines[linked.public_id].lacks_goal, lines[linked.public_id].goals) == (False, ("Evenings are calmer",))
    assert lines[linked.public_id].lines == 2
    assert asked.has_unsigned_notes(case.id)
    assert len(asked.unsigned_notes(case.id)) == 2
    assert asked.notes_to_sign(become("colleague").actor_id) == []


def test_attempts_are_counted_for_lost_contact(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    a_contact(case, by, mode=ContactMode.MISSED, text="")
    a_contact(case, by, mode=ContactMode.TEXT, at=an_hour_ago() - timedelta(days=2))
    modes = [mode for mode, _at in asked.attempts_since(case.id, clock.now() - timedelta(days=7))]
    assert modes == ["text", "missed"]
