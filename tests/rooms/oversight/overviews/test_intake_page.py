"""What the pages of requests show beside the request itself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from uuid import uuid4

import pytest

from alongside.agency.organisation.actions import publish_protocol
from alongside.agency.organisation.models import Protocol
from alongside.agency.organisation.rules import default_protocol
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.oversight.journeys.accept_intake import Joining, accept_intake
from alongside.oversight.overviews import intake_page as page
from alongside.record.intakes.rules.promising import Asked
from alongside.record.people import queries as people
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.cast import entered_house
from tests.factories.intakes import an_intake, programme_id, team_id
from tests.rooms.oversight.journeys.test_accept_intake import closed_case

Queries = Callable[[], AbstractContextManager[list[str]]]


def test_a_desk_receives_its_own_programmes_with_their_printed_rules(become: Become, queries: Queries) -> None:
    by = become("intake")
    page.programmes_received(by)
    with queries() as seen:
        found = page.programmes_received(by)
    assert len(seen) == 1
    assert [desk.name for desk in found] == ["Family support", "Safe at home"]
    assert found[0].teams == ((team_id(), "Family team"),)
    assert found[0].team_name(None) == "Family team"
    assert {line.decision for line in found[0].criteria} == {"accept", "inform", "refer_on", "decline"}
    assert all(line.basis for line in found[0].criteria)


@pytest.mark.parametrize("username", ["worker", "supervisor", "elsewhere", "evaluator", "privacy", "admin"])
def test_nobody_else_receives_requests(become: Become, username: str) -> None:
    assert page.programmes_received(become(username)) == ()


def test_a_programme_that_does_not_run_has_no_desk(become: Become) -> None:
    become("intake")
    assert page.programme_desk(programme_id()).intake_team == "Front desk"
    with pytest.raises(NotFound):
        page.programme_desk(0)


def test_a_desk_prints_the_newest_rules_that_are_valid(become: Become) -> None:
    become("worker")
    plain = default_protocol("family_support").model_dump(mode="json")
    for title, days in (("Last year", -300), ("Since today", 0), ("From tomorrow", 1)):
        day = clock.today() + timedelta(days=days)
        rules = {**plain, "label": title}
        publish_protocol(programme_id=programme_id(), rules=rules, valid_from=day, by=entered_house())
    become("intake")
    valid = Protocol.objects.get(title="Since today")
    assert page.programme_desk(programme_id()).protocol_id == valid.id


def test_a_desk_with_several_teams_names_the_one_that_was_chosen() -> None:
    desk = page.ProgrammeDesk(1, "Family support", "Front desk", 1, ((1, "North"), (2, "South")), ())
    assert (desk.team_name(2), desk.team_name(None)) == ("South", "")


def test_a_birth_that_cannot_be_is_left_out_of_the_comparison(become: Become) -> None:
    a_case(become("worker"), people=["Marta López"])
    by = become("intake")
    for words in ("31.2.1992", "no idea", "1992", ""):
        found = page.whom_we_may_know(name="Marta Lopes", birth_words=words, phone="085 555 4471", by=by)
        assert [match.name for match in found.matches] == ["Marta López"]
        assert found.receipt


def test_somebody_chosen_is_shown_as_far_as_the_reader_may_know_her(become: Become) -> None:
    a_case(become("worker"), people=["Marta López"])
    marta = Person.objects.get()
    seen = page.known(marta.public_id)
    assert seen is not None
    assert (seen.name, seen.team) == ("Marta López", "")
    become("intake")
    masked = page.known(marta.public_id)
    assert masked is not None
    assert (masked.id, masked.team) == (marta.id, "Family team")
    assert page.known(uuid4()) is None
    become("evaluator")
    assert page.known(marta.public_id) is None


def test_closed_work_is_offered_to_those_who_see_it_only(become: Become) -> None:
    case, person_id = closed_case(become)
    a_case(become("worker"))
    (former,) = page.former_cases(person_id)
    assert (former.number, former.programme, former.closed_on) == (case.number, "Family support", clock.today())
    become("intake")
    assert page.former_cases(person_id) == ()


def test_the_case_of_a_request_is_found_by_those_who_see_it_only(become: Become) -> None:
    def new(name: str, by: Reader) -> Joining:
        return Joining(name, searched=people.near_matches(full_name=name, by=by).receipt)

    by = become("intake")
    row = an_intake(by)
    case = accept_intake(intake=row, people=[new("Marta Lopes", by)], reason="Two needs", by=by)
    assert page.cases_of_intakes([row.public_id]) == {}
    become("worker")
    assert page.cases_of_intakes([row.public_id, uuid4()]) == {
        row.public_id: page.OpenedCase(case.public_id, case.number)
    }


def test_workers_of_the_programme_may_carry_its_cases(become: Become) -> None:
    become("intake")
    desk = page.programme_desk(programme_id())
    everybody = [worker.name for worker in page.workers_of(desk)]
    assert "Dele Akande" in everybody
    assert "Tomasz Nowak" not in everybody
    assert [worker.name for worker in page.workers_of(desk, team_id())] == everybody


def test_what_comes_next_follows_the_agencys_working_days(become: Become) -> None:
    become("intake")
    desk = page.programme_desk(programme_id())
    with clock.standing_at(clock.now().replace(year=2026, month=4, day=2)):
        assert clock.today() == date(2026, 4, 2)
        words = page.what_comes_next(desk, outcome="accept", asked=Asked({"safe_call": "yes"}))
        monday = clock.today() + timedelta(days=4)
    assert monday.weekday() == 0
    assert words[0] == "Somebody of the Family team gets in touch by Friday 10 April."
