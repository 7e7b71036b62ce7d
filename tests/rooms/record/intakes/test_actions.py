"""Taking requests in, deciding on them, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.agency.access import actions as grants
from alongside.agency.access import queries as access
from alongside.agency.access.enums import CircleKind
from alongside.agency.access.models import Circle, CircleSubject
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.record.intakes import actions as intakes
from alongside.record.intakes.enums import IntakeState
from alongside.record.intakes.models import Intake, Screening
from alongside.record.intakes.queries import intake_row
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.intakes import an_intake, programme_id, team_id

OUTSIDERS = ("worker", "colleague", "excluded", "supervisor", "elsewhere", "evaluator", "privacy", "admin")


def code_of(caught: pytest.ExceptionInfo[Refused]) -> str:
    return caught.value.code


def test_a_request_opens_a_circle_of_the_intake_team(become: Become) -> None:
    by = become("intake")
    row = an_intake(by, notice_given=True, notice_how="Read aloud", notice_language="Spanish", words="  Rent.  ")
    circle = Circle.objects.get(id=row.circle_id)
    assert (circle.team_id, circle.kind) == (team_id("Front desk"), CircleKind.ORDINARY)
    stored = Intake.objects.get(id=row.id)
    assert (stored.state, stored.words, stored.taken_by_id) == (IntakeState.NEW, "Rent.", by.actor_id)
    assert (stored.notice_how, stored.notice_language) == ("Read aloud", "Spanish")
    assert stored.notice_given_at is not None
    assert stored.notice_version
    assert [change.verb for change in access.changes_of("intakes_intake", row.id)] == ["insert"]


def test_a_request_without_safe_contact_is_saved_anyway(become: Become) -> None:
    row = an_intake(become("intake"))
    assert (row.safe_call, row.safe_text, row.notice_given_at) == ("not_asked", "not_asked", None)


def test_a_victim_service_opens_its_own_kind_of_circle(become: Become) -> None:
    row = an_intake(become("intake"), programme="safe")
    assert Circle.objects.get(id=row.circle_id).kind == CircleKind.VICTIM_SERVICE


@pytest.mark.parametrize("username", OUTSIDERS)
def test_nobody_outside_the_intake_team_takes_requests_in(become: Become, username: str) -> None:
    by = become(username)
    with pytest.raises(Refused) as caught:
        an_intake(by)
    assert code_of(caught) == "intake.not_in_team"


@pytest.mark.parametrize("username", OUTSIDERS)
def test_nobody_outside_the_intake_team_sees_or_decides(become: Become, username: str) -> None:
    row = an_intake(become("intake"), urgency="today")
    by = become(username)
    assert not Intake.objects.exists()
    with pytest.raises(NotFound):
        intakes.screen(intake=row, outcome="accept", criterion="several_needs", by=by)
    with pytest.raises(NotFound):
        intakes.acknowledge(intake=row, by=by)
    with pytest.raises(NotFound):
        intakes.give_notice(intake=row, how="Read aloud", by=by)
    with pytest.raises(NotFound):
        intakes.change_intake(intake=row, version=1, words="Nothing", by=by)
    with pytest.raises(NotFound):
        intakes.match_person(intake=row, person_id=1, by=by)


@pytest.mark.parametrize(
    ("heard", "code", "field"),
    [
        ({"words": "  "}, "intake.words.required", "words"),
        ({"birth_words": "31 February 1992"}, "people.birth.no_such_day", "birth_words"),
        ({"birth_words": "2999"}, "people.birth.in_future", "birth_words"),
        ({"urgency": "yesterday"}, "intake.urgency.unknown", "urgency"),
        ({"safe_text": "perhaps"}, "intake.safe_text.unknown", "safe_text"),
        ({"channel": "pigeon"}, "intake.channel.unknown", "channel"),
        ({"caller": "nobody"}, "intake.caller.unknown", "caller"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    become: Become, heard: dict[str, str], code: str, field: str
) -> None:
    by = become("intake")
    with pytest.raises(Refused) as caught:
        an_intake(by, **heard)
    assert code_of(caught) == code
    assert list(caught.value.fields) == [field]
    assert not Intake.objects.exists()
    assert not Circle.objects.exists()


def test_a_request_from_tomorrow_is_refused(become: Become) -> None:
    by = become("intake")
    with pytest.raises(Refused) as caught:
        an_intake(by, received_at=clock.now() + timedelta(hours=3))
    assert caught.value.fields.keys() == {"received_at"}


def test_a_programme_that_does_not_exist_is_refused(become: Become) -> None:
    by = become("intake")
    with pytest.raises(Refused) as caught:
        intakes.take_intake(programme_id=0, words="Rent", by=by)
    assert caught.value.fields.keys() == {"programme"}


def test_what_was_heard_changes_until_it_is_decided(become: Become) -> None:
    by = become("intake")
    row = an_intake(by)
    changed = intakes.change_intake(intake=row, version=1, safe_text="yes", safe_note=" after 18:00 ", by=by)
    assert (changed.version, changed.safe_text, changed.safe_note) == (2, "yes", "after 18:00")
    with pytest.raises(Stale) as stale:
        intakes.change_intake(intake=row, version=1, safe_text="no", by=by)
    assert stale.value.theirs == {"safe_text": "yes"}
    with pytest.raises(Refused):
        intakes.change_intake(intake=row, version=2, birth_words="2999", by=by)
    with pytest.raises(TypeError):
        intakes.change_intake(intake=row, version=2, state="decided", by=by)  # type: ignore[call-arg]  # what is refused
    intakes.screen(intake=row, outcome="accept", criterion="several_needs", by=by)
    with pytest.raises(Refused) as caught:
        intakes.change_intake(intake=row, version=3, words="More", by=by)
    assert code_of(caught) == "intake.decided"


def test_taking_an_urgent_request_records_who_and_after_how_long(become: Become) -> None:
    by = become("intake")
    row = an_intake(by, urgency="today", received_at=clock.now() - timedelta(minutes=12, seconds=5))
    assert intakes.acknowledge(intake=row, by=by) == 12
    assert intake_row(row.public_id).acknowledged_by_id == by.actor_id
    with pytest.raises(Refused) as caught:
        intakes.acknowledge(intake=row, by=by)
    assert code_of(caught) == "intake.taken"


def test_a_request_that_can_wait_is_not_taken(become: Become) -> None:
    by = become("intake")
    with pytest.raises(Refused) as caught:
        intakes.acknowledge(intake=an_intake(by, urgency="can_wait"), by=by)
    assert code_of(caught) == "intake.not_urgent"


def test_confidentiality_is_recorded_with_how_and_in_which_language(become: Become) -> None:
    by = become("intake")
    row = an_intake(by)
    with pytest.raises(Refused) as caught:
        intakes.give_notice(intake=row, how=" ", by=by)
    assert caught.value.fields.keys() == {"notice_how"}
    given = intakes.give_notice(intake=row, how="Read aloud", language="Spanish", by=by)
    assert given.notice_given_at is not None
    assert (given.notice_how, given.notice_language) == ("Read aloud", "Spanish")


def test_a_decision_keeps_reason_criterion_and_who(become: Become) -> None:
    by = become("intake")
    row = an_intake(by, urgency="today")
    made = intakes.screen(
        intake=row, outcome="decline", criterion="no_room", alternative="Waiting time six weeks", by=by
    )
    assert made.reason.startswith("There is no room at present")
    stored = intake_row(row.public_id)
    assert (stored.state, stored.acknowledged_by_id) == (IntakeState.DECIDED, by.actor_id)
    again = intakes.screen(intake=row, outcome="accept", reason="A place became free", by=by)
    assert (again.reason, Screening.objects.filter(intake=row).count()) == ("A place became free", 2)


@pytest.mark.parametrize("outcome", ["inform", "refer_on", "decline"])
def test_a_no_without_reason_or_alternative_is_refused(become: Become, outcome: str) -> None:
    by = become("intake")
    row = an_intake(by)
    with pytest.raises(Refused) as caught:
        intakes.screen(intake=row, outcome=outcome, reason="", alternative="Somewhere else", by=by)
    assert caught.value.fields.keys() == {"reason"}
    with pytest.raises(Refused) as caught:
        intakes.screen(intake=row, outcome=outcome, reason="Too far away", alternative="", by=by)
    assert caught.value.fields.keys() == {"alternative"}
    assert not Screening.objects.exists()
    assert intake_row(row.public_id).state == IntakeState.NEW


def test_a_request_that_became_a_case_is_settled(become: Become) -> None:
    by = become("intake")
    row = an_intake(by)
    number = grants.add_subject(circle=row.circle_id, by=by)
    Intake.objects.filter(id=row.id).update(state=IntakeState.BECAME_CASE)
    for verb in (
        lambda: intakes.screen(intake=row, outcome="accept", criterion="several_needs", by=by),
        lambda: intakes.match_person(intake=row, person_id=number, by=by),
    ):
        with pytest.raises(Refused) as caught:
            verb()
        assert code_of(caught) == "intake.became_case"


def test_a_person_known_by_the_index_is_matched_by_eye(become: Become) -> None:
    case = a_case(become("worker"))
    person_id = CircleSubject.objects.filter(circle_id=case.circle_id).values_list("person_id", flat=True)[0]
    by = become("intake")
    row = an_intake(by)
    matched = intakes.match_person(intake=row, person_id=person_id, by=by)
    assert matched.person_id == person_id
    assert CircleSubject.objects.filter(circle_id=row.circle_id, person_id=person_id).exists()
    assert an_intake(by, person_id=person_id).person_id == person_id


def test_a_person_of_a_victim_service_cannot_be_matched(become: Become) -> None:
    case = a_case(become("elsewhere"), programme="safe", people=["Nadia Rahimi"])
    person_id = CircleSubject.objects.filter(circle_id=case.circle_id).values_list("person_id", flat=True)[0]
    by = become("intake")
    with pytest.raises(Refused):
        intakes.match_person(intake=an_intake(by), person_id=person_id, by=by)


def test_an_edit_that_was_overtaken_is_told(become: Become) -> None:
    by = become("intake")
    row = an_intake(by)
    intakes.change_intake(intake=row, version=1, phone="1", by=by)
    with pytest.raises(Stale):
        intakes._write(row, phone="2")
    assert programme_id() == row.programme_id
