"""Consents of a case and of a person, one consent with what rests on it, and what left."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from alongside.doors.desk.cases.frame import framed
from alongside.doors.desk.consents.forms import RefuseForm, SignForm, WithdrawForm
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.files.forms import AddForm
from alongside.doors.desk.people.frame import card_or_404
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import ORDINARY
from alongside.practice.consents import queries
from alongside.practice.consents.enums import ConsentState
from alongside.practice.consents.queries import ConsentSheet

LOOKS = {
    ConsentState.ASKED: ("ochre", "hourglass"),
    ConsentState.LATER: ("sky", "clock"),
    ConsentState.IN_FORCE: ("leaf", "check"),
    ConsentState.ENDING: ("ochre", "clock"),
    ConsentState.ENDED: ("stone", "clock"),
    ConsentState.WITHDRAWN: ("stone", "hand-stop"),
    ConsentState.REFUSED: ("stone", "x"),
    ConsentState.REPLACED: ("stone", "refresh"),
}


def looked(lines: tuple[queries.ConsentLine, ...]) -> list[tuple[queries.ConsentLine, str, str]]:
    """Each consent with the colour and the sign of where it stands."""
    return [(line, *LOOKS[ConsentState(line.state)]) for line in lines]


@require_GET
def consents(request: DeskRequest, case: UUID) -> HttpResponse:
    """What is in force, what ends soon, what was taken back; and what left."""
    head, context = framed(request, case, tab="consents", act="consents page")
    context["lines"] = looked(queries.consents_of_case(head.id, head.circle_id))
    context["left"] = queries.what_left(head.id, head.circle_id)
    return render(request, "desk/consents/list.html", context)


@require_GET
def consent(request: DeskRequest, case: UUID, consent: UUID) -> HttpResponse:
    """One consent: its words, who signed, what reads on it, what left."""
    return consent_page(request, case, consent)


@require_GET
def of_person(request: DeskRequest, person: UUID) -> HttpResponse:
    """The consents of a person in every case that the reader sees."""
    card = card_or_404(person, request)
    context = {"card": card, "lines": looked(queries.consents_of_person(card.id))}
    return render(request, "desk/consents/person.html", context)


@require_GET
def left_of_person(request: DeskRequest, person: UUID) -> HttpResponse:
    """What left about a person and to whom, for her own eyes: to show or to print."""
    card = card_or_404(person, request)
    context = {
        "card": card,
        "left": queries.what_left_of_person(card.id),
        "printed_by": request.reader.name,
        "printed_at": clock.now(),
        "copy_for": card.name,
    }
    return render(request, "desk/consents/what_left.html", context)


def found(case: UUID, consent: UUID) -> ConsentSheet:
    """One consent of the case; 404 when absent, hidden, or of another case."""
    try:
        sheet = queries.consent_sheet(consent)
    except NotFound:
        raise Http404 from None
    if sheet.line.case != case:
        raise Http404
    return sheet


def consent_page(
    request: DeskRequest, case: UUID, consent: UUID, *, form: Form | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of a consent, with a form that is to be put right when one is given."""
    _head, context = framed(request, case, tab="consents", act="consent page")
    sheet = found(case, consent)
    role, icon = LOOKS[ConsentState(sheet.line.state)]
    context |= {
        "sheet": sheet,
        "role": role,
        "icon": icon,
        "is_open": sheet.line.state == ConsentState.ASKED,
        "is_live": sheet.line.live or sheet.line.state == ConsentState.LATER,
        "here": f"/cases/{case}/consents/{consent}/",
        "sign": form if isinstance(form, SignForm) else SignForm(initial=_signer(sheet)),
        "refuse": form if isinstance(form, RefuseForm) else RefuseForm(),
        "withdraw": form if isinstance(form, WithdrawForm) else WithdrawForm(initial={"version": sheet.version}),
        "around": queries.neighbours_of(consent),
        "paper_form": AddForm([ORDINARY], initial={"idempotency_key": uuid4().hex}),
        "wrong": form,
        "kept": _("What you typed is still here."),
        **more,
    }
    return render(request, "desk/consents/one.html", context, status=status)


def _signer(sheet: ConsentSheet) -> dict[str, Any]:
    return {"signed_on": clock.today(), "how": "screen", "capacity": "self" if not sheet.signatures else "parent"}
