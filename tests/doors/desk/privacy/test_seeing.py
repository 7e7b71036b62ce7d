"""The privacy officer asks what a colleague would see of a case: numbers and kinds, nothing more."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from alongside.agency.access.models import Reading
from alongside.agency.staff.models import Worker
from alongside.record.people.actions.sealing import ask_seal, decide_seal
from alongside.record.people.enums import SealKind
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact
from tests.factories.eyes import a_note_for_few, credential

PATH = "/privacy/seeing/"


def test_numbers_without_a_word_for_the_privacy_officer_alone(become: Become, visit: Callable[[str], Client]) -> None:
    credential(become, "worker")
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    a_contact(case, by)
    a_note_for_few(case, by)
    protected = a_case(become("elsewhere"), programme="safe", people=["Olena Kovalenko"])
    become("admin")
    workers = {row.name: str(row.public_id) for row in Worker.objects.all()}
    officer = visit("privacy")

    def told(number: str, name: str) -> str:
        return officer.get(PATH, {"number": number, "worker": workers[name]}).content.decode()

    page = told(case.number, "Dele Akande")
    assert "Contacts" in page
    assert "Marta" not in page
    assert '<span class="numeral">1</span>' in page  # the counselling note is not counted
    assert '<span class="numeral">2</span>' not in page.partition("Contacts")[2].partition("</li>")[0]
    assert "would see nothing of this case" in told(case.number, "Tomasz Nowak")
    absent = told("HF-9999", "Dele Akande")
    assert "There is no case with this number that you may know of." in absent
    assert "There is no case with this number" in told(protected.number, "Dele Akande")
    become("privacy")
    assert Reading.objects.filter(act="what somebody would see", circle_id=case.circle_id).exists()
    for stranger in ("worker", "supervisor", "admin", "evaluator"):
        assert visit(stranger).get(PATH).status_code == 403, stranger
    assert officer.get(PATH, {"number": case.number, "worker": "nobody"}).status_code == 422
    by = become("worker")
    person = Person.objects.get(display_name="Marta López")
    act = ask_seal(person=person, kind=SealKind.SEAL, why="She asked for it herself.", by=by)
    decide_seal(act=act, agree=True, answer="Agreed, as she asked.", by=become("privacy"))
    assert "There is no case with this number" in told(case.number, "Dele Akande")
