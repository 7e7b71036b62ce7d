"""Workers who left, closed breaches, answered requests: each goes on its day by two people, and no day before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from alongside.agency.access.models import Account, Actor
from alongside.agency.access.queries import note_reading
from alongside.agency.staff.actions import end_worker
from alongside.agency.staff.models import BoundaryEntry, Invitation, RoleHeld, Worker
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.oversight.breaches.models import Breach, BreachEntry
from alongside.oversight.disposals.actions.holding import place_hold, release_hold
from alongside.oversight.disposals.actions.proposing import decide_disposal, propose_disposal
from alongside.oversight.disposals.enums import ItemKind
from alongside.oversight.disposals.models import DisposalItem, Hold, Tombstone
from alongside.oversight.disposals.queries.finding import candidates, counted, disposal
from alongside.oversight.disposals.rules.asking import Candidate
from alongside.oversight.requests.actions.taking import withdraw_request
from alongside.oversight.requests.models import RecordRequest
from alongside.record.cases.actions import hand_over
from tests.conftest import Become
from tests.database.putting import put, seen
from tests.factories.care_team import a_member
from tests.factories.cases import a_case
from tests.factories.disposals import (
    LONG_AGO,
    OTHER,
    a_closed_breach,
    a_former_worker,
    agreed,
    an_answered_request,
    an_ended_case,
    carried_out,
    officer,
)
from tests.factories.requests import a_request, known

__all__ = ["officer"]
IN_A_YEAR = clock.today() + timedelta(days=365)
MAKERS: dict[str, Callable[..., Any]] = {
    "staff": a_former_worker,
    "breach": a_closed_breach,
    "request": an_answered_request,
}
YEARS = {"staff": 7, "breach": 6, "request": 6}


def found_at(day: date, kind: str) -> list[Candidate]:
    with clock.standing_at(datetime.combine(day, time(12), tzinfo=UTC)):
        return [one for one in candidates() if one.kind == kind]


def held(become: Become, number: str) -> None:
    by = become("privacy")
    place_hold(number=number, why="The court asked us to keep it all", authority="HC 1", review_on=IN_A_YEAR, by=by)


@pytest.mark.parametrize("kind", MAKERS)
def test_the_day_before_nothing_on_the_day_it_is_due_and_a_hold_keeps_it(become: Become, kind: str) -> None:
    row = MAKERS[kind](become)
    case = an_ended_case(become("worker"), closed_on=clock.today())
    become("privacy")
    due = LONG_AGO.replace(year=LONG_AGO.year + YEARS[kind])
    assert found_at(due - timedelta(days=1), kind) == []
    (one,) = found_at(due, kind)
    assert (one.number, one.trigger_on, one.due_on, one.held) == (row.id, LONG_AGO, due, False)
    assert one.label
    held(become, case.number)
    (one,) = found_at(due, kind)
    names_nobody = {"staff": True, "breach": False, "request": True}
    assert one.held is names_nobody[kind], "it cannot be told whom it concerns: a gift in no case, nobody's request"
    become("supervisor")
    assert found_at(due, kind) == []


def dispose(become: Become, place: Path, *kinds: str) -> Any:
    chosen = [one for one in candidates() if one.kind in kinds] if become("privacy") else []
    number = propose_disposal(chosen=chosen, by=become("privacy"))
    agreed(become, number)
    assert carried_out(number, place)
    become("privacy")
    return disposal(number)


def test_of_who_left_the_name_stays_on_what_she_wrote(become: Become, officer: None, tmp_path: Path) -> None:
    worker = a_former_worker(become)
    become("privacy")
    (one,) = [one for one in candidates() if one.kind == ItemKind.STAFF]
    plan = counted([one])
    assert (plan["staff"], plan["tables"]) == (
        1,
        {"staff_boundaryentry": 1, "staff_invitation": 1, "staff_roleheld": 1},
    )
    found = dispose(become, tmp_path, "staff")
    assert (found.certificate["staff"], found.certificate["staff_names"]) == (1, 0)
    assert "Souza" not in str(found.certificate)
    become("admin")
    left = Worker.objects.get(id=worker.id)
    assert (left.name, left.title, left.email, left.phone, left.languages) == ("Ana Souza", "", "", "", "")
    assert not RoleHeld.objects.filter(worker=worker).exists()
    assert not Invitation.objects.filter(worker=worker).exists()
    account = Account.objects.get(actor_id=worker.actor_id)
    assert (account.username, account.email, account.is_active) == (f"former-{account.id}", "", False)
    become("privacy")
    assert not BoundaryEntry.objects.exists()
    assert [one for one in candidates() if one.kind == ItemKind.STAFF] == []
    assert Tombstone.objects.get(kind="staff").classes == ["staff"]


def test_the_name_goes_where_nothing_names_them(become: Become, officer: None, tmp_path: Path) -> None:
    worker = a_former_worker(become, bare=True)
    once = propose_disposal(chosen=candidates() if become("privacy") else (), by=become("privacy"))
    decide_disposal(disposal=once, agree=False, answer="She may come back soon", by=become(OTHER))
    assert DisposalItem.objects.get().label == "Ana Souza"
    found = dispose(become, tmp_path, "staff")
    assert (found.certificate["staff"], found.certificate["staff_names"]) == (1, 1)
    assert DisposalItem.objects.get().label == "", "the one that was declined names nobody any more"
    left = Worker.objects.select_related("actor").get(id=worker.id)
    assert (left.name, left.actor.name, left.sort_key) == (f"Former worker {worker.id}", left.name, "")
    assert [one for one in candidates() if one.kind == ItemKind.STAFF] == []


def test_who_knew_what_is_held_stays_whole(become: Become, officer: None) -> None:
    case, other = an_ended_case(become("worker")), an_ended_case(become("worker"), "Ole Lund")
    a_former_worker(become, number=case.number)
    held(become, other.number)
    (one,) = [one for one in candidates() if one.kind == ItemKind.STAFF]
    assert not one.held
    number = propose_disposal(chosen=[one], by=become("privacy"))
    held(become, case.number)
    with pytest.raises(Refused, match="legal hold"):
        agreed(become, number)
    become("privacy")
    assert [one.held for one in candidates() if one.kind == ItemKind.STAFF] == [True]


def test_a_breach_and_a_request_go_whole(become: Become, officer: None, tmp_path: Path) -> None:
    case = an_ended_case(become("worker"), closed_on=clock.today())
    person = case.participants.get().person
    a_closed_breach(become, person=person, number=case.number)
    an_answered_request(become)
    open_one = a_request(become("privacy"))
    found = dispose(become, tmp_path, "breach", "request")
    assert found.certificate["rows"] == {
        "breaches_breach": 1, "breaches_breachassessment": 1, "breaches_breachentry": 2, "breaches_breachperson": 1,
        "requests_recordrequest": 1,
    }  # fmt: skip
    assert not Breach.objects.exists()
    assert not BreachEntry.objects.exists()
    assert list(RecordRequest.objects.values_list("id", flat=True)) == [open_one.id]
    assert sorted(Tombstone.objects.values_list("kind", flat=True)) == ["breach", "request"]
    become("worker")
    assert type(person).objects.filter(id=person.id).exists()


def test_a_hold_on_whom_they_concern_keeps_a_breach_and_a_request(become: Become) -> None:
    case = an_ended_case(become("worker"))
    person = case.participants.get().person
    a_closed_breach(become, person=person, number=case.number)
    known(a_request(become("privacy")), case.number, person, become("privacy"))
    nobody, unnamed = a_closed_breach(become), a_closed_breach(become, people=3)
    held(become, case.number)
    found = {one.number: one.held for one in candidates() if one.kind == ItemKind.BREACH}
    assert (found.pop(nobody.id), found.pop(unnamed.id)) == (False, True), "of three nobody is named"
    assert list(found.values()) == [True]
    assert not [one for one in candidates() if one.kind == ItemKind.REQUEST], "what is not answered is not due"


def test_nobody_decides_about_a_breach_that_is_about_her(become: Become, officer: None) -> None:
    about = become(OTHER)
    a_closed_breach(become, about_id=about.actor_id)
    breaches = [one for one in candidates() if one.kind == ItemKind.BREACH]
    number = propose_disposal(chosen=breaches, by=become("privacy"))
    with pytest.raises(Refused, match="about you"):
        decide_disposal(disposal=number, agree=True, by=become(OTHER))
    assert [one for one in candidates() if one.kind == ItemKind.BREACH] == []


def test_the_name_of_a_partner_goes_with_the_case(become: Become, officer: None, tmp_path: Path) -> None:
    case = an_ended_case(become("worker"))
    member = a_member(case, become("worker"), ground="law", organisation="Court", ground_words="Act 12", told=True)
    chosen = [one for one in candidates() if one.label == case.number] if become("privacy") else []
    number = propose_disposal(chosen=chosen, by=become("privacy"))
    agreed(become, number)
    assert carried_out(number, tmp_path)
    become("admin")
    assert Actor.objects.get(id=member.actor_id).name == ""


@pytest.mark.parametrize("way", ["read it", "carried it", "neither"])
def test_whoever_read_or_carried_what_is_held_stays_whole(become: Become, way: str) -> None:
    case, other = an_ended_case(become("worker")), an_ended_case(become("worker"), "Ole Lund")
    colleague = become("colleague")
    if way == "read it":
        note_reading("case page", circle=case.circle_id, kind="case", ids=[case.id])
    if way == "carried it":
        case = a_case(become("worker"))
        note = "Everything that matters stands in the notes of last week."
        hand_over(case=case, to_worker_id=colleague.worker_id or 0, note=note, by=become("supervisor"))
        hand_over(case=case, to_worker_id=become("worker").worker_id or 0, note=note, by=become("supervisor"))
    gone = Worker.objects.get(id=colleague.worker_id or 0)
    end_worker(worker=gone, on=LONG_AGO, by=become("admin"))
    for held_one, keeps in ((other, False), (case, way != "neither")):
        held(become, held_one.number)
        assert [one.held for one in candidates() if one.label == gone.name] == [keeps]


def test_who_left_and_still_carries_somebody_is_not_due(become: Become) -> None:
    case, colleague = a_case(become("worker")), become("colleague")
    note = "Everything that matters stands in the notes of last week."
    hand_over(case=case, to_worker_id=colleague.worker_id or 0, note=note, by=become("supervisor"))
    gone = Worker.objects.get(id=colleague.worker_id or 0)
    end_worker(worker=gone, on=LONG_AGO, by=become("admin"))
    become("privacy")
    assert not [one for one in candidates() if one.label == gone.name]
    hand_over(case=case, to_worker_id=become("worker").worker_id or 0, note=note, by=become("supervisor"))
    become("privacy")
    assert [one.due_on for one in candidates() if one.label == gone.name] == [date(2019, 3, 14)]


@pytest.mark.usefixtures("administer")
def test_any_hold_keeps_a_year_of_the_logs(become: Become, officer: None, tmp_path: Path) -> None:
    case = a_case(become("worker"))
    entry = put("access_reading", id=-9, act="search", at=datetime(2001, 6, 1, tzinfo=UTC))

    (year,) = candidates() if become("privacy") else ()
    assert (year.kind, year.number, year.held) == (ItemKind.YEAR, 2001, False)
    number = propose_disposal(chosen=[year], by=become("privacy"))
    held(become, case.number)
    assert [one.held for one in candidates()] == [True]
    with pytest.raises(Refused, match="legal hold"):
        agreed(become, number)
    by = become("privacy")
    release_hold(hold=Hold.objects.get().public_id, why="Nobody needs it any longer now", by=by)
    agreed(become, number)
    held(become, case.number)
    assert not carried_out(number, tmp_path)
    assert seen("select id from access_reading where id = %s", entry) == [(entry,)]


@pytest.mark.usefixtures("administer")
def test_a_hold_on_what_was_gathered_keeps_the_request(become: Become) -> None:
    case, other = an_ended_case(become("worker")), an_ended_case(become("worker"), "Ole Lund")
    person = case.participants.get().person
    with clock.standing_at(datetime.combine(LONG_AGO, time(9), tzinfo=UTC)):
        by = become("privacy")
        asked = known(a_request(by, received_on=LONG_AGO), case.number, person, by)
        withdraw_request(request=asked.public_id, by=by)

    def requests() -> list[tuple[int, bool]]:
        return [(one.number, one.held) for one in candidates() if one.kind == ItemKind.REQUEST]

    held(become, other.number)
    assert requests() == [(asked.id, False)]
    put("requests_requestedpassage", request_id=asked.id, circle_id=other.circle_id, case_id=other.id)
    assert requests() == [(asked.id, True)]
    with pytest.raises(Refused, match="legal hold"):
        propose_disposal(chosen=[one for one in candidates() if one.kind == ItemKind.REQUEST], by=by)
