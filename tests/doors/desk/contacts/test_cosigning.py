"""A student's note waits on its page until a qualified worker signs it too (S-206)."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from alongside.record.cases.queries import case_row
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact
from tests.factories.students import a_trainee, acting_as


def test_it_waits_until_it_is_signed_too(become: Become, visit: Callable[[str], Client]) -> None:
    student = a_trainee(become("admin"))
    case = a_case(become("worker"))
    with acting_as(student) as by:
        contact = a_contact(case_row(case.public_id), by).public_id
    page, client = f"/contacts/{contact}/", visit("worker")
    assert "Awaiting co-signature" in client.get(page).content.decode()
    assert visit("elsewhere").post(f"{page}cosign/").status_code == 404
    assert client.post(f"{page}cosign/").status_code == 302
    shown = client.get(page).content.decode()
    assert "Signed as well by Dele Akande" in shown
    assert "Awaiting co-signature" not in shown
    assert "does not wait" in client.post(f"{page}cosign/", follow=True).content.decode()
