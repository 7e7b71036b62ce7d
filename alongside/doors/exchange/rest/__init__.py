"""The REST API: a module for each noun."""

from __future__ import annotations

from ninja import Router

from alongside.agency.tokens.enums import Noun
from alongside.doors.exchange.rest import (
    assessments,
    attachments,
    cases,
    closing,
    consents,
    contacts,
    goals,
    households,
    intakes,
    me,
    notes,
    participants,
    people,
    plans,
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
    (str(Noun.ASSESSMENTS.label), assessments.router),
    (str(Noun.GOALS.label), goals.router),
    (str(Noun.PLANS.label), plans.router),
    (str(Noun.CONTACTS.label), contacts.router),
    (str(Noun.NOTES.label), notes.router),
    (str(Noun.CONSENTS.label), consents.router),
    (str(Noun.ATTACHMENTS.label), attachments.router),
)
"""Each noun's name in the document, and its operations."""
