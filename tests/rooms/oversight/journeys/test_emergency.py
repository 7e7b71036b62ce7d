"""Looking in an emergency."""

from __future__ import annotations

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from alongside.agency.access import actions as access
from alongside.agency.access.models import Grant
from alongside.agency.staff.models import RoleHeld
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.journeys.emergency import TELL, open_in_emergency
from alongside.record.cases import queries
from tests.conftest import Become
from tests.factories.cases import a_case

SENTENCE = "She did not answer at the agreed time."


def test_the_grant_and_the_word_to_the_reviewers_belong_together(become: Become) -> None:
    case = a_case(become("worker"))
    told = {become(who).worker_id for who in ("supervisor", "privacy")}
    by = become("intake")
    open_in_emergency(case=case.public_id, ground="Someone may be in danger today", sentence=SENTENCE, by=by)
    grant = Grant.objects.get(reason="emergency")
    assert (grant.levels, grant.why) == (1, f"Someone may be in danger today. {SENTENCE}")
    (job,) = ProcrastinateJob.objects.filter(task_name=TELL)
    assert job.args["team"] == "Family team"
    assert {int(number) for number in job.args["workers"].split(",")} == told
    assert "Marta" not in str(job.args)
    assert queries.case_head(case.public_id, by=by).emergency_until == grant.valid_until


@pytest.mark.parametrize(("sentence", "minutes"), [("Too short", 60), (" " * 40, 60), (SENTENCE, 241), (SENTENCE, 0)])
def test_a_short_sentence_or_a_long_time_opens_nothing(become: Become, sentence: str, minutes: int) -> None:
    case = a_case(become("worker"))
    by = become("intake")
    with pytest.raises(Refused):
        open_in_emergency(case=case.public_id, ground="Danger", sentence=sentence, minutes=minutes, by=by)
    assert not Grant.objects.filter(reason="emergency").exists()
    assert not ProcrastinateJob.objects.filter(task_name=TELL).exists()


@pytest.mark.parametrize("who", ["elsewhere", "evaluator", "privacy", "admin", "client"])
def test_where_the_record_is_not_known_there_is_no_emergency(become: Become, who: str) -> None:
    case = a_case(become("worker"))
    by = become(who)
    with pytest.raises(NotFound):
        open_in_emergency(case=case.public_id, ground="Danger", sentence=SENTENCE, by=by)


def test_victim_services_and_conflicts_of_interest_never_open(become: Become) -> None:
    safe = a_case(become("elsewhere"), programme="safe")
    case = a_case(become("worker"))
    intake = become("intake")
    with pytest.raises(NotFound):
        open_in_emergency(case=safe.public_id, ground="Danger", sentence=SENTENCE, by=intake)
    access.exclude(circle=case.circle_id, actor_id=intake.actor_id, why="Sister of Marta", by=become("worker"))
    with pytest.raises(NotFound):
        open_in_emergency(case=case.public_id, ground="Danger", sentence=SENTENCE, by=become("intake"))


def test_when_nobody_else_reviews_nobody_is_told(become: Become) -> None:
    case = a_case(become("worker"))
    become("admin")
    RoleHeld.objects.filter(role__in=("supervisor", "privacy")).update(until_on=clock.today())
    by = become("intake")
    open_in_emergency(case=case.public_id, ground="Danger", sentence=SENTENCE, by=by)
    assert Grant.objects.filter(reason="emergency").exists()
    assert not ProcrastinateJob.objects.filter(task_name=TELL).exists()
