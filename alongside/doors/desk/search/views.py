"""One search box for people, cases and places: a page of results, and the palette that opens over every page."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from alongside.agency.staff.enums import TEAM_ROLES, Role
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.shell import CARRIERS, places
from alongside.ground.foundation.padding import pad
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import fold
from alongside.ground.ui.values import PaletteGroup, PaletteItem
from alongside.oversight.overviews.search import CaseHit, PersonHit, SearchPage, search

IN_PALETTE = 6
LONGEST = 200


@require_GET
def results(request: DeskRequest) -> HttpResponse:
    """People and cases that the words may mean, a page at a time."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    page = search(text, after=_uuid(request.GET.get("after", "")), by=request.reader) if text else None
    context = {
        "text": text,
        "page": page,
        "may_add": Role.INTAKE in request.reader.roles,
        "nothing_words": _("Nothing you may open has that name"),
        "nothing_text": _(
            "Check the spelling, try fewer letters or a birth year. If the name is new, take the request."
        ),
    }
    response = render(request, "desk/search/results.html", context)
    return pad(response) if page and page.nothing else response


@require_GET
def palette(request: DeskRequest) -> HttpResponse:
    """The options of the palette for what is typed so far: people and cases, what can be done, where to go."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    page = search(text, size=IN_PALETTE, by=request.reader) if text else SearchPage("", (), (), None)
    groups = [
        PaletteGroup(_("People and cases you may open"), list(_found(page))),
        PaletteGroup(_("Do"), list(_verbs(page, text, request.reader))),
        PaletteGroup(_("Go to"), list(_places(request, text))),
    ]
    context = {"groups": [group for group in groups if group.items]}
    response = render(request, "ui/parts/palette.html", context)
    return pad(response) if text and page.nothing else response


def _found(page: SearchPage) -> Iterator[PaletteItem]:
    """The cases by number, then each person: the open cases she is part of once, and herself."""
    seen: set[UUID] = set()
    for case in page.cases:
        seen.add(case.public_id)
        yield _case_item(case)
    for hit in page.people:
        for case in hit.cases:
            if case.open and case.public_id not in seen:
                seen.add(case.public_id)
                yield _case_item(case, hit.reach)
        yield _person_item(hit)


def _case_item(case: CaseHit, reach: str = "") -> PaletteItem:
    state = case.stage_words if case.open else case.state_words
    note = ". ".join(part for part in (f"{case.number}, {state}", reach) if part)
    return PaletteItem(case.title, f"/cases/{case.public_id}/", note=note, icon="home-heart")


def _person_item(hit: PersonHit) -> PaletteItem:
    match = hit.match
    if match.masked:
        note = _("%(team)s works with this person. Ask to see more") % {"team": match.team}
        url = f"/cases/{hit.ask_at}/access/" if hit.ask_at else "/search/"
        return PaletteItem(match.name, url, note=note, icon="lock")
    about = match.age or (str(match.born_year) if match.born_year else "")
    note = ". ".join(part for part in (about, hit.reach) if part)
    return PaletteItem(
        match.name, f"/people/{match.public_id}/", note=note, avatar=match.name, avatar_key=str(match.public_id)
    )


def _verbs(page: SearchPage, text: str, reader: Reader) -> Iterator[PaletteItem]:
    if not TEAM_ROLES & reader.roles:
        return
    carries = bool(CARRIERS & reader.roles)
    first = next((case for hit in page.people for case in hit.cases if case.open), None)
    if carries and first is not None:
        words = _("Record contact with %(name)s") % {"name": page.people[0].match.name}
        yield PaletteItem(words, f"/contacts/new/?case={first.public_id}", icon="pencil", key="C")
    fixed = [(_("New intake"), "/intakes/new/", "phone-call")] if Role.INTAKE in reader.roles else []
    if carries:
        fixed += [(_("Record contact"), "/contacts/new/", "pencil"), (_("Open case"), "/cases/new/", "plus")]
    words_typed = fold(text)
    for label, url, icon in fixed:
        if not text or words_typed in fold(label) or page.nothing:
            yield PaletteItem(label, url, icon=icon)


def _places(request: DeskRequest, text: str) -> Iterator[PaletteItem]:
    for group in places(request.reader, request.path):
        for place in group.items:
            if not text or fold(text) in fold(str(place.label)):
                yield PaletteItem(str(place.label), place.url, icon=place.icon)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
