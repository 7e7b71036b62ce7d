"""Requests for tests, taken in with the product's own actions."""

from __future__ import annotations

from typing import Any

from alongside.agency.organisation import queries as organisation
from alongside.ground.foundation.reader import Reader
from alongside.record.intakes import actions as intakes
from alongside.record.intakes.models import Intake

WORDS = "Lost her care home job in May. Two letters about rent. “I do not want anyone to come to the door.”"


def programme_id(code: str = "family") -> int:
    """The number of a programme of the cast."""
    return next(line.id for line in organisation.programmes() if line.code == code)


def team_id(name: str = "Family team") -> int:
    """The number of a team of the cast."""
    return next(line.id for line in organisation.teams() if line.name == name)


def an_intake(by: Reader, *, programme: str = "family", **heard: Any) -> Intake:
    """A request as Róisín Clarke would take it in on the phone."""
    known = {"words": WORDS, "person_name": "Marta Lopes", "birth_words": "1992", "phone": "+353 85 555 4471"}
    return intakes.take_intake(programme_id=programme_id(programme), **{**known, **heard}, by=by)
