"""Signing in: passwords, codes, the one-time way in, and what is refused."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.db import connection
from django.http import HttpResponse, HttpResponseBase
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from alongside.agency.access.models import AccessSession, Account
from alongside.agency.staff import actions as staff
from alongside.agency.staff.models import Invitation
from alongside.doors.commands import letters
from alongside.doors.desk.sign_in import keeper
from alongside.ground.foundation.reader import Reader
from tests.factories.staff import PASSWORD, sign_in

Become = Callable[[str], Reader]
OWN = "four lamps under seven rivers"
REAL = override_settings(TESTING=False)
"""As on an installation that is neither a test nor a demonstration."""


def code(secret: str, steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def text(page: HttpResponseBase) -> str:
    """The words of a page."""
    assert isinstance(page, HttpResponse)
    return page.content.decode()


def secret_on(page: HttpResponseBase) -> str:
    found = re.search(r"<bdi>([A-Z2-7]{16,})</bdi>", text(page))
    assert found
    return found[1]


def with_app(client: Client) -> str:
    """Set up the codes of a device; returns its secret."""
    address = reverse("mfa_activate_totp")
    secret = secret_on(client.get(address))
    done = client.post(address, {"code": code(secret)})
    assert done.status_code == 302, done.content
    return secret


@pytest.fixture
def own_password() -> Account:
    """The worker with a password of her own, as on a real installation."""
    account = Account.objects.get(username="worker")
    account.set_password(OWN)
    account.save(update_fields=["password"])
    return account


def test_name_and_password_open_the_desk() -> None:
    client = Client()
    page = client.get("/sign-in/")
    assert page.status_code == 200
    assert ">Username" in page.content.decode()
    assert client.post("/sign-in/", {"login": "worker", "password": PASSWORD})["Location"] == "/"
    assert client.get("/settings/").status_code == 200


def test_the_way_back_after_signing_in() -> None:
    client = Client()
    turned = client.get("/settings/")
    assert turned["Location"] == "/sign-in/?next=/settings/"
    assert 'value="/settings/"' in client.get(turned["Location"]).content.decode()
    sent = client.post("/sign-in/", {"login": "worker", "password": PASSWORD, "next": "/settings/"})
    assert sent["Location"] == "/settings/"
    away = Client().post("/sign-in/", {"login": "worker", "password": PASSWORD, "next": "https://example.org/"})
    assert away["Location"] == "/"


def test_unknown_names_and_wrong_passwords_get_the_same_answer() -> None:
    def body(name: str) -> str:
        answer = Client().post("/sign-in/", {"login": name, "password": "not the password"})
        assert answer.status_code == 200
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode()).replace(name, "?")

    assert body("worker") == body("nobodyy")


def test_guessing_is_slow_for_any_name() -> None:
    for name in ("worker", "nobody"):
        client = Client(REMOTE_ADDR="10.0.0.9" if name == "worker" else "10.0.0.10")
        answers = [client.post("/sign-in/", {"login": name, "password": f"guess {n}"}) for n in range(6)]
        assert "too often" not in answers[4].content.decode()
        assert "tried too often" in answers[5].content.decode()
    other = Client(REMOTE_ADDR="10.0.0.11").post("/sign-in/", {"login": "colleague", "password": PASSWORD})
    assert other.status_code == 302


def test_one_address_cannot_try_many_names() -> None:
    client = Client(REMOTE_ADDR="10.0.0.12")
    answers = [client.post("/sign-in/", {"login": f"name{n}", "password": "guess"}) for n in range(31)]
    assert any(answer.status_code == 429 or "too often" in answer.content.decode() for answer in answers)


def test_counts_are_shared_by_all_web_processes() -> None:
    Client(REMOTE_ADDR="10.0.0.13").post("/sign-in/", {"login": "worker", "password": "guess"})
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from shared_counter where cache_key like %s", ["%login_failed%"])
        assert cursor.fetchone()[0] > 0


@REAL
def test_the_password_of_demonstrations_opens_nothing_else() -> None:
    answer = Client().post("/sign-in/", {"login": "worker", "password": PASSWORD})
    assert answer.status_code == 200
    assert "do not fit together" in answer.content.decode()


def test_signing_out_ends_the_session_of_the_database() -> None:
    client = sign_in("worker")
    client.get("/settings/")
    assert AccessSession.objects.filter(actor__account__username="worker", ended_at=None).exists()
    key = client.session.session_key
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/settings/").status_code == 302
    assert client.session.session_key != key


@REAL
def test_without_a_second_factor_nothing_opens(own_password: Account) -> None:
    client = Client()
    assert client.post("/sign-in/", {"login": "worker", "password": OWN}).status_code == 302
    for path in ("/", "/settings/", "/cases/", "/search/?q=x", "/settings/password/"):
        assert client.get(path)["Location"] == reverse("second-factor-start"), path
    assert "Add a passkey" in client.get(reverse("second-factor-start")).content.decode()


@REAL
def test_codes_of_a_device_open_the_desk_and_are_asked_for_next_time(own_password: Account) -> None:
    client = Client()
    client.post("/sign-in/", {"login": "worker", "password": OWN})
    secret = with_app(client)
    assert client.get("/settings/").status_code == 200
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored

    again = Client()
    asked = again.post("/sign-in/", {"login": "worker", "password": OWN})
    assert asked["Location"] == reverse("mfa_authenticate")
    assert again.get("/settings/").status_code == 302
    assert "did not match" in again.post(asked["Location"], {"code": "000000"}).content.decode()
    used = code(secret, 1)
    assert again.post(asked["Location"], {"code": used})["Location"] == "/"
    assert again.get("/settings/").status_code == 200

    third = Client()
    third.post("/sign-in/", {"login": "worker", "password": OWN})
    assert "did not match" in third.post(asked["Location"], {"code": used}).content.decode()


@REAL
def test_codes_kept_for_a_lost_device_open_once(own_password: Account) -> None:
    client = Client()
    client.post("/sign-in/", {"login": "worker", "password": OWN})
    with_app(client)
    codes = re.findall(r"<bdi>(\d{8})</bdi>", client.get(reverse("mfa_view_recovery_codes")).content.decode())
    assert len(codes) == 10
    assert codes[0] not in client.get(reverse("mfa_view_recovery_codes")).content.decode()
    for expected in (302, 200):
        again = Client()
        again.post("/sign-in/", {"login": "worker", "password": OWN})
        assert again.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == expected


@REAL
def test_an_earlier_sign_in_by_password_alone_must_prove_itself(own_password: Account) -> None:
    earlier, later = Client(), Client()
    for client in (earlier, later):
        client.post("/sign-in/", {"login": "worker", "password": OWN})
    with_app(later)
    turned = earlier.get("/settings/")
    assert turned["Location"] == reverse("second-factor-start")
    assert earlier.get(turned["Location"])["Location"] == reverse("mfa_reauthenticate")


@REAL
def test_signing_in_again_in_place_asks_for_the_code_too(own_password: Account) -> None:
    client = Client()
    client.post("/sign-in/", {"login": "worker", "password": OWN})
    secret = with_app(client)
    again = client.get("/settings/").context["shell"].again_url
    client.cookies.clear()
    headers = {"X-Requested-With": "fetch"}
    assert client.post(again, {"password": OWN}, headers=headers).status_code == 400
    assert client.post(again, {"password": OWN, "code": code(secret, 1)}, headers=headers).status_code == 200
    assert client.get("/settings/").status_code == 200


def test_a_demonstration_asks_for_no_second_factor_but_a_real_database_does() -> None:
    with override_settings(TESTING=False, DEMO=True):
        assert keeper.second_factor_wanted()


@override_settings(DEMO=True)
def test_a_demonstration_opens_on_its_own_machine_only() -> None:
    assert Client(REMOTE_ADDR="192.168.1.7").get("/sign-in/").status_code == 403
    assert Client(REMOTE_ADDR="127.0.0.1").get("/sign-in/").status_code == 200


def test_what_matters_asks_once_more_after_five_minutes() -> None:
    client = sign_in("worker")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**one, "at": time.time() - 301} for one in records]
    session.save()
    turned = client.get(reverse("mfa_activate_totp"))
    assert turned["Location"].startswith(reverse("account_reauthenticate"))
    assert client.post(turned["Location"], {"password": "wrong"}).status_code == 200
    assert client.post(turned["Location"], {"password": PASSWORD})["Location"] == reverse("mfa_activate_totp")


def test_a_forgotten_password_is_answered_alike_for_everyone_and_mailed_without_names() -> None:
    pages = [Client().post("/password/forgotten/", {"email": who}) for who in ("worker@example.org", "no@example.org")]
    assert {page["Location"] for page in pages} == {reverse("account_reset_password_done")}
    letters.send_password_reset("no@example.org", "https://testserver/")
    assert not mail.outbox
    letters.send_password_reset("WORKER@example.org", "https://testserver/")
    (letter,) = mail.outbox
    words = f"{letter.subject} {letter.body} {letter.from_email}"
    assert "Akande" not in words
    assert "Harbour" not in words
    address = re.search(r"https://testserver(/password/new/\S+)", words)
    assert address
    client = Client()
    form = client.get(address[1])["Location"]
    assert "worker" not in form
    weak = client.post(form, {"password1": "short", "password2": "short"})
    assert weak.status_code == 200
    assert "12" in weak.content.decode()
    assert client.post(form, {"password1": OWN, "password2": OWN})["Location"] == "/password/done/"
    assert "used up" in Client().get(address[1]).content.decode()
    assert Client().post("/sign-in/", {"login": "worker", "password": OWN}).status_code == 302


def test_a_new_password_ends_every_other_sign_in() -> None:
    here, there = sign_in("worker"), sign_in("worker")
    sent = here.post("/settings/password/", {"oldpassword": PASSWORD, "password1": OWN, "password2": OWN})
    assert sent["Location"] == "/settings/"
    assert here.get("/settings/").status_code == 200
    assert there.get("/settings/").status_code == 302


def test_the_token_of_a_reset_belongs_to_one_password() -> None:
    account = Account.objects.get(username="worker")
    token = default_token_generator.make_token(account)
    account.set_password(OWN)
    account.save(update_fields=["password"])
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(account), "key": token})
    assert "used up" in Client().get(path).content.decode()


def test_a_client_meets_a_door_for_staff_and_no_record(visit: Callable[[str], Client]) -> None:
    client = visit("client")
    for path in ("/", "/cases/", "/people/", "/settings/", "/set-up/staff/", "/privacy/", "/search/?q=Marta"):
        answer = client.get(path)
        assert answer.status_code == 403, path
        assert "door is for staff" in answer.content.decode()
    assert client.post("/sign-out/").status_code == 302


def test_an_invitation_opens_once_and_for_seven_days(become: Become) -> None:
    by = become("admin")
    worker = staff.add_worker(name="Ana Souza", username="ana", email="ana@example.org", by=by)
    secret = staff.invite(worker=worker, by=by)
    client = Client()
    page = client.get(f"/welcome/{secret}/")
    assert "Ana Souza" in page.content.decode()
    weak = client.post(f"/welcome/{secret}/", {"password1": "ana", "password2": "ana"})
    assert "12" in weak.content.decode()
    common = client.post(f"/welcome/{secret}/", {"password1": PASSWORD, "password2": PASSWORD})
    assert "Everybody knows" in common.content.decode()
    unlike = client.post(f"/welcome/{secret}/", {"password1": OWN, "password2": OWN + "x"})
    assert "not the same" in unlike.content.decode()
    assert client.post(f"/welcome/{secret}/", {"password1": OWN, "password2": OWN}).status_code == 302
    assert client.get("/settings/").status_code == 200
    assert Client().get(f"/welcome/{secret}/").status_code == 404
    assert Client().post("/sign-in/", {"login": "ana", "password": OWN}).status_code == 302


@pytest.mark.usefixtures("become")
def test_an_invitation_that_is_over_unknown_or_replaced_opens_nothing(become: Become) -> None:
    by = become("admin")
    worker = staff.add_worker(name="Ana Souza", username="ana", by=by)
    first, second = staff.invite(worker=worker, by=by), staff.invite(worker=worker, by=by)
    Invitation.objects.filter(used_at=None).update(expires_at=timezone.now() - timedelta(seconds=1))
    pages = [Client().get(f"/welcome/{secret}/") for secret in (first, second, "unknown")]
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1


def test_addresses_of_the_library_that_are_not_ours_are_closed() -> None:
    client = sign_in("worker")
    for path in ("/accounts/signup/", "/sign-up/", "/accounts/login/", "/login/code/", "/settings/email/"):
        assert client.get(path).status_code == 404, path


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}


@pytest.mark.parametrize("path", ["/sign-in/", "/settings/", "/cases/", "/nowhere/"])
def test_every_answer_carries_the_headers(path: str) -> None:
    answer = sign_in("worker").get(path) if path != "/sign-in/" else Client().get(path)
    for name, value in HEADERS.items():
        assert answer[name] == value, name
    assert "no-store" in answer["Cache-Control"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "camera=()" in answer["Permissions-Policy"]
    assert "http://" not in answer["Content-Security-Policy"]


def test_scripts_are_told_by_401_and_pages_are_led_to_the_sign_in() -> None:
    client = Client()
    assert client.get("/cases/", headers={"HX-Request": "true"}).status_code == 401
    assert client.get("/cases/", headers={"X-Requested-With": "fetch"}).status_code == 401
    assert client.post("/cases/").status_code == 401
    assert client.get("/cases/").status_code == 302


def test_whoever_guesses_at_a_name_does_not_shut_its_owner_out() -> None:
    guesser, owner = Client(REMOTE_ADDR="10.0.0.21"), Client(REMOTE_ADDR="10.0.0.22")
    for number in range(8):
        guesser.post("/sign-in/", {"login": "worker", "password": f"guess {number}"})
    assert "too often" in guesser.post("/sign-in/", {"login": "worker", "password": PASSWORD}).content.decode()
    assert owner.post("/sign-in/", {"login": "worker", "password": PASSWORD}).status_code == 302
