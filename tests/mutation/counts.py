"""Programmes to be counted in the dense world, and what counting them must answer by plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from tests.mutation.dense import BASE, PEOPLE, Dice, put
from tests.mutation.eyes import Eyes, Facts, Row
from tests.mutation.world import OWNER, ask

PROGRAMMES = (BASE + 501, BASE + 502, BASE + 503, BASE + 504)
"""Two ordinary ones, a victim service, and an ordinary one of no team."""
COUNTERS = tuple(range(BASE + 601, BASE + 608))
"""An evaluator, a supervisor of each of three teams, one who is both, one who only works there, a privacy officer."""
TEAMS = (BASE + 611, BASE + 612, BASE + 613)
CIRCLE = BASE + 700
YEAR = 2031
"""A year in which nothing else of the dense world happens."""
SPANS = (
    (date(YEAR, 1, 1), date(YEAR, 12, 31)),
    (date(YEAR, 4, 1), date(YEAR, 6, 30)),
    (date(YEAR + 1, 1, 1), date(YEAR + 1, 3, 31)),
)
BIRTHS = (None, 0, 5, 17, 18, 24, 25, 64, 65, -1)
"""Years of age at the middle of the year; with None nobody knows when she was born."""
BANDS = ("", "0-5", "6-12", "13-17", "18-24", "25-44", "45-64", "65+")
EVALUATES = 512
VERSION = {"version": 1, "compared_version": 1}


@transaction.atomic(using=OWNER)
def build() -> None:
    """Write it into the dense world, with dice of its own."""
    dice, now = Dice(64), datetime.now(UTC)
    ask("set local session_replication_role = replica")
    for place, programme in enumerate(PROGRAMMES):
        kind = "victim-service" if place == 2 else "ordinary"
        put("organisation_programme", id=programme, name=f"Dense {place}", code=f"dense-{place}", kind=kind)
        for team in (TEAMS[place], TEAMS[place - 1]) if place < 3 else ():
            put("organisation_programmeteam", programme_id=programme, team_id=team)
    put("access_circle", id=CIRCLE, team_id=TEAMS[0], kind="ordinary", opened_by_id=COUNTERS[1])
    _counters(now)
    _cases(dice)
    for _ in range(160):
        opened = _quarter(_day(dice))
        closed = dice.choice(("", _quarter(_day(dice))))
        band = dice.choice(BANDS)
        programme = dice.choice(PROGRAMMES)
        put("disposals_casestatistic", programme_id=programme, opened=opened, closed=closed, age_band=band)
    ask("set local session_replication_role = origin")


def _counters(now: datetime) -> None:
    held = {"valid_from": now - timedelta(days=1), "valid_until": now + timedelta(days=4)}
    for team in TEAMS:
        put("organisation_team", id=team, name=f"Counted {team}")
    for actor in COUNTERS:
        put("access_actor", id=actor, kind="worker", name=f"Counter {actor}")
    numbers = count(BASE + 800)
    for actor, levels in ((COUNTERS[0], EVALUATES), (COUNTERS[4], EVALUATES), (COUNTERS[6], 128)):
        put(
            "access_grant",
            id=next(numbers),
            actor_id=actor,
            scope="o",
            scope_id=0,
            levels=levels,
            reason="role",
            **held,
        )
    rules = (*zip(COUNTERS[1:5], (*TEAMS, TEAMS[0]), strict=True), (COUNTERS[5], TEAMS[1]))
    for actor, team in rules:
        reason = "team" if actor == COUNTERS[5] else "supervisor"
        put("access_grant", id=next(numbers), actor_id=actor, scope="t", scope_id=team, levels=1, reason=reason, **held)


def _cases(dice: Dice) -> None:
    (protocol,) = ask("select id from organisation_protocol order by id limit 1")[0]
    fixed = {"protocol_id": protocol, "title": "x", "sort_key": "x", "state": "open", "stage": "intake"}
    for number in range(220):
        case, opened, circle = BASE + 2000 + number, _day(dice), CIRCLE
        row = {"circle_id": circle, "level": 1, "acl_key": dice.choice(TEAMS) * 64 + 1}
        days = {"opened_on": opened, "closed_on": dice.choice((None, _day(dice)))}
        put("cases_case", id=case, number=f"C{number}", programme_id=dice.choice(PROGRAMMES), **fixed, **days, **row)
        for place in range(dice.choice((0, 1, 1, 2))):
            person, age = BASE + 5000 + number * 2 + place, dice.choice(BIRTHS)
            born = None if age is None else opened.replace(year=opened.year - age) + timedelta(dice.choice((-1, 0, 1)))
            put("people_person", id=person, display_name=f"C{person}", sort_key="c", born_on=born, **VERSION)
            put("cases_participant", case_id=case, person_id=person, focus=dice.now_and_then(2), **row)
        for each in range(dice.choice((0, 1, 3))):
            contact = BASE + 9000 + number * 3 + each
            hour = dice.choice((time(0, 30), time(12), time(23, 30)))
            at = datetime.combine(_day(dice), hour, tzinfo=UTC)
            level = dice.choice((1, 1, 2, 4, 8, 16))
            told = row | {"level": level, "acl_key": row["acl_key"] - 1 + level}
            mode = dice.choice(("visit", "call", "call", "missed"))
            put("contacts_contact", id=contact, case_id=case, mode=mode, at=at, **told)
            if dice.now_and_then(3):
                of = dice.choice((None, PEOPLE[0]))
                put("contacts_contactremoval", contact_id=contact, person_id=of, why="x", at=at, **told)


def _day(dice: Dice) -> date:
    """A day about the spans that are asked for, their edges often."""
    edges = [day + timedelta(days=step) for span in SPANS for day in span for step in (-1, 0, 1)]
    return dice.choice((*edges, date(YEAR, dice.randrange(1, 13), 15)))


def _quarter(day: date) -> str:
    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"


def asked(facts: Facts) -> Iterable[tuple[Any, ...]]:
    """Every programme for every span."""
    return [(programme, *span) for programme in PROGRAMMES for span in SPANS]


def count_programme(eyes: Eyes, programme: int, first: date, last: date) -> Iterable[Any]:
    """What may be counted of a programme by this reader: cases by quarter and age, contacts by quarter and mode."""
    facts = eyes.facts
    served = {row["team_id"] for row in facts.programmeteam if row["programme_id"] == programme}
    ordinary = any(row["id"] == programme and row["kind"] == "ordinary" for row in facts.programme)
    if not (served & eyes.supervises or (eyes.powers & EVALUATES and ordinary)):
        return []
    found = Counter[tuple[str, str, str]]()
    cases = {row["id"]: row for row in facts.case if row["programme_id"] == programme}
    for row in cases.values():
        for part, day in (("began", row["opened_on"]), ("ended", row["closed_on"])):
            if day is not None and first <= day <= last:
                found[part, _quarter(day), _group(facts, row)] += 1
    for row in facts.casestatistic:
        for part, quarter in (("began", row["opened"]), ("ended", row["closed"])):
            if row["programme_id"] == programme and _quarter(first) <= quarter <= _quarter(last):
                found[part, quarter, _of_band(row["age_band"])] += 1
    gone = {row["contact_id"] for row in facts.contactremoval if row["person_id"] is None}
    zone = ZoneInfo(facts.agency[0]["time_zone"])
    for row in facts.contact:
        day = row["at"].astimezone(zone).date()
        counts = row["mode"] != "missed" and row["level"] in (1, 2) and row["id"] not in gone
        if row["case_id"] in cases and counts and first <= day <= last:
            found["contacts", _quarter(day), row["mode"]] += 1
    return [(*key, number) for key, number in found.items()]


def _group(facts: Facts, case: Row) -> str:
    """The age group of whom a case is about: the one in focus, else the first."""
    parts = sorted((not row["focus"], row["id"], row["person_id"]) for row in facts.participant_of.get(case["id"], ()))
    born = facts.people[parts[0][2]]["born_on"] if parts else None
    if born is None:
        return "unknown"
    day = case["opened_on"]
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return "child" if age < 18 else "young" if age < 25 else "adult" if age < 65 else "older"


def _of_band(band: str) -> str:
    groups = {"0-5": "child", "6-12": "child", "13-17": "child", "18-24": "young", "65+": "older"}
    return groups.get(band, "adult" if band else "unknown")
