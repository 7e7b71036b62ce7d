"""Carrying out a decision: nothing yet, a no, passing on, or a case, each to where its reader goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory

from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.intakes.beside import Beside, beside
from alongside.doors.desk.intakes.deciding import LookFirst, carry_out, opens_case, places
from alongside.doors.desk.intakes.forms import OneDecisionForm
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.intake_page import programme_desk
from alongside.record.cases.models import Case
from alongside.record.intakes.models import Intake, Screening
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.intakes import an_intake, programme_id

NAME = "Marta Lopes"


@pytest.fixture
def by(become: Become) -> Reader:
    return become("intake")


def decide(by: Reader, row: Intake, shown: Beside | None = None, **typed: Any) -> str:
    request = cast(DeskRequest, RequestFactory().post("/"))
    request.reader = by
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    form = OneDecisionForm({"person_name": NAME, **typed}, desk=programme_desk(programme_id()))
    assert form.is_valid(), form.errors
    seen = shown or replace(beside({"person_name": NAME, "birth_words": "1992"}, by=by), unseen=False)
    return carry_out(request, row, form, seen, birth_words="1992")


def rule(kind: str) -> str:
    return next(line.code for line in programme_desk(programme_id()).criteria if line.decision == kind)


def accept(**more: Any) -> dict[str, Any]:
    return {"outcome": "accept", "criterion_accept": rule("accept"), **more}


def test_not_yet_leaves_it_waiting(by: Reader) -> None:
    row = an_intake(by)
    assert decide(by, row, outcome="") == f"/intakes/{row.public_id}/"
    assert not Screening.objects.exists()


def test_a_no_is_kept_with_its_alternative(by: Reader) -> None:
    row = an_intake(by)
    typed: dict[str, Any] = {
        "outcome": "refer_on",
        "criterion_refer_on": rule("refer_on"),
        "alternative": "Debt advice",
    }
    assert decide(by, row, **typed) == f"/intakes/{row.public_id}/"
    assert Screening.objects.get().alternative == "Debt advice"
    assert not Case.objects.exists()


def test_passed_on_no_case_is_opened_and_nobody_has_to_be_looked_at(by: Reader, become: Become) -> None:
    row = an_intake(by)
    assert decide(by, row, Beside(unseen=True), **accept(pass_on="1")) == f"/intakes/{row.public_id}/"
    become("supervisor")
    assert Intake.objects.get(id=row.id).state == "decided"
    assert not Case.objects.exists()


def test_whoever_hands_it_on_stays_with_the_request(by: Reader, become: Become) -> None:
    row = an_intake(by)
    assert decide(by, row, **accept(whose="family")) == f"/intakes/{row.public_id}/"
    become("worker")
    case = Case.objects.get()
    assert case.family
    assert [part.person.display_name for part in case.participants.all()] == [NAME]


def test_somebody_alike_is_looked_at_first_and_nothing_is_written(become: Become) -> None:
    a_case(become("worker"), people=["Marta López"])
    by = become("intake")
    row = an_intake(by)
    with pytest.raises(LookFirst):
        decide(by, row, Beside(unseen=True), **accept())
    assert not Screening.objects.exists()


def test_the_person_who_was_chosen_is_the_one_of_the_case(become: Become) -> None:
    person = a_case(become("worker"), people=["Marta López"]).participants.get().person
    by = become("intake")
    row = an_intake(by)
    shown = beside({"person_name": NAME, "same": str(person.public_id)}, by=by)
    decide(by, row, shown, **accept())
    become("worker")
    assert list(Case.objects.order_by("-id")[0].participants.values_list("person_id", flat=True)) == [person.id]


def test_a_refusal_names_its_field_on_the_form(by: Reader) -> None:
    form = OneDecisionForm({"outcome": "accept"}, desk=programme_desk(programme_id()))
    assert form.is_valid()
    assert opens_case(form)
    assert places(form)["criterion"] == "criterion_accept"
    assert places(form)["full_name"] == "person_name"
    with pytest.raises(Refused):
        decide(by, an_intake(by), outcome="accept", criterion_accept="", reason="")


def test_only_a_yes_that_stays_here_opens_a_case(by: Reader) -> None:
    for typed, opens in (({"outcome": "accept", "pass_on": "1"}, False), ({"outcome": "decline"}, False), ({}, False)):
        form = OneDecisionForm(typed, desk=programme_desk(programme_id()))
        assert form.is_valid()
        assert opens_case(form) is opens


def test_a_worker_of_another_team_decides_nothing(by: Reader, become: Become) -> None:
    row = an_intake(by)
    stranger = become("elsewhere")
    with pytest.raises(Exception, match=r"."):
        decide(stranger, row, outcome="decline", criterion_decline=rule("decline"), alternative="Advice")
    become("intake")
    assert not Screening.objects.exists()
