"""What happened in the lives of a story's people: events, places and orders, by the product's own actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from alongside.ground.foundation.reader import Reader
from alongside.record.people import actions as people
from alongside.record.people.enums import BirthPrecision
from alongside.record.people.models import Person
from alongside.record.people.rules.happenings import UNKNOWN, EventText, OrderText, PlacementText, Stay, When

Text = Mapping[str, Any]
PRECISION = {4: BirthPrecision.YEAR, 7: BirthPrecision.MONTH, 10: BirthPrecision.EXACT}


def tell_lives(text: Text, *, circle: int, began: date, persons: Mapping[str, int], by: Reader) -> None:
    """Write down the ``life``, ``places`` and ``orders`` of a text.

    A day is a number of days after the story began, a text such as "2014", "2014-08" or "about 2014", or left out
    when nobody knows it.
    """
    for one in text.get("life", ()):
        words = EventText(
            one["kind"], one["words"], day_of(one.get("when"), began), one.get("told_by", ""), one.get("gain", False)
        )
        whom = [persons[key] for key in one["who"]]
        people.add_life_event(circle=circle, people=whom, text=words, level=one.get("level", 1), by=by)
    for one in text.get("places", ()):
        until = day_of(one["until"], began) if "until" in one else None
        facts = {name: one[name] for name in ("kind", "place", "legal_basis", "ended_why") if name in one}
        people.add_placement(
            circle=circle,
            person=Person.objects.get(id=persons[one["who"]]),
            text=PlacementText(stay=Stay(day_of(one.get("from"), began), until), **facts),
            carers=[persons[key] for key in one.get("with", ())],
            level=one.get("level", 1),
            by=by,
        )
    for one in text.get("orders", ()):
        days = {
            name: began + timedelta(days=one[name])
            for name in ("made_on", "from_on", "until_on", "seen_on")
            if name in one
        }
        said: dict[str, Any] = {name: one[name] for name in ("kind", "terms", "authority", "reference") if name in one}
        parts = [(persons[key], part) for part in ("concerned", "holder", "restrained") for key in one.get(part, ())]
        people.add_order(circle=circle, text=OrderText(**said | days), parts=parts, by=by)


def day_of(said: Any, began: date) -> When:
    """A day of the text as exactly as it is told; a whole number counts days, a text names a date, month or year."""
    if said is None:
        return UNKNOWN
    if isinstance(said, int):
        return When(began + timedelta(days=said), BirthPrecision.EXACT)
    words = str(said)
    if words.startswith("about "):
        return When(date(int(words[6:]), 1, 1), BirthPrecision.ESTIMATED)
    year, month, day = [*map(int, words.split("-")), 1, 1][:3]
    return When(date(year, month, day), PRECISION[len(words)])
