"""The database decides who reads: signed context, no reader no rows, and nothing that the application can forge."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.db.models import QuerySet

from alongside.agency.access import actions as access
from alongside.agency.access.enums import GrantReason, GrantScope
from alongside.agency.access.models import Circle, CircleSubject, Grant
from alongside.agency.access.queries import house_actor
from alongside.agency.organisation import queries as organisation
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.gate_calls import GateRefusal, refusals
from alongside.practice.contacts.models import Contact
from alongside.record.cases.models import Participant
from tests.conftest import Become, Otherwise
from tests.database import putting
from tests.factories.by_hand import Owner, told
from tests.factories.cases import a_case, a_circle, a_person
from tests.factories.contacts import a_contact


def family_team() -> int:
    return next(team.id for team in organisation.teams() if team.name == "Family team")


def refused(sql: str, *arguments: Any) -> str:
    with pytest.raises(Error) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, list(arguments))
    return str(caught.value)


def test_without_a_reader_there_are_no_rows(become: Become) -> None:
    by = become("worker")
    access.open_circle(team_id=family_team(), by=by)
    assert Circle.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("select app.leave_session()")
    assert Circle.objects.count() == 0
    assert Grant.objects.count() == 0


def test_a_forged_context_fails(become: Become) -> None:
    access.open_circle(by=become("worker"), team_id=family_team())
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('app.reader')")
        genuine = cursor.fetchone()[0]
        cursor.execute("select set_config('app.reader', %s, true)", ["999" + genuine[genuine.index("|") :]])
    assert "forged" in refused("select count(*) from access_circle")


def test_the_application_cannot_sign_read_the_key_or_write_grants(become: Become) -> None:
    become("worker")
    assert "permission denied" in refused("select app.sign('context', 'x')")
    assert "permission denied" in refused("select * from app.context_key")
    assert "permission denied" in refused("insert into access_grant (actor_id) values (1)")
    assert "permission denied" in refused("delete from access_reading")
    assert "permission denied" in refused("update access_history set why = ''")
    assert "proof" in refused("select app.open_session(1, 'desk', '\\x00', now(), '', 'guess')")


def test_a_circle_is_seen_by_carrier_team_and_supervisor_only(become: Become) -> None:
    by = become("worker")
    circle = access.open_circle(team_id=family_team(), by=by)
    for username, seen in [
        ("worker", True),
        ("colleague", True),
        ("supervisor", True),
        ("elsewhere", False),
        ("intake", False),
        ("evaluator", False),
        ("privacy", False),
        ("admin", False),
        ("client", False),
    ]:
        become(username)
        assert Circle.objects.filter(id=circle).exists() is seen, username


def test_exclusion_beats_every_grant(become: Become) -> None:
    by = become("worker")
    circle = access.open_circle(team_id=family_team(), by=by)
    excluded = become("excluded").actor_id
    assert Circle.objects.filter(id=circle).exists()
    access.exclude(circle=circle, actor_id=excluded, why="Brother of the person", by=become("worker"))
    become("excluded")
    assert not Circle.objects.filter(id=circle).exists()
    with pytest.raises(Refused, match="conflict of interest"):
        access.assign(circle=circle, actor_id=excluded, by=become("supervisor"))


def test_emergency_access_is_short_reasoned_and_reviewed(become: Become) -> None:
    by = become("worker")
    circle = access.open_circle(team_id=family_team(), by=by)
    public = Circle.objects.values_list("public_id", flat=True).get(id=circle)
    by = become("intake")
    with pytest.raises(Refused, match="20 letters"):
        access.break_glass(circle_public=public, why="because", by=by)
    with pytest.raises(Refused, match="four hours"):
        access.break_glass(circle_public=public, why="The mother rang and cried for help.", minutes=241, by=by)
    access.break_glass(circle_public=public, why="The mother rang and cried for help.", by=by)
    assert Circle.objects.filter(id=circle).exists()
    with pytest.raises(Refused):
        access.break_glass(circle_public=public, why="I have no index right here at all.", by=become("elsewhere"))


def test_a_new_person_becomes_a_subject_of_a_visible_circle_only(become: Become) -> None:
    by = become("worker")
    circle = access.open_circle(team_id=family_team(), by=by)
    person = access.add_subject(circle=circle, by=by)
    assert CircleSubject.objects.filter(person_id=person).exists()
    stranger = become("elsewhere")
    with pytest.raises(Refused):
        access.add_subject(circle=circle, by=stranger)
    assert not CircleSubject.objects.filter(person_id=person).exists()


def test_an_administrator_gives_no_sight_to_herself_and_mixes_no_roles(become: Become) -> None:
    admin = become("admin")
    with pytest.raises(Refused):
        access.give(
            actor_id=admin.actor_id,
            scope=GrantScope.TEAM,
            scope_id=family_team(),
            levels=1,
            reason=GrantReason.TEAM,
            by=admin,
        )
    with pytest.raises(Refused):
        access.open_circle(team_id=family_team(), by=admin)


def test_a_context_holds_for_its_own_connection_and_moment_and_no_other(become: Become, owner: Owner) -> None:
    by = become("worker")
    ((raw,),) = owner("select current_setting('app.reader')")
    *parts, _signature = raw.split("|")
    whose = 11, 12

    def claimed(words: list[str], signed: list[str]) -> None:
        owner("select set_config('app.reader', %s || '|' || app.sign('context', %s), true)",
              "|".join(words), "|".join(signed))  # fmt: skip

    def changed(place: int) -> list[str]:
        return [*parts[: place - 1], "1", *parts[place:]]

    claimed(parts, parts)
    assert told("select app.uid()") == [(by.actor_id,)]
    for words, signed in [*((changed(one), changed(one)) for one in whose), (changed(1), parts)]:
        claimed(words, signed)
        assert "forged" in refused("select app.uid()")
    owner("select set_config('app.reader', '', true)")
    assert told("select app.uid()") == [(None,)]


def test_each_life_of_the_server_gets_the_next_number_once(owner: Owner) -> None:
    owner("delete from app.audit_epoch")
    owner("insert into app.audit_epoch (number, server) values (4, 11), (7, 12)")
    assert [owner("select app.epoch()") for _time in range(2)] == [[(8,)], [(8,)]]
    ((here,),) = owner("select system_identifier from pg_control_system()")
    assert owner("select number, server from app.audit_epoch order by number") == [(4, 11), (7, 12), (8, here)]
    owner("insert into app.audit_epoch (number, server) values (9, 13)")
    assert owner("select app.epoch()") == [(8,)]


def test_the_house_is_the_first_actor_of_its_kind_that_has_not_ended(owner: Owner) -> None:
    house = house_actor()
    owner.row("access_actor", id=-3, kind="house", name="An old house", ended_at=datetime.now(UTC))
    owner.row("access_actor", id=-2, kind="worker", name="A worker")
    assert house_actor() == house > 0
    owner.row("access_actor", id=-1, kind="house", name="Another house")
    assert house_actor() == -1


def test_an_entrance_ends_by_its_own_secret_and_once(owner: Owner) -> None:
    before = datetime.now(UTC) - timedelta(days=1)
    for secret, ended in (("mine", None), ("another's", None), ("ended", before)):
        ((hashed,),) = owner("select sha256(%s::bytea)", secret)
        owner.row("access_accesssession", secret_hash=hashed, note=secret, ended_at=ended)
    for words in (b"mine", b"ended"):
        access.end_session(secret=words)
    rows: dict[str, datetime | None] = dict(
        owner("select note, ended_at from access_accesssession where note in ('mine', 'another''s', 'ended')")
    )
    assert (rows.pop("mine") or before) > before + timedelta(hours=23)
    assert rows == {"another's": None, "ended": before}


def written(rows: QuerySet[Any], **facts: Any) -> str:
    """What a change is refused for, nothing when it is written: the column that points out of the circle, or a word."""
    try:
        with transaction.atomic(), refusals():
            assert rows.update(**facts) == 1
    except GateRefusal as refusal:
        return refusal.hint or "refused"
    return ""


def test_a_row_stays_in_its_circle_and_points_only_into_it(become: Become, otherwise: Otherwise) -> None:
    by = become("worker")
    case, other = a_case(by, people=["Marta López"]), a_case(by, people=["Dani Prado"])
    (part,), (theirs,) = case.participants.all(), other.participants.all()
    ana = a_person(case.circle_id, "Ana Silva", by)
    rows, here = Participant.objects.filter(id=part.id), part.acl_key
    assert written(rows, circle_id=other.circle_id) == "refused"
    assert written(rows, case_id=other.id) == "case_id"
    assert written(rows, person_id=theirs.person_id) == "person_id"
    assert written(rows, person_id=ana.id, note="She came instead") == ""
    assert written(rows, acl_key=here + 64) == ""
    assert rows.get().acl_key == Participant.objects.get(id=theirs.id).acl_key
    with otherwise(part, case_id=other.id, person_id=theirs.person_id):
        assert written(rows, note="What points elsewhere already may stay so") == ""
        assert written(rows, case_id=case.id, person_id=ana.id) == ""
    contact = a_contact(case, by, sign=False)
    assert written(Contact.objects.filter(id=contact.id), appointment_id=None, place="Her kitchen") == ""


@pytest.mark.usefixtures("administer")
def test_what_lies_in_no_circle_is_refused_to_the_administrator_too(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    one, two = (a_person(circle, name, by).id for name in ("Marta López", "Dani Prado"))
    sql = (
        "insert into people_drawingwish (public_id, version, circle_id, level, acl_key, left_id, right_id, author_id) "
        "values (gen_random_uuid(), 1, %s, 2, 0, %s, %s, %s) returning id"
    )
    with pytest.raises(GateRefusal) as nowhere, refusals():
        putting.inside(sql, 0, one, two, by.actor_id)
    assert nowhere.value.hint == "", "and not because of whom it names"
    ((wish,),) = putting.inside(sql, circle, one, two, by.actor_id)
    ((team,),) = putting.seen("select team_id from access_circle where id = %s", circle)
    assert putting.seen("select acl_key from people_drawingwish where id = %s", wish) == [(team * 64 + 2,)]
