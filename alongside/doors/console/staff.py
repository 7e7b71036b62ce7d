"""The pages of staff: who works here, one-time ways in, roles with dates, and the end of access."""

from __future__ import annotations

from smtplib import SMTPException
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.agency.staff import actions, queries
from alongside.doors.console.entrance import ConsoleRequest, administrators, surely
from alongside.doors.console.forms import NewWorker, RoleForm, show
from alongside.doors.console.places import places
from alongside.ground.foundation.errors import Refused


@require_GET
@administrators
def list_staff(request: ConsoleRequest) -> HttpResponse:
    """Everyone who works here, with roles; with ``?gone`` those who have left."""
    gone = "gone" in request.GET
    return render(
        request, "console/staff.html", {"workers": queries.staff(gone=gone), "gone": gone, "places": places("staff")}
    )


@require_http_methods(["GET", "POST"])
@surely
def new_worker(request: ConsoleRequest) -> HttpResponse:
    """Bring a worker in: who she is, her first role, and her one-time way in, which is shown this once."""
    form = NewWorker(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        try:
            worker, secret = actions.bring_in(
                name=found["name"],
                username=found["username"],
                email=found["email"],
                title=found["title"],
                by=request.reader,
                **form.role_arguments(),
            )
        except Refused as refusal:
            show(form, refusal)
        else:
            return _way_in(request, worker, secret)
    return render(request, "console/new_worker.html", {"form": form})


@require_GET
@administrators
def one_worker(request: ConsoleRequest, worker: UUID) -> HttpResponse:
    """One worker: what she holds, how many cases she carries (no more than the number), and what may be done."""
    return _worker_page(request, worker, RoleForm())


@require_POST
@surely
def invite_again(request: ConsoleRequest, worker: UUID) -> HttpResponse:
    """A new one-time way in; the one before opens nothing any more. For a lost mail, or a lost second factor."""
    row = _row(worker)
    try:
        secret = actions.invite(worker=row, by=request.reader)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("one-worker", worker)
    return _way_in(request, row, secret)


@require_POST
@surely
def give_role(request: ConsoleRequest, worker: UUID) -> HttpResponse:
    """Give a role, with dates; what does not go together is refused with the reason."""
    row, form = _row(worker), RoleForm(request.POST)
    if form.is_valid():
        try:
            actions.give_role(worker=row, **form.role_arguments(), by=request.reader)
        except Refused as refusal:
            if not refusal.fields:
                messages.error(request, str(refusal.message))
                return redirect("one-worker", worker)
            show(form, refusal)
        else:
            messages.success(request, _("The role is given. It holds from their next click."))
            return redirect("one-worker", worker)
    return _worker_page(request, worker, form)


@require_POST
@surely
def take_role(request: ConsoleRequest, worker: UUID, held: UUID) -> HttpResponse:
    """Take a role; what it opened is closed from the next click."""
    row = queries.role_row(held)
    if row is None or row.worker.public_id != worker:
        raise Http404
    try:
        actions.take_role(held=row, by=request.reader)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The role is taken."))
    return redirect("one-worker", worker)


@require_POST
@surely
def end_access(request: ConsoleRequest, worker: UUID) -> HttpResponse:
    """End a worker's access everywhere, at once."""
    row = _row(worker)
    try:
        actions.end_worker(worker=row, by=request.reader)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        words = _("%(name)s has no access any more. What they carried waits with their supervisor.")
        messages.success(request, words % {"name": row.name})
    return redirect("one-worker", worker)


def _row(worker: UUID) -> Any:
    row = queries.worker_row(worker)
    if row is None:
        raise Http404
    return row


def _worker_page(request: ConsoleRequest, worker: UUID, form: RoleForm) -> HttpResponse:
    line = queries.staff_line(worker)
    if line is None:
        raise Http404
    context = {
        "worker": line,
        "form": form,
        "carries": queries.carried_by(line.actor_id),
        "herself": line.actor_id == request.reader.actor_id,
    }
    return render(request, "console/worker.html", context)


def _way_in(request: ConsoleRequest, worker: Any, secret: str) -> HttpResponse:
    """Send the one-time way in by mail and show it this once, for handing over in person."""
    address = request.build_absolute_uri(reverse("welcome", args=[secret]))
    context = {
        "worker": queries.staff_line(worker.public_id),
        "address": address,
        "sent": bool(worker.email) and _mailed(worker.email, address),
        "days": actions.INVITATION_DAYS,
    }
    return render(request, "console/way_in.html", context)


def _mailed(to: str, address: str) -> bool:
    words = _("Open this page to choose your password:\n\n%(address)s\n\nIt is good for %(days)s days and one use.")
    body = words % {"address": address, "days": actions.INVITATION_DAYS}
    try:
        EmailMessage(subject=_("Your way in"), body=body, to=[to]).send()
    except (OSError, SMTPException):
        return False
    return True
