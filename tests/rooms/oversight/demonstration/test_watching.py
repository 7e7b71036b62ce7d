"""What stories leave on the privacy officer's desk is there, by the product's own actions."""

from __future__ import annotations

from alongside.ground.foundation import clock
from alongside.oversight.breaches.queries import breach_sheet, breaches
from alongside.oversight.demonstration.watching import ToldCase, tell_watched
from alongside.oversight.requests.queries.listing import requests
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case

ASKS = {
    "who": "marta",
    "arrival": "email",
    "law": "gdpr",
    "wanted": "Everything",
    "proof": "document",
    "proof_words": "Her residence card",
}
SENT = {
    "who": "marta",
    "kind": "sent",
    "title": "A letter",
    "happened": "It went to the house next door",
    "told": "Amina",
    "told_words": "By phone within the hour",
}


def test_each_kind_stands_on_the_desk(become: Become) -> None:
    case = a_case(become("worker"))
    watched = ToldCase(case.number, case.public_id, {"marta": "Marta López"})
    officer = become("privacy")
    tell_watched(watched, {"request": ASKS, "breach": SENT}, clock.now(), officer)
    hold = {"why": "The court looks again in spring.", "authority": "Care order", "review_in": 90}
    tell_watched(watched, {"hold": hold}, clock.now(), officer)
    assert [(one.asker_name, one.state) for one in requests()] == [("Marta López", "gathered")]
    (line,) = breaches()
    sheet = breach_sheet(line.public_id)
    assert [one.whom for one in sheet.entries] == ["Amina"]
    assert [one.name for one in sheet.touched] == ["Marta López"]
    looks = {"ground": "Somebody may come to harm", "sentence": "The school rang that the boy did not come today."}
    tell_watched(watched, {"emergency": looks}, clock.now(), become("intake"))
    assert Person.objects.filter(display_name="Marta López").exists()
