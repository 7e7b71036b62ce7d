"""The timeline at the desk: the picture and its table say the same, choices are in the address, others see nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import RESTRICTED, SAFE_LOCATION
from alongside.record.cases.models import Case
from alongside.record.people.models import Person
from alongside.record.people.rules.happenings import UNKNOWN
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact
from tests.factories.happenings import a_life_event, a_placement, a_stay, an_order, day
from tests.factories.people import a_phone

Visit = Callable[[str], Client]


@pytest.fixture
def told(become: Become) -> tuple[Case, Person, Person]:
    """A family's case with events, a hidden place, an order, contacts; mother and child."""
    by = become("worker")
    case = a_case(by, family=True)
    marta, dani = (Person.objects.get(display_name=name, parts__case=case) for name in ("Marta López", "Dani Prado"))
    circle = case.circle_id
    a_life_event(circle, by, dani, words="Finished <school> & laughed", gain=True, on=day(2024, 6))
    a_life_event(circle, by, marta, words="Lost her mother", kind="loss", on=day(2019))
    a_life_event(circle, by, marta, words="Came to this country", kind="migration", on=day(2010), level=RESTRICTED)
    a_life_event(circle, by, marta, words="First word of Dani", on=UNKNOWN)
    a_placement(dani, circle, by, a_stay(day(2025, 3, 1), place="House at the weir"), level=SAFE_LOCATION)
    an_order(circle, by, about=[dani], until_on=clock.today() + timedelta(days=10))
    a_phone(marta, circle, by, "085 555 4471", level=SAFE_LOCATION)
    a_life_event(circle, by, marta, words="Rang from 085 555 4471", on=day(2023))
    a_contact(case, by)
    return case, marta, dani


def test_picture_and_table_say_the_same(told: tuple[Case, Person, Person], visit: Visit) -> None:
    case, marta, _dani = told
    client, address = visit("worker"), f"/cases/{case.public_id}/timeline/"
    page = client.get(address).content.decode()
    keys = set(re.findall(r'<tr id="([^"]+)"', page))
    drawn = {key for found in re.findall(r'data-entries="([^"]+)"', page) for key in found.split()}
    assert keys == drawn
    assert len(keys) >= 8
    assert "Finished &lt;school&gt; &amp; laughed" in page
    assert "<school>" not in page
    assert page.index(">Gains<") < page.index(">Life<")
    assert "House at the weir" in page
    only = client.get(address, {"person": str(marta.public_id), "kind": "life"}).content.decode()
    assert "Lost her mother" in only
    assert "Finished" not in only
    late = client.get(address, {"begin": "2025-01-01", "zoom": "all"}).content.decode()
    assert "Lost her mother" not in re.sub(r"(?s)<form.*?</form>", "", late)
    assert "lie outside these days" in late
    wrong = client.get(address, {"begin": "2025-01-01", "end": "2024-01-01"})
    assert (wrong.status_code, "before the beginning" in wrong.content.decode()) == (200, True)
    for zoom in ("years", "year", "months"):
        assert client.get(address, {"zoom": zoom, "whose": "family"}).status_code == 200
    none = client.get(address, {"goal": str(marta.public_id)}).content.decode()
    assert "Nothing of this stands in the record yet" in none


def test_what_is_for_few_eyes_stays_there(told: tuple[Case, Person, Person], visit: Visit) -> None:
    case, _marta, _dani = told
    address = f"/cases/{case.public_id}/timeline/"
    page = visit("colleague").get(address).content.decode()
    assert "Lost her mother" in page
    for hidden in ("weir", "Foster home", "Came to this country"):
        assert hidden not in page
    for stranger in ("elsewhere", "intake", "privacy"):
        assert visit(stranger).get(address).status_code == 404, stranger
        assert visit(stranger).get(f"{address}print/").status_code == 404, stranger
    for stranger in ("admin", "evaluator"):
        assert visit(stranger).get(address).status_code in (403, 404), stranger


def test_the_copy_for_the_person_tells_nothing_that_must_stay(told: tuple[Case, Person, Person], visit: Visit) -> None:
    case, _marta, _dani = told
    client, address = visit("worker"), f"/cases/{case.public_id}/timeline/print/"
    whole = client.get(address).content.decode()
    assert "House at the weir" in whole
    assert '<a class="timeline-mark' not in whole
    theirs = client.get(address, {"for": "person", "whose": "family"}).content.decode()
    assert "Lost her mother" in theirs
    assert "Copy for Marta López" in theirs
    assert "1 entry is left out of this copy" in theirs
    for hidden in ("weir", "Came to this country", "085 555 4471"):
        assert hidden not in theirs


def test_a_mark_of_several_opens_a_list_of_exactly_those(
    told: tuple[Case, Person, Person], become: Become, visit: Visit
) -> None:
    case, marta, _dani = told
    by = become("worker")
    for number in range(40):
        a_life_event(case.circle_id, by, marta, words=f"Moved {number}", kind="move", on=day(2001, 1 + number % 12, 3))
    client, address = visit("worker"), f"/cases/{case.public_id}/timeline/"
    page = client.get(address, {"kind": "life"}).content.decode()
    marks = re.findall(r'data-entries="([^"]+ [^"]+)" href="([^"]+)"', page)
    assert marks
    for keys, href in marks:
        opened = client.get(address + href.replace("&amp;", "&").partition("#")[0]).content.decode()
        assert set(re.findall(r'<tr id="([^"]+)"', opened)) == set(keys.split())
        assert f"{len(keys.split())} entries: " in opened
        assert "Show every line" in opened
        assert set(re.findall(r'data-entries="([^"]+)"', opened)) == set(re.findall(r'data-entries="([^"]+)"', page))
    strange = client.get(address, {"kind": "life", "mark": "nothing"}).content.decode()
    assert len(re.findall(r'<tr id="', strange)) == len(re.findall(r'<tr id="', page))
