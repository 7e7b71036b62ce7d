"""The page on which a family is drawn: every address of it carries what was drawn before, and a tap leads on."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.test import Client

from alongside.agency.access.models import Reading
from tests.conftest import Become
from tests.factories.kin import a_family

Visit = Callable[[str], Client]


def test_the_page_carries_the_trail_and_what_is_shown(become: Become, visit: Visit) -> None:
    kin = a_family(become("worker"))
    client, marta = visit("worker"), kin.people["Marta López"]
    last = f"r{uuid4().hex}"
    page = client.get(f"{kin.address}draw/", {"at": str(marta.public_id), "last": last, "bonds": "1"}).content.decode()
    assert page.count(f"last={last}") > len(kin.people)
    assert page.count("bonds=1") > len(kin.people)
    assert "Hide how people stand to each other" in page
    assert page.count("data-tapped") == 1
    strange = client.get(f"{kin.address}draw/", {"do": "dance", "last": "x"}).content.decode()
    assert "Take it back" not in strange
    assert "stands here, with what can be said of them" in strange
    become("privacy")
    assert Reading.objects.filter(act="drawing together", circle_id=kin.case.circle_id).exists()


def test_a_second_tap_leads_to_the_two(become: Become, visit: Visit) -> None:
    kin = a_family(become("worker"))
    client, marta, dani = visit("worker"), kin.people["Marta López"], kin.people["Dani Prado"]
    first = client.get(f"{kin.address}draw/", {"at": str(marta.public_id), "do": "bond"}).content.decode()
    assert "Now tap whom Marta López stands to in some way." in first
    assert f"at={marta.public_id}&amp;do=bond&amp;to={dani.public_id}" in first
    both = client.get(
        f"{kin.address}draw/", {"at": str(marta.public_id), "do": "bond", "to": str(dani.public_id)}
    ).content.decode()
    assert both.count("data-tapped") == 2
    assert "On what this rests" in both
