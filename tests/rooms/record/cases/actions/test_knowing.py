"""At night the house writes into the register which workers may know somebody in a case, once each (S-203)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from alongside.agency.access.models import Reading
from alongside.agency.staff import queries as staff
from alongside.agency.staff.actions import answer_tie, look_at_boundary, note_found_tie
from alongside.agency.staff.models import BoundaryEntry, Worker
from alongside.doors.commands import jobs
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.record.cases.models import Participant
from alongside.record.cases.queries.waiting import found_ties, supervisor_waits
from alongside.record.people.actions import link_worker
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.cast import entered_house
from tests.factories.people import a_phone


def register(become: Become, who: str) -> set[tuple[str, str, str]]:
    """What this reader sees of the register: the worker, the case, what came of it."""
    return {(line.worker, line.case_number, line.answer) for line in staff.boundaries(by=become(who))}


def test_each_tie_is_found_once_and_stays_open_until_somebody_looks(become: Become) -> None:
    by = become("worker")
    mine, team = a_case(by, people=["Dele Akande"]), a_case(by, people=["Sinéad Byrne", "Rui Sol"])
    rui = Participant.objects.select_related("person").get(case=team, person__display_name="Rui Sol").person
    a_phone(rui, team.circle_id, by, "085 555 4471", level=SAFE_LOCATION)
    become("admin")
    Worker.objects.filter(id=by.worker_id or 0).update(phone="+353 85 555 4471")
    assert found_ties() == (), "the house alone looks"
    for _night in range(2):
        jobs.note_found_ties(0)
        found = register(become, "supervisor")
    assert found == {
        ("Dele Akande", mine.number, "Not decided yet"),
        ("Sinéad Byrne", team.number, "Not decided yet"),
    }
    assert BoundaryEntry.objects.count() == 2
    assert not BoundaryEntry.objects.filter(what__contains="Sol").exists()
    assert register(become, "privacy") == found
    for who in ("worker", "colleague", "elsewhere", "admin"):
        assert register(become, who) == set(), "nobody reads what was found about herself"
    chief = become("supervisor")
    row = BoundaryEntry.objects.get(case_number=mine.number)
    assert row.what == "May know somebody in this case: the same name. Please say what it is."
    assert [line.what for line in supervisor_waits()] == ["name"]
    look_at_boundary(entry=row, words="Chance: they have never met.", by=chief)
    assert supervisor_waits() == ()
    colleague = BoundaryEntry.objects.get(case_number=team.number).worker_id
    answer_tie(worker_id=colleague, case_number=team.number, words="Her cousin; somebody else takes over.", by=chief)
    jobs.note_found_ties(0)
    assert register(become, "supervisor") == {
        ("Dele Akande", mine.number, "Looked at"),
        ("Sinéad Byrne", team.number, "Looked at"),
        ("Sinéad Byrne", team.number, "Passed on to the agency"),
    }


def test_a_new_case_is_found_and_the_same_is_never_written_twice(become: Become) -> None:
    by = become("worker")
    a_case(by, people=["Dele Akande"])
    jobs.note_found_ties(0)
    again = a_case(become("worker"), people=["Dele Akande"])
    jobs.note_found_ties(0)
    house = entered_house()
    entries = list(BoundaryEntry.objects.order_by("id"))
    assert (len(entries), entries[1].case_number) == (2, again.number)
    with pytest.raises(IntegrityError), transaction.atomic():
        note_found_tie(worker_id=by.worker_id or 0, case_number="", words="x", mark=entries[0].mark, by=house)


def test_who_opens_the_case_of_a_relative_is_refused_and_it_is_logged(
    become: Become, visit: Callable[[str], Client]
) -> None:
    colleague, by = become("colleague"), become("worker")
    case = a_case(by, people=["Sinéad Byrne"])
    page = f"/cases/{case.public_id}/"
    assert visit("colleague").get(page).status_code == 200
    person = case.participants.get().person
    link_worker(person=person, worker_id=colleague.worker_id or 0, relative=True, by=become("worker"))
    assert visit("colleague").get(page).status_code == 404
    become("privacy")
    logged = Reading.objects.filter(actor_id=colleague.actor_id, result="refused").latest("id")
    assert (logged.act, logged.asked) == ("refused", str(case.public_id))
    jobs.note_found_ties(0)
    become("privacy")
    assert not BoundaryEntry.objects.exists(), "who is kept out already needs nobody to look"
    with pytest.raises(Refused):
        answer_tie(worker_id=colleague.worker_id or 0, case_number=case.number, words="x", by=become("colleague"))
