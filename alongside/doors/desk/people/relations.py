"""How a person is related to others."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.forms import ChoiceField
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.people.forms import PartForm, RelationForm
from alongside.doors.desk.people.frame import Sheet, card_or_404, filled, keepers_of
from alongside.ground.foundation.errors import NotFound
from alongside.oversight.overviews.person_page import people_of_circle
from alongside.record.people import actions
from alongside.record.people import queries as people

ANCHOR = "#relations"


@require_http_methods(["GET", "POST"])
def new_relation(request: DeskRequest, person: UUID) -> HttpResponse:
    """Write down how somebody of the same case is related to this person."""
    card = card_or_404(person, request)
    circles: dict[str, int] = {}
    choices: list[tuple[str, str]] = []
    for keeper in keepers_of(card):
        for public_id, name in people_of_circle(keeper.circle_id, but=card.id, by=request.reader):
            if str(public_id) not in circles:
                circles[str(public_id)] = keeper.circle_id
                choices.append((str(public_id), name))
    sheet = Sheet(
        title=_("Who is related to %(name)s") % {"name": card.name},
        button=_("Save"),
        done=_("Saved."),
        rows=(
            ("other", "kind"),
            ("from_on", "until_on"),
            ("ending",),
            ("legal_role", "legal_basis"),
            ("source", "why"),
        ),
        lead=_("Read it as a sentence: the other person is parent, partner, friend of %(name)s.") % {"name": card.name}
        if choices
        else _("Nobody else takes part in the same case yet. Bring the other person into the case first."),
    )
    form = RelationForm(request.POST or None)
    cast(ChoiceField, form.fields["other"]).choices = choices
    return filled(
        request,
        card,
        form,
        sheet,
        lambda said: actions.relate(
            circle=circles[said["other"]],
            person=people.person_row(UUID(said["other"])),
            other=people.person_row(person),
            kind=said["kind"],
            legal_role=said["legal_role"],
            legal_basis=said["legal_basis"],
            from_on=said["from_on"],
            until_on=said["until_on"],
            ending=said["ending"],
            source=said["source"],
            why=said["why"],
            by=request.reader,
        ),
        anchor=ANCHOR,
    )


@require_http_methods(["GET", "POST"])
def end_relation(request: DeskRequest, person: UUID, relation: UUID) -> HttpResponse:
    """A relationship ends: partners part, foster care ends."""
    card = card_or_404(person, request)
    try:
        row = people.relationship_row(relation)
    except NotFound:
        raise Http404 from None
    if card.id not in (row.person_id, row.other_id):
        raise Http404
    other = row.other if row.person_id == card.id else row.person
    sheet = Sheet(
        title=_("%(name)s and %(other)s: this has ended") % {"name": card.name, "other": other.display_name},
        button=_("Save"),
        done=_("Saved. That it was stays in the record."),
        rows=(("version",), ("on", "ending"), ("why",)),
    )
    form = PartForm(request.POST or None, initial={"version": row.version})
    return filled(
        request,
        card,
        form,
        sheet,
        lambda said: actions.end_relationship(
            relationship=row,
            version=said["version"] or 0,
            on=said["on"],
            ending=said["ending"],
            why=said["why"],
            by=request.reader,
        ),
        anchor=ANCHOR,
    )
