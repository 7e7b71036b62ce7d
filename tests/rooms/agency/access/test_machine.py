"""Sequences of grants of every kind against a model in plain Python sets, compared on many read paths (R-62).

A few sequences in every run; 2,000 with ``--hypothesis-profile=fuzz``.
"""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from alongside.agency.access import actions as access
from alongside.agency.access import queries
from alongside.agency.access.enums import GrantReason, GrantScope, SessionKind
from alongside.agency.access.models import Account, Circle, CircleSubject
from alongside.agency.organisation import queries as organisation
from alongside.agency.staff import queries as staff
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED, Reader
from alongside.practice.assessments.models import Fact
from alongside.record.cases import queries as cases
from alongside.record.cases.models import Case
from alongside.record.people import queries as people
from alongside.record.people.actions.sealing import ask_seal, decide_seal
from alongside.record.people.enums import SealKind
from alongside.record.people.models import Person
from tests.factories.cases import a_case

pytestmark = pytest.mark.hypothesis
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
        by: Any = self.become("worker")
        self.teams = {line.name: line.id for line in organisation.teams()}
        self.actors = {name: Account.objects.get(username=name).actor_id for name in READERS}
        self.rows = [a_case(by, people=[name]) for name in ("Xanthe Quillfeather", "Wulfric Zephyrine")]
        self.names = ["Xanthe Quillfeather", "Wulfric Zephyrine"]
        self.people = [case.participants.get().person_id for case in self.rows]
        for case, person in zip(self.rows, self.people, strict=True):
            Fact.objects.create(
                circle_id=case.circle_id, case=case, person_id=person, level=RESTRICTED, domain="safety", key="k",
                label="L", value="x", on=case.opened_on, source="observation",
            )  # fmt: skip
        self.team_of = [TEAMS[0], TEAMS[0]]
        self.sight = {("worker", TEAMS[0]): 1, ("colleague", TEAMS[0]): 1, ("supervisor", TEAMS[0]): 19}
        self.sight |= {("elsewhere", TEAMS[1]): 1}
        self.granted: dict[tuple[str, int], int] = {("worker", 0): 19, ("worker", 1): 19}
        self.emergency: set[tuple[str, int]] = set()
        self.out: set[tuple[str, int]] = set()
        self.sealed: dict[int, set[str]] = {}
        self.left: set[str] = set()

    def teardown(self) -> None:
        """Nothing stays."""
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def become(self, name: str) -> Reader | None:
        """Enter as one of the cast; None, and no reader, for whoever has left."""
        account = Account.objects.get(username=name)
        secret = f"machine {name} {next(_numbers)}".encode()
        until = timezone.now() + timedelta(hours=1)
        access.open_session(actor_id=account.actor_id, kind=SessionKind.COMMAND, secret=secret, expires_at=until)
        reader = queries.enter(secret)
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

    @invariant()
    def every_path_shows_what_the_model_says(self) -> None:
        """Lists, pages, people, search, counts, history, access page and the reading log agree with the model."""
        for name in READERS:
            by = self.become(name)
            bits = [self.bits(name, case) for case in (0, 1)]
            wanted = {self.rows[case].id for case in (0, 1) if bits[case] & 1}
            assert set(Case.objects.values_list("id", flat=True)) == wanted, name
            assert Case.objects.count() == len(wanted)
            assert Person.objects.filter(id__in=self.people).count() == len(wanted)
            restricted = {self.rows[case].id for case in (0, 1) if bits[case] & 2}
            assert set(Fact.objects.values_list("case_id", flat=True)) == restricted, name
            if by is None:
                continue
            for case in (0, 1):
                self.one(by, case, seen=bool(bits[case] & 1))

    def one(self, by: Reader, case: int, *, seen: bool) -> None:
        """Every way to one case and its person."""
        row = self.rows[case]
        found = people.near_matches(full_name=self.names[case], by=by).matches
        assert [one.person_id for one in found if not one.masked] == ([self.people[case]] if seen else [])
        assert bool(queries.changes_of("cases_case", row.id)) is seen
        assert bool(queries.who_can_see(row.circle_id)) is seen
        assert CircleSubject.objects.filter(circle_id=row.circle_id).exists() is seen
        try:
            head = cases.case_head(row.public_id, by=by, act="case page")
        except NotFound:
            assert not seen
        else:
            assert seen
            assert head.id == row.id
        assert bool(queries.who_looked(row.circle_id)) is seen


def test_sequences_of_grants_agree_with_the_model_on_every_path() -> None:
    many = settings.default is not None and settings.default.max_examples >= LONG
    run_state_machine_as_test(
        Grants,
        settings=settings(
            max_examples=2_000 if many else 3,
            stateful_step_count=12 if many else 6,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
