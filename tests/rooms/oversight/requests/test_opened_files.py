"""Which files of a request the database opens, beside files that are nearly the same and stay shut."""

from __future__ import annotations

import itertools
import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from alongside.agency.access.models import Account
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED
from tests.conftest import Become
from tests.database.putting import many, number, put

pytestmark = pytest.mark.usefixtures("administer")
OVER, TO_COME = datetime(2020, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
READY: dict[str, dict[str, Any]] = {
    "documents_attachment": {"state": "ready", "content": b"a file", "withdrawn_at": None},
    "documents_document": {"state": "ready", "content": b"a paper"},
}
SHUT: tuple[tuple[str, dict[str, Any]], ...] = (
    ("documents_attachment", {"state": "waiting"}),
    ("documents_attachment", {"content": None}),
    ("documents_attachment", {"withdrawn_at": OVER}),
    ("documents_document", {"state": "waiting"}),
    ("documents_document", {"content": None}),
)
"""Files that nobody opens, each for one reason."""


class Asked:
    """A request for a record of somebody, with passages of files; ``openers`` have what was gathered open."""

    def __init__(self, *openers: int) -> None:
        self.person, self.circle, self.case = number(), put("access_circle"), number()
        put("cases_case", id=self.case, circle_id=self.circle, number=f"HF-{self.case}")
        put("access_circlesubject", circle_id=self.circle, person_id=self.person)
        self.id = put("requests_recordrequest", person_id=self.person, received_on=date(2001, 1, 1))
        self.openers, self._places = openers, itertools.count()
        self.open(self.circle)

    def open(self, circle: int, *, why: str = "", levels: int = ORDINARY) -> None:
        """What was gathered in a circle is open to those who prepare the copy."""
        for actor in self.openers:
            put(
                "access_grant", actor_id=actor, scope="c", scope_id=circle, levels=levels, reason="request",
                why=why or f"R-2001-{self.id}", valid_until=TO_COME,
            )  # fmt: skip

    def passage(self, table: str, *, circle: int = 0, level: int = ORDINARY, kind: str = "pdf", **file: Any) -> int:
        """A passage that is a file, as it lies in the record."""
        name, circle = uuid.uuid4(), circle or self.circle
        lies = {"public_id": name, "case_id": self.case, "circle_id": circle, "level": level}
        put(table, **lies | READY[table] | file)
        return put(
            "requests_requestedpassage", request_id=self.id, circle_id=circle, case_id=self.case, level=level,
            source=name, file_kind=kind, place=next(self._places),
        )  # fmt: skip


def shown(request: int, one: int = 0) -> dict[int, tuple[str, bytes | None]]:
    """What the reader of the test may open of a request, with the bytes of the one passage."""
    with connection.cursor() as cursor:
        cursor.execute("select passage_id, held_in, content from app.request_files(%s, %s)", [request, one])
        return {row[0]: (row[1], row[2] and bytes(row[2])) for row in cursor.fetchall()}


def officer() -> int:
    return Account.objects.get(username="privacy").actor_id


def test_a_file_is_opened_that_is_ready_and_of_the_request(become: Become) -> None:
    become("privacy")
    actor = officer()
    with many():
        asked, other = Asked(actor), Asked(actor)
        files = {asked.passage(table): table for table in READY}
        for table in READY:
            asked.passage(table, kind="")
        for table, wrong in SHUT:
            asked.passage(table, **wrong)
        others = {other.passage(table) for table in READY}
    assert shown(asked.id) == {passage: (table, None) for passage, table in files.items()}
    for one, table in files.items():
        assert shown(asked.id, one)[one] == (table, READY[table]["content"])
    assert shown(other.id).keys() == others
    assert shown(number()) == {}


def test_a_file_is_opened_where_what_was_gathered_is_open_and_there_alone(become: Become) -> None:
    become("privacy")
    actor = officer()
    with many():
        asked = Asked(actor)
        files = {asked.passage(table) for table in READY}
        nowhere, other_why, level_alone, barred = (put("access_circle") for _ in range(4))
        asked.open(other_why, why="R-2001-0")
        asked.open(level_alone, levels=RESTRICTED)
        asked.open(barred)
        for table in READY:
            for circle in (nowhere, other_why, level_alone, barred):
                asked.passage(table, circle=circle)
            files.add(asked.passage(table, circle=level_alone, level=RESTRICTED))
        put("access_exclusion", actor_id=actor, circle_id=barred)
    become("privacy")
    assert shown(asked.id).keys() == files


def test_no_file_is_opened_to_others_nor_to_an_officer_with_a_conflict(become: Become) -> None:
    become("privacy")
    others = [Account.objects.get(username=name).actor_id for name in ("supervisor", "admin")]
    with many():
        asked, conflict = Asked(officer(), *others), Asked(officer())
        files = {asked.passage(table) for table in READY}
        circle, shut = put("access_circle"), put("access_circle")
        conflict.open(circle)
        put("access_circlesubject", circle_id=shut, person_id=conflict.person)
        put("access_exclusion", actor_id=officer(), circle_id=shut)
        for table in READY:
            conflict.passage(table, circle=circle)
    become("privacy")
    assert shown(asked.id).keys() == files
    assert shown(conflict.id) == {}
    for name in ("supervisor", "admin"):
        become(name)
        assert shown(asked.id) == {}
