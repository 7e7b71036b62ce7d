"""The family page: drawn by what its reader may see, on any day, with the same in words (S-055, S-058, S-170)."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from alongside.record.people import actions
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.dynamics import an_entry
from tests.factories.kin import a_family
from tests.factories.people import a_person

Visit = Callable[[str], Client]


def test_the_page_draws_the_family_and_tells_the_same_in_words(become: Become, visit: Visit) -> None:
    by = become("worker")
    kin = a_family(by)
    an_entry(kin.case, by, area="strengths", words="We sing together.")
    client = visit("worker")
    page = client.get(kin.address).content.decode()
    assert "We sing together." in page
    assert "Nobody has been asked yet." in page
    for name in kin.people:
        assert name in page
    assert page.count("data-person=") == len(kin.people)
    assert 'data-household="h1"' in page
    assert "data-bond" not in page
    assert "Choir St Brigid" in page
    assert "Andrés Ruiz: violent towards" in page
    assert " style=" not in page[page.index("<svg") :]
    bonds = client.get(kin.address, {"shown": "1", "layer": "bonds"}).content.decode()
    assert "data-bond" in bonds
    assert "data-household" not in bonds
    early = client.get(kin.address, {"day": "2014-01-01"}).content.decode()
    assert "We sing together." not in early
    assert early.count("data-person=") == len(kin.people) - 3
    assert client.get(kin.address, {"day": "the day before"}).status_code == 200


def test_the_colleague_sees_no_violence_and_others_nothing(become: Become, visit: Visit) -> None:
    kin = a_family(become("worker"))
    page = visit("colleague").get(kin.address, {"shown": "1", "layer": "bonds"}).content.decode()
    assert "Andrés Ruiz" in page
    assert "violen" not in page.lower()
    for who in ("elsewhere", "privacy", "evaluator", "admin"):
        assert visit(who).get(kin.address).status_code in (403, 404)
        assert visit(who).get(f"{kin.address}print/").status_code in (403, 404)


def test_what_cannot_be_drawn_is_told_as_a_list_with_the_reason(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by, people=["Alone"])
    page = visit("worker").get(f"/cases/{case.public_id}/family/")
    assert page.status_code == 200
    assert "Alone" in page.content.decode()
    assert "Nobody has asked yet" in page.content.decode()


def test_contradictions_stand_above_the_drawing(become: Become, visit: Visit) -> None:
    by = become("worker")
    kin = a_family(by)
    third = a_person(kin.case.circle_id, "Bo Third", by)
    actions.relate(circle=kin.case.circle_id, person=third, other=kin.people["Inés Ruiz"], kind="parent", by=by)
    page = visit("worker").get(kin.address).content.decode()
    assert "The record contradicts itself" in page
    assert "More than two parents by birth" in page


def test_on_paper_stand_the_drawing_and_the_list(become: Become, visit: Visit) -> None:
    by = become("worker")
    kin = a_family(by)
    page = visit("worker").get(f"{kin.address}print/").content.decode()
    assert "<title>Family drawing" in page
    assert page.count("data-person=") == len(kin.people)
    assert f"Printed by {by.name}" in page
