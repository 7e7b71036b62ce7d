"""What must come of functions that change who may read, worked out in plain Python from the rows of the dense world."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.mutation.dense import NEW, Dice
from tests.mutation.eyes import Eyes, Facts, Row

EVER, NOW = "ever", "in 0 hours"


@dataclass
class Come:
    """What comes of a call: what it answers and the rows that it writes, by table."""

    answer: Any = None
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    def add(self, table: str, *row: Any) -> None:
        """One row more."""
        self.rows.setdefault(table, []).append(row)


@dataclass(frozen=True)
class Verb:
    """How a function is called: its SQL, arguments drawn by dice, and what must come of them."""

    sql: str
    draw: Callable[[Dice, Facts, Eyes], tuple[Any, ...]]
    comes: Callable[..., Come]
    power: int = 0
    """Whoever lacks this agency-wide bit is tried a few times only."""
    tries: int = 45
    """By each reader, with arguments drawn with the same dice each time."""
    writes: Sequence[str] = ("grant", "exclusion", "subject")
    """The tables of which is read what was written."""
    before: str = ""
    """What the administrator does after the reader came in; takes the same arguments."""


class RefusedError(Exception):
    """The call must be refused."""


def need(holds: object) -> None:
    """Refuse unless it holds."""
    if not holds:
        raise RefusedError


def plainly(value: Any) -> Any:
    """Numbers that the database drew are new, and times are told from now, so that two runs can be compared."""
    if isinstance(value, int) and NEW <= value < 2 * NEW:
        return "new"
    if not isinstance(value, datetime) or value.year == 9999:
        return EVER if isinstance(value, datetime) else value
    hours = (value - datetime.now(value.tzinfo)).total_seconds() / 3600
    return f"in {round(hours)} hours" if abs(hours) < 6 else value.replace(microsecond=0)


def granted(facts: Facts, come: Come, row: tuple[Any, ...]) -> None:
    """A new grant, unless the actor is in the record there herself, or a relative is."""
    actor, scope, target = row[:3]
    need(scope != "c" or not conflicted(facts, actor, target))
    come.add("grant", "new", *row, None, None)


def conflicted(facts: Facts, actor: int, circle: int) -> bool:
    """Whether a circle concerns a worker herself or somebody related to her."""
    subjects = {row["person_id"] for row in facts.circlesubject if row["circle_id"] == circle}
    return bool(kin(facts, actor) & subjects)


def kin(facts: Facts, actor: int) -> set[int]:
    """A worker's own entries, and whoever is or was recorded as related to one of them."""
    workers = {row["id"] for row in facts.worker if row["actor_id"] == actor}
    own = {row["person_id"] for row in facts.workerperson if row["worker_id"] in workers}
    found = set(own)
    for row in facts.relationship:
        if row["person_id"] in own:
            found.add(row["other_id"])
        if row["other_id"] in own:
            found.add(row["person_id"])
    return found


def ended(eyes: Eyes, come: Come, which: Iterable[Row]) -> int:
    """Grants that end now, by the reader's hand; how many."""
    count = 0
    for row in which:
        begins = plainly(row["valid_from"])
        come.add(
            "grant",
            row["id"],
            row["actor_id"],
            row["scope"],
            row["scope_id"],
            row["levels"],
            row["reason"],
            begins,
            NOW,
            plainly(row["granted_by_id"]),
            eyes.actor,
            plainly(row["reviewed_by_id"]),
        )
        count += 1
    return count


def note_levels(row: Row) -> int:
    """The levels of notes that an agency-wide grant of a credential opens."""
    return (8 if row["levels"] & 1024 else 0) | (4 if row["levels"] & 2048 else 0)


def _notes(
    eyes: Eyes,
    come: Come,
    who: int,
    circle: int,
    ground: str,
    begins: datetime,
    ends: datetime | None,
    more: Iterable[Row] = (),
) -> None:
    facts = eyes.facts
    for row in (*facts.grant, *more):
        if row["actor_id"] == who and row["scope"] == "o" and note_levels(row):
            first, last = max(begins, row["valid_from"]), min(ends or row["valid_until"], row["valid_until"])
            if last > max(first, facts.now):
                granted(
                    facts,
                    come,
                    (who, "c", circle, note_levels(row), ground, plainly(first), plainly(last), eyes.actor),
                )


def give(
    eyes: Eyes, who: int, scope: str, target: int, bits: int, ground: str, note: str, begins: Any, ends: Any
) -> Come:
    """A role, by an administrator to somebody else."""
    facts, come = eyes.facts, Come("new")
    need(eyes.powers & 256 and who != eyes.actor)
    need(not (scope == "t" and bits & ~83) and not (scope == "o" and bits & ~(128 | 256 | 512 | 1024 | 2048)))
    need(scope in ("t", "o") and ground in ("team", "supervisor", "intake", "role"))
    standing = [row for row in facts.grant if row["actor_id"] == who and row["valid_until"] > facts.now]
    administers = any(row["scope"] == "o" and row["levels"] & 256 for row in standing)
    need(not (scope == "t" and administers))
    need(not (scope == "o" and bits & 256 and any(row["scope"] != "o" for row in standing)))
    first = max(begins or facts.now, facts.now)
    granted(
        facts, come, (who, scope, target, bits, ground, plainly(first), plainly(ends) if ends else EVER, eyes.actor)
    )
    if scope == "o" and bits & 3072:
        forever = datetime(9999, 12, 31, tzinfo=facts.now.tzinfo)
        new = {"actor_id": who, "scope": "o", "levels": bits, "valid_from": first, "valid_until": ends or forever}
        for row in standing:
            carried = row["scope"] == "c" and row["reason"] == "assigned" and row["levels"] & 2
            if carried and not facts.barred(who, row["scope_id"]):
                until = min(row["valid_until"], new["valid_until"])
                _notes(eyes, come, who, row["scope_id"], "assigned", first, until, [new])
    return come


def take(eyes: Eyes, who: int, scope: str, target: int, bits: int, ground: str) -> Come:
    """A role is taken back, and with a credential the notes that it opened."""
    facts, come = eyes.facts, Come()
    need(eyes.powers & 256)
    standing = [row for row in facts.grant if row["actor_id"] == who and row["valid_until"] > facts.now]
    gone = [
        row
        for row in standing
        if (row["scope"], row["scope_id"], row["reason"], row["levels"]) == (scope, target, ground, bits)
    ]
    come.answer = ended(eyes, come, gone)
    if scope == "o" and bits & 3072:
        notes = [
            row
            for row in standing
            if row["scope"] == "c" and row["levels"] & 12 and not row["levels"] & ~12 and row not in gone
        ]
        ended(eyes, come, notes)
        left = Eyes(_without(facts, gone), eyes.actor)
        for row in standing:
            if row["scope"] == "c" and row["reason"] == "assigned" and row["levels"] & 2:
                _notes(left, come, who, row["scope_id"], "assigned", facts.now, row["valid_until"])
    return come


def _without(facts: Facts, gone: list[Row]) -> Facts:
    """The same rows, where these grants are over."""
    found = object.__new__(Facts)
    found.__dict__.update({name: value for name, value in facts.__dict__.items() if name != "live"})
    ids = {row["id"] for row in gone}
    found.rows = {**facts.rows, "grant": [row for row in facts.grant if row["id"] not in ids]}
    return found


def assign(eyes: Eyes, circle: int, who: int, bits: int, ground: str, note: str, ends: Any) -> Come:
    """Somebody is brought into a circle."""
    facts, come = eyes.facts, Come("new")
    need(circle in eyes.ruled and ground in ("assigned", "import") and not bits & ~19)
    need(facts.actors[who]["kind"] == "worker" and facts.actors[who]["ended_at"] is None)
    need(not facts.barred(who, circle))
    ended(eyes, come, [row for row in _in_circle(facts, who, circle) if row["reason"] == ground])
    until = plainly(ends) if ends else EVER
    granted(facts, come, (who, "c", circle, bits, ground, NOW, until, eyes.actor))
    if bits & 2:
        _notes(eyes, come, who, circle, ground, facts.now, ends)
    return come


def _in_circle(facts: Facts, who: int, circle: int) -> list[Row]:
    return [row for row in facts.live if (row["actor_id"], row["scope"], row["scope_id"]) == (who, "c", circle)]


def end_assignment(eyes: Eyes, circle: int, who: int, note: str) -> Come:
    """Somebody is taken out of a circle, by whoever rules it or by herself."""
    come = Come()
    need(circle in eyes.ruled or (eyes.actor and who == eyes.actor))
    come.answer = ended(eyes, come, _in_circle(eyes.facts, who, circle))
    return come


def exclude(eyes: Eyes, circle: int, who: int, note: str) -> Come:
    """A conflict of interest is declared."""
    come = Come("")
    need(circle in eyes.ruled or (eyes.actor and who == eyes.actor))
    come.add("exclusion", who, circle, eyes.actor)
    ended(eyes, come, _in_circle(eyes.facts, who, circle))
    return come


def move_circle(eyes: Eyes, circle: int, team: int, note: str) -> Come:
    """A circle is handed to another team, with all its rows."""
    facts, come = eyes.facts, Come("")
    need(circle in eyes.ruled and team in facts.teams and facts.teams[team]["ended_on"] is None)
    row = facts.circles[circle]
    come.add("circle", circle, team, row["kind"], row["opened_by_id"])
    ended(
        eyes,
        come,
        [g for g in facts.live if (g["scope"], g["scope_id"], g["reason"]) == ("c", circle, "intake")],
    )
    for each in facts.circlesubject:
        if each["circle_id"] == circle:
            come.add("subject", circle, each["person_id"], team * 64 + 1, each["sealed"])
    for each in facts.contactpoint:
        if each["circle_id"] == circle:
            come.add("point", each["id"], team * 64 + each["level"])
    for each in facts.history:
        if each["circle_id"] == circle:
            come.add("history", each["id"], team * 64 + each["level"])
    return come


def break_glass(eyes: Eyes, public: Any, sentence: str, minutes: int | None) -> Come:
    """Emergency access, to whoever may know that the case exists."""
    facts, come = eyes.facts, Come("new")
    row = next(one for one in facts.circle if one["public_id"] == public)
    need(eyes.actor and row["kind"] == "ordinary" and row["team_id"] in eyes.index_teams | eyes.teams)
    need(row["id"] not in facts.sealed and len(sentence.strip()) >= 20)
    need(minutes is not None and 1 <= minutes <= 240 and row["id"] not in eyes.shut)
    until = plainly(facts.now + timedelta(minutes=minutes or 0))
    granted(facts, come, (eyes.actor, "c", row["id"], 1, "emergency", NOW, until, eyes.actor))
    return come


def review_emergency(eyes: Eyes, public: Any, note: str) -> Come:
    """An emergency access is looked at by somebody else: who supervises the team, or the privacy officer."""
    facts, come = eyes.facts, Come(False)
    row = next(one for one in facts.grant if one["public_id"] == public)
    circle = facts.circles.get(row["scope_id"])
    if row["reason"] != "emergency" or row["reviewed_at"] or not circle or row["actor_id"] == eyes.actor:
        return come
    if eyes.actor and (circle["team_id"] in eyes.supervises or eyes.powers & 128):
        come.answer = True
        begins, ends = plainly(row["valid_from"]), plainly(row["valid_until"])
        known = (row["id"], row["actor_id"], row["scope"], row["scope_id"], row["levels"], row["reason"], begins, ends)
        come.add("grant", *known, plainly(row["granted_by_id"]), plainly(row["ended_by_id"]), eyes.actor)
    return come


def end_actor(eyes: Eyes, who: int) -> Come:
    """A worker leaves: nothing is left to her."""
    facts, come = eyes.facts, Come("")
    need(eyes.powers & 256 and who != eyes.actor)
    ended(eyes, come, [row for row in facts.grant if row["actor_id"] == who and row["valid_until"] > facts.now])
    come.add("actor", who, NOW)
    for row in facts.accesssession:
        if row["actor_id"] == who and row["ended_at"] is None:
            come.add("session", row["id"], who, NOW)
    return come


def excluded(eyes: Eyes, ended: int) -> Come:
    """What is shut to a reader after one grant ended, which may be the one that opened a sealed circle to her."""
    facts = eyes.facts
    row = next(one for one in facts.grant if one["id"] == ended)
    begins = plainly(row["valid_from"])
    known = (row["id"], row["actor_id"], row["scope"], row["scope_id"], row["levels"], row["reason"], begins, NOW)
    left = Eyes(_without(facts, [row]), eyes.actor)
    come = Come(sorted(left.shut) if eyes.actor else [])
    come.add("grant", *known, *(plainly(row[f"{each}_by_id"]) for each in ("granted", "ended", "reviewed")))
    return come


def open_session(eyes: Eyes, who: int, hashed: bytes, proven: bool) -> Come:
    """A way in for somebody who works here, by whoever can prove that she came through the entrance."""
    need(proven)
    actor = eyes.facts.actors.get(who)
    come = Come("new" if actor and actor["ended_at"] is None else None)
    if come.answer:
        come.add("session", "new", who, None)
    return come


def note_reading(eyes: Eyes, events: str) -> Come:
    """A look is kept with what opened the circle: a grant of it, one of its team, or what was shared."""
    facts, come = eyes.facts, Come()
    for circle in (event["circle"] for event in json.loads(events) if eyes.actor):
        team = facts.circles[circle]["team_id"] if circle else None
        own = [row for row in eyes.mine if (row["scope"], row["scope_id"]) == ("c", circle)]
        through = [row for row in eyes.mine if team and (row["scope"], row["scope_id"]) == ("t", team)]
        shares = [row for row in facts.share if (row["actor_id"], row["circle_id"]) == (eyes.actor, circle)]
        open_now = [row for row in shares if row["valid_from"] <= facts.now < row["valid_until"]]
        if first := sorted(own or through, key=lambda row: row["id"])[:1]:
            come.add("reading", eyes.actor, circle, first[0]["reason"], first[0]["id"])
        else:
            come.add("reading", eyes.actor, circle, open_now[0]["ground"] if open_now else "", None)
    return come


def open_circle(eyes: Eyes, team: int, kind: str, ground: str, note: str) -> Come:
    """A new circle of a team that the reader works in."""
    facts, come = eyes.facts, Come("new")
    need(eyes.actor and team in eyes.teams and ground in ("assigned", "intake", "import"))
    come.add("circle", "new", team, kind, eyes.actor)
    come.add("grant", "new", eyes.actor, "c", "new", 19, ground, NOW, EVER, eyes.actor, None, None)
    for row in facts.grant:
        if (
            row["actor_id"] == eyes.actor
            and row["scope"] == "o"
            and note_levels(row)
            and row["valid_until"] > facts.now
        ):
            begins = plainly(max(row["valid_from"], facts.now))
            ends = plainly(row["valid_until"])
            if row["valid_until"] > row["valid_from"]:
                known = ("new", eyes.actor, "c", "new", note_levels(row), ground, begins, ends, eyes.actor, None, None)
                come.add("grant", *known)
    return come


def add_subject(eyes: Eyes, circle: int, person: int | None, why: str | None) -> Come:
    """A circle comes to concern a person: a new one, one who is seen, or one known by the index right, for a reason."""
    facts, come = eyes.facts, Come(person or "new")
    need(circle in eyes.circles)
    known = facts.circles_of.get(person or 0, [])
    if person and person not in eyes.seen:
        rows = [facts.circles[one] for one in known]
        need(len((why or "").strip()) >= 3)
        need(any(row["kind"] == "ordinary" and row["team_id"] in eyes.index_teams for row in rows))
    if circle in known:
        return come
    sealed = bool(person and facts.people[person]["sealed"])
    come.add("subject", circle, person or "new", facts.circles[circle]["team_id"] * 64 + 1, sealed)
    for worker in facts.worker:
        if person and person in kin(facts, worker["actor_id"]):
            need(worker["actor_id"] != eyes.actor)
            if not facts.barred(worker["actor_id"], circle):
                come.add("exclusion", worker["actor_id"], circle, eyes.actor)
            ended(eyes, come, _in_circle(facts, worker["actor_id"], circle))
    opened = [
        row["valid_until"]
        for row in eyes.mine
        if row["scope"] == "c" and row["levels"] & 32 and row["scope_id"] in (*known, circle)
    ]
    if sealed and opened:
        granted(facts, come, (eyes.actor, "c", circle, 32, "sealed", NOW, plainly(max(opened)), eyes.actor))
    return come
