"""What somebody says is wrong, on its pages and beside the note."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from tests.factories.assessments import lead
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact

WORDS = "I was never late. The bus broke down."


def test_from_her_words_to_her_statement(become: Callable[[str], Reader], visit: Callable[[str], Client]) -> None:
    by = become("worker")
    case = a_case(by)
    contact = a_contact(case, by)
    client, here = visit("worker"), f"/cases/{case.public_id}/corrections/"
    said = {"kind": "note", "entry": str(contact.public_id), "person_id": lead(case), "clock_of": "hipaa"}
    wrong = client.post(here, said | {"own_words": WORDS})
    assert wrong.status_code == 422
    assert "The bus broke down" in wrong.content.decode(), "nothing typed is lost"
    assert client.post(here, said | {"own_words": WORDS, "asked_on": clock.today().isoformat()}).status_code == 302
    one = re.findall(rf'href="{here}([^"]+)"', client.get(here).content.decode())[0]
    assert client.post(here + one, {"outcome": "stays", "answer": "No"}).status_code == 422
    assert client.post(here + one, {"outcome": "stays", "answer": "The note says when we met"}).status_code == 302
    assert client.post(here + one, {"statement": "The bus was late, not I"}).status_code == 302
    beside = client.get(f"/contacts/{contact.public_id}/").content.decode()
    assert "The bus broke down" in beside
    assert "The bus was late, not I" in beside
    assert visit("elsewhere").get(here).status_code == 404
    assert visit("privacy").get(here).status_code == 404
