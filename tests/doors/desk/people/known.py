"""People of whom something is known, for the tests of their pages."""

from __future__ import annotations

from datetime import date

from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.record.cases.models import Case
from alongside.record.people import actions
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.people import a_person, a_phone


def well_known(become: Become) -> Person:
    """Somebody of whom much is known, in a case of the worker."""
    by = become("worker")
    case = a_case(by, people=["Adam Kowalczyk"])
    person = a_person(
        case.circle_id,
        "Marta López",
        by,
        born=date(1992, 3, 1),
        preferred="Marta",
        pronouns="she/her",
        languages=["Spanish", "English"],
        reads_best="Spanish",
        interpreter="yes",
        interpreter_language="Spanish",
        identity_words="Sundays are for the choir.",
    )
    a_phone(person, case.circle_id, by, "085 555 4471", text_ok="yes", voicemail_ok="no", say_as="LB", label="own")
    actions.add_contact_point(
        person=person, circle=case.circle_id, kind="address", value="14 Quay Row", level=SAFE_LOCATION, by=by
    )
    other = a_person(case.circle_id, "Rosario Vega", by)
    actions.relate(circle=case.circle_id, person=other, other=person, kind="parent", source="Marta", by=by)
    home = actions.start_household(circle=case.circle_id, label="The yellow house", by=by)
    actions.join_household(household=home, person=person, part="head", from_on=date(2020, 1, 1), by=by)
    return person


def marta(become: Become) -> tuple[Case, Person, str]:
    by = become("worker")
    case = a_case(by, people=["Adam Kowalczyk"])
    person = a_person(case.circle_id, "Marta López", by, born=date(1992, 3, 1))
    return case, person, f"/people/{person.public_id}/"
