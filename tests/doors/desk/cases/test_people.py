"""The people of a case: joining and leaving."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from alongside.record.cases.models import Participant
from tests.conftest import Become
from tests.factories.cases import a_case, a_circle, a_person

Visit = Callable[[str], Client]


def test_somebody_is_looked_for_and_brought_in(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by)
    rosario = a_person(a_circle(by), "Rosario Vega", by)
    client, base = visit("worker"), f"/cases/{case.public_id}/people/"
    found = client.post(base + "look/", {"name": "rosario vega"}).content.decode()
    assert str(rosario.public_id) in found
    asked = client.post(base + "join/", {"person": rosario.public_id, "name": "Rosario Vega"})
    assert "Rosario Vega takes part" in asked.content.decode()
    answer = client.post(
        base + "join/", {"person": rosario.public_id, "role": "relative", "note": "Cooks"}, follow=True
    )
    page = answer.content.decode()
    assert "Rosario Vega takes part now" in page
    assert "Relative" in page
    assert "Cooks" in page


def test_looking_without_a_name_and_for_nobody(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    client, base = visit("worker"), f"/cases/{case.public_id}/people/"
    assert client.post(base + "look/", {"name": " "}).status_code == 422
    assert "Nobody of that name" in client.post(base + "look/", {"name": "Zzyzx Qwerty"}).content.decode()


def test_a_part_ends_with_a_reason(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), family=True)
    part = Participant.objects.filter(case=case, role="child").first()
    assert part
    client, base = visit("worker"), f"/cases/{case.public_id}/people/"
    assert "does not take part any more" in client.post(base + "leave/", {"part": part.public_id}).content.decode()
    refused = client.post(base + "leave/", {"part": part.public_id, "why": ""})
    assert refused.status_code == 422
    assert "Say why this person does not take part any more." in refused.content.decode()
    client.post(base + "leave/", {"part": part.public_id, "why": "Moved to her aunt"})
    page = client.get(base).content.decode()
    assert "Took part before" in page


def test_a_part_of_another_case_is_not_there(become: Become, visit: Visit) -> None:
    by = become("worker")
    case, other = a_case(by), a_case(by, family=True)
    part = Participant.objects.filter(case=other, role="child").first()
    assert part
    answer = visit("worker").post(f"/cases/{case.public_id}/people/leave/", {"part": part.public_id, "why": "Mistake"})
    assert answer.status_code == 404


def test_a_colleague_sees_no_form(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), family=True)
    page = visit("colleague").get(f"/cases/{case.public_id}/people/").content.decode()
    assert "people/leave/" not in page
    assert "Only whoever carries this case" in page
