"""Titles, addresses, file names, headers and mails tell nobody who or what a page is about (R-29).

Every address of the desk is opened by somebody who may see it, with a whole case behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from alongside.agency.organisation import queries as organisation
from alongside.doors.commands import emergencies, jobs, matching
from alongside.doors.exchange.entrance import DOORS
from alongside.record.cases.models import Case
from alongside.record.intakes.actions import Telling
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.doors.test_victim_service import address, hidden_things, naming_routes

TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
AGENCY = re.compile(r" · [^·]*$")
DIAGNOSES = ("violence", "abuse", "drug", "alcohol", "psych", "counsel", "shelter", "refuge")


@pytest.mark.long
def test_no_title_address_or_header_names_anybody_or_anything(become: Become, visit: Callable[[str], Client]) -> None:
    hidden = hidden_things(become)
    case = Case.objects.select_related("programme").get(public_id=hidden["case"])
    person = Person.objects.get(public_id=hidden["person"])
    teams = [line.name for line in organisation.teams()]
    telling = {*person.display_name.split(), case.title, case.programme.name, *teams, *DIAGNOSES, "555 9003"}
    client, seen = visit("elsewhere"), set()
    for route in naming_routes():
        if route.startswith(DOORS):
            continue
        place = address(route, hidden, uuid4())
        answer = client.get(place)
        if answer.status_code != 200:
            continue
        for found in TITLE.findall(answer.content)[:1]:  # titles inside drawings are no page titles
            title = AGENCY.sub("", found.decode().strip())
            seen.add(title)
            assert not [word for word in telling if word.lower() in title.lower()], (route, title)
        for name in ("Content-Disposition", "Location", "Link", "Refresh"):
            said = str(answer.headers.get(name, "")).lower()
            assert not [word for word in telling if word.lower() in said], (route, said)
    assert len(seen) > 20


def test_no_mail_names_anybody_or_any_team() -> None:
    """Whatever writes a mail is given a team and a name: none of them stands in it."""
    told = [
        emergencies._mail("one@example.org"),
        matching._mail("one@example.org", undone=False),
        matching._mail("one@example.org", undone=True),
        jobs.message(
            Telling(
                intake=uuid4(),
                step=1,
                team="Safe at home team",
                minutes=90,
                told="supervisor",
                addresses=("one@example.org",),
            )
        ),
    ]
    for mail in told:
        assert "Safe at home" not in f"{mail.subject} {mail.body}"
        assert mail.subject
        assert mail.to == ["one@example.org"]


def test_no_file_is_called_after_a_person() -> None:
    """Names of files come from numbers and days, never from a title or a name."""
    named = re.compile(r'(?:file_name|filename)=f?"[^"]*\{[^}]*(?:title|display_name|person|\.name)\b')
    found = [
        path.name for path in (Path(__file__).parents[2] / "alongside").rglob("*.py") if named.search(path.read_text())
    ]
    assert found == []
