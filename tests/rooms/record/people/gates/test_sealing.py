"""A sealed record: gone for everybody but those who carry it, on every path; opened by two people, for a while."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, connection, connections, transaction

from alongside.agency.access import actions as access
from alongside.agency.access.models import Circle, CircleSubject, Grant, History
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.rls import GUARDS
from alongside.record.cases.models import Case
from alongside.record.people import queries
from alongside.record.people.actions.sealing import ask_open_seal, ask_seal, decide_seal
from alongside.record.people.enums import SealKind
from alongside.record.people.models import Person
from alongside.record.people.queries.sealing import seal_acts, sealed_people
from tests.conftest import Become
from tests.factories.cases import a_case, a_circle
from tests.factories.people import a_person

WHY = "She works in the office next door and asked for it."
YES = "Agreed, as she asked."


def sealed(become: Become, case: Case) -> Person:
    """The first person of a case, sealed as two people decide it."""
    person = Person.objects.get(id=case.participants.order_by("id").values_list("person_id", flat=True)[0])
    act = ask_seal(person=person, kind=SealKind.SEAL, why=WHY, by=become("worker"))
    decide_seal(act=act, agree=True, answer=YES, by=become("privacy"))
    return person


def rows_of(circle: int) -> dict[str, int]:
    """How many rows of a circle the present reader sees, by table, history and subjects included."""
    found = {}
    with connection.cursor() as cursor:
        for guard in GUARDS:
            if guard.circle or guard.table in ("access_circlesubject", "access_history"):
                cursor.execute(f"select count(*) from {guard.table} where circle_id = %s", [circle])
                row = cursor.fetchone()
                found[guard.table] = row[0] if row else 0
    return {table: count for table, count in found.items() if count}


def test_a_sealed_record_is_gone_for_all_but_those_who_carry_it(become: Become) -> None:
    case = a_case(become("worker"), family=True)
    public = Circle.objects.values_list("public_id", flat=True).get(id=case.circle_id)
    become("supervisor")
    assert rows_of(case.circle_id)
    person = sealed(become, case)
    for username in ("supervisor", "colleague", "intake", "elsewhere", "privacy", "admin"):
        by = become(username)
        assert rows_of(case.circle_id) == {}, username
        assert not Circle.objects.filter(id=case.circle_id).exists()
        assert not Person.objects.filter(id=person.id).exists()
        assert not History.objects.filter(person_id=person.id).exists()
        assert queries.near_matches(full_name=person.display_name, by=by).matches == ()
        assert queries.masked_person(person.public_id) is None
        with pytest.raises(Refused) as refusal:
            access.break_glass(circle_public=public, why="She rang and the line went dead.", by=by)
        assert refusal.value.code == "access.absent"
    become("worker")
    assert rows_of(case.circle_id)
    assert Person.objects.filter(id=person.id, sealed=True).exists()


def test_two_people_open_it_for_hours_and_it_shuts_at_the_next_statement(become: Become) -> None:
    case = a_case(become("worker"))
    person = sealed(become, case)
    act = ask_open_seal(
        words="Marta López, born 1984", why="The court asks for her hearing.", hours=2, by=become("intake")
    )
    with pytest.raises(Refused):
        decide_seal(act=act, agree=True, answer=YES, person_id=person.id, by=become("supervisor"))
    become("privacy")
    assert [one.name for one in sealed_people()] == [person.display_name]
    decide_seal(act=act, agree=True, answer=YES, person_id=person.id, by=become("privacy"))
    become("intake")
    assert "cases_case" in rows_of(case.circle_id)
    (grant,) = Grant.objects.filter(reason="sealed", scope_id=case.circle_id)
    assert (grant.levels, grant.valid_until - grant.valid_from) == (33, timedelta(hours=2))
    assert [(one.agreed, one.answer, one.name) for one in seal_acts()] == [(True, YES, "")]
    with connections["default"].cursor() as cursor, pytest.raises(Error), transaction.atomic():
        cursor.execute("update access_grant set valid_until = now() where id = %s", [grant.id])


def test_an_opening_in_the_same_transaction_ends_by_its_time(become: Become) -> None:
    """The context was signed while it was open; the next statement after its end sees nothing."""
    case = a_case(become("worker"))
    person = sealed(become, case)
    act = ask_open_seal(words="Marta López", why="The court asks for her hearing.", hours=1, by=become("colleague"))
    decide_seal(act=act, agree=True, answer=YES, person_id=person.id, by=become("privacy"))
    me = become("colleague")
    assert rows_of(case.circle_id)
    access.end_assignment(circle=case.circle_id, actor_id=me.actor_id, by=me)
    assert rows_of(case.circle_id) == {}


def test_nobody_seals_by_writing_the_row(become: Become) -> None:
    case = a_case(become("worker"))
    person = case.participants.get().person_id
    with pytest.raises(Error, match="two people"), transaction.atomic():
        Person.objects.filter(id=person).update(sealed=True)
    with pytest.raises(Error, match="permission denied"), transaction.atomic():
        CircleSubject.objects.filter(person_id=person).update(sealed=True)


def test_a_later_circle_of_hers_is_sealed_too_and_unsealing_opens_all(become: Become) -> None:
    case = a_case(become("worker"))
    person = sealed(become, case)
    by = become("worker")
    later = a_circle(by)
    access.add_subject(circle=later, person_id=person.id, by=by)
    become("worker")
    assert Circle.objects.filter(id__in=[later, case.circle_id]).count() == 2
    become("supervisor")
    assert not Circle.objects.filter(id__in=[later, case.circle_id]).exists()
    act = ask_seal(person=person, kind=SealKind.UNSEAL, why=WHY, by=become("worker"))
    decide_seal(act=act, agree=True, answer=YES, by=become("privacy"))
    become("supervisor")
    assert Circle.objects.filter(id__in=[later, case.circle_id]).count() == 2
    become("worker")
    assert not Grant.objects.filter(reason="sealed", valid_until__year=9999).exists()


def test_a_worker_who_takes_it_over_is_let_in_by_two(become: Become) -> None:
    case = a_case(become("worker"))
    person = sealed(become, case)
    new = become("colleague")
    access.assign(circle=case.circle_id, actor_id=new.actor_id, by=become("worker"))
    become("colleague")
    assert rows_of(case.circle_id) == {}
    act = ask_open_seal(words="Marta López", why="I carry her case from today.", hours=0, by=become("colleague"))
    decide_seal(act=act, agree=True, answer=YES, person_id=person.id, by=become("privacy"))
    become("colleague")
    assert rows_of(case.circle_id)


def test_a_conflict_of_interest_is_never_opened(become: Become) -> None:
    case = a_case(become("worker"))
    person = sealed(become, case)
    excluded: Reader = become("excluded")
    access.exclude(circle=case.circle_id, actor_id=excluded.actor_id, why="Her brother", by=become("worker"))
    act = ask_open_seal(words="Marta López", why="I want to see what they say.", hours=1, by=become("excluded"))
    with pytest.raises(Refused, match="conflict of interest"):
        decide_seal(act=act, agree=True, answer=YES, person_id=person.id, by=become("privacy"))
    stranger = a_person(a_circle(become("worker")), "Not sealed", become("worker"))
    with pytest.raises(NotFound):
        decide_seal(act=act, agree=True, answer=YES, person_id=stranger.id, by=become("privacy"))
