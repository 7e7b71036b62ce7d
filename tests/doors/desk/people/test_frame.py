"""What every form about a person shares: hidden and absent, one place or several, both versions."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.forms import ChoiceField, Form
from django.test import Client

from alongside.doors.desk.people.frame import circle_of, offer_keepers
from alongside.ground.foundation.errors import NotFound
from alongside.oversight.overviews.person_page import Keeper
from alongside.record.people import actions
from alongside.record.people.models import PersonName
from tests.conftest import Become
from tests.doors.desk.people.known import well_known

Visit = Callable[[str], Client]
SEES = {"worker": True, "colleague": True, "supervisor": True}
CAST = ["worker", "colleague", "supervisor", "elsewhere", "intake", "evaluator", "privacy", "admin"]


TAILS = ("", "change/", "names/new/", "reach/new/", "homes/new/", "relations/new/", "worker/")


@pytest.mark.parametrize("username", CAST)
def test_hidden_and_absent_answer_the_same(become: Become, visit: Visit, username: str) -> None:
    person = well_known(become)
    client = visit(username)
    for tail in TAILS:
        answer = client.get(f"/people/{person.public_id}/{tail}")
        absent = client.get(f"/people/{uuid4()}/{tail}")
        assert absent.status_code == 404, tail
        if SEES.get(username):
            assert answer.status_code == 200, tail
        else:
            assert answer.status_code == 404, tail
            assert answer.content == absent.content


def a_keeper(circle: int) -> Keeper:
    return Keeper(circle, uuid4(), f"Case {circle}", victim_service=False)


class KeptForm(Form):
    """A form that asks where to keep something."""

    kept = ChoiceField()


def test_with_one_case_the_place_needs_no_choice() -> None:
    form = KeptForm({})
    only = a_keeper(7)
    offer_keepers(form, [only])
    assert form.is_valid()
    assert circle_of([only], form.cleaned_data["kept"]) == 7


def test_with_several_one_of_them_has_to_be_chosen() -> None:
    found = [a_keeper(7), a_keeper(8)]
    form = KeptForm({})
    offer_keepers(form, found)
    assert not form.is_valid()
    assert circle_of(found, str(found[1].public_id)) == 8
    for chosen in ("", str(uuid4())):
        with pytest.raises(NotFound):
            circle_of(found, chosen)


def test_somebody_who_may_be_kept_nowhere_is_kept_nowhere() -> None:
    with pytest.raises(NotFound):
        circle_of([], "")


def test_a_press_that_comes_twice_is_done_once(become: Become, visit: Visit) -> None:
    person = well_known(become)
    client, address = visit("worker"), f"/people/{person.public_id}/names/new/"
    form = {"full": "Martita", "kind": "alias", "idempotency_key": "once"}
    assert [client.post(address, form).status_code for _press in range(2)] == [302, 302]
    become("worker")
    assert PersonName.objects.filter(person=person, full="Martita").count() == 1


def test_both_versions_are_shown_in_the_words_of_the_form(become: Become, visit: Visit) -> None:
    person = well_known(become)
    by = become("worker")
    actions.change_person(person=person, version=person.version, interpreter="no", pronouns="", by=by)
    form = {"version": str(person.version), "born": "1992-03-01", "interpreter": "yes", "pronouns": "she/her"}
    both = visit("worker").post(f"/people/{person.public_id}/change/", form)
    differences = {one.label: (one.theirs, one.mine) for one in both.context["differences"]}
    assert both.status_code == 409
    assert differences["Interpreter needed"] == ("No", "Yes")
    assert differences["Pronouns"] == ("–", "she/her")
