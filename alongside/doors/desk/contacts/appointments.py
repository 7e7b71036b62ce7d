"""Booking a time, saying with one press what came of it, and moving it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.agency.drafts import queries as kept_drafts
from alongside.agency.drafts.actions import submit_once
from alongside.agency.staff import queries as staff
from alongside.doors.desk.cases.refusals import put_right, words_of
from alongside.doors.desk.contacts.choosing import Wanted, choose_case, wanted
from alongside.doors.desk.contacts.forms import ME, MODE_ICONS, AppointmentForm
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.practice.contacts import actions
from alongside.practice.contacts import queries as contacts
from alongside.practice.contacts.enums import AppointmentOutcome
from alongside.practice.contacts.queries import FormPage

FIELDS = {"starts_at": "starts", "ends_at": "until"}


def _row(appointment: UUID) -> Any:
    try:
        return contacts.appointment_row(appointment)
    except NotFound:
        raise Http404 from None


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """Book a time; without a case, the cases to choose from."""
    sought = wanted(request)
    if sought.nothing:
        return choose_case(request, title=_("Book a time"), words=_("Type a name or a case number."))
    return _booking(request, sought, key=f"appointment-{sought.case or sought.appointment}")


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: DeskRequest, appointment: UUID) -> HttpResponse:
    """Move an appointment to another time, which is booked in its place."""
    return _booking(request, Wanted(None, appointment), key=f"move-{appointment}", moved=appointment)


def _booking(request: DeskRequest, sought: Wanted, *, key: str, moved: UUID | None = None) -> HttpResponse:
    try:
        page = contacts.contact_form(case=sought.case, appointment=sought.appointment, by=request.reader)
    except NotFound:
        raise Http404 from None
    kept = kept_drafts.draft(key, by=request.reader)
    who: Any = {
        "worker_id": request.reader.worker_id,
        "volunteers": staff.volunteers(team=page.facts.standing.team_id),
    }
    if request.method != "POST":
        initial = kept.over(_initial(page, moved=moved is not None), many={"people"})
        return _show(request, page, AppointmentForm(page.facts, page.names, initial=initial, **who), key, moved)
    form = AppointmentForm(page.facts, page.names, request.POST, **who)
    if form.is_valid():
        try:
            url = submit_once(
                key=form.cleaned_data["idempotency_key"],
                body=dict(request.POST.lists()),
                act=lambda: _book(request, form, moved),
                draft=key,
                by=request.reader,
            )
        except Refused as refusal:
            put_right(form, refusal, names=FIELDS)
        else:
            return redirect(url)
    return _show(request, page, form, key, moved)


def _initial(page: FormPage, *, moved: bool) -> dict[str, Any]:
    """A working day ahead at the usual hour; when one is moved, the same hour a week later."""
    agreed = page.facts.appointment
    people = {one.id: str(one.public_id) for one in page.facts.people}
    start = timezone.localtime(agreed.starts_at if agreed else clock.now())
    first = _next_free(start, moved=moved)
    length = agreed.ends_at - agreed.starts_at if agreed else timedelta(minutes=45)
    return {
        "people": [people[number] for number in page.start.people],
        "mode": page.start.mode,
        "on": first.date(),
        "starts": first.time(),
        "until": (first + length).time(),
        "place": page.start.place,
        "about": agreed.about if agreed else "",
        "language": page.start.language,
        "worker": ME,
        "idempotency_key": uuid4().hex,
    }


def _next_free(start: datetime, *, moved: bool) -> datetime:
    if moved:
        later = start
        while later <= timezone.localtime(clock.now()):
            later += timedelta(days=7)
        return later
    day = start + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day.replace(hour=10, minute=0, second=0, microsecond=0)


def _book(request: DeskRequest, form: AppointmentForm, moved: UUID | None) -> str:
    booked = actions.book_appointment(
        case=form.facts.case, moved_from=_row(moved) if moved else None, by=request.reader, **form.arguments()
    )
    day = date_format(timezone.localtime(booked.starts_at), "l j F, H:i")
    words = _("Moved to %(day)s.") if moved else _("Booked for %(day)s.")
    messages.success(request, words % {"day": day})
    return "/" if moved else reverse("case", args=[form.facts.case.public_id])


def _show(request: DeskRequest, page: FormPage, form: AppointmentForm, key: str, moved: UUID | None) -> HttpResponse:
    context = {
        "page": page,
        "form": form,
        "icons": MODE_ICONS,
        "kept": kept_drafts.draft(key, by=request.reader),
        "moved": moved,
        "case": page.facts.case.public_id,
        "title": page.facts.case.title,
        "number": page.facts.case.number,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/contacts/appointment.html", context, status=status)


@require_POST
def settle(request: DeskRequest, appointment: UUID) -> HttpResponse:
    """One press: came, did not come, cancelled. It happens at once and can be undone."""
    row = _row(appointment)
    try:
        actions.settle_appointment(
            appointment=row,
            outcome=request.POST.get("outcome", ""),
            words=request.POST.get("words", ""),
            by=request.reader,
        )
    except Refused as refusal:
        messages.warning(request, words_of(refusal))
        return _back(request, appointment, status=422)
    undo = reverse("unsettle-appointment", args=[appointment])
    messages.success(request, _said(request.POST["outcome"], row.case.title), extra_tags=undo)
    return _back(request, appointment)


def _said(outcome: str, title: str) -> str:
    return {
        AppointmentOutcome.CAME: _("%(who)s: came."),
        AppointmentOutcome.DID_NOT_COME: _("%(who)s: did not come."),
        AppointmentOutcome.CANCELLED: _("%(who)s: cancelled."),
        AppointmentOutcome.MOVED: _("%(who)s: moved."),
    }[AppointmentOutcome(outcome)] % {"who": title}


@require_POST
def take_back(request: DeskRequest, appointment: UUID) -> HttpResponse:
    """Undo what was said of an appointment."""
    try:
        actions.unsettle_appointment(appointment=_row(appointment), by=request.reader)
    except Refused as refusal:
        messages.warning(request, words_of(refusal))
        return _back(request, appointment, status=422)
    messages.success(request, _("Taken back. It waits to be settled again."))
    return _back(request, appointment)


def _back(request: DeskRequest, appointment: UUID, *, status: int = 200) -> HttpResponse:
    """The line anew for a script that asked for it; without scripts, the page it was pressed on."""
    if request.headers.get("HX-Request"):
        line = contacts.appointment_line(appointment)
        return render(request, "desk/contacts/_settled.html", {"line": line}, status=200 if line else status)
    where = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(where, {request.get_host()}, require_https=request.is_secure()):
        where = "/"
    return redirect(where)
