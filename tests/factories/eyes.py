"""Credentials and notes for few eyes, for tests, with the product's own actions."""

from __future__ import annotations

from typing import Any

from alongside.agency.staff import actions as staff
from alongside.agency.staff.enums import Role
from alongside.agency.staff.models import RoleHeld, Worker
from alongside.ground.foundation.reader import PSYCHOTHERAPY
from alongside.practice.contacts.models import Contact
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.contacts import a_contact

CANARY = "kestrel"
SAID: dict[str, Any] = {
    "text": f"She spoke of the {CANARY} text.",
    "own_words": f"I dreamt of the {CANARY} words.",
    "opinion": f"It may be the {CANARY} opinion.",
    "sections": {name: f"The {CANARY} {name}." for name in ("intervention", "response", "plan")},
    "place": f"The {CANARY} room",
    "interpreter": "yes",
    "interpreter_words": f"{CANARY} interpreter",
    "shared": False,
    "hold_reason": f"{CANARY} reason",
}


def credential(become: Become, username: str, role: Role = Role.COUNSELLOR) -> RoleHeld:
    """Give one of the cast a credential; the reader is the administrator afterwards."""
    by = become("admin")
    return staff.give_role(worker=Worker.objects.get(actor__account__username=username), role=role, by=by)


def a_note_for_few(case: Case, by: Any, *, level: int = PSYCHOTHERAPY, **told: Any) -> Contact:
    """A signed note at ``level`` whose every word holds the canary."""
    until = told.pop("hold_until", None) or case.opened_on.replace(year=case.opened_on.year + 2)
    return a_contact(case, by, level=level, hold_until=until, **{**SAID, **told})
