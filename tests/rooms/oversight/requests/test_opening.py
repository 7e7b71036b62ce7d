"""What a request opens in the database, of rows written by hand: with all as it should be, and one thing wrong."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import Error, transaction

from alongside.agency.access.models import Account
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED, SAFE_LOCATION
from alongside.oversight.requests.gates import LEVELS
from tests.conftest import Become
from tests.factories.by_hand import Owner, Rows, told

NUMBERS = itertools.count(5_000_000)
ENDS = datetime(2099, 1, 1, tzinfo=UTC)
PLACE_WOUNDS = {
    "another level": f"update people_placement set level = {ORDINARY}",
    "taken back": "update people_placement set withdrawn_on = current_date",
    "over": "update people_placement set until_precision = 'unknown'",
    "no place": "update people_placement set place = ''",
}
POINT_WOUNDS = {
    "another level": f"update people_contactpoint set level = {RESTRICTED}",
    "over": "update people_contactpoint set ended_on = current_date",
}


class World:
    """Two people, each with a case and a request that was gathered; the passage of Ana's is in a case of others."""

    def __init__(self, owner: Owner) -> None:
        self.owner = owner
        ((self.team,),) = owner("select id from organisation_team where name = 'Family team'")
        self.officer = Account.objects.get(username="privacy").actor_id
        self.worker = Account.objects.get(username="worker").actor_id
        self.marta, self.ana, self.ivo = (self.person(name) for name in ("Marta", "Ana", "Ivo"))
        self.other, self.hers, self.others = (self.circle(one) for one in (self.marta, self.ana, self.ivo))
        self.other_case, self.case, self.others_case = (
            self.row("cases_case", circle_id=circle, number=f"HF-{circle}")
            for circle in (self.other, self.hers, self.others)
        )
        self.other_request, self.request = (self.asked(one) for one in (self.marta, self.ana))
        self.passage(self.other_request, self.other, self.other_case)
        self.passage(self.request, self.others, self.others_case)

    def row(self, table: str, **values: Any) -> int:
        """A row by hand."""
        return self.owner.row(table, **values)

    def person(self, name: str) -> int:
        """Somebody of this name."""
        number = next(NUMBERS)
        return self.row("people_person", id=number, display_name=name, sort_key=name.lower())

    def circle(self, person: int, **values: Any) -> int:
        """A circle that concerns one person."""
        circle = self.row("access_circle", **{"team_id": self.team, "kind": "ordinary", "opened_by_id": 1} | values)
        self.row("access_circlesubject", circle_id=circle, person_id=person, acl_key=self.team * 64 + 1)
        return circle

    def asked(self, person: int) -> int:
        """A request for her record that was gathered."""
        return self.row(
            "requests_recordrequest", person_id=person, state="gathered", proof="document", known_on="2026-03-02",
            received_on="2026-03-01", due_on="2026-04-01", gathered_at="2026-03-03",
        )  # fmt: skip

    def passage(self, request: int, circle: int, case: int, **values: Any) -> int:
        """One passage of a request."""
        return self.row(
            "requests_requestedpassage", request_id=request, circle_id=circle, case_id=case, level=ORDINARY, **values
        )

    def grant(self, circle: int, **values: Any) -> int:
        """What opens a circle to the officer for Ana's request, until something else is said."""
        given = {
            "actor_id": self.officer, "scope": "c", "scope_id": circle, "levels": LEVELS, "reason": "request",
            "why": f"R-2026-{self.request}", "valid_until": ENDS,
        }  # fmt: skip
        return self.row("access_grant", **given | values)

    def key(self, circle: int) -> int:
        """A key of a circle."""
        return self.row("keys_circlekey", circle_id=circle, wrapped=b"wrapped", master="m1")

    def excluded(self, circle: int) -> str:
        """The statement that keeps the officer out of a circle."""
        return (
            "insert into access_exclusion (public_id, version, actor_id, circle_id, why) "
            f"values (gen_random_uuid(), 1, {self.officer}, {circle}, '')"
        )


@pytest.fixture
def world(owner: Owner) -> World:
    return World(owner)


def refused(become: Become, username: str, call: str, *values: Any) -> bool:
    """Whether a call is refused to one of the cast as if there were no such request."""
    become(username)
    with pytest.raises(Error, match="no such request"), transaction.atomic():
        told(f"select app.{call}", *values)
    return True


def officers_alone(become: Become, call: str, request: int) -> Callable[[], Rows]:
    """See that a call is refused to others and of what is not there; a look that gives what an officer is answered."""
    assert refused(become, "privacy", call, 0)
    assert refused(become, "worker", call, request)

    def look() -> Rows:
        become("privacy")
        try:
            with transaction.atomic():
                return told(f"select app.{call}", request)
        except Error:
            return []

    return look


def asks(become: Become, username: str, sql: str, *values: Any) -> Rows:
    """What one of the cast is answered."""
    become(username)
    return told(sql, *values)


def test_a_person_is_found_by_the_number_of_her_own_ordinary_case(become: Become, world: World) -> None:
    ((public,),) = world.owner("select public_id from people_person where id = %s", world.ana)
    sql = "select * from app.request_person(%s, %s)"

    def look(who: str = "privacy") -> Rows:
        return asks(become, who, sql, f"HF-{world.hers}", public)

    assert look() == [(world.ana, "Ana")]
    assert look("worker") == []
    assert asks(become, "privacy", sql, f"HF-{world.other}", public) == []
    wounds = {
        "another number": f"update cases_case set number = 'x' where id = {world.case}",
        "another entry": f"update people_person set public_id = gen_random_uuid() where id = {world.ana}",
        "victim service": f"update access_circle set kind = 'victim-service' where id = {world.hers}",
        "sealed": f"update people_person set sealed = true where id = {world.ana}",
        "conflict": world.excluded(world.hers),
    }
    assert world.owner.unheeded(look, wounds) == []


def test_gathering_opens_her_ordinary_circles_for_ten_minutes(become: Become, world: World) -> None:
    owner = world.owner
    second = world.circle(world.ana)
    world.row("access_circlesubject", circle_id=second, person_id=world.ivo)
    victim = world.circle(world.ana, kind="victim-service")
    sealed = world.circle(world.ana)
    world.row("access_circlesubject", circle_id=sealed, person_id=world.marta, sealed=True)
    call = "open_gathering(%s)"
    look = officers_alone(become, call, world.request)
    wounds = {
        "too early": f"update requests_recordrequest set state = 'received' where id = {world.request}",
        "closed": f"update requests_recordrequest set state = 'answered' where id = {world.request}",
        "conflict": world.excluded(world.hers),
    }
    assert owner.unheeded(look, wounds) == []
    assert owner.unheeded(look, {"all": "update access_circle set kind = 'victim-service'"}, [([],)]) == []
    ((before,),) = owner("select coalesce(max(id), 0) from access_grant")
    assert look() == [([world.hers, second],)]
    given = owner(
        "select actor_id, scope, scope_id, levels, reason, why, granted_by_id, valid_until - valid_from = '10 minutes' "
        "from access_grant where id > %s order by scope_id",
        before,
    )
    number = f"R-2026-{world.request}"
    assert given == [
        (world.officer, "c", one, LEVELS, "gather", number, world.officer, True) for one in (world.hers, second)
    ]
    assert victim not in (one[2] for one in given)


def ended(owner: Owner, grants: dict[str, int]) -> set[str]:
    """Which of the grants end now and did not before."""
    rows = owner(
        "select id from access_grant where id = any(%s) and valid_until between now() and statement_timestamp()",
        [*grants.values()],
    )
    return {name for name, number in grants.items() if (number,) in rows}


def variants(world: World, reason: str) -> dict[str, int]:
    """A grant as it is meant, and others that differ from it in one thing each."""
    changes: dict[str, dict[str, Any]] = {
        "meant": {},
        "another's": {"actor_id": world.worker},
        "a team": {"scope": "t"},
        "another reason": {"reason": "assigned"},
        "another request": {"why": f"R-2026-{world.other_request}"},
        "over": {"valid_until": "2026-01-01", "valid_from": "2025-01-01"},
        "to come": {"valid_from": "2098-01-01"},
    }
    return {name: world.grant(world.others, **{"reason": reason} | change) for name, change in changes.items()}


def test_gathering_ends_for_the_officer_alone_and_opens_the_passages(become: Become, world: World) -> None:
    grants = variants(world, "gather")
    become("privacy")
    told("select app.close_gathering(%s)", world.request)
    assert ended(world.owner, grants) == {"meant", "another request"}
    assert world.owner("select scope_id from access_grant where reason = 'request'") == [(world.others,)]


def test_passages_are_opened_again_for_two_weeks_and_what_was_open_ends(become: Become, world: World) -> None:
    world.passage(world.request, world.others, world.others_case, place=1)
    grants, call = variants(world, "request"), "open_passages(%s)"
    look = officers_alone(become, call, world.request)
    wounds = {
        "not gathered": f"update requests_recordrequest set gathered_at = null where id = {world.request}",
        "conflict": world.excluded(world.hers),
    }
    assert world.owner.unheeded(look, wounds) == []
    assert look() == [("",)]
    assert ended(world.owner, grants) == {"meant"}
    assert world.owner("select ended_by_id from access_grant where id = %s", grants["meant"]) == [(world.officer,)]
    given = world.owner(
        "select actor_id, scope, scope_id, levels, why, valid_until - valid_from = '14 days' from access_grant "
        "where reason = 'request' and granted_by_id = %s",
        world.officer,
    )
    assert given == [(world.officer, "c", world.others, LEVELS, f"R-2026-{world.request}", True)]


def test_a_closed_request_shuts_its_own_passages_to_everybody(become: Become, world: World) -> None:
    grants = variants(world, "request")
    assert refused(become, "worker", "shut_passages(%s)", world.request)
    become("privacy")
    told("select app.shut_passages(%s)", world.request)
    assert ended(world.owner, grants) == {"meant", "another's"}


def test_keys_come_only_for_what_is_open_for_this_request(become: Become, world: World) -> None:
    key = world.key(world.others)
    world.key(world.hers)
    grant = world.grant(world.others)

    def look(who: str = "privacy") -> Rows:
        return asks(become, who, "select * from app.request_keys(%s)", world.request)

    ((number, circle, wrapped, master),) = look()
    assert (number, circle, bytes(wrapped), master) == (key, world.others, b"wrapped", "m1")
    assert look("worker") == []
    wounds = {
        "destroyed": f"update keys_circlekey set wrapped = null where id = {key}",
        "another's passage": f"update requests_requestedpassage set request_id = {world.other_request}, place = 9 "
        f"where request_id = {world.request}",
        "open for another": f"update access_grant set why = 'R-2026-{world.other_request}' where id = {grant}",
        "shut": f"update access_grant set valid_until = now() where id = {grant}",
    }
    assert world.owner.unheeded(look, wounds) == []


def test_the_log_of_decisions_is_of_one_request_and_for_officers(become: Become, world: World) -> None:
    def look(who: str = "privacy") -> Rows:
        return asks(become, who, "select case_number from app.request_log(%s)", world.request)

    assert look() == [(f"HF-{world.others}",)]
    assert look("worker") == []
    assert world.owner.unheeded(look, {"conflict": world.excluded(world.hers)}) == []


def test_where_an_answer_may_go_is_hers_and_still_holds(become: Become, world: World) -> None:
    point = world.row("people_contactpoint", person_id=world.ana, circle_id=world.others, level=1, kind="phone")
    world.row("people_contactpoint", person_id=world.ivo, circle_id=world.others, level=1, kind="phone")
    world.row("people_contactpoint", person_id=world.marta, circle_id=world.others, level=1, kind="phone")
    for who in (world.officer, world.worker):
        world.grant(world.others, actor_id=who)

    def look(who: str = "privacy") -> Rows:
        return asks(become, who, "select id from app.request_points(%s)", world.request)

    assert look() == [(point,)]
    assert look("worker") == []
    assert asks(become, "privacy", "select id from app.request_points(%s)", world.other_request) == []
    wounds = {
        "over": f"update people_contactpoint set ended_on = current_date where id = {point}",
        "conflict": world.excluded(world.hers),
    }
    assert world.owner.unheeded(look, wounds) == []


def test_what_must_not_leave_with_a_copy_is_of_whom_its_open_passages_concern(become: Become, world: World) -> None:
    key = world.key(world.others)
    for person in (world.ivo, world.marta):
        world.row(
            "people_contactpoint", person_id=person, circle_id=world.others, level=SAFE_LOCATION, kind="phone",
            value=f"x.{key}.p{person}",
        )  # fmt: skip
        world.row(
            "people_placement", person_id=person, circle_id=world.others, level=SAFE_LOCATION, kind="kinship",
            place=f"x.{key}.q{person}",
        )  # fmt: skip
    for who in (world.officer, world.worker):
        world.grant(world.others, actor_id=who)

    def look(who: str = "privacy") -> Rows:
        return asks(become, who, "select value from app.request_protected(%s)", world.request)

    point, place = (f"x.{key}.p{world.ivo}",), (f"x.{key}.q{world.ivo}",)
    assert look() == [point, place]
    assert look("worker") == []
    assert world.owner.unheeded(look, PLACE_WOUNDS, [point]) == []
    assert world.owner.unheeded(look, POINT_WOUNDS, [place]) == []
    wounds = {
        "another's passage": f"update requests_requestedpassage set request_id = {world.other_request}, place = 9 "
        f"where request_id = {world.request}",
        "all another's": f"update requests_requestedpassage set request_id = {world.other_request}, place = 9 "
        f"where request_id = {world.request}; "
        f"update access_grant set why = 'R-2026-{world.other_request}' where reason = 'request'",
        "opened elsewhere": f"update access_grant set scope_id = {world.hers} where reason = 'request'",
        "another level": f"update requests_requestedpassage set level = {1 << 6}",
        "open for another": f"update access_grant set why = 'R-2026-{world.other_request}' where reason = 'request'",
        "out of the case": world.excluded(world.others),
        "conflict": world.excluded(world.hers),
        "destroyed": f"update keys_circlekey set wrapped = null where id = {key}",
    }
    assert world.owner.unheeded(look, wounds) == []
