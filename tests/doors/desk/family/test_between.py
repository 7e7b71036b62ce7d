"""Two who are drawn, their homes and what stands around them: tapped, written down, ended, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from django.test import Client

from alongside.record.people.models import Bond, Household, HouseholdMember, Relationship, System
from tests.conftest import Become
from tests.factories.kin import a_family

Visit = Callable[[str], Client]


def boxes(**said: str) -> dict[str, str]:
    return {"idempotency_key": uuid4().hex, **said}


def at(answer: object, client: Client) -> tuple[str, str]:
    """The page after a tap, and the trail in its address."""
    place = answer["Location"]  # type: ignore[index]  # a redirect
    return client.get(place).content.decode(), parse_qs(urlsplit(place).query)["last"][0]


def test_two_who_are_drawn_are_related_and_part_again(become: Become, visit: Visit) -> None:
    kin = a_family(become("worker"))
    client, drawn = visit("worker"), f"{kin.address}draw/"
    rosario, luis = kin.people["Rosario Vega"], kin.people["Luis Prado"]
    asks = client.get(drawn, {"at": str(rosario.public_id), "do": "link"}).content.decode()
    assert "Now tap whom Rosario Vega is related to." in asks
    assert f"do=link&amp;to={luis.public_id}" in asks
    two = f"{drawn}?at={rosario.public_id}&do=link&to={luis.public_id}"
    assert "Rosario Vega is … Luis Prado" in client.get(two).content.decode()
    wrong = client.post(two, boxes(kind="partner", from_on="2020-01-01", until_on="2019-01-01"))
    assert wrong.status_code == 422
    assert "The end lies before the beginning" in wrong.content.decode()
    page, last = at(client.post(two, boxes(kind="partner", from_on="2020-01-01", source="Luis")), client)
    assert "Take it back" in page
    fact = Relationship.objects.get(person=rosario, other=luis)
    assert (fact.kind, fact.source) == ("partner", "Luis")
    over = client.get(two).content.decode()
    assert "Rosario Vega: Partner of Luis Prado: no longer so" in over
    over_so = {"idempotency_key": uuid4().hex, "fact": str(fact.public_id)}
    assert client.post(two, {**over_so, "on": "2019-05-05"}).status_code == 422
    ended = client.post(f"{two}&last={last}", {**over_so, "idempotency_key": uuid4().hex, "ending": "separated"})
    _page, last = at(ended, client)
    fact.refresh_from_db()
    assert (fact.ending, fact.version) == ("separated", 2)
    client.post(f"{drawn}undo/", {"last": last})
    fact.refresh_from_db()
    assert (fact.ending, fact.until_on) == ("", None)
    assert client.post(two, {**over_so, "fact": str(uuid4())}).status_code == 404
    herself = {"at": str(rosario.public_id), "do": "link", "to": str(rosario.public_id)}
    assert client.get(drawn, herself).status_code == 404


def test_a_view_is_drawn_with_its_basis_and_nothing_grave(become: Become, visit: Visit) -> None:
    kin = a_family(become("worker"))
    client, drawn = visit("worker"), f"{kin.address}draw/"
    dani, rosario = kin.people["Dani Prado"], kin.people["Rosario Vega"]
    two = f"{drawn}?at={dani.public_id}&do=bond&to={rosario.public_id}"
    said = {"kind": "caretaker", "person": str(rosario.public_id), "said_by": str(dani.public_id)}
    assert client.post(two, boxes(**said)).status_code == 422
    assert client.post(two, boxes(**said | {"kind": "violence"}, basis="Dani told it")).status_code == 422
    page, last = at(client.post(two, boxes(**said, basis="Dani: she cooks for me")), client)
    noted = Bond.objects.get(person=rosario, other=dani)
    assert (noted.kind, noted.said_by, noted.basis) == ("caretaker", dani, "Dani: she cooks for me")
    assert "data-bond" in page
    shown = client.get(drawn, {"bonds": "1"}).content.decode()
    assert "Violent" not in shown
    assert "violent" not in shown.lower().replace("violence, abuse", "")
    between = client.get(two).content.decode()
    assert "Rosario Vega: looks after Dani Prado: no longer so" in between
    ended = client.post(two, {"idempotency_key": uuid4().hex, "fact": str(noted.public_id)})
    client.post(f"{drawn}undo/", {"last": at(ended, client)[1]})
    assert Bond.objects.get(id=noted.id).until_on is None
    stuck = client.post(f"{drawn}undo/", {"last": last}, follow=True).content.decode()
    assert "changed since" in stuck


def test_people_move_in_and_out(become: Become, visit: Visit) -> None:
    kin = a_family(become("worker"))
    client, drawn = visit("worker"), f"{kin.address}draw/"
    andres, luis, marta = (kin.people[name] for name in ("Andrés Ruiz", "Luis Prado", "Marta López"))
    home = f"{drawn}?at={andres.public_id}&do=home"
    assert "14 Quay Row" in client.get(home).content.decode()
    assert client.post(home, boxes(home="new", label=" ")).status_code == 422
    page, last = at(client.post(home, boxes(home="new", label="The boat", along=str(luis.public_id))), client)
    assert "The boat" in page
    boat = Household.objects.get(label="The boat")
    assert {one.person for one in boat.members.all()} == {andres, luis}
    client.post(home, boxes(home=str(kin.home.public_id)))
    assert kin.home.members.filter(person=andres).exists()
    client.post(f"{drawn}undo/", {"last": last})
    assert not Household.objects.filter(label="The boat").exists()
    stay = HouseholdMember.objects.get(person=marta)
    out = {"idempotency_key": uuid4().hex, "fact": str(stay.public_id)}
    moved = client.post(f"{drawn}?at={marta.public_id}&do=home", out)
    stay.refresh_from_db()
    assert stay.until_on is not None
    client.post(f"{drawn}undo/", {"last": at(moved, client)[1]})
    stay.refresh_from_db()
    assert stay.until_on is None


def test_what_stands_around_them_is_tapped(become: Become, visit: Visit) -> None:
    kin = a_family(become("worker"))
    client, drawn, dani = visit("worker"), f"{kin.address}draw/", kin.people["Dani Prado"]
    around = f"{drawn}?at={dani.public_id}&do=around"
    taps = client.get(around).content.decode()
    assert f"system={kin.choir.public_id}" in taps
    assert "kind=school" in taps
    said = {"whose": str(dani.public_id), "strength": "weak", "energy": "from", "said_by": str(dani.public_id)}
    assert client.post(around, boxes(**said)).status_code == 404
    assert client.post(f"{around}&kind=school", boxes(**said | {"kind": "school"})).status_code == 422
    made = client.post(f"{around}&kind=school", boxes(**said | {"kind": "school", "label": "Quay School"}))
    school = System.objects.get(label="Quay School")
    assert [(one.person, one.strength) for one in school.ties.all()] == [(dani, "weak")]
    home = f"home-{kin.home.public_id}"
    client.post(
        f"{around}&system={kin.choir.public_id}", boxes(**said | {"kind": "", "whose": home, "words": "sings again"})
    )
    assert kin.choir.ties.filter(household=kin.home, words="sings again").exists()
    client.post(f"{drawn}undo/", {"last": at(made, client)[1]})
    assert not System.objects.filter(id=school.id).exists()


def test_whoever_only_reads_ends_and_writes_nothing(become: Become, visit: Visit) -> None:
    kin = a_family(become("worker"))
    marta, andres = kin.people["Marta López"], kin.people["Andrés Ruiz"]
    two = f"{kin.address}draw/?at={marta.public_id}&do=bond&to={andres.public_id}"
    home = f"{kin.address}draw/?at={marta.public_id}&do=home"
    for who in ("colleague", "elsewhere", "admin"):
        client = visit(who)
        for place in (two, home, f"{kin.address}draw/?at={marta.public_id}&do=around&kind=school"):
            assert client.post(place, boxes(kind="close", home="new", label="x")).status_code in (403, 404)
    become("worker")
    assert not Bond.objects.filter(kind="close").exists()
    assert visit("worker").post(f"{kin.address}draw/?do=home", boxes(home="new")).status_code == 404
