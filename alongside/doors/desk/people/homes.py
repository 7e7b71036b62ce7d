"""Households of a person: begin, join, leave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django.forms import ChoiceField, Form
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.people.forms import EndForm, HomeForm, JoinForm
from alongside.doors.desk.people.frame import (
    Sheet,
    card_or_404,
    circle_of,
    filled,
    keepers_of,
    offer_keepers,
)
from alongside.ground.foundation.errors import NotFound
from alongside.oversight.overviews.person_page import people_of_circle
from alongside.record.people import actions
from alongside.record.people import queries as people

ANCHOR = "#homes"


@require_http_methods(["GET", "POST"])
def new_home(request: DeskRequest, person: UUID) -> HttpResponse:
    """A household begins to be known, with this person and others in it."""
    card = card_or_404(person, request)
    found = keepers_of(card)
    sheet = Sheet(
        title=_("A household of %(name)s") % {"name": card.name},
        button=_("Add household"),
        done=_("Household added."),
        rows=(("label",), ("part", "from_on"), ("others",), ("kept",)),
    )
    form = HomeForm(request.POST or None)
    offer_keepers(form, found)
    nearby = [one for keeper in found for one in people_of_circle(keeper.circle_id, but=card.id, by=request.reader)]
    _offer(form, "others", list(dict.fromkeys(nearby)))

    def act(said: Mapping[str, Any]) -> None:
        home = actions.start_household(
            circle=circle_of(found, said["kept"]), label=said["label"], from_on=said["from_on"], by=request.reader
        )
        actions.join_household(
            household=home,
            person=people.person_row(person),
            part=said["part"],
            from_on=said["from_on"],
            by=request.reader,
        )
        for other in said["others"]:
            actions.join_household(
                household=home, person=people.person_row(UUID(other)), from_on=said["from_on"], by=request.reader
            )

    return filled(request, card, form, sheet, act, anchor=ANCHOR)


@require_http_methods(["GET", "POST"])
def join(request: DeskRequest, person: UUID, home: UUID) -> HttpResponse:
    """Somebody comes to live in a household of this person."""
    card = card_or_404(person, request)
    try:
        row = people.household_row(home)
    except NotFound:
        raise Http404 from None
    sheet = Sheet(
        title=_("Somebody lives at %(home)s") % {"home": row.label},
        button=_("Save"),
        done=_("Saved."),
        rows=(("person", "part"), ("from_on", "until_on")),
    )
    form = JoinForm(request.POST or None)
    _offer(form, "person", list(people_of_circle(row.circle_id, but=0, by=request.reader)))
    return filled(
        request,
        card,
        form,
        sheet,
        lambda said: actions.join_household(
            household=row,
            person=people.person_row(UUID(said["person"])),
            part=said["part"],
            from_on=said["from_on"],
            until_on=said["until_on"],
            by=request.reader,
        ),
        anchor=ANCHOR,
    )


@require_http_methods(["GET", "POST"])
def leave(request: DeskRequest, person: UUID, stay: UUID) -> HttpResponse:
    """Somebody has left a household."""
    card = card_or_404(person, request)
    try:
        row = people.membership_row(stay)
    except NotFound:
        raise Http404 from None
    sheet = Sheet(
        title=_("%(name)s has left %(home)s") % {"name": row.person.display_name, "home": row.household.label},
        button=_("Save"),
        done=_("Saved. The time together stays in the record."),
        rows=(("version",), ("on", "why")),
    )
    form = EndForm(request.POST or None, initial={"version": row.version})
    return filled(
        request,
        card,
        form,
        sheet,
        lambda said: actions.leave_household(
            membership=row, version=said["version"] or 0, on=said["on"], why=said["why"], by=request.reader
        ),
        anchor=ANCHOR,
    )


def _offer(form: Form, name: str, found: list[tuple[UUID, str]]) -> None:
    choice = cast(ChoiceField, form.fields[name])
    choice.choices = [(str(public_id), words) for public_id, words in found]
