"""Opening one thing of the record to a person or a partner, and closing it, beside plain Python."""

from __future__ import annotations

from typing import Any

from tests.mutation.comes import NOW, Come, Verb, need, plainly
from tests.mutation.dense import ACTORS, CIRCLES, DAY, Dice
from tests.mutation.eyes import Eyes, Facts
from tests.mutation.work import GONE

SHARED = ("people_contactpoint", "cases_case", "cases_participant", "people_relationship", "plans_step")
GROUNDS = ("authority", "order", "law")


def put_share(eyes: Eyes, *what: Any) -> Come:
    """A thing that the giver sees herself, out of a circle that she rules, to somebody outside, for a time."""
    who, circle, table, item, begins, ends, ground, _note = what
    facts, come = eyes.facts, Come("new")
    need(circle in eyes.ruled)
    actor = facts.actors.get(who)
    need(actor and actor["kind"] in ("person", "partner") and actor["ended_at"] is None)
    need(ends and ends > max(begins, facts.now))
    rows = facts.rows[table.partition("_")[2]] if table in SHARED else []
    row = next((one for one in rows if (one["id"], one["circle_id"]) == (item, circle)), None)
    need(row and not row["level"] & 40 and eyes.holds(row))
    if row:
        key, level = facts.circles[circle]["team_id"] * 64 + row["level"], row["level"]
        times = (plainly(begins), plainly(ends))
        come.add("share", who, circle, level, key, table, item, ground, *times, eyes.actor, None)
    return come


def share(eyes: Eyes, *what: Any) -> Come:
    """Without consent only on a ground that the law knows, in words, and never out of a victim service."""
    _who, circle, _table, _item, _begins, _ends, ground, note = what
    need(ground in GROUNDS and len((note or "").strip()) >= 3)
    need(eyes.facts.circles[circle]["kind"] == "ordinary")
    return put_share(eyes, *what)


def end_share(eyes: Eyes, number: int, note: str) -> Come:
    """A share is taken back by whoever rules its circle."""
    row = next(one for one in eyes.facts.share if one["id"] == number)
    come = Come(row["valid_until"] > eyes.facts.now and row["circle_id"] in eyes.ruled)
    if come.answer:
        what = [
            row[name] for name in ("actor_id", "circle_id", "level", "acl_key", "item_table", "item_number", "ground")
        ]
        come.add("share", *what, plainly(row["valid_from"]), NOW, row["given_by_id"], eyes.actor)
    return come


def _giving(dice: Dice, facts: Facts, eyes: Eyes) -> tuple[Any, ...]:
    table = dice.choice((*SHARED * 3, "access_share", "people_person", "nothing"))
    rows = facts.rows.get(table.partition("_")[2], facts.case)
    mine = [row for row in rows if row.get("circle_id") in eyes.ruled]
    row = dice.choice(rows if dice.now_and_then(5) or not mine else mine)
    circle = row.get("circle_id", CIRCLES[0]) if not dice.now_and_then(6) else dice.choice(CIRCLES)
    who = dice.choice((*ACTORS[-2:], *ACTORS[-2:], *ACTORS[-2:], ACTORS[0], GONE))
    begins = facts.now + dice.choice((-DAY, DAY))
    ends = dice.choice((facts.now + 5 * DAY, facts.now + 5 * DAY, facts.now + DAY / 2, facts.now - DAY / 2, None))
    ground = dice.choice((*GROUNDS, "consent"))
    return who, circle, table, row["id"], begins, ends, ground, dice.choice(("because", "because", " x ", None))


VERBS = {
    "put_share": Verb("select app.put_share(%s, %s, %s, %s, %s, %s, %s, %s)", _giving, put_share, writes=("share",)),
    "share": Verb("select app.share(%s, %s, %s, %s, %s, %s, %s, %s)", _giving, share, tries=20, writes=("share",)),
    "end_share": Verb(
        "select app.end_share(%s, %s)",
        lambda dice, facts, eyes: (dice.choice(facts.share)["id"], dice.choice(("", "note"))),
        end_share,
        tries=12,
        writes=("share",),
    ),
}
