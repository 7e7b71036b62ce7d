"""A way to reach somebody that stays hidden is encrypted in the database, and is read, found and compared as before."""

from __future__ import annotations

import pytest
from django.db import connection

from alongside.agency.access.models import History
from alongside.ground.foundation.encryption import is_encrypted
from alongside.ground.foundation.errors import Stale
from alongside.ground.foundation.reader import ORDINARY, SAFE_LOCATION, Reader
from alongside.record.people import actions, queries
from alongside.record.people.models import ContactPoint, Person
from alongside.record.people.queries.kept import key_of, keys_of, plain_phones, sought_phones, values_of
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person, a_phone

SECRET = "085 555 4471"


def hidden(become: Become) -> tuple[Reader, Person, ContactPoint]:
    by = become("worker")
    circle = a_circle(by)
    person = a_person(circle, "Marta López", by)
    return by, person, a_phone(person, circle, by, SECRET, level=SAFE_LOCATION)


def stands(point: ContactPoint) -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("select value, phone_key from people_contactpoint where id = %s", [point.id])
        value, key = cursor.fetchone()
    return value, key


def test_the_row_tells_nothing_and_the_page_shows_it(become: Become) -> None:
    by, person, point = hidden(become)
    value, key = stands(point)
    assert is_encrypted(value)
    assert key.startswith("~")
    assert "4471" not in value + key
    (view,) = queries.contact_points(person.id)
    assert (view.value, view.covered, view.hidden) == (SECRET, "•••• 4471", True)
    row = ContactPoint.objects.get(id=point.id)
    assert values_of([row]) == {row.id: SECRET}
    assert keys_of([row]) == [(person.id, "phone", key_of("phone", SECRET))]
    (match,) = queries.near_matches(full_name="Somebody Else", phones=["(085) 5554471"], by=by).matches
    assert match.person_id == person.id


def test_hiding_encrypts_and_showing_opens_again(become: Become) -> None:
    by, person, point = hidden(become)
    actions.change_contact_point(point=point, version=1, level=ORDINARY, by=by)
    assert stands(point) == (SECRET, key_of("phone", SECRET))
    actions.change_contact_point(point=point, version=2, label="Her sister", by=by)
    assert stands(point) == (SECRET, key_of("phone", SECRET))
    actions.change_contact_point(point=point, version=3, level=SAFE_LOCATION, by=by)
    assert is_encrypted(stands(point)[0])
    actions.change_contact_point(point=point, version=4, value="085 555 9032", by=by)
    assert is_encrypted(stands(point)[0])
    assert queries.contact_points(person.id)[0].value == "085 555 9032"


@pytest.mark.parametrize("words", [{}, {"value": "085 555 9032"}], ids=["as it is", "with other words"])
def test_history_does_not_tell_in_clear_what_is_hidden_now(become: Become, words: dict[str, str]) -> None:
    by = become("worker")
    circle = a_circle(by)
    point = a_phone(a_person(circle, "Marta López", by), circle, by, SECRET)
    actions.change_contact_point(point=point, version=1, level=SAFE_LOCATION, **words, by=by)
    kept = History.objects.filter(table_name="people_contactpoint", row_id=point.id, verb="update").order_by("id")
    first, *more = [row.before or {} for row in kept]
    assert first == {"level": ORDINARY}
    assert [is_encrypted(one["value"]) for one in more] == [True] * len(words)
    assert "4471" not in str(more)


def test_a_stale_edit_shows_what_stands_in_clear(become: Become) -> None:
    by, _person, point = hidden(become)
    with pytest.raises(Stale) as found:
        actions.change_contact_point(point=point, version=9, value="1234567", by=by)
    assert found.value.theirs["value"] == SECRET
    with pytest.raises(Stale) as found:
        actions.end_contact_point(point=point, version=9, by=by)
    assert found.value.theirs["value"] == SECRET


def test_phones_are_sought_in_both_forms_and_told_in_clear() -> None:
    forms = sought_phones(["0855554471"])
    assert sorted(forms.values()) == ["0855554471"] * 2
    assert plain_phones([*forms, "0850000000"], forms) == ("0855554471", "0850000000")
    assert key_of("address", "12  Harbour STREET") == key_of("address", "12 harbour street")
