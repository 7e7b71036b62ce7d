"""The care team of a case at the desk: adding, sharing, the link, the end; refused with the lawful ways there are."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from alongside.ground.foundation import clock
from alongside.practice.careteams.models import CareTeamMember
from alongside.practice.consents import actions as consents
from alongside.practice.consents.enums import How
from alongside.practice.consents.models import Disclosure
from alongside.practice.plans import actions as plans
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.care_team import a_member, a_partner_line, a_plan_consent, a_shared_line, as_partner
from tests.factories.cases import a_case
from tests.factories.consents import HOUSING
from tests.factories.staff import sign_in

Visit = Callable[[str], Client]


def base(case: Case) -> str:
    """The care team of a case."""
    return f"/cases/{case.public_id}/team/"


def added(case: Case, **other: str) -> dict[str, str]:
    """What the form for a new professional sends."""
    person = case.participants.get().person
    day = clock.today() + timedelta(days=20)
    return {
        "person": str(person.public_id), "name": "Rosa Lindqvist", "role": "Finds a flat", "known_as": "M. L.",
        "ground": "consent", "until_on": f"{day}", "idempotency_key": uuid4().hex, **other,
    }  # fmt: skip


def test_a_professional_joins_on_a_consent_sees_lines_gets_a_link_and_leaves(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    consent = a_plan_consent(case, by)
    line = a_partner_line(case, by)
    worker = sign_in("worker")
    assert "Nobody outside this agency" in worker.get(base(case)).content.decode()
    assert "Which consent" in worker.get(f"{base(case)}new/").content.decode()
    answer = worker.post(f"{base(case)}new/", added(case, consent=str(consent.public_id)))
    assert answer.status_code == 302, answer.content.decode()
    become("worker")
    member = CareTeamMember.objects.get()
    assert (member.organisation, member.told) == (HOUSING, True)
    here = f"{base(case)}{member.public_id}/"
    assert answer.headers["Location"] == here
    nothing = worker.post(f"{here}share/", {})
    assert nothing.status_code == 422
    assert "Choose the lines that they do" in nothing.content.decode()
    shared = worker.post(f"{here}share/", {"lines": [str(line.public_id)]}, follow=True).content.decode()
    assert "They see the line now" in shared
    become("worker")
    left = Disclosure.objects.get()
    assert (left.consent_id, left.recipient, left.way) == (consent.id, HOUSING, "portal")
    assert [one.text for one in left.things.all()] == [line.what]
    made = worker.post(f"{here}link/").content.decode()
    address = re.search(r"http://testserver(/partner/[\w-]{43}/)<", made)
    code = re.search(r"(\d{3} \d{3})</b>", made)
    assert address
    assert code
    assert "shown this once" not in worker.get(here).content.decode()
    outside = Client()
    assert outside.post(f"{address[1]}code/", {"code": code[1]}).status_code == 302
    assert "Sends the list of flats" in outside.get(address[1]).content.decode()
    page = worker.get(base(case)).content.decode()
    for words in ("Rosa Lindqvist", "One line of the plan", "Dele Akande", "Consent of the person"):
        assert words in page
    worker.post(f"{here}link/end/")
    assert outside.get(address[1]).status_code == 404
    over = worker.post(f"{here}end/", {"why": "Flat found"}, follow=True).content.decode()
    assert "Was in the team before" in over
    assert "They see nothing any more" in worker.get(here).content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"consent": ""}, "Choose one: a consent in force"),
        ({"until_on": ""}, "Nobody is let in without an end"),
        ({"until_on": "2001-01-01"}, "This day has passed"),
        ({"ground": "order"}, "Name the law, or the court"),
        (
            {"ground": "law", "ground_words": "Child Act s. 4", "organisation": "Court"},
            "Say whether the person was told",
        ),
        ({"role": ""}, "What they do"),
    ],
)
def test_without_ground_or_end_nobody_joins_and_what_was_typed_stays(
    become: Become, visit: Visit, change: dict[str, str], words: str
) -> None:
    by = become("worker")
    case = a_case(by)
    consent = a_plan_consent(case, by)
    sent = added(case, **{"consent": str(consent.public_id), **change})
    answer = visit("worker").post(f"{base(case)}new/", sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert "Rosa Lindqvist" in text
    become("worker")
    assert not CareTeamMember.objects.exists()


def test_a_consent_that_names_another_or_not_the_plan_lets_nobody_in(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by)
    other = a_plan_consent(case, by, items=["identity"])
    worker = visit("worker")
    text = worker.post(f"{base(case)}new/", added(case, consent=str(other.public_id))).content.decode()
    assert "does not cover this: The plan and its goals" in text
    by = become("worker")
    plan = a_plan_consent(case, by)
    sent = added(case, consent=str(plan.public_id), organisation="School of the north")
    text = worker.post(f"{base(case)}new/", sent).content.decode()
    assert "names somebody else" in text
    long = f"{clock.today() + timedelta(days=60)}"
    text = worker.post(f"{base(case)}new/", added(case, consent=str(plan.public_id), until_on=long)).content.decode()
    assert "The consent ends on" in text
    by = become("worker")
    consents.withdraw_consent(consent=plan, how=How.SPOKEN, by=by)
    text = worker.post(f"{base(case)}new/", added(case, consent=str(plan.public_id))).content.decode()
    assert "not offered any more" in text
    become("worker")
    assert not CareTeamMember.objects.exists()


def test_a_court_order_lets_in_without_consent_but_never_in_a_victim_service(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by)
    line = a_partner_line(case, by)
    law = {"ground": "order", "ground_words": "District court, order of 3 May", "organisation": "Court service"}
    law |= {"told": "on"}
    assert visit("worker").post(f"{base(case)}new/", added(case, **law)).status_code == 302
    become("worker")
    member = CareTeamMember.objects.get()
    visit("worker").post(f"{base(case)}{member.public_id}/share/", {"lines": [str(line.public_id)]})
    become("worker")
    assert Disclosure.objects.get().ground == "order"
    by = become("elsewhere")
    safe = a_case(by, programme="safe")
    answer = visit("elsewhere").post(f"{base(safe)}new/", added(safe, **law))
    assert answer.status_code == 422
    assert "survivor" in answer.content.decode()


def test_what_they_told_stands_on_my_day_until_it_is_seen_and_the_end_is_told_before(
    become: Become, visit: Visit
) -> None:
    by = become("worker")
    case = a_case(by)
    member = a_member(case, by, until_on=clock.today() + timedelta(days=9))
    step = a_shared_line(case, by, member=member)
    partner = as_partner(member)
    plans.tell_of_line(line=step.public_id, state="started", words="Asked three", version=step.version, by=partner)
    worker = visit("worker")
    day = worker.get("/").content.decode()
    assert "Rosa Lindqvist told of “sends the list of flats”" in day
    assert "Rosa Lindqvist leaves the care team" in day
    here = f"{base(case)}{member.public_id}/"
    text = worker.get(base(case)).content.decode()
    assert "Ends in 9 days" in text
    assert "New words" in text
    page = worker.get(here).content.decode()
    assert "Asked three" in page
    update = re.search(r'name="update" value="([\w-]+)"', page)
    assert update
    worker.post(f"{here}seen/", {"update": update[1]})
    assert "told of" not in worker.get("/").content.decode()
    assert "Seen by Dele Akande" in worker.get(here).content.decode()
    later = f"{clock.today() + timedelta(days=25)}"
    assert worker.post(f"{here}until/", {"until_on": later}).status_code == 302
    assert "leaves the care team" not in worker.get("/").content.decode()
    wrong = worker.post(f"{here}until/", {"until_on": ""})
    assert wrong.status_code == 422
    assert worker.post(f"{here}close/", {"line": str(step.public_id)}, follow=True).status_code == 200
    assert "No line yet" in worker.get(here).content.decode()
    for name in ("seen", "close"):
        assert worker.post(f"{here}{name}/", {"update": str(case.public_id), "line": "x"}).status_code == 404


@pytest.mark.parametrize("who", ["elsewhere", "intake", "privacy", "admin", "evaluator"])
def test_whoever_does_not_see_the_case_finds_no_team(become: Become, visit: Visit, who: str) -> None:
    by = become("worker")
    case = a_case(by)
    member = a_member(case, by)
    here = f"{base(case)}{member.public_id}/"
    stranger = visit(who)
    absent = stranger.get("/cases/00000000-0000-4000-8000-000000000000/team/").content
    for address in (base(case), f"{base(case)}new/", here):
        answer = stranger.get(address)
        assert (answer.status_code, answer.content) == (404, absent)
    for name in ("share", "close", "seen", "until", "end", "link/end"):
        assert stranger.post(f"{here}{name}/").status_code == 404


def test_a_colleague_sees_the_team_and_lets_nobody_in(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    member = a_member(case, by)
    consent = a_plan_consent(case, by)
    colleague = sign_in("colleague")
    here = f"{base(case)}{member.public_id}/"
    assert colleague.get(here).status_code == 200
    answer = colleague.post(f"{base(case)}new/", added(case, consent=str(consent.public_id)))
    assert answer.status_code == 422
    assert "You do not have the authority" in answer.content.decode()
    assert "not yours to give" in colleague.post(f"{here}link/", follow=True).content.decode()
    assert "no link that you could end" in colleague.post(f"{here}link/end/", follow=True).content.decode()
    assert colleague.post(f"{here}end/", {"why": ""}).status_code == 422
    assert colleague.post(f"{here}until/", {"until_on": f"{clock.today()}"}).status_code == 422
    become("worker")
    assert CareTeamMember.objects.filter(ended_at=None).count() == 1
