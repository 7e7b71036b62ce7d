"""The drawings of a case on paper: how each lies on its sheets, and all of them with the same in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.ground.familymap.drawing.fitting import paper_for
from alongside.ground.familymap.drawing.text import InWords, Item, columns
from alongside.ground.familymap.ecomap.svg import EcomapOptions, draw_ecomap
from alongside.ground.familymap.ecomap.text import system_name, table
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.ground.paper.laying import Laid
from alongside.ground.paper.typesetting import Entry, Picture
from alongside.oversight.overviews.family_drawing import (
    Drawn,
    as_at_words,
    drawn_family,
    drawn_words,
    recorded_words,
    tie_recorders,
)
from alongside.oversight.overviews.timeline_drawing import drawn_timeline

ACT = "case taken out"
INDENT = "    "


def laid_for(width: float, height: float) -> Laid:
    """How a drawing of a size in px lies on A4, on A3, or on sheets of A4, its letters 7 points or more."""
    paper = paper_for(width, height)
    form = "a3" if paper.format == "a3" else "a4"
    return Laid(form, paper.across, paper.scale, paper.columns, paper.rows, _("sheet %1 of %2"))


def told_lines(items: Iterable[Item], depth: int = 0) -> Iterator[str]:
    """The nested list of a family, a line for each of its items."""
    for one in items:
        yield INDENT * depth + one.words
        yield from told_lines(one.items, depth + 1)


def drawings_of_case(public_id: UUID, by: Reader) -> Sequence[Entry]:
    """Genogram (structure and households), ecomap and timeline of a case as ``by`` sees it, each also in words.

    What cannot be drawn, or holds nothing, is not there. Everything in them is noted as read.
    """
    drawn = drawn_family(public_id, title=_("Family drawing"), act=ACT, by=by)
    return [*_family(drawn), *_around(drawn, by), *_timeline(public_id, by)]


def _family(drawn: Drawn) -> Iterator[Entry]:
    made, told = drawn.genogram, drawn.told
    if made is None or told is None:
        return
    alt = "\n".join((_("Family drawing"), *told_lines(told.items)))
    picture = Picture(made.svg, alt, laid_for(made.width, made.height))
    yield Entry(_("Family drawing"), picture=picture, parts=_people(told))


def _people(told: InWords) -> list[Entry]:
    """Everybody of the family with what the drawing says of them, empty columns left out."""
    heads = columns()[1:]
    fields = ("relation", "about", "parents", "partners", "children", "lives", "bonds", "health")
    return [
        Entry(
            row.name,
            facts=[(head, words) for head, name in zip(heads, fields, strict=True) if (words := getattr(row, name))],
        )
        for row in told.rows
    ]


def _around(drawn: Drawn, by: Reader) -> Iterator[Entry]:
    world, title = drawn.world, _("World around the household")
    if not world.systems:
        return
    said = (as_at_words(drawn.page.day), recorded_words(tie_recorders(drawn.page.around)), drawn_words("", by))
    made = draw_ecomap(world, EcomapOptions(title=title, footer=" ".join(part for part in said if part)))
    alt = "\n".join((title, *(system_name(world, one) for one in world.systems)))
    heads = (_("Who or what"), _("How they stand"), _("Who says so"), _("When"), _("In words"))
    rows = [
        (one.name, ", ".join(part for part in (one.strength, one.stressful, one.energy) if part), one.rated_by,
         one.said_on, one.words)
        for one in table(world)
    ]  # fmt: skip
    yield Entry(
        title, picture=Picture(made.svg, alt, laid_for(made.width, made.height), heads, rows, (2, 3, 2, 1.5, 3))
    )


def _timeline(public_id: UUID, by: Reader) -> Iterator[Entry]:
    said = f"{as_at_words(clock.today())} {drawn_words('', by)}"
    made = drawn_timeline(public_id, said=(said,), by=by)
    if not made.rows:
        return
    alt = _("Timeline. The table below says the same.")
    heads = (_("When"), _("What"), _("Who"), _("Kind"))
    yield Entry(
        _("Timeline"),
        picture=Picture(made.svg, alt, laid_for(made.width, made.height), heads, made.rows, (2.2, 5, 2.5, 1.6)),
    )
