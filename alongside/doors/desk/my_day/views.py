"""My day, the first page after sign-in; each role gets what it needs first."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from alongside.agency.staff.enums import TEAM_ROLES, Role
from alongside.agency.staff.rules import only_volunteers
from alongside.doors.desk.cases.frame import LOOKS
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import joined
from alongside.oversight.overviews.my_day import MyDay, my_day
from alongside.practice.contacts.queries.tasks import my_tasks

NEEDS_SHOWN = 6
"""How many rows of what needs me stand open; the rest is one press away, so that the day stays in view."""
FIRST_PAGE = {Role.PRIVACY: "/privacy/desk/", Role.ADMIN: "/set-up/staff/"}


@require_GET
def day(request: DeskRequest) -> HttpResponse:
    """What needs me today."""
    for role, address in FIRST_PAGE.items():
        if role in request.reader.roles and not TEAM_ROLES & request.reader.roles:
            return redirect(address)
    if only_volunteers(request.reader):
        return redirect("my-tasks")
    found = my_day(by=request.reader)
    context = {
        "day": found,
        "greeting": greeting(request.reader),
        "state": state_words(found, request.reader),
        "needs": found.needs[:NEEDS_SHOWN],
        "later_needs": found.needs[NEEDS_SHOWN:],
        "cases": [(line, LOOKS[line.stage]) for line in found.cases],
        "carries": bool({Role.WORKER, Role.SUPERVISOR, Role.STUDENT} & request.reader.roles),
        "takes_in": Role.INTAKE in request.reader.roles,
    }
    return render(request, "desk/my_day/day.html", context)


@require_GET
def tasks(request: DeskRequest) -> HttpResponse:
    """What a volunteer is asked to do: the whole of what they see (S-206)."""
    if not TEAM_ROLES & request.reader.roles:
        raise Http404
    return render(request, "desk/my_day/tasks.html", {"tasks": my_tasks()})


def greeting(reader: Reader) -> str:
    """A greeting for the time of day, by first name."""
    name = reader.name.split()[0]
    hour = timezone.localtime().hour
    if hour < 12:
        return _("Good morning, %(name)s") % {"name": name}
    if hour < 18:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}


def state_words(day: MyDay, reader: Reader) -> str:
    """One sentence that says what the day holds; facts, never only a greeting."""
    counts = [
        (len(day.appointments), ngettext("%(n)s appointment", "%(n)s appointments", len(day.appointments))),
        (len(day.needs), ngettext("%(n)s thing needs you", "%(n)s things need you", len(day.needs))),
        (day.to_sign, ngettext("%(n)s note to sign", "%(n)s notes to sign", day.to_sign)),
        (len(day.intakes), ngettext("%(n)s request waits", "%(n)s requests wait", len(day.intakes))),
    ]
    said = [words % {"n": number} for number, words in counts if number]
    today = date_format(timezone.localdate(), "l j F")
    if not said:
        return _("%(day)s. Nothing is waiting for you.") % {"day": today}
    return f"{today}. {joined(said, last=_('and'))}."
