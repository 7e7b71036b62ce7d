"""The care team of a case: who works with the person, letting a professional in, changing the end, ending it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.doors.desk.care_team.forms import AddForm, EndForm, ShareForm, UntilForm
from alongside.doors.desk.cases.frame import OPEN, framed, row_in
from alongside.doors.desk.cases.refusals import carried_out, sent_once
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.text import initials
from alongside.oversight.overviews.care_team import MemberPage, care_team_page, member_page
from alongside.practice.careteams import actions, queries
from alongside.practice.consents import queries as consents
from alongside.record.cases.queries import CaseHead, case_row

USUAL_DAYS = 90


@require_GET
def team(request: DeskRequest, case: UUID) -> HttpResponse:
    """Everybody who works with the person of this case."""
    head, context = framed(request, case, tab="care-team", act="care team")
    context |= {"page": care_team_page(head), "is_open": head.state in OPEN}
    return render(request, "desk/care_team/team.html", context)


@require_http_methods(["GET", "POST"])
def new(request: DeskRequest, case: UUID) -> HttpResponse:
    """Let a professional of another agency into the care team; refused with the lawful ways without ground or end."""
    head, context = framed(request, case, tab="care-team", act="care team")
    people = [(str(one.person), one.name) for one in head.people]
    offered = consents.live_consents(head.id)
    choices = [(str(one.public_id), f"{one.recipient}: {one.what} ({one.person})") for one in offered]
    form = AddForm(people, choices, request.POST or None, initial=_begin(head, [one.public_id for one in offered]))
    if request.method == "POST":
        numbers = {str(one.person): one.person_id for one in head.people}
        done = sent_once(request, form, lambda: _add(case, form, numbers, request))
        if done:
            messages.success(request, _("In the care team. Choose next what they see."))
            return redirect(done)
    context |= {"form": form, "offered": offered, "kept": _("What you typed is still here.")}
    return render(request, "desk/care_team/new.html", context, status=422 if form.errors else 200)


def _begin(head: CaseHead, offered: list[UUID]) -> dict[str, Any]:
    first = head.people[0] if head.people else None
    return {
        "person": str(first.person) if first else "",
        "known_as": initials(first.name) if first else "",
        "consent": str(offered[0]) if len(offered) == 1 else "",
        "until_on": clock.today() + timedelta(days=USUAL_DAYS) if not offered else None,
        "idempotency_key": uuid4().hex,
    }


def _add(case: UUID, form: AddForm, numbers: dict[str, int], request: DeskRequest) -> str:
    what = dict(form.cleaned_data)
    what.pop("idempotency_key")
    person, name = numbers[what.pop("person")], what.pop("consent")
    try:
        consent = consents.consent_row(UUID(name)) if name else None
    except NotFound:
        raise Http404 from None
    row = actions.add_member(case=case_row(case), person_id=person, consent=consent, by=request.reader, **what)
    return reverse("care-team-member", args=[case, row.public_id])


@require_GET
def one(request: DeskRequest, case: UUID, member: UUID) -> HttpResponse:
    """One professional: what they do, what they see, until when; what they told; their link."""
    return page_of(request, case, member)


@require_POST
def until(request: DeskRequest, case: UUID, member: UUID) -> HttpResponse:
    """Another last day; what is shared ends with it."""
    row = row_in(case, lambda: queries.member_row(member))
    form = UntilForm(request.POST)

    def act() -> None:
        actions.move_member_end(member=row, until_on=form.cleaned_data["until_on"], by=request.reader)

    if carried_out(form, act):
        messages.success(request, _("Their last day is changed, and with it the end of what they see."))
        return redirect("care-team-member", case=case, member=member)
    return page_of(request, case, member, moving=form)


@require_POST
def end(request: DeskRequest, case: UUID, member: UUID) -> HttpResponse:
    """End somebody's place at once."""
    row = row_in(case, lambda: queries.member_row(member))
    form = EndForm(request.POST)
    if carried_out(form, lambda: actions.end_member(member=row, why=form.cleaned_data["why"], by=request.reader)):
        messages.success(request, _("Ended. They see nothing any more."))
        return redirect("care-team", case=case)
    return page_of(request, case, member, ending=form)


def page_of(
    request: DeskRequest, case: UUID, member: UUID, *, made: dict[str, str] | None = None, **forms: Form
) -> HttpResponse:
    """The page of one professional, with what is to be put right in one of its forms; ``made`` is a link, told once."""
    _head, context = framed(request, case, tab="care-team", act="care team")
    row = row_in(case, lambda: queries.member_row(member))
    page = member_page(row)
    context |= {
        "page": page,
        "here": reverse("care-team-member", args=[case, member]),
        "sharing": ShareForm(choices_of(page)),
        "moving": UntilForm(initial={"until_on": page.line.until_on}),
        "ending": EndForm(),
        "made": made or {},
        "kept": _("What you typed is still here."),
        **forms,
    }
    wrong = next((form for form in forms.values() if form.errors), None)
    context["wrong"] = wrong
    return render(request, "desk/care_team/one.html", context, status=422 if wrong else 200)


def choices_of(page: MemberPage) -> list[tuple[str, str]]:
    """The lines that can be shown to them."""
    return [(str(one.public_id), f"{one.what} ({one.who})") for one in page.offered]
