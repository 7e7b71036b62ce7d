"""The breach register: clocks, a diary that is only added to, harm, and whoever an entry is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import Error, transaction

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.breaches.actions import add_breach_entry, add_breach_person, take_breach, weigh_harm
from alongside.oversight.breaches.models import Breach, BreachEntry
from alongside.oversight.breaches.queries import breach_sheet, breaches
from alongside.oversight.breaches.rules import clocks
from alongside.oversight.overviews.privacy_desk import privacy_desk
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.requests import a_request

Ends = tuple[datetime, str] | None
FACTORS: dict[str, Any] = dict.fromkeys(
    ("what_kind", "who_got_it", "was_it_seen", "what_limits_it"), "A name and a street, no more"
)


def a_breach(by: Reader, *, hours: int = 1, **facts: Any) -> Breach:
    said: dict[str, Any] = {"kind": "sent", "title": "A letter", "happened": "A letter went to number 12"} | facts
    return take_breach(found_at=clock.now() - timedelta(hours=hours), by=by, **said)


def test_the_clocks_run_until_everybody_is_told(become: Become) -> None:
    by = become("privacy")
    breach = a_breach(by, hours=70)
    line = breach_sheet(breach.public_id).line
    assert [(one.clock, one.left(clock.now())) for one in line.clocks] == [
        ("house", "The time is over"), ("authority", "1 hours left"), ("people", "1 hours left")
    ]  # fmt: skip
    told: dict[str, Any] = {"breach": breach.public_id, "by": by}
    with pytest.raises(Refused, match="who was told"):
        add_breach_entry(kind="told_house", words="Told by phone at once", **told)
    add_breach_entry(kind="told_house", words="Told by phone at once", whom="The director", **told)
    with pytest.raises(Refused, match="four questions"):
        add_breach_entry(kind="closed", words="We now check windows of envelopes", **told)
    with pytest.raises(Refused, match="at least 10"):
        weigh_harm(harm="low", **{**FACTORS, "was_it_seen": "No"}, **told)
    weigh_harm(harm="risk", **FACTORS, **told)
    with pytest.raises(Refused, match="Tell the authority, Tell the people"):
        add_breach_entry(kind="closed", words="We now check windows of envelopes", **told)
    add_breach_entry(kind="told_authority", words="By its form on the web", whom="The authority", **told)
    add_breach_entry(kind="told_people", words="By a letter to each of them", whom="Two people", people=2, **told)
    add_breach_entry(kind="closed", words="We now check windows of envelopes", **told)
    assert [one.number for one in breaches(closed=True)] == [breach.number]
    assert breaches() == []
    assert breach_sheet(breach.public_id).line.people == 2
    with pytest.raises(Refused, match="closed"):
        add_breach_entry(kind="done", words="Something else was done", **told)


FOUND = datetime(2026, 3, 2, 9, tzinfo=UTC)
PROMPT, LATEST, YEARLY = FOUND + timedelta(hours=72), FOUND + timedelta(days=60), datetime(2027, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("law", "people", "harm", "authority", "touched"),
    [
        ("gdpr", None, None, (PROMPT, "GDPR Art. 33"), (PROMPT, "GDPR Art. 34")),
        ("gdpr", 900, "high", (PROMPT, "GDPR Art. 33"), (PROMPT, "GDPR Art. 34")),
        ("gdpr", 900, "risk", (PROMPT, "GDPR Art. 33"), None),
        ("gdpr", 900, "low", None, None),
        ("hipaa", None, None, (LATEST, "45 CFR 164.408(b)"), (LATEST, "45 CFR 164.404(b)")),
        ("hipaa", 500, "risk", (LATEST, "45 CFR 164.408(b)"), (LATEST, "45 CFR 164.404(b)")),
        ("hipaa", 499, "high", (YEARLY, "45 CFR 164.408(c)"), (LATEST, "45 CFR 164.404(b)")),
        ("hipaa", 499, "low", None, None),
        ("both", 499, "high", (PROMPT, "GDPR Art. 33"), (PROMPT, "GDPR Art. 34")),
        ("both", 499, "risk", (PROMPT, "GDPR Art. 33"), (LATEST, "45 CFR 164.404(b)")),
        ("unsure", None, "low", None, None),
    ],
)
def test_each_law_has_its_own_clocks(
    law: str, people: int | None, harm: str | None, authority: Ends, touched: Ends
) -> None:
    lines = clocks(found_at=FOUND, own_hours=24, told={}, harm=harm, closed=False, law=law, people=people)
    assert [(one.until, one.rule) if one.runs else None for one in lines] == [
        (FOUND + timedelta(hours=24), ""), authority, touched
    ]  # fmt: skip
    over = clocks(found_at=FOUND, own_hours=24, told={}, harm=harm, closed=True, law=law, people=people)
    assert not any(one.runs for one in over)


def test_the_law_that_was_named_and_the_last_count_hold(become: Become) -> None:
    by = become("privacy")
    breach = a_breach(by, law="hipaa", people=800)
    authority = breach_sheet(breach.public_id).line.clocks[1]
    assert authority.rule == "45 CFR 164.408(b)"
    add_breach_entry(breach=breach.public_id, kind="counted", words="We counted them again", people=12, by=by)
    authority = breach_sheet(breach.public_id).line.clocks[1]
    assert (authority.rule, authority.until.year) == ("45 CFR 164.408(c)", clock.today().year + 1)


def test_unlikely_harm_stops_the_clocks_and_says_why(become: Become) -> None:
    by = become("privacy")
    breach = a_breach(by)
    weigh_harm(breach=breach.public_id, harm="low", **FACTORS, by=by)
    line = breach_sheet(breach.public_id).line
    assert [one.clock for one in line.clocks if one.runs] == ["house"]


def test_what_was_written_stays(become: Become) -> None:
    by = become("privacy")
    breach = a_breach(by)
    entry = add_breach_entry(breach=breach.public_id, kind="done", words="The letter was fetched back", by=by)
    for change in (
        lambda: Breach.objects.filter(id=breach.id).update(happened="Nothing"),
        lambda: BreachEntry.objects.filter(id=entry.id).update(words="Nothing"),
        lambda: BreachEntry.objects.filter(id=entry.id).delete(),
    ):
        with pytest.raises(Error, match="permission denied"), transaction.atomic():
            change()


def test_bad_entries_are_refused(become: Become) -> None:
    by = become("privacy")
    with pytest.raises(Refused, match="lies ahead"):
        a_breach(by, hours=-1)
    with pytest.raises(Refused, match="at least 10"):
        a_breach(by, happened="Letter")
    with pytest.raises(Refused, match="about you"):
        a_breach(by, about_id=by.actor_id)
    breach = a_breach(by)
    with pytest.raises(Refused, match="how many people"):
        add_breach_entry(breach=breach.public_id, kind="counted", words="We counted them again", by=by)


def test_people_are_named_by_whoever_may_know_of_them(become: Become) -> None:
    worker = become("worker")
    case = a_case(worker)
    person = Person.objects.get(display_name="Marta López")
    by = become("privacy")
    breach = a_breach(by)
    add_breach_person(breach=breach.public_id, case_number=case.number, person=person.public_id, by=by)
    add_breach_person(breach=breach.public_id, case_number=case.number, person=person.public_id, by=by)
    assert [one.name for one in breach_sheet(breach.public_id).touched] == ["Marta López"]
    with pytest.raises(Refused, match="Choose the person"):
        add_breach_person(breach=breach.public_id, case_number="HF-0000", person=person.public_id, by=by)


def test_only_officers_see_it_and_not_whom_it_is_about(become: Become) -> None:
    somebody = become("worker").actor_id
    breach = a_breach(become("privacy"), about_id=somebody)
    for who in ("worker", "supervisor", "admin", "evaluator"):
        by = become(who)
        assert not Breach.objects.exists()
        with pytest.raises(NotFound):
            breach_sheet(breach.public_id)
        with pytest.raises(Refused, match="Privacy officers"):
            a_breach(by)


def test_the_desk_shows_what_ends_first(become: Become) -> None:
    by = become("privacy")
    late, soon = a_request(by), a_request(by, received_on=clock.today() - timedelta(days=28))
    a_breach(by, hours=1, title="Second")
    a_breach(by, hours=60, title="First")
    desk = privacy_desk(by=by)
    assert [one.public_id for one in desk.requests] == [soon.public_id, late.public_id]
    assert [one.title for one in desk.breaches] == ["First", "Second"]
    assert desk.requests[0].pressing
    assert desk.waiting == 4
