"""Recording a contact: one write, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from alongside.agency.access import actions as access
from alongside.agency.access.models import History, Reading
from alongside.agency.organisation.rules import default_protocol
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import RESTRICTED, Reader
from alongside.practice.contacts import actions as contacts
from alongside.practice.contacts.actions import NextStep, NextTime
from alongside.practice.contacts.enums import ContactMode, InterpreterUsed
from alongside.practice.contacts.models import Appointment, AppointmentPerson, Contact, ContactGoal, ContactPerson, Note
from alongside.practice.contacts.queries.facts import recording_facts
from alongside.practice.plans.models import Plan, Progress, Step
from alongside.record.cases import actions as cases
from alongside.record.cases.enums import Milestone, Stage
from alongside.record.cases.models import Case, StageEvent
from tests.factories.assessments import a_ready_case, lead
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact, a_past_appointment, an_hour_ago
from tests.factories.plans import a_goal, an_agreed_plan

Become = Callable[[str], Reader]


def people_of(case: Case) -> list[int]:
    return list(case.participants.order_by("id").values_list("person_id", flat=True))


def fields_of(call: Callable[..., Any], *args: Any, **more: Any) -> dict[str, str]:
    with pytest.raises(Refused) as refusal:
        call(*args, **more)
    return {name: str(words) for name, words in refusal.value.fields.items()}


def test_everything_of_a_contact_is_kept_in_one_write(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, family=True)
    marta, dani, ines = people_of(case)
    calmer, course = a_goal(case, by, title="Evenings are calmer", start_level=0), a_goal(case, by, title="Care course")
    appointment = a_past_appointment(case, by)
    tomorrow = clock.now() + timedelta(days=1)
    contact = a_contact(
        case,
        by,
        at=clock.now(),
        appointment=appointment,
        people=[marta, dani],
        seen_alone=[dani],
        language="Spanish",
        goals=[(calmer.id, 1), (course.id, None)],
        own_words="We eat together now. Even Dani.",
        said_by_id=marta,
        opinion="The routine holds.",
        next_step=NextStep("Move the nursery visit to Wednesday", worker_id=by.worker_id, due_on=clock.today()),
        next_appointment=NextTime(tomorrow, tomorrow + timedelta(hours=1)),
    )
    row = Contact.objects.get(public_id=contact.public_id)
    note = Note.objects.get(contact=row)
    assert (row.mode, row.language, row.about, row.author_id) == ("visit", "Spanish", appointment.about, by.actor_id)
    assert set(ContactPerson.objects.filter(contact=row).values_list("person_id", "seen_alone")) == {
        (marta, False),
        (dani, True),
    }
    assert ines not in ContactPerson.objects.values_list("person_id", flat=True)
    progress = Progress.objects.get(goal=calmer, value=1)
    assert progress.at == row.at
    assert set(ContactGoal.objects.filter(contact=row).values_list("goal_id", "progress_id")) == {
        (calmer.id, progress.id),
        (course.id, None),
    }
    calmer.refresh_from_db()
    assert calmer.attained == 1
    step = Step.objects.get(id=note.next_step_id or 0)
    assert (step.what, step.worker_id, step.due_on) == (
        "Move the nursery visit to Wednesday",
        by.worker_id,
        clock.today(),
    )
    assert (note.own_words, note.said_by_id, note.opinion) == (
        "We eat together now. Even Dani.",
        marta,
        "The routine holds.",
    )
    assert note.signed_by_id == by.actor_id
    assert len(note.digest) == 64
    appointment.refresh_from_db()
    assert appointment.outcome == "came"
    booked = Appointment.objects.exclude(id=appointment.id).get()
    assert set(AppointmentPerson.objects.filter(appointment=booked).values_list("person_id", flat=True)) == {
        marta,
        dani,
    }
    case.refresh_from_db()
    assert case.last_contact_at == row.at


def test_history_and_the_reading_log_know_of_it(become: Become) -> None:
    by = become("worker")
    contact = a_contact(a_case(by), by)
    for table in ("contacts_contact", "contacts_contactperson", "contacts_note"):
        assert History.objects.filter(table_name=table, verb="insert", actor_id=by.actor_id).exists()
    log = Reading.objects.get(act="record contact")
    assert (log.object_kind, log.object_ids, log.circle_id) == ("contact", [contact.id], contact.circle_id)


def test_the_number_of_statements_does_not_grow(become: Become, queries: Any) -> None:
    by = become("worker")
    case = a_ready_case(by, family=True)
    goals = [a_goal(case, by, title=f"Goal {number}") for number in range(6)]
    everybody = people_of(case)
    a_contact(case, by, people=everybody)
    counts = []
    for several in (1, 6):
        appointment = a_past_appointment(case, by)
        facts = recording_facts(appointment=appointment.public_id, by=by)
        with queries() as seen:
            a_contact(
                case,
                by,
                facts=facts,
                people=everybody[: 1 if several == 1 else 3],
                goals=[(goal.id, 0) for goal in goals[:several]],
                next_step=NextStep("Ring", worker_id=by.worker_id, due_on=clock.today()),
                confirmed=True,
            )
        counts.append(len([sql for sql in seen if "app.note_reading" not in sql]))
    assert counts[0] == counts[1]
    assert counts[0] <= 6


def test_an_end_before_the_start_is_refused_with_what_would_be_right(become: Become) -> None:
    by = become("worker")
    at = an_hour_ago()
    faults = fields_of(a_contact, a_case(by), by, at=at, ends_at=at - timedelta(minutes=5))
    assert set(faults) == {"ends_at"}
    assert "before it starts" in faults["ends_at"]
    assert not Contact.objects.exists()


def test_a_call_after_the_end_is_kept_and_moves_nothing(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    closing = cases.write_closing(case=case, reasons=["goals_met"], summary="Rent is paid.", by=by)
    met = {line.key for line in default_protocol("family_support").closing}
    cases.close(case=case, closing=closing, met=met, by=become("supervisor"))
    before = StageEvent.objects.filter(case=case).count()
    contact = a_contact(case, become("worker"))
    assert Contact.objects.get() == contact
    assert StageEvent.objects.filter(case=case).count() == before


def test_a_time_still_to_come_is_an_appointment(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    with pytest.raises(Refused) as refusal:
        a_contact(case, by, at=clock.now() + timedelta(hours=3))
    assert refusal.value.code == "contact.to_come"
    assert contacts.is_still_to_come(clock.now() + timedelta(hours=3))
    assert not contacts.is_still_to_come(clock.now() + timedelta(minutes=10))
    at = clock.now() + timedelta(hours=3)
    booked = contacts.book_instead(
        facts=recording_facts(case=case.id, by=by), mode=ContactMode.CALL, at=at, people=people_of(case), by=by
    )
    assert (booked.mode, booked.starts_at, booked.ends_at) == ("call", at, at + timedelta(minutes=45))
    facts = recording_facts(case=case.id, by=by)
    with pytest.raises(Refused, match="Only someone who works here"):
        contacts.book_instead(facts=facts, mode=ContactMode.CALL, at=at, by=become("client"))


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"mode": "pigeon"}, "mode"),
        ({"people": [10_000]}, "people"),
        ({"seen_alone": [10_000]}, "seen_alone"),
        ({"interpreter": "perhaps"}, "interpreter"),
        ({"goals": [(10_000, None)], "not_about_a_goal": False}, "goals"),
        ({"place": "x" * 201}, "place"),
        ({"own_words": "We eat together now.", "people": []}, "said_by"),
        ({"own_words": "We eat together now.", "said_by_id": 10_000}, "said_by"),
        ({"shared": False, "hold_until": date(2999, 1, 1)}, "hold_reason"),
        ({"shared": False, "hold_reason": "Talked over first"}, "hold_until"),
        ({"shared": False, "hold_reason": "Talked over first", "hold_until": date(2020, 1, 1)}, "hold_until"),
        ({"at": an_hour_ago() - timedelta(days=4000), "ends_at": None}, "at"),
        ({"ends_at": clock.now() + timedelta(days=3)}, "ends_at"),
        ({"next_step": NextStep("", due_on=date(2999, 1, 1))}, "step_what"),
        ({"next_step": NextStep("Ring", owner="nobody", due_on=date(2999, 1, 1))}, "step_owner"),
        ({"next_step": NextStep("Ring", owner="person", person_id=10_000, due_on=date(2999, 1, 1))}, "step_owner"),
        ({"text": "", "people": []}, "text"),
        ({"text": "", "opinion": "She is doing well."}, "text"),
        ({"not_about_a_goal": False}, "goals"),
        ({"format": "soap", "sections": {"subjective": "Tired"}}, "section_objective"),
        ({"sections": {"intervention": "We talked."}}, "section_response"),
        ({"interpreter": InterpreterUsed.NO}, "interpreter_words"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_written(become: Become, told: dict[str, Any], field: str) -> None:
    by = become("worker")
    case = a_case(by)
    assert field in fields_of(a_contact, case, by, **told)
    assert not Contact.objects.exists()
    assert not Step.objects.exists()


def test_unsigned_it_may_lack_what_a_signature_asks_for(become: Become) -> None:
    by = become("worker")
    contact = a_contact(a_case(by), by, sign=False, text="", not_about_a_goal=False)
    assert Note.objects.get(contact=contact).signed_at is None


def test_words_belong_to_the_only_one_who_was_there(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    contact = a_contact(case, by, own_words="Wednesday is better.")
    assert Note.objects.get(contact=contact).said_by_id == lead(case)


def test_an_interpreter_that_is_needed_is_asked_for(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    person = case.participants.get().person
    person.interpreter, person.interpreter_language = "yes", "Somali"
    person.save(update_fields=["interpreter", "interpreter_language"])
    assert "Somali" in fields_of(a_contact, case, by)["interpreter"]
    assert a_contact(case, by, mode=ContactMode.TEXT)
    assert a_contact(case, by, interpreter=InterpreterUsed.YES)
    assert a_contact(case, by, interpreter=InterpreterUsed.NO, interpreter_words="Her sister translated, as she wished")


def test_a_jump_of_two_levels_is_asked_about(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by, start_level=-2)
    assert fields_of(a_contact, case, by, goals=[(goal.id, 1)]) == {
        f"goal_{goal.id}": "That is a jump from −2 to +1. Confirm that it is meant."
    }
    assert a_contact(case, by, goals=[(goal.id, 1)], confirmed=True)


def test_an_entry_for_an_earlier_day_does_not_undo_a_later_level(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by, start_level=-1)
    a_contact(case, by, at=clock.now() + timedelta(minutes=1), ends_at=None, goals=[(goal.id, 0)])
    a_contact(case, by, at=an_hour_ago() - timedelta(days=1), goals=[(goal.id, -2)], confirmed=True)
    goal.refresh_from_db()
    assert goal.attained == 0
    assert Progress.objects.filter(goal=goal).count() == 3


def test_a_missed_contact_needs_no_words_and_counts_as_no_contact(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    appointment = a_past_appointment(case, by)
    a_contact(case, by, mode=ContactMode.MISSED, text="", not_about_a_goal=False, appointment=appointment)
    appointment.refresh_from_db()
    case.refresh_from_db()
    assert appointment.outcome == "did_not_come"
    assert case.last_contact_at is None


def test_the_last_contact_is_the_newest_by_time(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    newest = a_contact(case, by)
    a_contact(case, by, at=an_hour_ago() - timedelta(days=3))
    case.refresh_from_db()
    assert case.last_contact_at == newest.at


def test_the_first_talk_and_the_last_face_reach_their_milestones(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    marta, dani, ines = people_of(case)

    def reached() -> frozenset[str]:
        return recording_facts(case=case.id, by=by).reached

    a_contact(case, by, mode=ContactMode.MISSED, people=[marta])
    assert Milestone.FIRST_CONTACT_MADE not in reached()
    a_contact(case, by, mode=ContactMode.CALL, people=[marta, dani, ines])
    assert Milestone.FIRST_CONTACT_MADE in reached()
    assert Milestone.PERSON_SEEN not in reached()
    a_contact(case, by, people=[marta, dani])
    assert Milestone.PERSON_SEEN not in reached()
    a_contact(case, by, people=[ines])
    assert Milestone.PERSON_SEEN in reached()


def test_the_first_contact_about_a_goal_under_an_agreed_plan_starts_the_work(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    an_agreed_plan(case, by)
    case.refresh_from_db()
    case.stage = Stage.PLAN
    case.save(update_fields=["stage"])
    goal = case.goals.get()
    a_contact(case, by, goals=[(goal.id, None)])
    assert Milestone.WORK_STARTED in recording_facts(case=case.id, by=by).reached


def test_what_a_person_will_do_makes_a_new_version_of_the_plan(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    a_contact(case, by, next_step=NextStep("Ring", worker_id=by.worker_id, due_on=clock.today()))
    assert not Plan.objects.exists()
    a_contact(
        case, by, next_step=NextStep("Asks the choir", owner="person", person_id=lead(case), due_on=clock.today())
    )
    assert Plan.objects.get().state == "draft"


@pytest.mark.parametrize("who", ["supervisor", "colleague"])
def test_the_team_records(become: Become, who: str) -> None:
    case = a_case(become("worker"))
    assert a_contact(case, become(who))


@pytest.mark.parametrize("who", ["elsewhere", "intake", "evaluator", "privacy", "admin", "client"])
def test_nobody_else_does(become: Become, who: str) -> None:
    case = a_case(become("worker"))
    people = people_of(case)
    with pytest.raises(Refused):
        a_contact(case, become(who), people=people)


def test_somebody_excluded_does_not_even_learn_of_it(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    people = people_of(case)
    excluded = become("excluded")
    become("worker")
    access.exclude(circle=case.circle_id, actor_id=excluded.actor_id, why="Her cousin", by=by)
    with pytest.raises(NotFound):
        a_contact(case, become("excluded"), people=people)


def test_a_restricted_contact_is_for_those_who_carry_the_case(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    a_contact(case, by, level=RESTRICTED)
    colleague = become("colleague")
    assert not Contact.objects.exists()
    assert not Note.objects.exists()
    people = people_of(case)
    assert set(fields_of(a_contact, case, colleague, level=RESTRICTED, people=people)) == {"level"}
    become("supervisor")
    assert Contact.objects.count() == 1
    case.refresh_from_db()
    assert case.last_contact_at is None


def test_why_a_note_is_held_back_is_said_in_a_line(become: Become) -> None:
    by = become("worker")
    held = {"shared": False, "hold_reason": "x" * 301, "hold_until": clock.today() + timedelta(days=9)}
    assert "letters or fewer" in fields_of(a_contact, a_case(by), by, **held)["hold_reason"]
