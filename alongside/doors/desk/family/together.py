"""Drawing with the family: somebody is tapped, and somebody is put beside them; each tap is a fact in the record."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.doors.desk.cases.frame import OPEN, frame_of
from alongside.doors.desk.cases.refusals import sent_once
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.family.beside import BesideForm
from alongside.doors.desk.people.changing import birth_in
from alongside.ground.familymap.drawing.blank import blank_sheet
from alongside.ground.familymap.drawing.notation import PROFILES
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.ui.values import Link
from alongside.oversight.journeys.adding_kin import add_person_beside, take_back
from alongside.oversight.journeys.joining import Newcomer
from alongside.oversight.overviews.family_together import Together, family_together
from alongside.oversight.overviews.new_person import Alike, people_alike
from alongside.record.intakes.rules.asking import read_birth
from alongside.record.people import actions
from alongside.record.people import queries as people
from alongside.record.people.enums import BirthPrecision
from alongside.record.people.rules.kin import SIDES, Side


def side_words() -> dict[Side, str]:
    """What is put beside somebody, as the buttons say it."""
    return {
        "parent": _("A parent or carer"),
        "partner": _("A partner"),
        "sibling": _("A brother or sister"),
        "child": _("A child"),
    }


@require_http_methods(["GET", "POST"])
def draw(request: DeskRequest, case: UUID) -> HttpResponse:
    """The drawing; with ``at`` whoever was tapped, with ``add`` the form for somebody beside them."""
    page = _together(request, case)
    side = next((one for one in SIDES if one == request.GET.get("add")), None)
    if page.chosen is None or side is None:
        if request.method == "POST":
            raise Http404
        return _page(request, page)
    given = {"idempotency_key": uuid4().hex, "kind": SIDES[side][0]}
    form = BesideForm(page.chosen.person, _choices(page, side), request.POST or None, initial=given)
    if request.method == "GET":
        return _page(request, page, form=form, side=side)
    if not form.is_valid() or birth_in(form) is None:
        return _page(request, page, form=form, side=side, status=422)
    alike = _look(form, request)
    if alike is not None and alike.hits and "apart" not in request.POST:
        return _page(request, page, form=form, side=side, alike=alike)
    done = sent_once(request, form, partial(_put, request, page, form, alike), names=PLACES)
    if done is None:
        return _page(request, page, form=form, side=side, status=422)
    return redirect(done)


PLACES = {"full_name": "name", "born_on": "born", "other": "there", "person": "there"}
"""Where what the actions refuse stands in the form."""


def _put(request: DeskRequest, page: Together, form: BesideForm, alike: Alike | None) -> str:
    """Put somebody beside whoever was tapped; the address of the drawing, with what can be taken back."""
    said = form.cleaned_data
    drawn = add_person_beside(
        case=page.head.public_id,
        beside=form.beside,
        kind=said["kind"],
        who=said["there"] or said["same"] or _newcomer(form, alike),
        also=said["also"] or None,
        source=said["source"],
        why=said["why"],
        by=request.reader,
    )
    facts = ",".join(str(one.public_id) for one in drawn.facts)
    return _back(page.head.public_id, at=str(drawn.person.public_id), last=facts)


def _newcomer(form: BesideForm, alike: Alike | None) -> Newcomer:
    said, birth = form.cleaned_data, birth_in(form) or (None, BirthPrecision.UNKNOWN)
    return Newcomer(
        said["name"],
        searched=alike.receipt if alike else "",
        born_on=birth[0],
        birth_precision=birth[1],
        gender=said["gender"],
    )


@require_POST
def undo(request: DeskRequest, case: UUID) -> HttpResponse:
    """Take back what the last tap drew."""
    _together(request, case)
    try:
        facts = [UUID(one) for one in request.POST.get("last", "").split(",")]
    except ValueError:
        raise Http404 from None
    try:
        take_back(case=case, facts=facts, by=request.reader)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Taken back. The drawing is as it was; whoever was named stays in the record."))
    return redirect(_back(case))


@require_POST
def move(request: DeskRequest, case: UUID) -> HttpResponse:
    """Wish that whoever was tapped stands further left or right; later drawings keep to it where it is true."""
    page = _together(request, case)
    chosen = page.chosen
    if chosen is None:
        raise Http404
    beside = {"left": chosen.left, "right": chosen.right}.get(request.POST.get("to", ""))
    if beside is None:
        messages.error(request, _("Nobody stands on that side in this row."))
        return redirect(_back(case, at=str(chosen.person)))
    one, other = people.person_row(chosen.person), people.person_row(beside[0])
    left, right = (one, other) if request.POST["to"] == "left" else (other, one)
    try:
        actions.add_wish(circle=page.head.circle_id, left=left, right=right, by=request.reader)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Kept as your wish. It shows wherever it stays true to couples and birth order."))
    return redirect(_back(case, at=str(chosen.person)))


@require_GET
def blank(request: DeskRequest, case: UUID) -> HttpResponse:
    """An empty drawing of three generations to fill in by hand with the family."""
    page = _together(request, case)
    sheet = SafeString(blank_sheet(PROFILES["uk"]))
    context = {**frame_of(page.head, "family"), "sheet": sheet, "printed_by": request.reader.name}
    return render(request, "desk/family/blank.html", {**context, "printed_at": date_format(clock.now(), "j F Y, H:i")})


def _together(request: DeskRequest, case: UUID) -> Together:
    try:
        at = UUID(given) if (given := request.GET.get("at", "")) else None
        page = family_together(case, at=at, by=request.reader)
    except (NotFound, ValueError):
        raise Http404 from None
    if request.method == "POST" and not (page.head.may.people and page.head.state in OPEN):
        raise PermissionDenied
    return page


def _choices(page: Together, side: Side) -> tuple[list[tuple[str, str]], list[tuple[str, str]], list[tuple[str, str]]]:
    """How somebody can be related on this side, who is drawn already, and who can be the other parent."""
    assert page.chosen is not None  # noqa: S101 - asked before
    kinds = [(kind.value, str(kind.label)) for kind in SIDES[side]]
    there = [(str(one), name) for one, name in page.everybody if one != page.chosen.person]
    partners = [(str(one), name) for one, name in page.chosen.partners] if side == "child" else []
    return kinds, there, partners


def _look(form: BesideForm, request: DeskRequest) -> Alike | None:
    """The people most like somebody new; None for whoever is drawn already."""
    said = form.cleaned_data
    if said["there"] or said["same"]:
        return None
    birth = read_birth(said["born"], today=clock.today())
    return people_alike(said["name"], birth=birth, by=request.reader)


def _page(
    request: DeskRequest,
    page: Together,
    *,
    form: BesideForm | None = None,
    side: str = "",
    alike: Alike | None = None,
    status: int = 200,
) -> HttpResponse:
    may = page.head.may.people and page.head.state in OPEN
    at = str(page.chosen.person) if page.chosen else ""
    words = side_words()
    context: dict[str, Any] = {
        **frame_of(page.head, "family"),
        "page": page,
        "genogram": SafeString(page.svg),
        "may": may,
        "everybody": [Link(name, f"?at={one}#at", current=str(one) == at) for one, name in page.everybody],
        "sides": [Link(words[one], f"?at={at}&add={one}#at", current=one == side) for one in SIDES],
        "form": form,
        "side": side,
        "alike": alike.hits if alike else (),
        "last": _last(request.GET),
        "kept": _("What you typed is still here."),
    }
    return render(request, "desk/family/together.html", context, status=status)


def _last(given: QueryDict) -> str:
    """What can be taken back, as it came from the tap before."""
    try:
        return ",".join(str(UUID(one)) for one in given.get("last", "").split(",") if one)
    except ValueError:
        return ""


def _back(case: UUID, **more: str) -> str:
    place = reverse("family-together", args=[case])
    return f"{place}?{urlencode(more)}#at" if more else place
