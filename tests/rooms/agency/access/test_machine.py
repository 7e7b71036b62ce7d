"""Sequences of grants of every kind against a model in plain Python sets, compared on every read path (R-62).

After each step every reader's rows are asked for in one statement, through the session that she has had all along; one
reader, in turn, opens both cases in other ways besides, each step in others. A few sequences in every run; 2,000 with
``--hypothesis-profile=fuzz``, or as many as ``ALONGSIDE_SEQUENCES`` says.
"""

from __future__ import annotations

import itertools
import os
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from alongside.agency.access import actions as access
from alongside.agency.access import queries
from alongside.agency.access.enums import GrantReason, GrantScope, SessionKind, ShareGround
from alongside.agency.access.models import Account, Circle
from alongside.agency.organisation import queries as organisation
from alongside.agency.staff import queries as staff
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED, Reader
from alongside.practice.assessments.models import Fact
from alongside.record.cases.queries import case_head
from alongside.record.people.actions.sealing import ask_seal, decide_seal
from alongside.record.people.enums import SealKind
from alongside.record.people.models import Person
from tests.factories.cases import a_case
from tests.rooms.agency.access.surfaces import LISTS, WAYS, Target, rows, there, told

pytestmark = pytest.mark.hypothesis
OUTSIDE = "client"
READERS = ("worker", "colleague", "supervisor", "elsewhere", "intake")
GRANTED = ("colleague", "elsewhere", "intake")
TEAMS = ("Family team", "Older people's team")
LONG = 1000
WHY = "She works in the office next door."
_numbers = itertools.count(1)
who = st.sampled_from(GRANTED)
which = st.integers(0, 1)


class Grants(RuleBasedStateMachine):
    """Two cases of one team, five readers; what each of them sees is kept in plain sets."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.step = 0
        self.secrets: dict[str, bytes] = {}
        self.shares: dict[tuple[int, str], int] = {}
        by: Any = self.become("worker")
        self.teams = {line.name: line.id for line in organisation.teams()}
        self.actors = {name: Account.objects.get(username=name).actor_id for name in (*READERS, OUTSIDE)}
        self.rows = [a_case(by, people=[name]) for name in ("Xanthe Quillfeather", "Wulfric Zephyrine")]
        self.names = ["Xanthe Quillfeather", "Wulfric Zephyrine"]
        self.people = [case.participants.get().person_id for case in self.rows]
        self.facts = [
            Fact.objects.create(
                circle_id=case.circle_id, case=case, person_id=person, level=RESTRICTED, domain="safety", key="k",
                label="L", value="x", on=case.opened_on, source="observation",
            ).id
            for case, person in zip(self.rows, self.people, strict=True)
        ]  # fmt: skip
        names = dict(Person.objects.filter(id__in=self.people).values_list("id", "public_id"))
        self.targets = [
            Target(case.id, case.public_id, case.number, case.circle_id, person, names[person], name)
            for case, person, name in zip(self.rows, self.people, self.names, strict=True)
        ]
        self.team_of = [TEAMS[0], TEAMS[0]]
        self.sight = {("worker", TEAMS[0]): 1, ("colleague", TEAMS[0]): 1, ("supervisor", TEAMS[0]): 19}
        self.sight |= {("elsewhere", TEAMS[1]): 1}
        self.granted: dict[tuple[str, int], int] = {("worker", 0): 19, ("worker", 1): 19}
        self.emergency: set[tuple[str, int]] = set()
        self.out: set[tuple[str, int]] = set()
        self.sealed: dict[int, set[str]] = {}
        self.left: set[str] = set()

    @initialize(step=st.integers(0, 419))
    def start(self, step: int) -> None:
        """Where the turns begin."""
        self.step = step

    def teardown(self) -> None:
        """Nothing stays."""
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def become(self, name: str) -> Reader | None:
        """Enter as one of the cast through her session; None, and no reader, for whoever has left."""
        if name not in self.secrets:
            account = Account.objects.get(username=name)
            self.secrets[name] = f"machine {name} {next(_numbers)}".encode()
            access.open_session(
                actor_id=account.actor_id,
                kind=SessionKind.COMMAND,
                secret=self.secrets[name],
                expires_at=timezone.now() + timedelta(hours=1),
            )
        reader = queries.enter(self.secrets[name])
        return staff.with_roles(reader) if reader else None

    def bits(self, name: str, case: int) -> int:
        """The levels at which the model lets somebody see a case."""
        shut = (name, case) in self.out or name in self.left or name not in self.sealed.get(case, {name})
        ordinary = ORDINARY if (name, case) in self.emergency else 0
        found = self.sight.get((name, self.team_of[case]), 0) | self.granted.get((name, case), 0) | ordinary
        return 0 if shut else found

    def tried(self, wanted: bool, act: Any) -> None:
        """Do something of which the model says whether it is refused."""
        try:
            with transaction.atomic():
                act()
        except (Refused, NotFound):
            assert not wanted
        else:
            assert wanted

    def assigns(self, name: str, case: int, until: Any, levels: int = 19) -> None:
        """The named worker brings somebody in."""
        by: Any = self.become("worker")
        able = self.bits("worker", case) and (name, case) not in self.out and name not in self.left
        self.tried(
            bool(able),
            lambda: access.assign(
                circle=self.rows[case].circle_id, actor_id=self.actors[name], until=until, levels=levels, by=by
            ),
        )
        if able:
            self.granted[name, case] = 0 if until else levels

    @rule(name=who, case=which, levels=st.sampled_from([1, 3, 19]))
    def assign(self, name: str, case: int, levels: int) -> None:
        """A grant that stands."""
        self.assigns(name, case, None, levels)

    @rule(name=who, case=which)
    def expire(self, name: str, case: int) -> None:
        """A grant that ran out as it was given; it takes the place of the one before."""
        self.assigns(name, case, timezone.now())

    @rule(name=who, case=which)
    def revoke(self, name: str, case: int) -> None:
        """What was granted ends, emergency access and openings of a seal with it."""
        by: Any = self.become("worker")
        if not self.bits("worker", case):
            return
        access.end_assignment(circle=self.rows[case].circle_id, actor_id=self.actors[name], by=by)
        self.granted.pop((name, case), None)
        self.emergency.discard((name, case))
        self.sealed.get(case, set()).discard(name)

    @rule(name=who, case=which)
    def exclude(self, name: str, case: int) -> None:
        """A conflict of interest."""
        by: Any = self.become("worker")
        if (name, case) not in self.out:
            access.exclude(circle=self.rows[case].circle_id, actor_id=self.actors[name], why="Cousin", by=by)
            self.out.add((name, case))
            self.granted.pop((name, case), None)
            self.emergency.discard((name, case))

    @rule(case=which)
    def look_in_an_emergency(self, case: int) -> None:
        """The front desk knows of the records of both teams, unless somebody is sealed."""
        public = Circle.objects.using("default").filter(id=self.rows[case].circle_id)
        self.become("worker")
        name = public.values_list("public_id", flat=True).first()
        by: Any = self.become("intake")
        able = name is not None and by is not None and case not in self.sealed and ("intake", case) not in self.out
        if name is not None and by is not None:
            self.tried(able, lambda: access.break_glass(circle_public=name, why="She rang and it went dead.", by=by))
        if able:
            self.emergency.add(("intake", case))

    @rule(case=which, team=st.sampled_from(TEAMS))
    def move(self, case: int, team: str) -> None:
        """The case goes to a team; its history goes with it."""
        by: Any = self.become("worker")
        access.move_circle(circle=self.rows[case].circle_id, team_id=self.teams[team], by=by)
        self.team_of[case] = team

    @rule(team=st.sampled_from(TEAMS))
    def join_a_team(self, team: str) -> None:
        """Somebody of the other team comes to help, or leaves again."""
        by: Any = self.become("admin")
        if "elsewhere" in self.left or team == TEAMS[1]:
            return
        role: dict[str, Any] = {
            "actor_id": self.actors["elsewhere"], "scope": GrantScope.TEAM, "scope_id": self.teams[team], "levels": 1,
            "reason": GrantReason.TEAM, "by": by,
        }  # fmt: skip
        if self.sight.pop(("elsewhere", team), 0):
            access.take(**role)
        else:
            access.give(**role)
            self.sight["elsewhere", team] = 1

    @rule(case=which)
    def seal(self, case: int) -> None:
        """Two people seal the record, or take the seal away."""
        by: Any = self.become("worker")
        kind = SealKind.UNSEAL if case in self.sealed else SealKind.SEAL
        act = ask_seal(person=Person.objects.get(id=self.people[case]), kind=kind, why=WHY, by=by)
        officer: Any = self.become("privacy")
        decide_seal(act=act, agree=True, answer="Agreed, as she asked.", by=officer)
        if kind == SealKind.UNSEAL:
            del self.sealed[case]
        else:
            carry = {name for (name, number), bits in self.granted.items() if number == case and bits & 1}
            self.sealed[case] = carry

    @rule(name=st.sampled_from(("colleague", "elsewhere")))
    def leave(self, name: str) -> None:
        """Somebody leaves the agency."""
        by: Any = self.become("admin")
        if name not in self.left:
            access.end_actor(actor_id=self.actors[name], by=by)
            self.left.add(name)

    @rule(case=which, table=st.sampled_from(("cases_case", "assessments_fact")))
    def share(self, case: int, table: str) -> None:
        """One thing is opened to somebody outside, or closed again."""
        by: Any = self.become("worker")
        bits = self.bits("worker", case)
        if (case, table) in self.shares:
            self.tried(
                bool(bits), lambda: require_true(access.end_share(share_id=self.shares[case, table], why="Over", by=by))
            )
            if bits:
                del self.shares[case, table]
            return
        item, level = (self.rows[case].id, ORDINARY) if table == "cases_case" else (self.facts[case], RESTRICTED)
        law: dict[str, Any] = {"ground": ShareGround.ORDER, "why": "Order of the family court"}
        facts: dict[str, Any] = {"actor_id": self.actors[OUTSIDE], "circle": self.rows[case].circle_id, "item": item}
        facts["table"] = table
        made: list[int] = []
        until = timezone.now() + timedelta(days=1)
        self.tried(bool(bits & level), lambda: made.append(access.share(**facts, until=until, **law, by=by)))
        if made:
            self.shares[case, table] = made[0]

    @invariant()
    def every_path_shows_what_the_model_says(self) -> None:
        """Rows of every reader; lists, pages, search, export, the past and the log of one of them, agree."""
        self.step += 1
        turn = READERS[self.step % len(READERS)]
        for name in READERS:
            by = self.become(name)
            seen = {self.rows[case].id for case in (0, 1) if self.bits(name, case) & ORDINARY}
            restricted = {self.rows[case].id for case in (0, 1) if self.bits(name, case) & RESTRICTED}
            assert rows(self.targets) == (seen, seen, restricted, seen, seen, seen), name
            if by is not None and name == turn:
                self.somewhere(name, by, seen)
        self.become(OUTSIDE)
        shared = {
            table: {self.rows[case].id for case, of in self.shares if of == table} for _case, table in self.shares
        }
        cases, people, facts, *rest = rows(self.targets)
        assert cases == shared.get("cases_case", set())
        assert facts == shared.get("assessments_fact", set())
        assert not people
        assert not any(rest)

    def somewhere(self, name: str, by: Reader, seen: set[int]) -> None:
        """Two of the ways to each case, or a list, for one reader."""
        if self.step % 7 == 0:  # readers take turns of five, ways of twelve: every reader comes to every place
            self.in_a_list(name, by, seen)
            return
        ways = [*WAYS]
        for one in self.targets:
            by_name = there(partial(case_head, one.public, by=by, act="case page"))
            assert by_name is (one.case in seen), name
            for way in (ways[self.step % len(ways)], ways[(self.step + 5) % len(ways)]):
                assert WAYS[way](one, by) is (one.case in seen), (name, way)

    def in_a_list(self, name: str, by: Reader, seen: set[int]) -> None:
        """A list, in which a sealed person never stands, or my day."""
        places = [*LISTS, "my day"]
        where = places[self.step // 7 % len(places)]
        if where == "my day":
            day = told(by)
            for one in self.targets:
                assert one.case in seen or not (one.name in day or str(one.public) in day or one.number in day), name
            return
        found = LISTS[where](by)
        for case, one in enumerate(self.targets):
            listed = one.case in seen and (where == "case list" or case not in self.sealed)
            assert (one.public in found) is listed, (name, where)
            assert where == "case list" or (one.person_public in found) is listed, (name, where)


def require_true(done: bool) -> None:
    """Take "nothing to end" as the refusal that it is."""
    if not done:
        raise NotFound


def many() -> int:
    """How many sequences are tried."""
    told_so = os.environ.get("ALONGSIDE_SEQUENCES")
    long = settings.default is not None and settings.default.max_examples >= LONG
    return int(told_so) if told_so else 2_000 if long else 3


def test_sequences_of_grants_agree_with_the_model_on_every_path() -> None:
    run_state_machine_as_test(
        Grants,
        settings=settings(
            max_examples=many(),
            stateful_step_count=6 if many() < LONG else 8,
            phases=(Phase.explicit, Phase.generate),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
