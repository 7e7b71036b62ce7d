"""Drawing with the family: a tap on somebody, a tap on who belongs beside them, and it is a fact in the record."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.doors.desk.cases.frame import frame_of
from alongside.doors.desk.cases.refusals import sent_once, words_of
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.family.beside import BesideForm
from alongside.doors.desk.family.between import WAYS
from alongside.doors.desk.family.canvas import Canvas, canvas_of, side_words
from alongside.doors.desk.family.trail import Trail, trail_of
from alongside.doors.desk.people.changing import birth_in
from alongside.ground.familymap.drawing.blank import blank_sheet
from alongside.ground.familymap.drawing.notation import PROFILES
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.text import joined
from alongside.oversight.journeys.adding_kin import add_person_beside
from alongside.oversight.journeys.joining import Newcomer
from alongside.oversight.journeys.marks import Mark, take_back
from alongside.oversight.overviews.family_together import Together
from alongside.oversight.overviews.new_person import Alike, people_alike
from alongside.record.intakes.rules.asking import read_birth
from alongside.record.people import actions
from alongside.record.people import queries as people
from alongside.record.people.enums import BirthPrecision
from alongside.record.people.rules.kin import SIDES, Side


@require_http_methods(["GET", "POST"])
def draw(request: DeskRequest, case: UUID) -> HttpResponse:
    """The drawing; with ``at`` whoever was tapped, with ``add`` the form for somebody beside them, with ``do`` more."""
    canvas = canvas_of(request, case)
    side = next((one for one in SIDES if one == request.GET.get("add")), None)
    if canvas.page.chosen is not None and side is not None:
        return _beside(canvas, canvas.page.chosen.person, side)
    if canvas.page.chosen is not None and canvas.do:
        return WAYS[canvas.do](canvas)
    if request.method == "POST":
        raise Http404
    return canvas.show()


def _beside(canvas: Canvas, beside: UUID, side: Side) -> HttpResponse:
    """The form for somebody beside whoever was tapped, whom it may be, and the drawing with them."""
    request, page = canvas.request, canvas.page
    given = {"idempotency_key": uuid4().hex, "kind": SIDES[side][0]}
    form = BesideForm(beside, _choices(page, side), request.POST or None, initial=given)
    more: dict[str, Any] = {"form": form, "side": side, "title": side_words()[side]}
    if request.method == "GET":
        return canvas.show(**more)
    if not form.is_valid() or birth_in(form) is None:
        return canvas.show(**more, status=422)
    alike = _look(form, request)
    if alike is not None and alike.hits and "apart" not in request.POST:
        return canvas.show(**more, alike=alike.hits)
    done = sent_once(request, form, partial(_put, canvas, form, alike), names=PLACES)
    if done is None:
        return canvas.show(**more, alike=alike.hits if alike else (), status=422)
    return redirect(done)


PLACES = {"full_name": "name", "born_on": "born", "other": "there", "person": "there"}
"""Where what the actions refuse stands in the form."""


def _put(canvas: Canvas, form: BesideForm, alike: Alike | None) -> str:
    """Put somebody beside whoever was tapped; the address of the drawing, with what can be taken back."""
    said = form.cleaned_data
    drawn = add_person_beside(
        case=canvas.page.head.public_id,
        beside=form.beside,
        kind=said["kind"],
        who=said["there"] or said["same"] or _newcomer(form, alike),
        also=said["also"] or None,
        source=said["source"],
        why=said["why"],
        by=canvas.request.reader,
    )
    return canvas.done(drawn.marks, drawn.person.public_id)


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
    """Take back what the last tap drew; the taps before it can be taken back next."""
    canvas_of(request, case)
    trail = trail_of(request.POST.get("last", ""))
    if not trail.steps:
        raise Http404
    try:
        stay = take_back(case=case, marks=trail.steps[-1], by=request.reader)
    except Refused as refusal:
        messages.error(request, words_of(refusal))
        return redirect(_back(case, Trail()))
    words = _("Taken back. The drawing is as it was.")
    if stay:
        names = joined(list(stay), last=_("and"))
        words += " " + _("Still in the record, because more is written about them: %(names)s.") % {"names": names}
    messages.success(request, words)
    return redirect(_back(case, trail.back()))


@require_POST
def move(request: DeskRequest, case: UUID) -> HttpResponse:
    """Wish that whoever was tapped stands further left or right; later drawings keep to it where it is true."""
    canvas = canvas_of(request, case)
    chosen = canvas.page.chosen
    if chosen is None:
        raise Http404
    beside = {"left": chosen.left, "right": chosen.right}.get(request.POST.get("to", ""))
    if beside is None:
        messages.error(request, _("Nobody stands on that side in this row."))
        return redirect(canvas.done(()))
    one, other = people.person_row(chosen.person), people.person_row(beside[0])
    left, right = (one, other) if request.POST["to"] == "left" else (other, one)
    marks: tuple[Mark, ...] = ()
    try:
        wish = actions.add_wish(circle=canvas.page.head.circle_id, left=left, right=right, by=request.reader)
    except Refused as refusal:
        messages.error(request, words_of(refusal))
    else:
        marks = (Mark("w", wish.public_id),)
        messages.success(request, _("Kept as your wish. It shows wherever it stays true to couples and birth order."))
    return redirect(canvas.done(marks))


@require_GET
def blank(request: DeskRequest, case: UUID) -> HttpResponse:
    """An empty drawing of three generations to fill in by hand with the family."""
    page = canvas_of(request, case).page
    sheet = SafeString(blank_sheet(PROFILES["uk"]))
    context = {**frame_of(page.head, "family"), "sheet": sheet, "printed_by": request.reader.name}
    return render(request, "desk/family/blank.html", {**context, "printed_at": date_format(clock.now(), "j F Y, H:i")})


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


def _back(case: UUID, trail: Trail) -> str:
    place = reverse("family-together", args=[case])
    return f"{place}?last={trail}" if trail.steps else place
