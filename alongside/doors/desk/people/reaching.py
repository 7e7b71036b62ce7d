"""Ways to reach a person: added, changed, ended."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.people.forms import EndForm, PointForm
from alongside.doors.desk.people.frame import (
    Sheet,
    card_or_404,
    circle_of,
    filled,
    keepers_of,
    offer_keepers,
)
from alongside.ground.foundation.reader import ORDINARY, SAFE_LOCATION
from alongside.record.people import actions
from alongside.record.people import queries as people
from alongside.record.people.enums import Answer, ContactPointKind
from alongside.record.people.queries import PersonCard, PointView

ANSWERS = ("call_ok", "text_ok", "voicemail_ok", "letter_ok")
FACTS = ("value", "label", *ANSWERS, "hours_from", "hours_until", "who_else", "say_as", "note", "asked_on", "review_on")
ROWS = (
    ("version",),
    ("kind",),
    ("value", "label"),
    ("call_ok", "text_ok"),
    ("voicemail_ok", "letter_ok"),
    ("hours_from", "hours_until"),
    ("who_else", "say_as"),
    ("note",),
    ("level",),
    ("asked_on", "review_on"),
    ("kept",),
)
ANCHOR = "#reach"


@require_http_methods(["GET", "POST"])
def new_point(request: DeskRequest, person: UUID) -> HttpResponse:
    """Add a way to reach a person."""
    card = card_or_404(person, request)
    found = keepers_of(card)
    sheet = Sheet(
        title=_("A way to reach %(name)s") % {"name": card.name},
        button=_("Add"),
        done=_("Added."),
        rows=ROWS,
        lead=_("Ask first what is safe, and write the answer as it was given. “Not asked” is an honest answer."),
    )
    unasked = dict.fromkeys(ANSWERS, Answer.NOT_ASKED)
    initial = {**unasked, "kind": ContactPointKind.PHONE, "level": ORDINARY}
    form = PointForm(request.POST or None, initial=initial)
    offer_keepers(form, found)
    return filled(
        request,
        card,
        form,
        sheet,
        lambda said: actions.add_contact_point(
            person=people.person_row(person),
            circle=circle_of(found, said["kept"]),
            kind=said["kind"],
            level=said["level"],
            by=request.reader,
            **{name: said[name] for name in FACTS},
        ),
        anchor=ANCHOR,
    )


@require_http_methods(["GET", "POST"])
def change_point(request: DeskRequest, person: UUID, point: UUID) -> HttpResponse:
    """Change a way to reach a person, or what is safe on it."""
    card, view = _point(request, person, point)
    sheet = Sheet(
        title=_("Change how to reach %(name)s") % {"name": card.name}, button=_("Save"), done=_("Saved."), rows=ROWS
    )
    form = PointForm(request.POST or None, initial=_initial(view))
    for name in ("kind", "kept"):
        del form.fields[name]
    return filled(
        request,
        card,
        form,
        sheet,
        lambda said: actions.change_contact_point(
            point=people.contact_point_row(point),
            version=said["version"] or 0,
            level=said["level"],
            by=request.reader,
            **{name: said[name] for name in FACTS},
        ),
        anchor=ANCHOR,
    )


@require_http_methods(["GET", "POST"])
def end_point(request: DeskRequest, person: UUID, point: UUID) -> HttpResponse:
    """A number or address is not used any more."""
    card, view = _point(request, person, point)
    sheet = Sheet(
        title=_("%(value)s is not used any more") % {"value": view.covered},
        button=_("End it"),
        done=_("It has ended. What was said of it stays in the record."),
        rows=(("version",), ("on", "why")),
    )
    form = EndForm(request.POST or None, initial={"version": view.version})
    return filled(
        request,
        card,
        form,
        sheet,
        lambda said: actions.end_contact_point(
            point=people.contact_point_row(point),
            version=said["version"] or 0,
            on=said["on"],
            why=said["why"],
            by=request.reader,
        ),
        anchor=ANCHOR,
    )


def _point(request: DeskRequest, person: UUID, point: UUID) -> tuple[PersonCard, PointView]:
    card = card_or_404(person, request)
    view = next((one for one in people.contact_points(card.id) if one.public_id == point), None)
    if view is None:
        raise Http404
    return card, view


def _initial(view: PointView) -> dict[str, Any]:
    said = {name: getattr(view.preferences, name) for name in ANSWERS}
    kept = {name: getattr(view, name) for name in FACTS if name not in ANSWERS}
    return {**said, **kept, "version": view.version, "level": SAFE_LOCATION if view.hidden else ORDINARY}
