"""The desk's entrance: one transaction, the reader of the request, the reading log written before the answer leaves."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from alongside.agency.access import actions as access
from alongside.agency.access.models import Account, Reading
from alongside.agency.tokens.actions import make_token
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.database.copies import own_copy
from tests.factories.cases import a_case

Visit = Callable[[str], Client]


def test_the_reading_stands_in_the_log_when_the_answer_is_there(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    assert visit("worker").get(f"/cases/{case.public_id}/").status_code == 200
    become("worker")
    reading = Reading.objects.filter(act="case page", circle_id=case.circle_id).latest("id")
    assert (reading.ground, reading.result) == ("assigned", "shown")
    assert reading.request_id is not None


def test_what_is_refused_or_absent_stands_in_the_log_alike(become: Become, visit: Visit) -> None:
    case, nowhere = a_case(become("worker")), uuid4()
    stranger = visit("elsewhere")
    for record in (case.public_id, nowhere):
        assert stranger.get(f"/cases/{record}/").status_code == 404
    assert stranger.get("/privacy/").status_code == 403
    assert stranger.get("/cases/no-such-page").status_code == 404
    become("privacy")
    rows = (
        Reading.objects.filter(act="refused").order_by("id").values_list("object_kind", "asked", "result", "circle_id")
    )
    assert list(rows) == [
        ("case", str(case.public_id), "refused", None),
        ("case", str(nowhere), "refused", None),
        ("privacy", "", "refused", None),
    ]


def test_a_search_is_known_by_a_digest_of_its_words(become: Become, visit: Visit) -> None:
    worker = visit("worker")
    for words in ("Marta Lopez", " márta  lópez", "Dani"):
        worker.get("/search/", {"q": words})
    become("privacy")
    first, again, other = Reading.objects.filter(act="search").order_by("id").values_list("asked", flat=True)
    assert first == again != other
    assert len(first) == 64
    assert "Marta" not in first
    assert first != hashlib.sha256(b"marta lopez").hexdigest(), "nobody without the secret can try names"


WHEN = {
    "while it is written": "create trigger no_space before insert on access_reading",
    "when it is kept": "create constraint trigger no_space after insert on access_reading initially deferred",
}


@pytest.mark.committed
@pytest.mark.parametrize("when", WHEN)
def test_nothing_is_shown_that_could_not_be_logged(become: Become, visit: Visit, when: str) -> None:
    """R-16 and R-23: the answer is there only after its event is committed."""
    with own_copy():
        with transaction.atomic():
            case = a_case(become("worker"))
        with transaction.atomic():
            worker = visit("worker")
        token = ""
        with transaction.atomic():
            token = make_token(name="A program", scopes=["cases:read"], by=become("worker"))
        headers = {"Authorization": f"Bearer {token}"}
        addresses = [(f"/cases/{case.public_id}/", {}), (f"/api/v1/cases/{case.public_id}", headers)]
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "create function no_space() returns trigger language plpgsql as "
                "'begin raise exception ''no space left'' using errcode = ''53100''; end'"
            )
            cursor.execute(f"{WHEN[when]} for each row execute function no_space()")
            cursor.execute("select count(*) from access_reading")
            before = cursor.fetchone()
            for address, sent in addresses:
                answer = worker.get(address, headers=sent)
                assert answer.status_code == 503, address
                assert case.number not in answer.content.decode()
            cursor.execute("select count(*) from access_reading")
            assert cursor.fetchone() == before
            cursor.execute("drop trigger no_space on access_reading")
        for address, sent in addresses:
            assert case.number in worker.get(address, headers=sent).content.decode()


@pytest.mark.committed
def test_a_visitor_leaves_no_reader_on_the_connection(become: Become, visit: Visit) -> None:
    with own_copy():
        with transaction.atomic():
            a_case(become("worker"))
        with transaction.atomic():
            worker = visit("worker")
        assert worker.get("/cases/").status_code == 200
        assert not Case.objects.exists(), "the commit of the request took its reader away"
        with transaction.atomic():
            become("worker")
            assert Case.objects.exists()
        assert Client().get("/cases/").status_code == 302


def test_two_visitors_never_see_each_other_s_rows(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    worker, stranger = visit("worker"), visit("elsewhere")
    for _turn in range(5):
        assert worker.get(f"/cases/{case.public_id}/").status_code == 200
        assert stranger.get(f"/cases/{case.public_id}/").status_code == 404


def test_every_answer_says_when_the_session_ends_and_is_kept_nowhere(visit: Visit) -> None:
    answer = visit("worker").get("/")
    assert int(answer.headers["X-Session-Expires"]) == pytest.approx(time.time() + 900, abs=5)
    assert "no-store" in answer.headers["Cache-Control"]


def test_who_has_left_is_out_at_the_next_click(become: Become, visit: Visit) -> None:
    colleague = visit("colleague")
    assert colleague.get("/").status_code == 200
    access.end_actor(actor_id=Account.objects.get(username="colleague").actor_id, by=become("admin"))
    assert colleague.get("/").status_code == 302


def test_operations_need_no_session_and_open_none() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from django_session")
        before = cursor.fetchone()
        assert Client().get("/healthz").status_code == 200
        cursor.execute("select count(*) from django_session")
        assert cursor.fetchone() == before


@pytest.mark.parametrize("change", [{"password": "changed"}, {"is_active": False}])
def test_a_session_that_is_not_believed_any_more_leaves_no_reader(
    become: Become, visit: Visit, change: dict[str, object]
) -> None:
    a_case(become("worker"))
    worker = visit("worker")
    assert worker.get("/cases/").status_code == 200
    Account.objects.filter(username="worker").update(**change)
    answer = worker.get("/cases/")
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/sign-in/")  # type: ignore[attr-defined]
    assert not Case.objects.exists(), "the reader whom the session brought was taken away again"


def test_a_session_that_is_over_or_forged_is_nobody_s(visit: Visit) -> None:
    worker = visit("worker")
    assert worker.get("/cases/").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("update django_session set session_data = 'e30:1:forged'")
    assert worker.get("/cases/").status_code == 302
    again = visit("worker")
    with connection.cursor() as cursor:
        cursor.execute("update django_session set expire_date = now() - interval '1 second'")
    assert again.get("/cases/").status_code == 302


def test_whoever_comes_in_is_known_from_one_statement(
    visit: Visit, queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    worker = visit("worker")
    worker.get("/drafts/")
    with queries() as seen:
        assert worker.get("/drafts/").status_code == 200
    first = next(sql for sql in seen if "SAVEPOINT" not in sql)
    assert "app.come_in" in first
    assert not [sql for sql in seen if sql is not first and ("django_session" in sql or "access_account" in sql)]
