"""Choosing a case by typing a name; addresses that cannot name one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from alongside.ground.foundation.reader import Reader
from alongside.record.cases.models import Case
from tests.factories.cases import a_case

Become = Callable[[str], Reader]
Visit = Callable[[str], Client]


def address_of(case: Case) -> str:
    return f"/contacts/new/?case={case.public_id}"


def test_without_a_case_one_is_chosen_by_typing_a_name(become: Become, visit: Visit) -> None:
    by = become("worker")
    marta, yusuf = a_case(by), a_case(by, people=["Yusuf Abdi"])
    client = visit("worker")
    page = client.get("/contacts/new/").content.decode()
    assert str(marta.public_id) in page
    assert str(yusuf.public_id) in page
    assert client.get("/contacts/new/?q=lopez")["Location"] == address_of(marta)
    assert client.get(f"/contacts/new/?q={yusuf.number}")["Location"] == address_of(yusuf)
    assert "None of your cases fits" in client.get("/contacts/new/?q=nobody").content.decode()


def test_a_name_that_cannot_be_one_is_nothing(visit: Visit) -> None:
    assert visit("worker").get("/contacts/new/?case=marta").status_code == 404


@pytest.mark.parametrize("typed", ["lop", "LÓPEZ mar", "marta", "{number}", "{tail}"])
def test_the_beginnings_of_words_and_the_number_are_enough(become: Become, visit: Visit, typed: str) -> None:
    by = become("worker")
    marta = a_case(by)
    a_case(by, people=["Yusuf Abdi"])
    words = typed.format(number=marta.number, tail=marta.number.rpartition("-")[2])
    assert visit("worker").get("/contacts/new/", {"q": words})["Location"] == address_of(marta)


@pytest.mark.parametrize("typed", ["opez", "marta yusuf"])
def test_the_middle_of_a_word_or_a_word_too_many_fits_nobody(become: Become, visit: Visit, typed: str) -> None:
    by = become("worker")
    a_case(by)
    a_case(by, people=["Yusuf Abdi"])
    page = visit("worker").get("/contacts/new/", {"q": typed})
    assert page.status_code == 200
    assert "None of your cases fits" in page.content.decode()


def test_several_that_fit_are_listed_and_only_one_s_own(become: Become, visit: Visit) -> None:
    first, second = a_case(become("worker")), a_case(become("worker"), people=["Marta Nowak"])
    page = visit("worker").get("/contacts/new/?q=marta").content.decode()
    assert str(first.public_id) in page
    assert str(second.public_id) in page
    other = visit("colleague").get("/contacts/new/?q=marta").content.decode()
    assert str(first.public_id) not in other


@pytest.mark.parametrize("address", ["/contacts/new/?appointment=x", "/appointments/new/?case=x"])
def test_an_address_that_cannot_name_anything_is_nothing(visit: Visit, address: str) -> None:
    assert visit("worker").get(address).status_code == 404
