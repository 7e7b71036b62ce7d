"""The timeline of a case: one picture, the same in a table, and a sheet of it for the wall or for the person."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from alongside.doors.desk.cases.frame import frame_of
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.timeline.forms import ShowForm
from alongside.ground.familymap.timeline.marks import Drawing, Mark, arrange, span_of
from alongside.ground.familymap.timeline.svg import Heading, legend, symbol, timeline_svg
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.oversight.overviews.timeline import NAMES, Asked, CaseTimeline, lanes, timeline_of, undated_lane

BACK = {"years": 5 * 366, "year": 366, "months": 92}
"""How many days back each zoom shows."""
PAPER = 1060.0
"""Width of the picture on A4 across, in px."""


@require_GET
def timeline(request: DeskRequest, case: UUID) -> HttpResponse:
    """The picture with its table, as far as this reader may see; zoom and choices are in the address.

    ``mark`` names an entry of a mark that stands for several: the table then holds exactly those.
    """
    form = ShowForm(request.GET)
    page = _read(request, case, form)
    drawing, svg = _drawn(page, form, many=f"?{_without_mark(request)}&mark={{key}}#lines")
    opened = drawing.mark_of(request.GET.get("mark", ""))
    form.offer([(who.public_id, who.name) for who in page.people], [(one[1], one[2]) for one in page.goals])
    context = {
        **frame_of(page.head, "timeline"),
        **_told(page, drawing, svg, opened),
        "form": form,
        "opened": f"{opened.label}: {_span(opened)}" if opened else "",
        "whole": f"?{_without_mark(request)}#lines",
        "query": _without_mark(request),
        "kept_words": _("Everything is shown until that is right."),
    }
    return render(request, "desk/timeline/page.html", context)


@require_GET
def print_page(request: DeskRequest, case: UUID) -> HttpResponse:
    """The same on A4 across; ``for=person``: a copy for the person, without what is for few eyes or kept elsewhere."""
    form, theirs = ShowForm(request.GET), request.GET.get("for") == "person"
    page = _read(request, case, form, for_person=theirs)
    drawing, svg = _drawn(page, form, width=PAPER)
    context = {
        **_told(page, drawing, svg),
        "head": page.head,
        "theirs": theirs,
        "copy_for": page.head.banner.name if theirs else "",
        "query": request.GET.urlencode(),
        "printed_by": request.reader.name,
        "printed_at": date_format(timezone.localtime(clock.now()), "j F Y, H:i"),
    }
    return render(request, "desk/timeline/print.html", context)


def _read(request: DeskRequest, case: UUID, form: ShowForm, *, for_person: bool = False) -> CaseTimeline:
    said = form.cleaned_data if form.is_valid() else {}
    kinds = frozenset((said["kind"],)) if said.get("kind") else frozenset[str]()
    asked = Asked(
        "case" if for_person else said.get("whose") or "case", kinds, said.get("person"), said.get("goal"), for_person
    )
    try:
        return timeline_of(case, asked=asked, by=request.reader)
    except NotFound:
        raise Http404 from None


def _without_mark(request: DeskRequest) -> str:
    """What is chosen in the address, without a mark that is opened."""
    return urlencode([(name, one) for name, all_ in request.GET.lists() if name != "mark" for one in all_])


def _span(mark: Mark) -> str:
    """The days between which a mark lies."""
    days = [day for one in mark.entries for day in (one.first, one.last) if day]
    ends = dict.fromkeys(date_format(day, "j F Y") for day in (min(days), max(days))) if days else {}
    return " – ".join(ends)


def _drawn(page: CaseTimeline, form: ShowForm, *, many: str = "", width: float = 1120.0) -> tuple[Drawing, SafeString]:
    entries = [one.entry for one in page.items]
    begin, end = _days(form, span_of(entries, today=clock.today()))
    drawing = arrange(lanes(), entries, begin=begin, end=end, today=clock.today(), undated=undated_lane(), width=width)
    words = _("%(count)d entries from %(begin)s to %(end)s, in lanes: %(lanes)s. The table below says the same.") % {
        "count": sum(len(mark.entries) for mark in drawing.marks),
        "begin": date_format(begin, "j F Y"),
        "end": date_format(end, "j F Y"),
        "lanes": ", ".join(band.label for band in drawing.bands),
    }
    heading = Heading(_("Timeline of %(title)s") % {"title": page.head.title}, words)
    return drawing, SafeString(timeline_svg(drawing, heading, links=bool(many), many=many))


def _days(form: ShowForm, whole: tuple[date, date]) -> tuple[date, date]:
    """The first and the last day of the picture: as typed, else by the zoom, else everything."""
    said, today = form.cleaned_data if form.is_valid() else {}, clock.today()
    begin, end = whole
    if back := BACK.get(said.get("zoom", "")):
        begin, end = today - timedelta(days=back), today + timedelta(days=max(7, back // 12))
    begin = said.get("begin") or min(begin, (said.get("end") or end) - timedelta(days=31))
    return begin, said.get("end") or max(end, begin + timedelta(days=31))


def _told(page: CaseTimeline, drawing: Drawing, svg: SafeString, opened: Mark | None = None) -> dict[str, Any]:
    """What both pages show: the picture, its key, and the same line by line; what has no day stands last.

    Of an ``opened`` mark the lines are those for which it stands, and no other.
    """
    names = {key: str(label) for key, label in NAMES.items()}
    outside = {one.key for one in drawing.outside}
    wanted = {one.key for one in opened.entries} if opened else {one.entry.key for one in page.items} - outside
    return {
        "picture": svg,
        "signs": [(SafeString(symbol(sign)), words) for sign, words in legend(drawing)],
        "rows": [(one, names[one.entry.lane]) for one in page.items if one.entry.key in wanted],
        "outside": len(outside),
        "left_out": page.left_out,
        "unknown_words": _("Not known"),
    }
