"""Each level, by each set of levels that a reader may hold, at each surface: where it is held, else nowhere (R-24).

One case holds a word of its own for each level. A worker of another team is let in with one set of levels after the
other, and looks at everything: pages, lists, counts, search, what leaves as JSON, paper and CSV, the API, the calendar,
history and as it was. What is above her stands in no answer, no log and no name of a file either (R-26).
"""

from __future__ import annotations

import itertools
import json
import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import reduce
from operator import or_

import pytest
from django.db import transaction
from django.test import Client

from alongside.agency.access import actions as access
from alongside.agency.access.models import Grant, History
from alongside.agency.staff.enums import Role
from alongside.agency.tokens.actions import make_token
from alongside.agency.tokens.enums import SCOPES
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import (
    CARRIES,
    ORDINARY,
    PSYCHOTHERAPY,
    RESTRICTED,
    SAFE_LOCATION,
    SUBSTANCE_USE,
    Reader,
)
from alongside.oversight.exports.queries.whole_case import whole_case
from alongside.oversight.exports.rules.case_paper import record_of
from alongside.practice.contacts.models import Contact, Note
from alongside.record.cases.models import Case
from alongside.record.people import actions as people
from alongside.record.people.enums import ContactPointKind
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.assessments import lead
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact, an_hour_ago
from tests.factories.eyes import credential

NOTES = (ORDINARY, RESTRICTED, SUBSTANCE_USE, PSYCHOTHERAPY)
LEVELS = (*NOTES, SAFE_LOCATION)
WORDS = {ORDINARY: "albatross", RESTRICTED: "bittern", SUBSTANCE_USE: "cormorant", PSYCHOTHERAPY: "dotterel",
         SAFE_LOCATION: "egretstreet"}  # fmt: skip
CREDENTIALS = {SUBSTANCE_USE: Role.TREATMENT, PSYCHOTHERAPY: Role.COUNSELLOR}
SETS = [
    ORDINARY | sum(bits)
    for size in range(5)
    for bits in itertools.combinations((RESTRICTED, SUBSTANCE_USE, PSYCHOTHERAPY, SAFE_LOCATION), size)
]
"""Every set of levels with the ordinary one, without which nobody is let into a case."""
WITH_NOTES = {"case page", "happened", "contacts by a program", "contact", "note by a program"}
"""Surfaces on which a note that is open to the reader must stand, so that none of them is empty by accident."""
LEAVES = {"json", "paper"}
"""What leaves holds no note of counselling or of treatment, whoever takes it."""


def written(become: Become) -> tuple[Case, dict[int, Contact]]:
    """A case with a note at each level of notes, and a hidden address."""
    for role in CREDENTIALS.values():
        credential(become, "worker", role)
    by = become("worker")
    case = a_case(by)
    contacts = {
        level: a_contact(case, by, at=an_hour_ago() - timedelta(minutes=place), text=f"The {WORDS[level]} note",
                         own_words=f"{WORDS[level]} words", place=f"{WORDS[level]} place", level=level)
        for place, level in enumerate(NOTES)
    }  # fmt: skip
    person = Person.objects.get(id=lead(case))
    people.add_contact_point(
        person=person, circle=case.circle_id, kind=ContactPointKind.ADDRESS, by=by,
        value=f"14 {WORDS[SAFE_LOCATION]}, Bray", level=SAFE_LOCATION,
    )  # fmt: skip
    return case, contacts


def held_now(by: Reader, case: Case) -> int:
    """The levels that the reader's own grants open in the case."""
    grants = Grant.objects.filter(actor_id=by.actor_id, scope="c", scope_id=case.circle_id, valid_until__gt=clock.now())
    return reduce(or_, grants.values_list("levels", flat=True), 0)


def looked(
    by: Reader, case: Case, notes: Mapping[int, tuple[str, str]], desk: Client, program: Client
) -> Iterator[tuple[str, int, str]]:
    """Everything that the reader can look at, as (surface, level of what it is about or 0, what it says)."""
    here, person = f"/cases/{case.public_id}", Person.objects.get(id=lead(case)).public_id
    places = {
        "case page": f"{here}/", "timeline": f"{here}/timeline/", "closing": f"{here}/close/",
        "timeline on paper": f"{here}/timeline/print/", "happened": f"{here}/happened/", "events": f"{here}/events/",
        "my day": "/", "cases": "/cases/?whose=all", "people": "/people/", "person": f"/people/{person}/",
        "search": f"/search/?q={WORDS[PSYCHOTHERAPY]}", "drafts": "/drafts/",
        "form": f"/contacts/new/?case={case.public_id}",
        "as it was": f"{here}/access/as-it-was/", "person as it was": f"/people/{person}/access/as-it-was/",
        "who looked": f"{here}/access/looked/", "what left": "/take-out/",
        "letter": f"/people/{person}/access/?for=her",
    }  # fmt: skip
    for name, path in places.items():
        yield name, 0, desk.get(path).content.decode().replace(f"?q={WORDS[PSYCHOTHERAPY]}", "")
    for noun in ("contacts", "notes", "people", "cases"):
        yield f"{noun} by a program", 0, program.get(f"/api/v1/{noun}").content.decode()
    for level, (contact, note) in notes.items():
        yield "contact", level, desk.get(f"/contacts/{contact}/").content.decode()
        yield "note by a program", level, program.get(f"/api/v1/notes/{note}").content.decode()
    taken = desk.post("/take-out/cases/?whose=all", {"form": "csv", "why": "For the audit of it"})
    yield "csv", 0, "".join(part.decode() for part in taken) + str(taken.headers)
    with transaction.atomic():
        whole = whole_case(case.public_id, by=by)
    yield "json", 0, json.dumps(whole.content, ensure_ascii=False)
    yield "paper", 0, str(record_of(whole.content, made_at=an_hour_ago()))
    yield "audit diff", 0, json.dumps([[row.table_name, row.before] for row in History.objects.all()], default=str)


@pytest.mark.long
def test_each_level_stands_where_it_is_held_and_nowhere_else(
    become: Become, visit: Callable[[str], Client], caplog: pytest.LogCaptureFixture
) -> None:
    case, contacts = written(become)
    notes = {
        level: (str(one.public_id), str(Note.objects.get(contact=one).public_id)) for level, one in contacts.items()
    }
    number = become("elsewhere").actor_id
    checked, sets = 0, set()
    for wanted in SETS:
        caplog.clear()
        with transaction.atomic(), caplog.at_level(logging.DEBUG):
            for level, role in CREDENTIALS.items():
                if wanted & level:
                    credential(become, "elsewhere", role)
            held = wanted & CARRIES
            access.assign(circle=case.circle_id, actor_id=number, levels=held, by=become("worker"))
            by = become("elsewhere")
            bits = held_now(by, case)
            assert bits & CARRIES == held
            sets.add(bits)
            found = set(Contact.objects.filter(case=case).values_list("level", flat=True))
            assert found == {level for level in NOTES if level & bits}
            program = Client(headers={"Authorization": f"Bearer {make_token(name='A program', scopes=SCOPES, by=by)}"})
            seen = list(looked(by, case, notes, visit("elsewhere"), program))
            for surface, level, said in seen:
                above = [
                    word
                    for one, word in WORDS.items()
                    if not one & bits and word in said.replace(f'value="{word}"', "")
                ]
                assert not above, (bits, surface, above)
                if surface in LEAVES:
                    assert not any(WORDS[one] in said for one in CREDENTIALS), (bits, surface)
                    assert WORDS[ORDINARY] in said
                if surface in WITH_NOTES:
                    open_to_her = [WORDS[one] for one in NOTES if one & bits and (not level or one == level)]
                    assert all(word in said for word in open_to_her), (bits, surface, level)
                if surface == "person" and bits & SAFE_LOCATION:
                    assert "Address" in said
                checked += 1
            assert not any(word in caplog.text for word in WORDS.values()), bits
            transaction.set_rollback(True)
    assert checked > 400
    assert len(sets) > 9
