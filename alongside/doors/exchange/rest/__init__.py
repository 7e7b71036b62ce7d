"""The REST API: a module for each noun."""

from __future__ import annotations

from ninja import Router

from alongside.agency.tokens.enums import Noun
from alongside.doors.exchange.rest import (
    cases,
    closing,
    households,
    intakes,
    me,
    participants,
    people,
    relationships,
)

ROUTERS: tuple[tuple[str, Router], ...] = (
    ("Me", me.router),
    (str(Noun.PEOPLE.label), people.router),
    (str(Noun.HOUSEHOLDS.label), households.router),
    (str(Noun.RELATIONSHIPS.label), relationships.router),
    (str(Noun.INTAKES.label), intakes.router),
    (str(Noun.CASES.label), cases.router),
    (str(Noun.CASES.label), closing.router),
    (str(Noun.PARTICIPANTS.label), participants.router),
)
"""Each noun's name in the document, and its operations."""
