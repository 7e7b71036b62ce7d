"""Set-up of consents: own words, refused while an element is missing; agreements with a last day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from alongside.ground.foundation import clock
from alongside.practice.consents import queries
from alongside.practice.consents.models import ConsentForm, PartnerAgreement
from alongside.practice.consents.rules.profiles import shipped_words

Visit = Callable[[str], Client]


def test_a_form_is_published_whole_or_not_at_all(visit: Visit) -> None:
    admin = visit("admin")
    page = admin.get("/set-up/consents/hipaa/").content.decode()
    assert "45 CFR 164.508(c)(2)(i)" in page
    parts = {"title": "Our form", **shipped_words("hipaa").parts}
    less = admin.post("/set-up/consents/hipaa/", {**parts, "right_to_withdraw": " "})
    assert less.status_code == 422
    assert b"does not say how to take it back" in less.content
    assert not ConsentForm.objects.exists()
    assert admin.post("/set-up/consents/hipaa/", parts).status_code == 302
    assert queries.words_in_force("hipaa").title == "Our form"
    assert b"Version 2" in admin.get("/set-up/consents/").content
    assert admin.get("/set-up/consents/something/").status_code == 404
    for name in ("worker", "supervisor", "privacy"):
        assert visit(name).get("/set-up/consents/").status_code in (302, 403)
        assert visit(name).post("/set-up/consents/hipaa/", parts).status_code in (302, 403)
    assert ConsentForm.objects.count() == 1


def test_an_agreement_has_a_last_day(visit: Visit) -> None:
    admin, today = visit("admin"), clock.today()
    given = {"partner": "City", "scope": "The list", "items": ["identity"], "from_on": today.isoformat()}
    wrong = admin.post("/set-up/consents/", {**given, "until_on": (today - timedelta(days=1)).isoformat()})
    assert wrong.status_code == 422
    assert b"lies before the first" in wrong.content
    assert admin.post("/set-up/consents/", {**given, "until_on": today.isoformat()}).status_code == 302
    assert PartnerAgreement.objects.get().items == ["identity"]
    assert b"Runs" in admin.get("/set-up/consents/").content
