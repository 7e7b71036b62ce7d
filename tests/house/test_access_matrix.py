"""The access matrix: everyone of the cast at every page of every door (contract 4). The golden file was decided.

A new route, or a changed answer, fails until somebody has looked at it and written the golden file again with
``ALONGSIDE_GOLDEN=write``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client

from alongside.agency.access import actions as access
from alongside.agency.tokens.actions import make_token
from alongside.agency.tokens.enums import SCOPES
from alongside.doors.exchange import pace
from alongside.doors.exchange.entrance import DOORS
from alongside.doors.exchange.pace import Pace
from alongside.practice.careteams.actions import make_link
from tests.conftest import Become
from tests.factories.care_team import a_member
from tests.factories.cases import a_case
from tests.routes import routes

pytestmark = pytest.mark.long

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "access_matrix.txt"
CAST = ("worker", "colleague", "excluded", "supervisor", "elsewhere", "intake", "evaluator", "privacy", "admin",
        "client", "partner", "nobody")  # fmt: skip
STRANGERS = ("partner", "nobody")
"""Who has no sign-in; the partner comes in by a link, whose secret stands in the address."""
SOMETHING = UUID("00000000-0000-4000-8000-000000000000")
MASKED = re.compile(r"<(?:(\w+):)?(\w+)>")


def address(route: str, case: UUID, link: str = "something") -> str:
    """The route with the case's name where it asks for one, and something absent everywhere else.

    ``link`` is the secret of a partner's link, for whoever has one.
    """

    def fill(found: re.Match[str]) -> str:
        kind, name = found.group(1), found.group(2)
        if name == "case":
            return str(case)
        if name == "token" and route.startswith("/partner/"):
            return link
        known = {"int": "1", "uuid": str(SOMETHING), "uuidstr": str(SOMETHING), "slug": "something"}
        return known.get(kind or "str", "something")

    return MASKED.sub(fill, route)


def answer(client: Client, path: str) -> str:
    """What a plain visit gets: the status, and for a redirect where to."""
    with transaction.atomic():
        response = client.get(path)
        transaction.set_rollback(True)
    where = response.headers.get("Location", "").split("?")[0]
    where = re.sub(r"/partner/[\w-]{43}/", "/partner/ID/", where)
    return f"{response.status_code}{'>' + re.sub(r'[0-9a-f-]{36}', 'ID', where) if where else ''}"


def program(name: str, become: Become) -> Client:
    """A program of one of the cast, with a token that may do everything; who does not work here has none."""
    if name in ("client", *STRANGERS):
        return Client()
    words = make_token(name="Matrix", scopes=SCOPES, by=become(name))
    return Client(headers={"Authorization": f"Bearer {words}"})


def test_everyone_gets_at_every_page_what_was_decided(
    become: Become, visit: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "STRANGERS", Pace(10_000))
    by = become("worker")
    case = a_case(by)
    excluded = become("excluded")
    access.exclude(circle=case.circle_id, actor_id=excluded.actor_id, why="Brother", by=become("worker"))
    link = make_link(member=a_member(case, become("worker")), by=become("worker"))
    clients = {name: Client() if name in STRANGERS else visit(name) for name in CAST}
    clients["partner"].post(f"/partner/{link.token}/code/", {"code": link.code})
    programs = {name: program(name, become) for name in CAST}
    lines = ["route | " + " | ".join(CAST)]
    for route in routes():
        path = address(route, case.public_id)
        comers = programs if path.startswith(DOORS) else clients
        paths = dict.fromkeys(CAST, path) | {"partner": address(route, case.public_id, link.token)}
        given = [answer(comers[name], paths[name]) for name in CAST]
        lines.append(f"{route} | " + " | ".join(given))
    text = "\n".join(lines) + "\n"
    if os.environ.get("ALONGSIDE_GOLDEN") == "write":
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_nobody_meets_a_fault_and_strangers_meet_no_record() -> None:
    rows = [line.split(" | ") for line in GOLDEN.read_text(encoding="utf-8").splitlines()[1:]]
    assert not [row for row in rows if any(cell.startswith("5") for cell in row[1:])]
    of_case = [row for row in rows if "<uuid:case>" in row[0]]
    assert of_case
    for row in of_case:
        given = dict(zip(CAST, row[1:], strict=True))
        for stranger in ("excluded", "elsewhere", "evaluator", "privacy", "admin", "client", *STRANGERS):
            assert not given[stranger].startswith("200"), (row[0], stranger)
