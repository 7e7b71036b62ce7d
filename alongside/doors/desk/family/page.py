"""The family page: the drawing on any day, the world around the household, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from alongside.doors.desk.cases.frame import frame_of
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.ui.values import Link
from alongside.oversight.overviews.family import bond_words
from alongside.oversight.overviews.family_drawing import TOGGLES, Drawn, drawn_family, recorded_words
from alongside.practice.dynamics.enums import FamilyArea
from alongside.practice.dynamics.queries import dynamics_of
from alongside.record.people.queries import BondView, SystemView, TieView

SHOWN_AREAS = (FamilyArea.STRENGTHS, FamilyArea.ROUTINES, FamilyArea.SHARED_NEED)
"""What of how the family lives stands on its page: what is strong, their routines, what they all need (S-170)."""


@dataclass(frozen=True, slots=True)
class BondLine:
    """A bond as the table tells it."""

    words: str
    bond: BondView


@dataclass(frozen=True, slots=True)
class AroundLine:
    """Something around the family, how the people rate it and how the worker does."""

    system: SystemView
    theirs: TieView | None
    ours: TieView | None
    before: TieView | None


@dataclass(frozen=True, slots=True)
class Toggle:
    """A layer that can be shown or not."""

    name: str
    label: str
    on: bool


def layer_words() -> dict[str, str]:
    """What the layers are called."""
    return {"households": _("Who lives together"), "bonds": _("How people stand to each other"), "health": _("Health")}


@require_GET
def family(request: DeskRequest, case: UUID) -> HttpResponse:
    """The family on a day, as a drawing and as a table."""
    drawn = _drawn(request, case)
    context = {**_context(request, drawn), "days": _days(request, drawn)}
    if context["is_now"]:
        context["lives"] = [part for part in dynamics_of(drawn.page.head.id).areas if part.area in SHOWN_AREAS]
    return render(request, "desk/family/page.html", context)


@require_GET
def print_family(request: DeskRequest, case: UUID) -> HttpResponse:
    """The drawing and the list on paper."""
    drawn = _drawn(request, case, title=_("Family drawing"), act="family print")
    context = _context(request, drawn) | {
        "printed_by": request.reader.name,
        "printed_at": date_format(clock.now(), "j F Y, H:i"),
    }
    return render(request, "desk/family/print.html", context)


def _drawn(request: DeskRequest, case: UUID, *, title: str = "", act: str = "family page") -> Drawn:
    layers = request.GET.getlist("layer") if "shown" in request.GET else None
    try:
        return drawn_family(case, day=_day(request), layers=layers, title=title, act=act, by=request.reader)
    except NotFound:
        raise Http404 from None


def _day(request: DeskRequest) -> date | None:
    """The day that is asked for; today for one that cannot be read."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None


def _context(request: DeskRequest, drawn: Drawn) -> dict[str, Any]:
    page = drawn.page
    shown = {"shown": "1", "layer": [one for one in TOGGLES if one in drawn.layers]}
    return {
        **frame_of(page.head, "family"),
        "page": page,
        "drawn": drawn,
        "genogram": SafeString(drawn.genogram.svg) if drawn.genogram else "",
        "now": SafeString(drawn.now.svg) if drawn.now else "",
        "then": SafeString(drawn.then.svg) if drawn.then else "",
        "bonds": [BondLine(bond_words(one), one) for one in page.bonds],
        "bonds_on": "bonds" in drawn.layers,
        "health_on": "health" in drawn.layers,
        "health": page.health,
        "recorded": recorded_words(page.recorders),
        "around": _around(drawn),
        "toggles": [Toggle(one, layer_words()[one], one in drawn.layers) for one in TOGGLES],
        "same": urlencode({"day": page.day.isoformat(), **shown}, doseq=True),
        "today": clock.today(),
        "is_now": page.day == clock.today(),
        "restricted_words": _("Only those who carry the case"),
        "none_words": _("Nothing is written down yet."),
    }


def _around(drawn: Drawn) -> list[AroundLine]:
    before = {one.id: one.last() for one in drawn.page.before}
    return [AroundLine(one, one.last("person"), one.last("worker"), before.get(one.id)) for one in drawn.page.around]


def _days(request: DeskRequest, drawn: Drawn) -> tuple[Link, ...]:
    page, today = drawn.page, clock.today()
    layers = urlencode([("shown", "1"), *(("layer", one) for one in TOGGLES if one in drawn.layers)])
    opened = page.head.opened_on
    return (
        Link(
            _("At intake, %(day)s") % {"day": date_format(opened, "j M Y")},
            f"?day={opened.isoformat()}&{layers}",
            current=page.day == opened != today,
        ),
        Link(_("Now"), f"?day={today.isoformat()}&{layers}", current=page.day == today),
    )
