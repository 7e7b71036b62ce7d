"""How a refusal returns to the form: every sentence at its field, with the rule behind it, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from django import forms
from django.http import QueryDict
from django.test import RequestFactory

from alongside.agency.drafts.models import Submission
from alongside.doors.desk.cases.refusals import carried_out, put_right, sent_once, words_of
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import Refused, Stale
from alongside.ground.foundation.reader import Reader
from tests.conftest import Become


class Form(forms.Form):
    """Two fields and the key of a press."""

    why = forms.CharField(required=False)
    on = forms.DateField(required=False)
    idempotency_key = forms.CharField(required=False)


def filled(**typed: str) -> Form:
    form = Form({"why": "typed", **typed})
    assert form.is_valid()
    return form


def refusing(refusal: Refused) -> Callable[[], str]:
    def act() -> str:
        raise refusal

    return act


def test_each_sentence_stands_at_its_field_with_the_rule_behind_it() -> None:
    form = filled()
    put_right(form, Refused("x", "Both.", fields={"why": "Say why.", "on": "Not that day."}, basis="COA 4"))
    assert form.errors == {"why": ["Say why. (COA 4)"], "on": ["Not that day. (COA 4)"]}
    assert form.data["why"] == "typed"


def test_what_fits_no_field_stands_above_them_all() -> None:
    form = filled()
    put_right(form, Refused("x", "The case is closed.", fields={"elsewhere": "Not here."}))
    assert form.errors == {"__all__": ["The case is closed."]}


def test_a_sentence_that_fits_is_not_said_twice() -> None:
    form = filled()
    put_right(form, Refused("x", "Both.", fields={"why": "Say why.", "elsewhere": "Not here."}))
    assert list(form.errors) == ["why"]


def test_an_argument_of_another_name_finds_its_field() -> None:
    form = filled()
    put_right(form, Refused("x", "No.", fields={"closed_on": "Not that day."}), names={"closed_on": "on"})
    assert form.errors == {"on": ["Not that day."]}


def test_the_words_of_a_refusal_name_the_rule() -> None:
    assert words_of(Refused("x", "No.", basis="COA 4")) == "No. (COA 4)"
    assert words_of(Refused("x", "No.")) == "No."


def test_what_is_not_in_order_is_never_tried() -> None:
    tried: list[bool] = []
    assert not carried_out(Form({"on": "x"}), lambda: tried.append(True))
    assert tried == []
    assert carried_out(filled(), lambda: tried.append(True))
    assert tried == [True]


def test_a_refused_act_is_to_be_put_right_and_a_change_meanwhile_is_not() -> None:
    form = filled()
    assert not carried_out(form, refusing(Refused("x", "No.", fields={"why": "Say why."})))
    assert form.errors == {"why": ["Say why."]}
    with pytest.raises(Stale):
        carried_out(filled(), refusing(Stale("Changed meanwhile.", {"why": "theirs"})))


def request_of(by: Reader, **typed: str) -> DeskRequest:
    request = cast(DeskRequest, RequestFactory().post("/", typed))
    request.reader = by
    request.POST = QueryDict("&".join(f"{name}={value}" for name, value in typed.items()))
    return request


def test_pressed_twice_it_is_done_once_and_both_go_to_the_same_place(become: Become) -> None:
    by = become("worker")
    done: list[int] = []

    def act() -> str:
        done.append(1)
        return f"/done/{len(done)}/"

    typed = {"why": "typed", "idempotency_key": "once"}
    answers = [sent_once(request_of(by, **typed), filled(**typed), act) for _press in range(2)]
    assert answers == ["/done/1/", "/done/1/"]
    assert len(done) == 1


def test_a_refused_press_can_be_repeated_with_the_same_key(become: Become) -> None:
    by = become("worker")
    typed = {"why": "typed", "idempotency_key": "once"}
    form = filled(**typed)
    refused = refusing(Refused("x", "No.", fields={"reason": "Say why."}))
    assert sent_once(request_of(by, **typed), form, refused, names={"reason": "why"}) is None
    assert form.errors == {"why": ["Say why."]}
    assert not Submission.objects.exists()
    assert sent_once(request_of(by, **typed), filled(**typed), lambda: "/done/") == "/done/"
