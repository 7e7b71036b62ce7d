"""The forms of contacts: what was typed becomes the arguments of the actions, and nothing else."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from alongside.doors.desk.contacts.forms import (
    FEW_GOALS,
    AmendForm,
    AppointmentForm,
    ChangeNoteForm,
    HoldForm,
    RecordForm,
    aware,
    level_name,
)
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED
from alongside.practice.contacts.queries.facts import CaseFacts, recording_facts
from alongside.practice.plans.enums import StepOwner
from alongside.record.cases import actions as cases
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.assessments import a_ready_case
from tests.factories.cases import a_case
from tests.factories.plans import a_goal

DAY = date(2026, 3, 4)


@pytest.fixture
def facts(become: Become) -> CaseFacts:
    """A family with one goal, carried by the worker and a colleague."""
    colleague = become("colleague")
    by = become("worker")
    case = a_ready_case(by, family=True)
    a_goal(case, by, title="Rent", start_level=-1)
    cases.assign_worker(case=case, worker_id=colleague.worker_id or 0, role="co_worker", by=by)
    return recording_facts(case=case.id, by=by)


def me(facts: CaseFacts) -> int:
    return next(one.id for one in facts.carriers if one.name == "Dele Akande")


def recording(facts: CaseFacts, **typed: Any) -> RecordForm:
    sent = {"mode": "visit", "on": "2026-03-04", "starts": "10:00", "until": "10:45", **typed}
    return RecordForm(facts, {}, sent, worker_id=me(facts))


def arguments(facts: CaseFacts, **typed: Any) -> dict[str, Any]:
    form = recording(facts, **typed)
    assert form.is_valid(), form.errors
    return form.arguments()


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def test_day_and_times_are_the_agency_s(facts: CaseFacts) -> None:
    given = arguments(facts)
    assert (given["at"], given["ends_at"]) == (at(10), at(10, 45))
    assert arguments(facts, until="")["ends_at"] is None
    assert aware(None, time(9)) is aware(DAY, None) is None


def test_people_bear_their_outside_names_and_become_house_numbers(facts: CaseFacts) -> None:
    marta, dani, _ines = facts.people
    given = arguments(facts, people=[str(marta.public_id), str(dani.public_id)], seen_alone=[str(dani.public_id)])
    assert (given["people"], given["seen_alone"]) == ([marta.id, dani.id], [dani.id])
    assert not recording(facts, people=[str(marta.id)]).is_valid()


def test_words_belong_to_who_said_them_or_to_the_only_one_there(facts: CaseFacts) -> None:
    marta, dani, _ines = facts.people
    alone = {"people": [str(marta.public_id)], "own_words": "We eat together."}
    assert arguments(facts, **alone)["said_by_id"] == marta.id
    assert arguments(facts, **alone, said_by=str(dani.public_id))["said_by_id"] == dani.id
    assert arguments(facts, people=[str(marta.public_id)])["said_by_id"] is None
    both = [str(marta.public_id), str(dani.public_id)]
    assert arguments(facts, people=both, own_words="We eat together.")["said_by_id"] is None


def test_a_goal_is_ticked_or_moved_and_then_it_is_about_one(facts: CaseFacts) -> None:
    (goal,) = facts.goals
    assert arguments(facts, not_about_a_goal="on")["not_about_a_goal"]
    ticked = arguments(facts, goals=[str(goal.public_id)], not_about_a_goal="on")
    assert (ticked["goals"], ticked["not_about_a_goal"]) == ([(goal.id, None)], False)
    assert arguments(facts, **{level_name(goal): "0"})["goals"] == [(goal.id, 0)]
    assert not recording(facts, **{level_name(goal): "3"}).is_valid()


def test_a_next_step_is_hers_mine_or_a_colleague_s(facts: CaseFacts) -> None:
    marta, dani, _ines = facts.people
    colleague = next(one for one in facts.carriers if one.name == "Sinéad Byrne")
    what = {"step_what": "Rings the landlord", "step_due_on": "2026-03-09"}
    mine = arguments(facts, **what)["next_step"]
    assert (mine.owner, mine.worker_id, mine.due_on) == (StepOwner.WORKER, me(facts), date(2026, 3, 9))
    assert arguments(facts, **what, step_owner=f"w:{colleague.public_id}")["next_step"].worker_id == colleague.id
    hers = arguments(facts, **what, step_owner=f"p:{marta.public_id}")["next_step"]
    assert (hers.owner, hers.person_id, hers.worker_id) == (StepOwner.PERSON, marta.id, None)
    assert arguments(facts, **what, step_owner=f"p:{dani.public_id}")["next_step"].owner == StepOwner.FAMILY
    assert arguments(facts, step_what="  ")["next_step"] is None


def test_the_next_time_lasts_as_long_as_this_one_did(facts: CaseFacts) -> None:
    asked = {"next_on": "2026-03-11", "next_from": "09:00"}
    later = date(2026, 3, 11)
    time_agreed = arguments(facts, **asked)["next_appointment"]
    assert (time_agreed.starts_at, time_agreed.ends_at) == (at(9, day=later), at(9, 45, day=later))
    assert arguments(facts, **asked, next_until="09:20")["next_appointment"].ends_at == at(9, 20, day=later)
    usual = arguments(facts, **asked, until="")["next_appointment"]
    assert usual.ends_at - usual.starts_at > timedelta(0)
    assert arguments(facts, **asked, mode="missed")["next_appointment"].mode == "visit"
    assert arguments(facts, **asked, mode="call")["next_appointment"].mode == "call"
    assert arguments(facts)["next_appointment"] is None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"next_on": "2026-03-11"}, "next_from"),
        ({"next_from": "09:00"}, "next_on"),
        ({"step_due_on": "2026-03-09"}, "step_what"),
        ({"starts": "soon"}, "starts"),
        ({"mode": "service"}, "mode"),
        ({"level": "16"}, "level"),
    ],
)
def test_what_belongs_together_is_asked_for_together(facts: CaseFacts, typed: dict[str, str], field: str) -> None:
    form = recording(facts, **typed)
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_an_hour_that_cannot_be_read_is_one_fault_not_two(facts: CaseFacts) -> None:
    assert list(recording(facts, next_on="2026-03-11", next_from="noonish").errors) == ["next_from"]


def test_few_may_read_it_where_the_worker_leads(facts: CaseFacts, become: Become) -> None:
    assert arguments(facts, level=str(RESTRICTED))["level"] == RESTRICTED
    assert arguments(facts)["level"] == ORDINARY
    of_colleague = recording_facts(case=a_case(become("worker")).id, by=become("supervisor"))
    assert of_colleague.standing.leads


def test_an_interpreter_is_asked_about_where_somebody_needs_one(facts: CaseFacts, become: Become) -> None:
    assert not recording(facts).needs_interpreter
    assert arguments(facts)["interpreter"] == "not_needed"
    Person.objects.filter(id=facts.people[0].id).update(interpreter="yes", interpreter_language="Somali")
    asked = recording(recording_facts(case=facts.case.id, by=become("worker")), interpreter="not_needed")
    assert asked.needs_interpreter
    assert list(asked.errors) == ["interpreter"]


def test_goals_that_moved_stand_first_and_many_behind_a_fold(facts: CaseFacts, become: Become) -> None:
    by = become("worker")
    for number in range(5):
        a_goal(facts.case, by, title=f"Goal {number}")
    more = recording_facts(case=facts.case.id, by=by)
    last = more.goals[-1]
    form = recording(more, **{level_name(last): "1"})
    assert form.first_goals[0].goal == last
    assert len(form.first_goals) == FEW_GOALS
    assert len(form.more_goals) == len(more.goals) - FEW_GOALS
    every = recording(more, goals=[str(goal.public_id) for goal in more.goals])
    assert len(every.first_goals) == len(more.goals)
    assert every.more_goals == []


def test_a_refusal_of_a_goal_is_shown_at_its_level(facts: CaseFacts) -> None:
    (goal,) = facts.goals
    form = recording(facts)
    assert form.names_of_refusal[f"goal_{goal.id}"] == level_name(goal)
    assert form.confirm_asked is False
    form.add_error(level_name(goal), "Is this meant?")
    asked: bool = form.confirm_asked
    assert asked
    assert form.goal_lines[0].was_words == "−1"


def test_the_parts_of_a_format_come_with_it(facts: CaseFacts) -> None:
    format_with_parts = next(one for one in facts.rules.note_formats if one.sections)
    key = format_with_parts.sections[0].key
    form = recording(facts, format=format_with_parts.key, **{f"section_{key}": "Went through line 3"})
    assert form.is_valid(), form.errors
    assert form.parts_begun
    assert form.arguments()["sections"][key] == "Went through line 3"
    assert format_with_parts.key not in {one.key for one in form.other_formats}
    unknown = recording(facts, format="nonsense")
    assert unknown.is_valid()
    assert unknown.arguments()["format"] in {one.key for one in facts.rules.note_formats}


def test_a_change_names_the_version_that_was_seen(facts: CaseFacts) -> None:
    assert list(ChangeNoteForm(facts, {}, {"text": "x"}).errors) == ["version"]
    assert ChangeNoteForm(facts, {}, {"text": "x", "version": "3"}).is_valid()


def test_an_amendment_and_a_note_held_back_say_why() -> None:
    assert set(AmendForm({}).errors) == {"text", "reason"}
    assert set(HoldForm({"hold_reason": "He reads along"}).errors) == {"hold_until"}


def booking(facts: CaseFacts, **typed: Any) -> AppointmentForm:
    sent = {"mode": "visit", "on": "2026-03-04", "starts": "10:00", "until": "11:00", **typed}
    return AppointmentForm(facts, {}, sent, worker_id=me(facts))


def test_a_time_is_booked_with_me_or_with_a_colleague(facts: CaseFacts) -> None:
    colleague = next(one for one in facts.carriers if one.name == "Sinéad Byrne")
    form = booking(facts, people=[str(facts.people[0].public_id)], about="Line 3")
    assert form.is_valid(), form.errors
    given = form.arguments()
    assert (given["starts_at"], given["ends_at"], given["people"]) == (at(10), at(11), [facts.people[0].id])
    assert (given["worker_id"], given["every_weeks"], given["times"]) == (me(facts), 0, 1)
    other = booking(facts, worker=str(colleague.public_id))
    assert other.is_valid()
    assert other.arguments()["worker_id"] == colleague.id


@pytest.mark.parametrize(("repeat", "times", "wanted"), [("2", "4", (2, 4)), ("1", "", (1, 1)), ("", "4", (0, 1))])
def test_how_often_counts_only_where_it_repeats(
    facts: CaseFacts, repeat: str, times: str, wanted: tuple[int, int]
) -> None:
    form = booking(facts, repeat=repeat, times=times)
    assert form.is_valid(), form.errors
    assert (form.arguments()["every_weeks"], form.arguments()["times"]) == wanted


@pytest.mark.parametrize("typed", [{"mode": "missed"}, {"until": ""}, {"times": "0"}, {"on": "x"}])
def test_what_cannot_be_booked_is_named(facts: CaseFacts, typed: dict[str, str]) -> None:
    assert list(booking(facts, **typed).errors) == list(typed)
