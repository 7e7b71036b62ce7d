"""The search page and the palette: what is found, what is never said, and how long nothing takes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date
from unittest.mock import patch

import pytest
from django.test import Client, override_settings

from alongside.ground.foundation import padding
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.people import a_person, a_phone

Visit = Callable[[str], Client]
CAST = ["worker", "colleague", "supervisor", "elsewhere", "intake", "evaluator", "privacy", "admin"]


def a_known_case(become: Become) -> tuple[str, str]:
    """The outside names of a case of the worker and of a person in it."""
    by = become("worker")
    case = a_case(by, people=["Adam Kowalczyk"])
    person = a_person(case.circle_id, "Zofia Wiśniewska", by, born=date(1984, 5, 3), pronouns="she/her")
    a_phone(person, case.circle_id, by, "085 555 4471", text_ok="yes", say_as="LB")
    return str(case.public_id), str(person.public_id)


def words_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(
        r'nonce="[^"]*"|name="csrf[^>]*>|X-CSRFToken[^}]*|content="\d+"|csrf-token" content="[^"]*"',
        "",
        answer.content.decode(),
    )


@pytest.mark.parametrize("username", CAST)
def test_who_finds_her(become: Become, visit: Visit, username: str) -> None:
    _case, person = a_known_case(become)
    page = words_of(visit(username), "/search/?q=zofia+wisniewska")
    palette = words_of(visit(username), "/search/palette/?q=zofia+wisniewska")
    sees = username in ("worker", "colleague", "supervisor")
    assert (f"/people/{person}/" in page) is sees
    assert (f"/people/{person}/" in palette) is sees
    assert ("Zofia Wiśniewska" in page) is (sees or username == "intake")
    if not sees:
        for secret in ("she/her", "4471", "“LB”", person):
            assert secret not in page + palette


def test_with_the_index_right_alone_the_hit_leads_to_asking(become: Become, visit: Visit) -> None:
    case, _person = a_known_case(become)
    page = words_of(visit("intake"), "/search/?q=zofia+wisniewska")
    assert "Family team works with this person" in page
    assert "born 1984" in page
    assert f'href="/cases/{case}/access/"' in page
    assert f'href="/cases/{case}/access/"' in words_of(visit("intake"), "/search/palette/?q=zofia+wisniewska")


def test_absent_and_hidden_answer_the_same(become: Become, visit: Visit) -> None:
    a_known_case(become)
    client = visit("elsewhere")
    hidden, absent = (words_of(client, f"/search/?q={q}") for q in ("Zofia+Wisniewska", "Nobody+Wisnoewsko"))
    assert timeless(hidden).replace("Zofia Wisniewska", "?") == timeless(absent).replace("Nobody Wisnoewsko", "?")


def timeless(page: str) -> str:
    """The page without the second at which it was made: when the session ends, and the address to sign in again at."""
    return re.sub(r'/session/again/[^"]*|(content|data-now)="\d{10}"', "", page)


def test_a_case_is_found_by_its_number(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    page = words_of(visit("worker"), f"/search/?q={case.number}")
    assert f'href="/cases/{case.public_id}/"' in page
    palette = words_of(visit("worker"), f"/search/palette/?q={case.number}")
    assert palette.count(f'href="/cases/{case.public_id}/"') == 1


def test_the_palette_offers_cases_verbs_and_places(become: Become, visit: Visit) -> None:
    case, person = a_known_case(become)
    by = become("worker")
    assert by
    palette = words_of(visit("worker"), "/search/palette/?q=adam")
    assert f'href="/cases/{case}/"' in palette
    assert f"/contacts/new/?case={case}" in palette
    assert person not in palette
    empty = words_of(visit("worker"), "/search/palette/")
    assert 'href="/team/"' in empty
    assert 'href="/intakes/new/"' not in empty, "she may not take requests in"
    assert 'href="/intakes/new/"' in words_of(visit("intake"), "/search/palette/")
    assert 'href="/team/"' in words_of(visit("worker"), "/search/palette/?q=team")
    assert "Nothing you may open has that name" in words_of(visit("evaluator"), "/search/palette/?q=zzz")


def test_more_goes_on(become: Become, visit: Visit) -> None:
    by = become("worker")
    circle = a_case(by).circle_id
    for letter in "abcdefghijklmnopqrstuvwxyz":
        a_person(circle, f"Zofia Wisniewsk{letter}", by)
    client = visit("worker")
    first = words_of(client, "/search/?q=zofia")
    more = re.search(r'href="(\?q=zofia&amp;after=[^"]+)"', first)
    assert more
    second = words_of(client, "/search/" + more[1].replace("&amp;", "&"))
    assert len(re.findall(r'href="/people/[^"]+/">Zofia', first)) == 20
    assert len(re.findall(r'href="/people/[^"]+/">Zofia', second)) == 6


@pytest.mark.parametrize(
    "address", ["/search/", "/search/?q=&after=nonsense", "/search/?q=%00", "/search/palette/?q=%F0%9F"]
)
def test_odd_addresses_are_answered(visit: Visit, become: Become, address: str) -> None:
    assert visit("worker").get(address).status_code == 200


def test_an_answer_with_nothing_takes_a_full_step(become: Become, visit: Visit) -> None:
    a_known_case(become)
    client = visit("elsewhere")
    client.get("/search/?q=warm")
    with override_settings(PADDED=True), patch("alongside.ground.foundation.padding.time.sleep") as slept:
        client.get("/search/?q=zofia")
        client.get("/search/palette/?q=zofia")
        assert slept.call_count == 2
        assert all(0 < call.args[0] <= padding.SEARCHED * (1 + padding.BLUR) for call in slept.call_args_list)
        slept.reset_mock()
        visit("worker").get("/search/?q=zofia")
        client.get("/search/")
        slept.assert_not_called()
    started = time.monotonic()
    with override_settings(PADDED=True):
        client.get("/search/?q=zofia")
    assert time.monotonic() - started >= padding.SEARCHED * 0.9


def test_signed_out_visitors_find_the_sign_in(visit: Visit) -> None:
    assert Client().get("/search/?q=zofia").status_code == 302
