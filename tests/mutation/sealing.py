"""Asking for a seal, deciding about it and opening a sealed record, beside plain Python."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.mutation.comes import NOW, Come, Verb, ended, granted, need, plainly
from tests.mutation.dense import PEOPLE, Dice
from tests.mutation.eyes import Eyes, Facts, Row

WHY, ANSWER = "A reason that is long enough.", "Yes, that is right."
SHORT = (None, " too short ", " " * 30)


def ask_seal(eyes: Eyes, person: int, what: str, reason: str | None) -> Come:
    """A seal or its end is asked for by whoever rules a circle of the person."""
    facts, come = eyes.facts, Come(True)
    need(what in ("seal", "unseal") and person in eyes.seen and eyes.rules_one_of(person))
    need(len((reason or "").strip()) >= 20)
    need(facts.people[person]["sealed"] is not (what == "seal"))
    need(not any(row["kind"] == what and row["person_id"] == person for row in _pending(facts)))
    come.add("sealact", what, person, eyes.actor, None, None, 0)
    return come


def ask_opening(eyes: Eyes, about: str, reason: str | None, hours: int | None) -> Come:
    """Somebody sealed is asked for in words."""
    come = Come(True)
    need(eyes.actor and eyes.teams | eyes.index_teams)
    need(len((about or "").strip()) >= 2 and len((reason or "").strip()) >= 20)
    need(hours is not None and 0 <= hours <= 4)
    come.add("sealact", "open", None, eyes.actor, None, None, hours)
    return come


def decide_seal(eyes: Eyes, public: Any, agree: bool, reply: str | None, person: int) -> Come:
    """Another agrees, or not; what was asked comes of it."""
    facts, come = eyes.facts, Come(True)
    need(eyes.powers & 128)
    act = next((row for row in _pending(facts) if row["public_id"] == public), None)
    if act is None:
        return Come(False)
    need(act["asked_by_id"] != eyes.actor and len((reply or "").strip()) >= 10)
    about = person if agree and act["kind"] == "open" else act["person_id"]
    come.add("sealact", act["kind"], about, act["asked_by_id"], eyes.actor, agree, act["hours"])
    if agree:
        {"seal": _seal, "unseal": _unseal, "open": _open}[act["kind"]](eyes, come, about, act)
    return come


def _pending(facts: Facts) -> list[Row]:
    return [row for row in facts.sealact if row["decided_at"] is None]


def _carried(facts: Facts, circle: int) -> list[Row]:
    return [
        row
        for row in facts.live
        if (row["scope"], row["scope_id"]) == ("c", circle)
        and row["reason"] in ("assigned", "import")
        and row["levels"] & 1
        and not facts.barred(row["actor_id"], circle)
    ]


def _spread(facts: Facts, come: Come, person: int, *, sealed: bool) -> None:
    """All places of a person say whether she is sealed, once that changes."""
    if person and facts.people[person]["sealed"] is not sealed:
        for row in facts.circlesubject:
            if row["person_id"] == person:
                come.add("subject", row["circle_id"], person, row["acl_key"], sealed)


def _seal(eyes: Eyes, come: Come, person: int, act: Row) -> None:
    facts = eyes.facts
    _spread(facts, come, person, sealed=True)
    for circle in facts.circles_of.get(person, ()):
        untils: dict[int, datetime] = {}
        for row in _carried(facts, circle):
            who = row["actor_id"]
            untils[who] = max(row["valid_until"], untils.get(who, row["valid_until"]))
        for who, until in untils.items():
            granted(facts, come, (who, "c", circle, 32, "sealed", NOW, plainly(until), eyes.actor))


def _unseal(eyes: Eyes, come: Come, person: int, act: Row) -> None:
    facts = eyes.facts
    _spread(facts, come, person, sealed=False)
    others = {row["circle_id"] for row in facts.circlesubject if row["sealed"] and row["person_id"] != person}
    circles = {*facts.circles_of.get(person, ())} - others
    over = [row for row in facts.live if row["scope"] == "c" and row["scope_id"] in circles]
    ended(eyes, come, [row for row in over if row["reason"] == "sealed"])


def _open(eyes: Eyes, come: Come, person: int, act: Row) -> None:
    facts, who = eyes.facts, act["asked_by_id"]
    need(person in facts.people and facts.people[person]["sealed"])
    for circle in facts.circles_of.get(person, ()):
        ends = [row["valid_until"] for row in _carried(facts, circle) if row["actor_id"] == who]
        if act["hours"]:
            ends = [facts.now + timedelta(hours=act["hours"])]
        if ends and not facts.barred(who, circle):
            levels = 33 if act["hours"] else 32
            granted(facts, come, (who, "c", circle, levels, "sealed", NOW, plainly(max(ends)), eyes.actor))
    need("grant" in come.rows)


def _asking(dice: Dice, facts: Facts, eyes: Eyes) -> tuple[Any, ...]:
    likely = [one for one in eyes.seen if eyes.rules_one_of(one)] or list(PEOPLE)
    person = dice.choice(PEOPLE if dice.now_and_then(4) else sorted(likely))
    sealed = person in facts.people and facts.people[person]["sealed"]
    what = dice.choice(("seal", "unseal", "open", *(("unseal",) if sealed else ("seal",)) * 3))
    return person, what, dice.choice((WHY, WHY, WHY, *SHORT))


def _opening(dice: Dice, facts: Facts, eyes: Eyes) -> tuple[Any, ...]:
    reason = dice.choice((WHY, WHY, WHY, *SHORT))
    return dice.choice(("her", "him", "me", " x", None)), reason, dice.choice((0, 1, 4, 4, 5, -1, None))


def _deciding(dice: Dice, facts: Facts, eyes: Eyes) -> tuple[Any, ...]:
    act = dice.choice(facts.sealact if dice.now_and_then(9) else _pending(facts))
    person = dice.choice(PEOPLE if dice.now_and_then(4) else PEOPLE[5:8])
    return act["public_id"], dice.random() < 0.8, dice.choice((ANSWER, ANSWER, ANSWER, ANSWER, "short", None)), person


VERBS = {
    "ask_seal": Verb("select app.ask_seal(%s, %s, %s) is not null", _asking, ask_seal, tries=30, writes=("sealact",)),
    "ask_opening": Verb(
        "select app.ask_opening(%s, %s, %s) is not null", _opening, ask_opening, tries=15, writes=("sealact",)
    ),
    "decide_seal": Verb(
        "select app.decide_seal(%s, %s, %s, %s)",
        _deciding,
        decide_seal,
        power=128,
        tries=30,
        writes=("sealact", "grant", "subject"),
    ),
}
HELPERS = {
    "seal_now": ("decide_seal",),
    "unseal_now": ("decide_seal",),
    "open_sealed": ("decide_seal",),
    "spread_seal": ("decide_seal",),
}
