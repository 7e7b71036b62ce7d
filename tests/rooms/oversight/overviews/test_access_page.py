"""Why somebody sees a case, who else can; what the index right alone shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from alongside.agency.access import actions as access
from alongside.agency.access.enums import GrantReason
from alongside.agency.access.models import Reading
from alongside.agency.access.queries import circle_public_id, who_can_see
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.access_page import AccessPage, _ground, access_page, masked_page, who_looked
from alongside.record.cases import actions as cases
from alongside.record.cases import queries
from alongside.record.cases.actions import Reached
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.cases import a_case


def page(case: Case, by: Reader) -> AccessPage:
    return access_page(queries.case_head(case.public_id, by=by), by=by)


def test_each_ground_has_its_own_sentence(become: Become) -> None:
    colleague = become("colleague").worker_id or 0
    by = become("worker")
    case = a_case(by)
    assert page(case, by).because == "You are Marta López’s named worker"
    assert page(case, become("supervisor")).because == "You supervise the Family team, which carries this case."
    assert page(case, become("excluded")).because == "You work in the Family team, which carries this case."
    by = become("worker")
    back = clock.today() + timedelta(days=9)
    cases.assign_worker(case=case, worker_id=colleague, role="cover", until_on=back, by=by)
    cover = page(case, become("colleague"))
    assert cover.because == "You cover for Marta López’s named worker"
    assert "until" in cover.since


def test_emergency_and_after_closing(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    circle = circle_public_id(case.circle_id)
    assert circle
    intake = become("intake")
    access.break_glass(circle_public=circle, why="She did not answer at the agreed time.", by=intake)
    seen = page(case, intake)
    assert seen.because == "You opened this in an emergency,"
    assert "She did not answer" in seen.since
    assert [line.open for line in seen.opens] == [True, False, False, False, False]
    by = become("worker")
    closing = cases.write_closing(case=case, reasons=["goals_met"], by=by)
    cases.close(case=case, closing=closing, met={line.key for line in queries.protocol_of(case).closing}, by=by)
    assert page(case, by).because == "You carried this case."


def test_what_opens_by_level_and_whom_to_ask(become: Become) -> None:
    case = a_case(become("worker"))
    mine = page(case, become("worker")).opens
    assert [line.open for line in mine] == [True, True, True, False, False]
    theirs = page(case, become("colleague")).opens
    assert [line.open for line in theirs] == [True, False, False, False, False]
    assert theirs[1].words == "Closed to you. Ask Dele Akande"


def test_everyone_once_the_reader_last_and_when_they_looked(become: Become) -> None:
    case = a_case(become("worker"), milestones=[Reached("notice_given")])
    queries.case_head(case.public_id, by=become("colleague"))
    by = become("worker")
    seen = page(case, by)
    assert [line.name for line in seen.seers] == [
        "Amina Yusuf",
        "Ivo Prado",
        "Sinéad Byrne",
        "Grace Osei",
        "Dele Akande",
    ]
    assert seen.seers[-1].me
    assert {line.name: line.looked for line in seen.seers}["Sinéad Byrne"] == "Looked today"
    assert {line.name: line.looked for line in seen.seers}["Ivo Prado"] == "Never"
    assert "was told on" in seen.told
    looks = who_looked(queries.case_head(case.public_id, by=by))
    assert {(look.name, look.ground) for look in looks} >= {("Sinéad Byrne", "Works in the team")}


def test_whoever_was_not_told_yet_is_said(become: Become) -> None:
    by = become("worker")
    assert "has not been told yet" in page(a_case(by), by).told


def test_a_masked_page_names_team_carriers_and_whom_an_emergency_tells(become: Become) -> None:
    case = a_case(become("worker"))
    become("intake")
    masked = masked_page(case.public_id)
    assert masked is not None
    assert (masked.name, masked.team, masked.ask) == ("Marta López", "Family team", ("Dele Akande",))
    assert masked.told == ("Amina Yusuf", "Grace Osei")
    reading = Reading.objects.latest("id")
    assert (reading.act, reading.result) == ("masked case", "masked")


@pytest.mark.parametrize("who", ["elsewhere", "evaluator", "admin", "client"])
def test_others_get_nothing(become: Become, who: str) -> None:
    case = a_case(become("worker"))
    become(who)
    assert masked_page(case.public_id) is None


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (GrantReason.INTAKE, "You took this request in"),
        (GrantReason.IMPORT, "You brought this record in"),
        (GrantReason.ROLE, "You may see this case."),
    ],
)
def test_the_ground_of_one_who_is_in_no_team(become: Become, reason: str, words: str) -> None:
    by = become("worker")
    case = a_case(by)
    other = become("elsewhere")
    access.assign(circle=case.circle_id, actor_id=other.actor_id, by=become("worker"))
    head = queries.case_head(case.public_id, by=become("elsewhere"))
    mine = replace(next(one for one in who_can_see(case.circle_id) if one.actor_id == other.actor_id), reason=reason)
    because, since = _ground(replace(head, carriers=()), [mine], other)
    assert because == words
    assert since.startswith("on ") == (reason != GrantReason.ROLE)


def test_a_look_of_another_day_says_which(become: Become) -> None:
    case = a_case(become("worker"))
    queries.case_head(case.public_id, by=become("colleague"))
    by = become("worker")
    with clock.standing_at(clock.now() + timedelta(days=3)):
        seen = page(case, by)
    looked = {line.name: line.looked for line in seen.seers}["Sinéad Byrne"]
    assert looked.startswith("Looked ")
    assert looked != "Looked today"
