"""What a victim service does moves no number and no list of anybody outside its team (S-217, Practice B12.4, R-34).

Every address without a name in it, of every door, is read before and after a whole case of the victim service was
written; every list is taken out before and after. There is no total of a victim service either that somebody outside
reads, so that no small number can tell of one person.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from alongside.agency.tokens.actions import make_token
from alongside.agency.tokens.enums import SCOPES
from alongside.doors.exchange import pace
from alongside.doors.exchange.entrance import DOORS
from alongside.doors.exchange.pace import Pace
from alongside.ground.foundation import clock
from alongside.oversight.overviews.lists import LISTINGS
from tests.conftest import Become
from tests.doors.test_victim_service import NAME, bare, hidden_things
from tests.factories.cases import a_case
from tests.routes import routes

pytestmark = pytest.mark.long
OUTSIDE = ("worker", "colleague", "supervisor", "intake", "evaluator", "admin")
WHO_LOOKED = "privacy"
"""The privacy officer reads the log of all, so her numbers move by design; what she reads names nobody."""
PRINTED = re.compile(rb"\d{4}, \d\d:\d\d(?=\. )")
NOT_A_PAGE = (
    "/sign-out/",
    "/session/",
    "/csp-report/",
    "/healthz",
    "/readyz",
    "/settings/tokens/",
    "/settings/sign-ins/",
)
"""No pages; and those that say when somebody herself was last here."""


def plain_routes() -> list[str]:
    """Every address without a parameter."""
    found = [one for one in routes() if not {"<", "(", "\\"} & set(one)]
    return [one for one in found if not one.startswith(NOT_A_PAGE)]


def taken(client: Client, name: str) -> bytes:
    """A list as a file, or what stands on its page when it is none of hers."""
    answer = client.post(f"/take-out/{name}/?whose=all", {"form": "csv", "why": "For the yearly report"})
    if answer.status_code != 200:
        return still(bare(answer))[1]
    lines = (b"".join(answer) if answer.streaming else answer.content).splitlines()
    return b"\n".join(lines if name != "left" else lines[:1])  # each file that is taken out stands in that list


def still(answer: tuple[int, bytes, str]) -> tuple[int, bytes, str]:
    """An answer without the minute in which it was printed."""
    return answer[0], PRINTED.sub(b"", answer[1]), answer[2]


def seen_by(client: Client, program: Client) -> dict[str, object]:
    """Everything that she reads and everything that she takes out."""
    pages = {
        one: still(bare((program if one.startswith(DOORS) else client).get(one))) for one in plain_routes()
        if not one.startswith("/take-out/") or one == "/take-out/cases/"
    }  # fmt: skip
    return {**pages, **{f"file {name}": taken(client, name) for name in LISTINGS}}


def test_no_number_and_no_list_outside_moves_by_what_a_victim_service_does(
    become: Become, visit: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "STRANGERS", Pace(100_000))
    a_case(become("worker"))
    comers = {}
    for name in (*OUTSIDE, WHO_LOOKED):
        token = make_token(name="A program", scopes=SCOPES, by=become(name))
        comers[name] = visit(name), Client(headers={"Authorization": f"Bearer {token}"})
    moment = clock.now()
    with clock.standing_at(moment):
        seen_by(*comers["worker"])
        before = {name: seen_by(*one) for name, one in comers.items()}
        hidden_things(become)
        after = {name: seen_by(*one) for name, one in comers.items()}
    assert len(before["worker"]) > 40
    for name in OUTSIDE:
        told = [place for place in before[name] if before[name][place] != after[name][place]]
        assert not told, (name, told)
    for place, said in after[WHO_LOOKED].items():
        for word in NAME.split():
            assert word not in str(said), place
