"""The page of a member of a care team: happy path, bad input, wrong person, and every way in which it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from alongside.agency.access import queries as access
from alongside.agency.access.models import Reading
from alongside.ground.foundation import clock
from alongside.practice.careteams import actions
from alongside.practice.careteams.models import CareTeamMember
from alongside.practice.consents import actions as consents
from alongside.practice.consents.enums import How
from alongside.practice.plans import actions as plans
from alongside.practice.plans.models import Step, StepUpdate
from tests.conftest import Become
from tests.doors.partner.conftest import Outside
from tests.factories.care_team import a_member, a_partner_line, a_shared_line
from tests.factories.cases import a_case
from tests.factories.staff import sign_in

UNKNOWN = "/partner/" + "A" * 43 + "/"


def nothing(address: str, client: Client | None = None) -> bytes:
    """The answer to an address that opens nothing: always the same."""
    answer = (client or Client()).get(address)
    assert answer.status_code == 404
    return answer.content


def test_the_code_is_asked_then_their_lines_are_shown_and_nothing_else(outside: Outside, become: Become) -> None:
    hidden = a_partner_line(outside.case, outside.by, what="pays the deposit")
    client = Client()
    asked = client.get(outside.address)
    assert asked.status_code == 200
    text = asked.content.decode()
    assert "Your code" in text
    for secret in ("flats", "M. L.", "Rosa", "Marta", "Harbour Family", outside.case.number):
        assert secret not in text, secret
    wrong = client.post(f"{outside.address}code/", {"code": "000000" if outside.link.code != "000000" else "1"})
    assert wrong.status_code == 422
    assert "not the code" in wrong.content.decode()
    client = outside.come_in()
    page = client.get(outside.address)
    assert page.status_code == 200
    text = page.content.decode()
    assert "<title>Shared with you</title>" in text
    assert "Sends the list of flats" in text
    assert "M. L." in text
    for secret in ("Marta", "López", "Dele", outside.case.number, "deposit", "Family support", "/cases/", "/people/"):
        assert secret not in text, secret
    assert "http" not in text.split("<body")[1]
    assert '<meta name="referrer" content="same-origin">' in text
    for name, value in {
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",
        "X-Robots-Tag": "noindex, nofollow",
    }.items():
        assert page.headers[name] == value
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    for line in (hidden.public_id, outside.case.public_id):
        assert nothing(f"{outside.address}lines/{line}/", client) == nothing(UNKNOWN)


def test_what_became_of_a_line_is_theirs_and_reaches_the_worker(outside: Outside, become: Become) -> None:
    client = outside.come_in()
    address = f"{outside.address}lines/{outside.step.public_id}/"
    page = client.get(address)
    assert page.status_code == 200
    sent = {"version": outside.step.version, "state": "done", "words": "Three flats sent by post"}
    for change, word in (({"words": ""}, "Say what happened"), ({"state": "dropped"}, "not offered any more")):
        refused = client.post(address, {**sent, **change})
        assert refused.status_code == 422
        assert word in refused.content.decode()
        assert "Three flats" in refused.content.decode() or not change.get("words", "x")
    stale = client.post(address, {**sent, "version": 99})
    assert stale.status_code == 409
    assert "Three flats" in stale.content.decode()
    done = client.post(address, sent, follow=True)
    assert "Taken down" in done.content.decode()
    assert "Three flats sent by post" in done.content.decode()
    again = client.post(address, {**sent, "version": outside.step.version + 1})
    assert again.status_code == 422
    assert "settled" in again.content.decode()
    become("worker")
    step = Step.objects.get(id=outside.step.id)
    assert (step.state, step.end_words) == ("done", "Three flats sent by post")
    assert step.done_on == clock.today()
    update = StepUpdate.objects.get()
    assert update.author_id == outside.member.actor_id
    looks = access.who_looked(outside.case.circle_id)
    theirs = [one for one in looks if one.actor_id == outside.member.actor_id]
    assert {one.act for one in theirs} == {"shared lines"}
    assert {one.ground for one in theirs} == {"consent"}
    assert theirs[0].name == "Rosa Lindqvist, City housing office"


def end_consent(outside: Outside, become: Become) -> None:
    by = become("worker")
    assert outside.member.consent is not None
    consents.withdraw_consent(consent=outside.member.consent, how=How.SPOKEN, by=by)


def end_place(outside: Outside, become: Become) -> None:
    actions.end_member(member=outside.member, by=become("worker"))


def end_link(outside: Outside, become: Become) -> None:
    assert actions.end_links(member=outside.member, by=become("worker")) == 1


def new_link(outside: Outside, become: Become) -> None:
    actions.make_link(member=outside.member, by=become("worker"))


def time_runs_out(outside: Outside, become: Become) -> None:
    become("worker")
    with connection.cursor() as cursor:
        cursor.execute(
            "select app.move_member_end(%s, current_date, statement_timestamp() + interval '20 milliseconds')",
            [outside.member.id],
        )
        cursor.execute("select pg_sleep(0.05)")


@pytest.mark.parametrize("end", [end_consent, end_place, end_link, new_link, time_runs_out])
def test_whatever_ends_it_ends_it_with_the_next_request(outside: Outside, become: Become, end: object) -> None:
    client = outside.come_in()
    assert client.get(outside.address).status_code == 200
    end(outside, become)  # type: ignore[operator]  # one of the functions above
    assert nothing(outside.address, client) == nothing(UNKNOWN) == nothing(outside.address)
    line = f"{outside.address}lines/{outside.step.public_id}/"
    sent = {"version": outside.step.version, "state": "done", "words": "Sent"}
    answer = client.post(line, sent)
    assert (answer.status_code, answer.content) == (404, nothing(UNKNOWN))
    assert client.post(f"{outside.address}code/", {"code": outside.link.code}).status_code == 404


def test_five_wrong_codes_close_the_link(outside: Outside) -> None:
    client = Client()
    wrong = f"{(int(outside.link.code) + 1) % 1_000_000:06d}"
    for _try in range(5):
        assert client.post(f"{outside.address}code/", {"code": wrong}).status_code == 422
    assert client.post(f"{outside.address}code/", {"code": outside.link.code}).status_code == 404


def test_another_device_another_link_and_whoever_left_come_in_by_code_alone(outside: Outside, become: Become) -> None:
    client = outside.come_in()
    by = become("worker")
    other = a_case(by, people=["Somebody Else"])
    member = a_member(other, by, name="Ola Berg")
    step = a_shared_line(other, by, member=member, what="pays the deposit")
    link = actions.make_link(member=member, by=by)
    address = f"/partner/{link.token}/"
    name = next(iter(client.cookies))
    thief = Client()
    thief.cookies[name.replace(name[-12:], "0" * 12)] = client.cookies[name].value
    assert "Your code" in thief.get(address).content.decode()
    assert nothing(f"{outside.address}lines/{step.public_id}/", client) == nothing(UNKNOWN)
    signed_in = client.get("/cases/")
    assert signed_in.status_code == 302
    left = client.post(f"{outside.address}leave/")
    assert "You have left" in left.content.decode()
    assert "Your code" in client.get(outside.address).content.decode()
    client.cookies[name] = left.wsgi_request.COOKIES[name]
    assert "Your code" in client.get(outside.address).content.decode()


def test_forms_of_other_sites_and_odd_requests_are_not_taken(
    outside: Outside, become: Become, caplog: pytest.LogCaptureFixture
) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"{outside.address}code/", {"code": outside.link.code}).status_code == 403
    assert outside.link.token not in caplog.text
    client = outside.come_in()
    for address in ("/partner/", "/partner/x/", f"{outside.address}more/", "/partner/" + "é" * 43 + "/"):
        assert nothing(address, client) == nothing(UNKNOWN)
    assert client.post(outside.address).status_code == 404
    assert client.put(f"{outside.address}lines/{outside.step.public_id}/").status_code == 404
    big = client.post(f"{outside.address}lines/{outside.step.public_id}/", {"words": "x" * 30_000})
    assert big.status_code == 400
    before = Reading.objects.count()
    nothing(f"{outside.address}lines/{outside.case.public_id}/", client)
    become("privacy")
    refused = Reading.objects.filter(actor_id=outside.member.actor_id, result="refused")
    assert refused.exists()
    assert Reading.objects.count() > before


def test_a_longer_or_shorter_place_takes_what_is_shared_with_it(outside: Outside, become: Become) -> None:
    by = become("worker")
    day = clock.today() + timedelta(days=5)
    actions.move_member_end(member=outside.member, until_on=day, by=by)
    row = CareTeamMember.objects.get(id=outside.member.id)
    assert row.until_on == day
    client = outside.come_in()
    assert f"{day:%-d %B %Y}" in client.get(outside.address).content.decode()
    plans.close_line(step=outside.step, member=outside.member, by=become("worker"))
    assert "No line is shared" in client.get(outside.address).content.decode()


def test_what_they_read_stands_in_every_list_of_who_looked(outside: Outside, become: Become) -> None:
    client = outside.come_in()
    client.get(outside.address)
    become("worker")
    person = outside.case.participants.get().person.public_id
    name = "Rosa Lindqvist, City housing office"
    worker, privacy = sign_in("worker"), sign_in("privacy")
    case = f"/cases/{outside.case.public_id}/"
    for address in (f"{case}access/", f"{case}access/looked/", f"/people/{person}/access/"):
        answer = worker.get(address)
        assert answer.status_code == 200, address
        assert name in answer.content.decode(), address
    consent = outside.member.consent
    assert consent is not None
    assert "A line of the plan" in worker.get(f"{case}consents/{consent.public_id}/").content.decode()
    report = f"/privacy/people/{person}/"
    for address in ("/privacy/", "/privacy/unusual/", "/privacy/desk/", report, f"{report}letter/"):
        assert privacy.get(address).status_code == 200, address
    assert name in privacy.get("/privacy/").content.decode()
