"""The timeline of a case as one picture that stands for itself, and line by line: for a file or for paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.ground.familymap.timeline.foot import with_foot
from alongside.ground.familymap.timeline.marks import arrange, span_of
from alongside.ground.familymap.timeline.svg import Heading, timeline_svg
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.family_leaving import NOTHING, Left, Unnamed, unnamed_of
from alongside.oversight.overviews.timeline import NAMES, Asked, CaseTimeline, Item, lanes, timeline_of, undated_lane
from alongside.record.people.models import Person

WIDTH = 1060.0
"""Width of the picture on A4 across, in px."""


@dataclass(frozen=True, slots=True)
class DrawnTimeline:
    """The picture, its size in px, the timeline behind it, and its lines as a table: when, what, who, which kind.

    ``known`` are all persons of whom the reader can say that a copy leaves them out, by outside name.
    """

    svg: str
    width: float
    height: float
    page: CaseTimeline
    rows: tuple[tuple[str, str, str, str], ...]
    known: frozenset[UUID]


def drawn_timeline(
    public_id: UUID, *, left: Left = NOTHING, said: Sequence[str] = (), width: float = WIDTH, by: Reader
) -> DrawnTimeline:
    """The timeline of a case without whom and what ``left`` names, with ``said`` below it; noted as read.

    Without what only those who carry the case see, it is the copy that the person herself may have. A line that is
    about somebody left out, or names them, stays out whole. ``NotFound`` when the case is absent or hidden.
    """
    page = timeline_of(public_id, asked=Asked(for_person=left.restricted), by=by)
    unnamed = _unnamed(page, left)
    items = [one for one in page.items if not _tells(one, unnamed)]
    entries = [one.entry for one in items]
    begin, end = span_of(entries, today=clock.today())
    drawing = arrange(lanes(), entries, begin=begin, end=end, today=clock.today(), undated=undated_lane(), width=width)
    words = _("%(count)d entries from %(begin)s to %(end)s.") % {
        "count": len(items),
        "begin": date_format(begin, "j F Y"),
        "end": date_format(end, "j F Y"),
    }
    svg, width, height = with_foot(timeline_svg(drawing, Heading(_("Timeline"), words)), drawing, said)
    return DrawnTimeline(svg, width, height, page, tuple(_row(one) for one in items), unnamed.known)


def _unnamed(page: CaseTimeline, left: Left) -> Unnamed:
    named = {one.person_id: (one.person, one.name) for one in page.head.people}
    named |= {one.id: (one.public_id, one.name) for one in page.people}
    for row in Person.objects.filter(public_id__in=left.persons):
        named[row.id] = (row.public_id, row.display_name)
    return unnamed_of(named, left)


def _tells(item: Item, unnamed: Unnamed) -> bool:
    return not unnamed.numbers.isdisjoint(item.people) or unnamed.tells(item.entry.words, item.entry.label, item.who)


def _row(item: Item) -> tuple[str, str, str, str]:
    when = item.when or _("Not known")
    return when, item.entry.words.removeprefix(f"{when}. "), item.who, str(NAMES[item.entry.lane])
