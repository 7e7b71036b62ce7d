"""Taking a request in: one page, typed in any order while listening."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.agency.drafts.actions import submit_once, throw_away
from alongside.agency.drafts.queries import DraftView, draft
from alongside.agency.organisation import queries as organisation
from alongside.doors.desk.cases.refusals import put_right
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.intakes.beside import Beside, beside, next_words
from alongside.doors.desk.intakes.deciding import LookFirst, carry_out, places
from alongside.doors.desk.intakes.forms import IntakeForm
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews import intake_page as page
from alongside.oversight.overviews.intake_page import ProgrammeDesk
from alongside.record.intakes import actions
from alongside.record.intakes.rules.asking import NOTICE

DRAFT = "intake-new"
PRESSED = ("same", "not_same", "take_back", "turn")
"""Buttons that only change what the page shows."""


@require_http_methods(["GET", "POST"])
def new_intake(request: DeskRequest) -> HttpResponse:
    """Take a request in, and decide on it if that is possible already."""
    programmes = page.programmes_received(request.reader)
    if not programmes:
        raise PermissionDenied
    if request.method == "GET":
        return _fresh(request, programmes)
    if "afresh" in request.POST:
        throw_away(key=DRAFT, by=request.reader)
        return redirect("new-intake")
    desk = _desk(programmes, request.POST)
    form = IntakeForm(request.POST, programmes=programmes, desk=desk)
    if any(name in request.POST for name in PRESSED):
        form = IntakeForm(initial=_typed(request.POST), programmes=programmes, desk=desk)
        return _page(request, form, beside(request.POST, by=request.reader))
    return _save(request, form, beside(request.POST, by=request.reader))


@require_POST
def beside_new(request: DeskRequest) -> HttpResponse:
    """What stands beside the form, again: whom we may know by what is typed now, and what she gets next."""
    programmes = page.programmes_received(request.reader)
    if not programmes:
        raise PermissionDenied
    desk = _desk(programmes, request.POST)
    pressed = next((request.POST[name] for name in PRESSED if name in request.POST), "")
    context = _frame(beside(request.POST, by=request.reader), request.POST, desk)
    return render(request, "desk/intakes/_beside_live.html", {**context, "pressed": pressed})


def _frame(shown: Beside, sent: Mapping[str, str], desk: ProgrammeDesk) -> dict[str, Any]:
    return {
        "beside": shown,
        "next_words": next_words(sent, desk),
        "form_id": "intake",
        "live_url": reverse("new-intake-beside"),
        "may_take_back": True,
    }


def _desk(programmes: tuple[ProgrammeDesk, ...], sent: Mapping[str, Any]) -> ProgrammeDesk:
    """The programme that the form names, or the first."""
    return next((one for one in programmes if str(one.id) == str(sent.get("programme", ""))), programmes[0])


def _fresh(request: DeskRequest, programmes: tuple[ProgrammeDesk, ...]) -> HttpResponse:
    kept = draft(DRAFT, by=request.reader)
    typed = {name: value if isinstance(value, str) else value[0] for name, value in kept.data.items() if value}
    desk = _desk(programmes, typed or request.GET)
    initial = kept.over({"idempotency_key": uuid4(), "person_name": request.GET.get("name", "")})
    if kept.saved_at and "received_at" not in typed:
        initial["received_at"] = timezone.localtime(kept.saved_at).strftime("%Y-%m-%dT%H:%M")
    form = IntakeForm(initial=initial, programmes=programmes, desk=desk)
    return _page(request, form, beside({**typed, "apart": ""}, by=request.reader), kept=kept)


def _typed(sent: Mapping[str, Any]) -> dict[str, Any]:
    return dict(sent.items())


def _page(
    request: DeskRequest, form: IntakeForm, shown: Beside, *, kept: DraftView | None = None, look_first: bool = False
) -> HttpResponse:
    agency = organisation.the_agency()
    context = {
        **_frame(shown, {**(kept.data if kept else {}), **request.POST.dict()}, form.desk),
        "form": form,
        "draft": kept or draft(DRAFT, by=request.reader),
        "resumed": bool(kept and kept.data),
        "look_first": look_first,
        "languages": agency.languages,
        "worry_line": agency.worry_line,
        "notice": NOTICE,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/intakes/new.html", context, status=status)


def _save(request: DeskRequest, form: IntakeForm, shown: Beside) -> HttpResponse:
    by = request.reader
    if form.is_valid():
        try:
            url = submit_once(
                key=form.cleaned_data["idempotency_key"],
                body=dict(request.POST.lists()),
                act=lambda: _take(request, form, shown, by=by),
                draft=DRAFT,
                by=by,
            )
        except LookFirst:
            return _page(request, form, shown, look_first=True)
        except Refused as refusal:
            put_right(form, refusal, names=places(form))
        else:
            return redirect(url)
    return _page(request, form, shown)


def _take(request: DeskRequest, form: IntakeForm, shown: Beside, *, by: Reader) -> str:
    """Take the request in and do what was decided; returns where to go on."""
    what = form.cleaned_data
    row = actions.take_intake(
        programme_id=what["programme"],
        **form.heard(),
        notice_given=what["notice_given"],
        notice_how=what["notice_how"],
        notice_language=what["language"],
        person_id=shown.chosen.id if shown.chosen else None,
        by=by,
    )
    if not form.cleaned_data["outcome"] and any(
        match.alike == "very_alike" for match, _role, apart in shown.matches if not apart
    ):
        messages.info(request, _("Somebody very alike is in the record. Look before you decide."))
    return carry_out(request, row, form, shown, birth_words=what["birth_words"])
