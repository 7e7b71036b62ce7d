"""Seeded misuse is shown with its reason; the day of somebody who works as usual shows nothing (R-22)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from alongside.agency.access import actions as access
from alongside.agency.access import queries as readings
from alongside.agency.access.queries import note_reading, note_refusal
from alongside.agency.organisation.models import Agency
from alongside.agency.staff.models import Worker
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.audit.actions.looking import keep_look
from alongside.oversight.audit.enums import LookOutcome, Unusual
from alongside.oversight.audit.gates.unusual import IN_AN_HOUR, REFUSED_IN_AN_HOUR
from alongside.oversight.audit.models import Look
from alongside.oversight.audit.queries.unusual import Access, unusual_accesses
from alongside.record.people import actions as people
from alongside.record.people.enums import ContactPointKind, RelationshipKind
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case, a_circle, a_person

WHY = "The school rang: nobody has collected the child."


def found(become: Become) -> list[Access]:
    become("privacy")
    now = timezone.localtime()
    return unusual_accesses(begins=now.replace(hour=0, minute=0, second=0), ends=now + timedelta(hours=3))


def kinds(become: Become) -> set[tuple[Unusual, str]]:
    return {(one.unusual, one.name) for one in found(become)}


def opens(become: Become, username: str, circle: int) -> None:
    become(username)
    note_reading("case page", circle=circle, kind="case", ids=[circle])


def linked(become: Become, username: str, name: str) -> tuple[Person, int]:
    """The worker is a person in the record too, in a circle that her team does not carry."""
    by = become("elsewhere")
    circle = access.open_circle(team_id=by.teams[0], by=by)
    person = a_person(circle, name, by)
    people.link_worker(person=person, worker_id=Worker.objects.get(actor__account__username=username).id, by=by)
    return person, circle


def an_address(person: Person, circle: int, value: str, become: Become, username: str) -> None:
    people.add_contact_point(
        person=person, circle=circle, kind=ContactPointKind.ADDRESS, value=value, by=become(username)
    )


def test_many_records_that_she_does_not_carry(become: Become) -> None:
    by = become("worker")
    circles = [a_circle(by) for _number in range(IN_AN_HOUR)]
    for circle in circles:
        opens(become, "worker", circle)
    for circle in circles[1:]:
        opens(become, "colleague", circle)
    assert kinds(become) == set(), "her own cases, and one fewer than many"
    opens(become, "colleague", circles[0])
    (one,) = found(become)
    assert (one.unusual, one.name, one.circle_id) == (Unusual.MANY, "Sinéad Byrne", None)
    assert one.words == f"{IN_AN_HOUR} records in an hour that Sinéad Byrne does not carry."
    assert len(one.sessions) == IN_AN_HOUR


def test_asking_for_what_is_not_open(become: Become) -> None:
    become("elsewhere")
    for number in range(REFUSED_IN_AN_HOUR):
        note_refusal("case", asked=[f"00000000-0000-4000-8000-00000000000{number}"])
    (one,) = found(become)
    assert (one.unusual, one.name) == (Unusual.REFUSED, "Tomasz Nowak")


def test_a_surname_and_a_colleague_s_name(become: Become) -> None:
    by = become("worker")
    hers = a_case(by, people=["Orla Byrne"]).circle_id
    named = a_case(by, people=["Tomasz Nowak"]).circle_id
    a_case(by, people=["Ana Silva"])
    opens(become, "colleague", hers)
    opens(become, "worker", named)
    assert kinds(become) == {(Unusual.SAME_NAME, "Sinéad Byrne")}, "who carries a case knows whose it is"
    opens(become, "colleague", named)
    assert kinds(become) == {(Unusual.SAME_NAME, "Sinéad Byrne"), (Unusual.STAFF_NAME, "Sinéad Byrne")}


@pytest.mark.parametrize(
    ("theirs", "code", "near"),
    [
        ("14 Quay Street, Galway, H91 X2K4", True, True),
        ("2b Quay Street\nGalway\nH91X2K4", True, True),
        ("14 Quay Street, Limerick, V94 A1B2", True, False),
        ("14 Dock Road, Galway, H91 X2K4", True, False),
        ("14 Quay Street, Galway", False, True),
        ("14 Quay Street, Limerick", False, False),
        ("12, Galway", False, False),
    ],
)
def test_a_near_address(become: Become, theirs: str, code: bool, near: bool) -> None:
    own, circle = linked(become, "colleague", "Sinéad Walsh")
    mine = "9 Quay Street, Galway, H91 X2K4" if code else "9 Quay Street, Galway"
    an_address(own, circle, mine, become, "elsewhere")
    by = become("worker")
    case = a_case(by, people=["Ana Silva"])
    person = Person.objects.get(display_name="Ana Silva")
    an_address(person, case.circle_id, theirs, become, "worker")
    opens(become, "colleague", case.circle_id)
    assert ((Unusual.NEIGHBOUR, "Sinéad Byrne") in kinds(become)) is near


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (RelationshipKind.FORMER_PARTNER, "A former partner of Sinéad Byrne is in this record."),
        (RelationshipKind.PARTNER, "The partner of Sinéad Byrne is in this record."),
        (RelationshipKind.SIBLING, "Somebody who is related to Sinéad Byrne"),
    ],
)
def test_a_relative_or_former_partner(become: Become, kind: RelationshipKind, words: str) -> None:
    own, circle = linked(become, "colleague", "Sinéad Walsh")
    by = become("elsewhere")
    circle_of_other = access.open_circle(team_id=by.teams[0], by=by)
    other = a_person(circle_of_other, "Piotr Zielinski", by)
    access.add_subject(circle=circle, person_id=other.id, by=by)
    people.relate(person=own, other=other, kind=kind, circle=circle, by=by)
    opens(become, "elsewhere", circle_of_other)
    assert kinds(become) == set()
    opens(become, "colleague", circle_of_other)
    (one,) = found(become)
    assert (one.unusual, one.name, one.circle_id) == (Unusual.RELATED, "Sinéad Byrne", circle_of_other)
    assert words in one.words
    opens(become, "colleague", circle)
    assert "This record is about Sinéad Byrne." in {line.words for line in found(become)}


@pytest.mark.parametrize(("hour", "night"), [(23, True), (3, True), (12, False)])
def test_emergency_access_at_night_and_by_day(become: Become, hour: int, night: bool) -> None:
    case = a_case(become("worker"))
    public = readings.circle_public_id(case.circle_id)
    assert public
    access.break_glass(circle_public=public, why=WHY, by=become("intake"))
    become("admin")
    east = (hour - datetime.now(UTC).hour + 12) % 24 - 12
    Agency.objects.update(time_zone=f"Etc/GMT{-east:+d}")
    assert ((Unusual.NIGHT, "Róisín Clarke") in kinds(become)) is night


def test_a_look_is_kept_and_not_asked_again(become: Become) -> None:
    case = a_case(become("worker"), people=["Orla Byrne"])
    opens(become, "colleague", case.circle_id)
    (one,) = found(become)
    by = become("privacy")
    today = timezone.localdate()
    with pytest.raises(Refused, match="10 letters"):
        keep_look(access=one, outcome=LookOutcome.EXPLAINED, note="fine", day_seen=today, by=by)
    keep_look(access=one, outcome=LookOutcome.EXPLAINED, note="No relation, we asked.", day_seen=today, by=by)
    (again,) = found(become)
    assert (again.outcome, again.note, again.looked_by) == (
        LookOutcome.EXPLAINED,
        "No relation, we asked.",
        "Grace Osei",
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        Look.objects.update(note="Another word about it")
    with pytest.raises(NotFound):
        keep_look(access=one, outcome=LookOutcome.WRONG, note="Not for me to say", day_seen=today, by=become("worker"))
    assert not Look.objects.exists()
    now = timezone.now()
    assert unusual_accesses(begins=now - timedelta(days=1), ends=now) == [], "a worker is told nothing"
