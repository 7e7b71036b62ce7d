"""What history keeps of a change, beside plain Python: earlier values, but no caches and nothing that is hidden now."""

from __future__ import annotations

import json
from typing import Any

from alongside.ground.foundation.encryption import MARK
from tests.mutation.comes import Come, Verb
from tests.mutation.dense import Dice
from tests.mutation.eyes import Eyes, Facts

VALUES = ("", "{}", "Hill Street 1", f"{MARK}hidden", f"{MARK}hidden too")


def keep_history(eyes: Eyes, value: str, note: str, *rest: Any) -> Come:
    """A point of contact changes: its value and note are kept, the key of its number and its version are not."""
    _phone_key, _version, number = rest
    row, come = next(one for one in eyes.facts.contactpoint if one["id"] == number), Come(1)
    before = {}
    for name, new in (("note", note), ("value", value)):
        hidden = new.startswith(MARK) and not row[name].startswith(MARK) and row[name] not in ("", "{}")
        if row[name] != new and not hidden:
            before[name] = row[name]
    if before:
        kept = json.dumps(before, ensure_ascii=False)
        where = (row["circle_id"], row["level"], row["person_id"])
        come.add("remembered", "people_contactpoint", number, "update", kept, eyes.actor or None, *where)
    return come


def _changing(dice: Dice, facts: Facts, eyes: Eyes) -> tuple[Any, ...]:
    number = dice.choice(facts.contactpoint)["id"]
    row = next(one for one in facts.contactpoint if one["id"] == number)
    value, note = dice.choice((row["value"], *VALUES)), dice.choice((row["note"], *VALUES))
    return value, note, dice.choice((row["phone_key"], "99")), dice.randrange(2), number


VERBS = {
    "keep_history": Verb(
        "with done as (update people_contactpoint set value = %s, note = %s, phone_key = %s, version = version + %s "
        "where id = %s returning id) select count(*)::int from done",
        _changing,
        keep_history,
        tries=25,
        writes=("remembered",),
    )
}
