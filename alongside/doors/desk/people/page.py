"""A person's page."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.text import joined
from alongside.ground.ui.values import Fact
from alongside.oversight.overviews.person_page import PersonOverview, person_overview
from alongside.record.people.enums import Gender, Sex
from alongside.record.people.queries import PersonCard
from alongside.record.people.queries.merging import survivor_of
from alongside.record.people.rules.wording import first_of


@require_GET
def page(request: DeskRequest, person: UUID) -> HttpResponse:
    """Names, ways to reach her, households, relationships, cases and requests of one person.

    The address of an entry that turned out to be her leads here.
    """
    try:
        overview = person_overview(person, by=request.reader)
    except NotFound:
        if became := survivor_of(person):
            return redirect("person", became)
        raise Http404 from None
    card = overview.page.person
    context = {
        "card": card,
        "overview": overview,
        "points": [point for point in overview.page.points if point.ended_on is None],
        "ended_points": [point for point in overview.page.points if point.ended_on is not None],
        "reach": _reach(overview),
        "speaks": joined(card.languages, last=_("and")),
        "homes": [(home, home.on(clock.today())) for home in overview.page.homes],
        "facts": _facts(card),
        "unreached_words": _("No way to reach is known"),
        "unreached_text": _("Ask how contact is safe, and write it here before anybody calls."),
        "died_words": _("Died"),
        "sealed_words": _("Sealed"),
        "hidden_words": _("Only those who carry the case"),
        "stale_words": _("Ask again"),
        "left_words": _("Left"),
        "ended_word": _("Ended"),
        "ended_words": _("Not used any more"),
        "more_words": _("More"),
    }
    return render(request, "desk/people/page.html", context)


def _reach(overview: PersonOverview) -> str:
    points = [point for point in overview.page.points if point.ended_on is None]
    place = first_of([point.preferences for point in points])
    return "" if place is None else points[place].words


def _gender(card: PersonCard) -> str:
    """The gender in which she lives, and how she says it."""
    said = [str(Gender(card.gender).label)] if card.gender else []
    return ": ".join([*said, card.gender_words] if card.gender_words else said)


def _facts(card: PersonCard) -> list[Fact]:
    """What is known, one line each; what is not known leaves no line."""
    lines = [
        (_("Born"), f"{card.birth} ({card.age})" if card.age and card.birth != card.age else card.birth),
        (_("Died"), f"{card.died_on:%-d %B %Y}" if card.died_on else ""),
        (_("Gender"), _gender(card)),
        (_("Sex, as recorded"), str(Sex(card.sex).label) if card.sex else ""),
        (_("What helps"), card.communication_note),
    ]
    return [Fact(label, value) for label, value in lines if value]
