"""A month of normal work, and misuse in the midst of it: the misuse is shown, of the normal hardly anything (R-22).

The month is made up, with dice that fall the same each time: 48 workers (40 caseworkers in five teams, five
supervisors, three at the front desk) and 1,200 families of three, their surnames as unevenly spread as surnames are:
400 names, the commonest borne by more than one in ten. Each worker has 22 sessions that begin by day:

- a caseworker carries 12 to 30 cases and opens 3 to 14 of them, in one session of three also 1 to 6 of her team (cover,
  duty, a question of a colleague), in one of ten she follows a stale address or two;
- a supervisor opens 8 to 20 cases of her team within three hours;
- the front desk takes in 5 to 20 requests and looks at the families that may be meant;
- one session in 120 has an emergency access, one of twelve of those late in the evening, by whoever is on call.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connections, transaction
from django.db.models import Model
from django.utils import timezone

from alongside.agency.access.models import Actor, Circle, CircleSubject
from alongside.agency.staff.models import Worker
from alongside.oversight.audit.actions.looking import keep_look
from alongside.oversight.audit.enums import LookOutcome, Unusual
from alongside.oversight.audit.queries.unusual import unusual_accesses
from alongside.record.people.enums import ContactPointKind, RelationshipKind
from alongside.record.people.models import ContactPoint, Person, Relationship, WorkerPerson
from tests.database.copies import own_copy
from tests.factories.cases import a_case
from tests.factories.many import STRIDE, copy_rows, settle
from tests.rooms.oversight.audit.conftest import acting

pytestmark = [pytest.mark.committed, pytest.mark.long]
FAMILIES, WORKERS, DAYS = 1_200, 48, 22
TEAMS = 5
MOST_SHOWN = 0.02
SURNAME = "'surname' || chr(97 + (x / 20)::int) || chr(97 + mod(x, 20))"
DRAWN = f"(select {SURNAME} from (select floor(400 * power(random(), 3))::int as x) s where n > 0)"
CARRIED, OF_THE_TEAM, BY_RANK, AT_THE_DESK, IN_NEED = "assigned", "team", "supervisor", "intake", "emergency"


Changes = dict[tuple[type[Model], str], str]


@dataclass
class Month:
    """What stands in the log in the end."""

    dice: random.Random
    first: datetime
    families: list[int]
    sessions: int = 0
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    nights: list[tuple[int, int, datetime]] = field(default_factory=list)
    normal: set[int] = field(default_factory=set)

    def session(self) -> int:
        """A new one."""
        self.sessions += 1
        return STRIDE + self.sessions

    def opens(self, actor: int, session: int, circle: int, at: datetime, ground: str) -> None:
        """A record is opened, and two more pages of it."""
        for page in range(3):
            self.rows.append(
                (at + timedelta(seconds=40 * page), actor, session, "case page", circle, ground, "shown", "")
            )

    def asks_in_vain(self, actor: int, session: int, at: datetime) -> None:
        """An address that leads nowhere."""
        nowhere = f"{self.dice.getrandbits(64):x}"
        self.rows.append((at, actor, session, "refused", None, "", "refused", nowhere))


@pytest.fixture(scope="module")
def month() -> Iterator[Month]:
    """The month, in a database of its own."""
    with own_copy():
        with acting("worker") as by:
            case = a_case(by, family=True)
            original = case.circle_id
        populate(original)
        circles = [original + number * STRIDE for number in range(1, FAMILIES + 1)]
        now = timezone.now().astimezone(UTC)
        first = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=DAYS + 2)
        made = Month(random.Random(22), first, circles)  # noqa: S311 - a simulation
        for number in range(1, WORKERS + 1):
            works(made, number, by.actor_id + number * STRIDE)
        write(made)
        yield made
        connections.close_all()


def populate(circle: int) -> None:
    """Copy one family and one worker many times, with names as names are."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("select setseed(0.22)")
        cursor.execute("select person_id from access_circlesubject where circle_id = %s", [circle])
        people = ", ".join(str(number) for (number,) in cursor.fetchall())
        cursor.execute("select actor_id from staff_worker where name = 'Dele Akande'")
        (worker,) = cursor.fetchone() or (0,)
    name = f"'given' || t.id || 'x' || n || ' ' || {DRAWN}"
    wanted: dict[type[Model], str] = {
        Circle: f"t.id = {circle}",
        CircleSubject: f"t.circle_id = {circle}",
        Person: f"t.id in ({people})",
    }
    subject: Changes = {
        (CircleSubject, "person_id"): f"t.person_id + n * {STRIDE}",
        (CircleSubject, "circle_id"): CIRCLE,
    }
    copy_rows(wanted, 1, FAMILIES, {(Person, "sort_key"): name, **subject})
    given = name.replace("given", "named")
    staff: dict[type[Model], str] = {Actor: f"t.id = {worker}", Worker: f"t.actor_id = {worker}"}
    copy_rows(staff, 1, WORKERS, {(Worker, "sort_key"): given, (Actor, "name"): "t.name || n"})
    settle()


CIRCLE = f"t.circle_id + n * {STRIDE}"


def works(month: Month, number: int, actor: int) -> None:
    """A month of one worker."""
    dice, team = month.dice, number % TEAMS
    of_team = [circle for place, circle in enumerate(month.families) if place % TEAMS == team]
    carried = dice.sample(of_team, dice.randint(12, 30))
    for day in range(DAYS):
        start = month.first + timedelta(days=day, minutes=dice.randint(7 * 60 + 30, 15 * 60))
        session = month.session()
        month.normal.add(session)
        if number <= 5:
            spread(month, (actor, session), dice.sample(of_team, dice.randint(8, 20)), BY_RANK, start)
        elif number <= 8:
            spread(month, (actor, session), dice.sample(month.families, dice.randint(5, 20)), AT_THE_DESK, start)
        else:
            a_day_of_casework(month, actor=actor, session=session, carried=carried, of_team=of_team, start=start)
        if dice.random() < 1 / 120:
            in_an_emergency(month, actor, session, start)


def a_day_of_casework(
    month: Month, *, actor: int, session: int, carried: list[int], of_team: list[int], start: datetime
) -> None:
    """Her own cases; now and then some of the team, now and then a stale address."""
    dice = month.dice
    spread(month, (actor, session), dice.sample(carried, min(len(carried), dice.randint(3, 14))), CARRIED, start)
    if dice.random() < 1 / 3:
        others = [circle for circle in of_team if circle not in carried]
        spread(month, (actor, session), dice.sample(others, dice.randint(1, 6)), OF_THE_TEAM, start)
    if dice.random() < 1 / 10:
        for _time in range(dice.randint(1, 2)):
            month.asks_in_vain(actor, session, start + timedelta(minutes=dice.randint(1, 60)))


def in_an_emergency(month: Month, actor: int, session: int, start: datetime) -> None:
    """A call about a family of another team, once in a while at night."""
    at = start + timedelta(minutes=20)
    if month.dice.random() < 1 / 12:
        at = start.replace(hour=21, minute=40)
    circle = month.dice.choice(month.families)
    month.nights.append((actor, circle, at))
    month.opens(actor, session, circle, at, IN_NEED)


def spread(month: Month, who: tuple[int, int], circles: list[int], ground: str, start: datetime) -> None:
    """Open these over four hours, or over three by rank."""
    minutes = 180 if ground == BY_RANK else 240
    for circle in circles:
        month.opens(*who, circle, start + timedelta(seconds=month.dice.randint(0, minutes * 60)), ground)


def write(month: Month) -> None:
    """Put it all into the log, past the triggers, as a restored backup would."""
    with past_triggers(), connections["owner"].cursor() as cursor:
        cursor.executemany(
            "insert into access_reading (epoch, txid, at, actor_id, session_id, act, circle_id, ground, result, asked, "
            "person_ids, object_ids, object_kind) values (1, 1, %s, %s, %s, %s, %s, %s, %s, %s, '{}', '{}', 'case')",
            month.rows,
        )
        for actor, circle, at in month.nights:
            cursor.execute(
                "insert into access_grant (public_id, version, actor_id, scope, scope_id, levels, reason, why, "
                "valid_from, valid_until, granted_by_id, review_note) values (gen_random_uuid(), 1, %s, 'c', %s, 1, "
                "'emergency', 'On call', %s, %s, %s, '')",
                [actor, circle, at, at + timedelta(hours=1), actor],
            )
        month.rows, month.nights = [], []
    settle()


def shown(month: Month) -> dict[int, set[str]]:
    """The sessions that stand out, day by day as the officer looks, each with what it stood out for.

    She asks about each once: what was explained to her is not asked again within a year, as the product has it.
    """
    found: dict[int, set[str]] = defaultdict(set)
    with acting("privacy") as by, transaction.atomic():
        for day in range(DAYS + 2):
            begins = month.first + timedelta(days=day)
            for one in unusual_accesses(begins=begins, ends=begins + timedelta(days=1)):
                if one.outcome is not None:
                    continue
                for session in one.sessions:
                    found[session].add(one.unusual.value)
                note = "Asked, and explained."
                keep_look(access=one, outcome=LookOutcome.EXPLAINED, note=note, day_seen=begins.date(), by=by)
        transaction.set_rollback(True)
    return found


def test_of_a_normal_month_hardly_anything_is_shown(month: Month, capsys: pytest.CaptureFixture[str]) -> None:
    found = {session: kinds for session, kinds in shown(month).items() if session in month.normal}
    kinds: dict[str, int] = defaultdict(int)
    for one in found.values():
        for kind in one:
            kinds[kind] += 1
    share = len(found) / len(month.normal)
    with capsys.disabled():
        sys.stdout.write(f"\n{len(found)} of {len(month.normal)} normal sessions shown ({share:.2%}): {dict(kinds)}\n")
    assert len(month.normal) >= 1_000
    assert share <= MOST_SHOWN


def test_misuse_is_shown_in_the_midst_of_it(month: Month) -> None:
    """Each kind by one worker who did nothing else that day: shown by its kind, with its session."""
    day = month.first + timedelta(days=DAYS + 1, hours=10)
    staff = list(Worker.objects.using("owner").filter(id__gt=STRIDE).order_by("-id")[: len(SEEDED)])
    wanted: dict[int, Unusual] = {}
    with past_triggers():
        for worker, (kind, act) in zip(staff, SEEDED.items(), strict=True):
            session = month.session()
            wanted[session] = kind
            act(month, worker, session, day)
    write(month)
    found = shown(month)
    assert {kind.value: kind.value in found[session] for session, kind in wanted.items()} == {
        kind.value: True for kind in wanted.values()
    }


def _forty(month: Month, worker: Worker, session: int, day: datetime) -> None:
    """Forty unrelated records within an hour."""
    for number, circle in enumerate(month.dice.sample(month.families, 40)):
        month.opens(worker.actor_id, session, circle, day + timedelta(seconds=85 * number), OF_THE_TEAM)


def _same_surname(month: Month, worker: Worker, session: int, day: datetime) -> None:
    """A family that bears her own rare surname."""
    Worker.objects.using("owner").filter(id=worker.id).update(sort_key="ada quillon")
    Person.objects.using("owner").filter(id=somebody(month.families[7])).update(sort_key="bo quillon")
    month.opens(worker.actor_id, session, month.families[7], day, OF_THE_TEAM)


def _neighbour(month: Month, worker: Worker, session: int, day: datetime) -> None:
    """Somebody in her own street."""
    theirs = month.families[17]
    for circle, value in ((herself(month, worker, 18), "3 Quay Street, Galway, H91 X2K4"), (theirs, NEXT_DOOR)):
        ContactPoint.objects.using("owner").create(
            circle_id=circle, person_id=somebody(circle), kind=ContactPointKind.ADDRESS, value=value
        )
    month.opens(worker.actor_id, session, theirs, day, OF_THE_TEAM)


def _former_partner(month: Month, worker: Worker, session: int, day: datetime) -> None:
    """Somebody with whom she lived once."""
    theirs, own = month.families[27], herself(month, worker, 28)
    Relationship.objects.using("owner").create(
        circle_id=own,
        person_id=somebody(own),
        other_id=somebody(theirs),
        kind=RelationshipKind.FORMER_PARTNER,
    )
    month.opens(worker.actor_id, session, theirs, day, OF_THE_TEAM)


def _at_night(month: Month, worker: Worker, session: int, day: datetime) -> None:
    """Emergency access at three in the morning."""
    at = day.replace(hour=3)
    month.nights.append((worker.actor_id, month.families[37], at))
    month.opens(worker.actor_id, session, month.families[37], at, IN_NEED)


NEXT_DOOR = "9 Quay Street, Galway, H91 X2K4"
SEEDED: dict[Unusual, Callable[[Month, Worker, int, datetime], None]] = {
    Unusual.MANY: _forty,
    Unusual.SAME_NAME: _same_surname,
    Unusual.NEIGHBOUR: _neighbour,
    Unusual.RELATED: _former_partner,
    Unusual.NIGHT: _at_night,
}


def somebody(circle: int) -> int:
    """One of the family."""
    subjects = CircleSubject.objects.using("owner").filter(circle_id=circle).order_by("person_id")
    return subjects.values_list("person_id", flat=True)[0]


def herself(month: Month, worker: Worker, family: int) -> int:
    """The worker is somebody of this family; its circle."""
    circle = month.families[family]
    WorkerPerson.objects.using("owner").create(worker=worker, person_id=somebody(circle))
    return circle


@contextmanager
def past_triggers() -> Iterator[None]:
    """As the database's owner, who alone may write without them."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        yield
        cursor.execute("reset session_replication_role")
