"""Drawing with the family: a tap, a name, a fact; look-alikes are asked about; a mistake is taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from django.test import Client

from alongside.record.people.models import DrawingWish, Person, Relationship
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.kin import a_family
from tests.factories.people import a_person

Visit = Callable[[str], Client]


def boxes(**said: str) -> dict[str, str]:
    return {"idempotency_key": uuid4().hex, "kind": "parent", **said}


def one(name: str) -> Person:
    return Person.objects.get(display_name=name)


def test_somebody_is_tapped_and_somebody_put_beside_them(become: Become, visit: Visit) -> None:
    kin = a_family(become("worker"))
    client, marta, drawn = visit("worker"), kin.people["Marta López"], f"{kin.address}draw/"
    assert client.get(drawn).content.decode().count("data-person=") == len(kin.people)
    tapped = client.get(drawn, {"at": str(marta.public_id)}).content.decode()
    assert "Who belongs beside them?" in tapped
    at = f"{drawn}?at={marta.public_id}&add=child"
    empty = client.post(at, boxes(kind="child"))
    assert empty.status_code == 422
    assert "Write a name, or choose somebody" in empty.content.decode()
    strange = client.post(at, boxes(kind="child", name="Zuzana Novotná", born="when the war ended"))
    assert strange.status_code == 422
    assert 'value="Zuzana Novotná"' in strange.content.decode()
    answer = client.post(at, boxes(kind="child", name="Zuzana Novotná", born="2024", gender="f"))
    assert answer.status_code == 302
    child = one("Zuzana Novotná")
    assert Relationship.objects.filter(person=child, other=marta, kind="child").exists()
    place = urlsplit(answer["Location"])
    assert parse_qs(place.query)["at"] == [str(child.public_id)]
    assert "Take it back" in client.get(answer["Location"]).content.decode()
    last = parse_qs(place.query)["last"][0]
    taken = client.post(f"{drawn}undo/", {"last": last}, follow=True).content.decode()
    assert taken.count("data-person=") == len(kin.people)
    assert "Taken back. The drawing is as it was." in taken
    assert not Person.objects.filter(display_name="Zuzana Novotná").exists()
    assert "Zuzana" not in client.get("/people/").content.decode()
    found = client.get("/search/", {"q": "Zuzana Novotna"}).content.decode()
    assert "Novotná" not in found


def test_people_alike_are_asked_about_before_somebody_new_is_drawn(become: Become, visit: Visit) -> None:
    by = become("worker")
    kin = a_family(by)
    known = a_person(a_case(by).circle_id, "Wilhelmina Brandt", by)
    client, marta = visit("worker"), kin.people["Marta López"]
    at = f"{kin.address}draw/?at={marta.public_id}&add=sibling"
    asked = client.post(at, boxes(kind="half_sibling", name="Wilhelmina Brant"))
    assert asked.status_code == 200
    assert "Is it one of these people?" in asked.content.decode()
    same = re.search(r'name="same" value="([0-9a-f-]+)"', asked.content.decode())
    assert same is not None
    assert same[1] == str(known.public_id)
    client.post(at, boxes(kind="half_sibling", name="Wilhelmina Brant", same=same[1]))
    assert Relationship.objects.filter(person=known, other=marta, kind="half_sibling").exists()
    client.post(at, boxes(kind="half_sibling", name="Wilhelmina Brant", apart="1"))
    assert one("Wilhelmina Brant").id != known.id


def test_a_wish_moves_somebody_and_is_kept(become: Become, visit: Visit) -> None:
    kin = a_family(become("worker"))
    client, marta = visit("worker"), kin.people["Marta López"]
    at = f"{kin.address}draw/move/?at={marta.public_id}"
    for to in ("left", "right"):
        assert client.post(at, {"to": to}).status_code == 302
    assert DrawingWish.objects.exists()
    assert client.post(f"{kin.address}draw/move/", {"to": "left"}).status_code == 404


def test_who_may_draw(become: Become, visit: Visit) -> None:
    kin = a_family(become("worker"))
    marta = kin.people["Marta López"]
    client = visit("worker")
    assert client.get(f"{kin.address}draw/blank/").content.decode().count("stroke-dasharray") > 10
    assert client.get(f"{kin.address}draw/", {"at": str(uuid4())}).status_code == 404
    assert client.get(f"{kin.address}draw/", {"at": "nobody"}).status_code == 404
    assert client.post(f"{kin.address}draw/?at={marta.public_id}", boxes(name="Ana")).status_code == 404
    assert client.post(f"{kin.address}draw/undo/", {"last": "x"}).status_code == 404
    gone = client.post(f"{kin.address}draw/undo/", {"last": f"r{uuid4().hex}"}, follow=True)
    assert "not in the drawing any more" in gone.content.decode()
    for who in ("elsewhere", "admin"):
        assert visit(who).get(f"{kin.address}draw/").status_code in (403, 404)
    read_only = visit("colleague")
    sent = read_only.post(f"{kin.address}draw/?at={marta.public_id}&add=child", boxes(name="Ana"))
    assert sent.status_code in (403, 404)
    become("worker")
    assert not Person.objects.filter(display_name="Ana").exists()
