"""Somebody new comes into the record: the people most alike are shown first, then she is added to a case or request."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.agency.drafts.actions import submit_once
from alongside.agency.staff.enums import TEAM_ROLES, Role
from alongside.doors.desk.cases.refusals import put_right
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.people.changing import birth_in
from alongside.doors.desk.people.forms import PersonForm
from alongside.doors.desk.shell import CARRIERS
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.journeys.joining import Newcomer, add_to_case, add_to_intake, bring_in
from alongside.oversight.overviews.new_person import Alike, Place, people_alike, person_ids, place_of
from alongside.record.cases.enums import ParticipantRole
from alongside.record.intakes.rules.asking import read_birth

SHORTEST = 3
"""Letters of a name from which on near matches are looked for while it is typed."""


@require_http_methods(["GET", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """The form for somebody new; without a case or request, where people come from."""
    if not TEAM_ROLES & request.reader.roles:
        raise PermissionDenied
    place = _place(request.POST or request.GET)
    if place is None:
        roles = request.reader.roles
        context = {"takes_in": Role.INTAKE in roles, "carries": bool(CARRIERS & roles)}
        return render(request, "desk/people/where.html", context)
    if request.method == "GET":
        name = request.GET.get("name", "")
        form = PersonForm(initial={"full_name": name})
        return _page(request, place, form, people_alike(name, by=request.reader) if name.strip() else None)
    form = PersonForm(request.POST)
    if "apart" in request.POST or not form.is_valid():
        _without_complaints(form, hushed="apart" in request.POST)
        return _page(request, place, form, _alike(request.POST, request))
    return _add(request, place, form)


@require_POST
def matches(request: DeskRequest) -> HttpResponse:
    """The people most like what is typed so far, for the page that is being typed in; no name stands in an address."""
    if not TEAM_ROLES & request.reader.roles:
        raise PermissionDenied
    place = _place(request.POST)
    if place is None:
        raise Http404
    return render(request, "desk/people/_matches.html", _alike_context(request, place, _alike(request.POST, request)))


@require_POST
def bring(request: DeskRequest, person: UUID) -> HttpResponse:
    """Somebody who is in the record already joins the case, or is whom the request is about."""
    place = _place(request.POST)
    ids = person_ids([person])
    if place is None or not ids:
        raise Http404
    try:
        role = request.POST.get("role") or ParticipantRole.RELATIVE
        bring_in(person_id=ids[0], case=place.case, intake=place.intake, role=role, by=request.reader)
    except NotFound:
        raise Http404 from None
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect(f"/people/new/?{place.query}")
    messages.success(request, _("Brought in."))
    return redirect(place.url)


def _add(request: DeskRequest, place: Place, form: PersonForm) -> HttpResponse:
    birth = birth_in(form)
    if birth is None:
        return _page(request, place, form, _alike(request.POST, request))
    said = form.cleaned_data
    newcomer = Newcomer(
        full_name=said["full_name"],
        searched=said["searched"],
        preferred=said["preferred"],
        pronouns=said["pronouns"],
        born_on=birth[0],
        birth_precision=birth[1],
        phone=said["phone"],
        languages=tuple(said["languages"].split(",")),
        interpreter=said["interpreter"],
        not_same=person_ids(_apart(request.POST)),
    )

    def act() -> str:
        if place.case is not None:
            role = said["role"] or ParticipantRole.OTHER
            person = add_to_case(case=place.case, newcomer=newcomer, role=role, by=request.reader)
        else:
            assert place.intake is not None  # noqa: S101 - a place is a case or a request
            person = add_to_intake(intake=place.intake, newcomer=newcomer, by=request.reader)
        return f"/people/{person.public_id}/"

    try:
        url = submit_once(
            key=request.POST.get("idempotency_key", ""), body=dict(request.POST.lists()), act=act, by=request.reader
        )
    except NotFound:
        raise Http404 from None
    except Refused as refusal:
        if refusal.code == "people.search_first":
            return _page(request, place, form, _alike(request.POST, request), look=True)
        put_right(form, refusal, names={"born_on": "born", "value": "phone", "person": "full_name"})
        return _page(request, place, form, _alike(request.POST, request))
    messages.success(request, _("%(name)s is in the record now.") % {"name": said["full_name"]})
    return redirect(url)


def _page(
    request: DeskRequest, place: Place, form: PersonForm, alike: Alike | None, *, look: bool = False
) -> HttpResponse:
    """``look``: the people most alike are shown for the first time; pressing again adds her."""
    context = {
        **_alike_context(request, place, alike),
        "form": form,
        "look": look,
        "kept_words": _("What you typed is still here."),
        "idempotency_key": request.POST.get("idempotency_key") or uuid4().hex,
    }
    wrong = form.is_bound and bool(form.errors)
    return render(request, "desk/people/new.html", context, status=422 if wrong else 200)


def _alike_context(request: DeskRequest, place: Place, alike: Alike | None) -> dict[str, Any]:
    sent = request.POST or request.GET
    apart = set(_apart(sent))
    found = alike.hits if alike else ()
    return {
        "place": place,
        "looked": alike is not None,
        "receipt": alike.receipt if alike else "",
        "hits": [hit for hit in found if hit.match.public_id not in apart],
        "apart": [hit for hit in found if hit.match.public_id in apart],
        "apart_ids": sorted(str(one) for one in apart),
    }


def _alike(sent: QueryDict, request: DeskRequest) -> Alike | None:
    name = sent.get("full_name", "").strip()
    phone = sent.get("phone", "").strip()
    if len(name) < SHORTEST and not phone and not name:
        return None
    birth = read_birth(sent.get("born", ""), today=clock.today())
    return people_alike(name, birth=birth, phone=phone, preferred=sent.get("preferred", ""), by=request.reader)


def _apart(sent: QueryDict) -> list[UUID]:
    """The people of whom the worker said that they are somebody else, now or before on this page."""
    found = []
    for text in (*sent.getlist("not_same"), *sent.getlist("apart")):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _place(sent: QueryDict) -> Place | None:
    try:
        case, intake = (UUID(text) if (text := str(sent.get(name, ""))) else None for name in ("case", "intake"))
        return place_of(case=case, intake=intake)
    except (NotFound, ValueError):
        raise Http404 from None


def _without_complaints(form: PersonForm, *, hushed: bool) -> None:
    """While people are still being told apart nothing is complained of."""
    if hushed:
        form.errors.clear()
