"""The drawing that a family and a worker make together: whoever is tapped, and who can be put beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.agency.access.queries import note_reading
from alongside.ground.familymap.drawing.family import draw_family, standing
from alongside.ground.familymap.drawing.options import USUAL, Options
from alongside.ground.familymap.model import Family, NotDrawable, When
from alongside.ground.familymap.placing.laying import lay_out
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.family import FamilyPage, family_page
from alongside.record.cases.queries import CaseHead
from alongside.record.people.queries.homes import homes_among
from alongside.record.people.queries.kin import KinPerson

Named = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whoever was tapped: partners, of whom one may be the other parent of a child, and who stands beside them."""

    id: int
    person: UUID
    name: str
    partners: tuple[Named, ...]
    left: Named | None
    right: Named | None


@dataclass(frozen=True, slots=True)
class Together:
    """The page: the drawing, everybody on it in its order, the households, and whoever was tapped.

    ``svg`` is empty where there is no true drawing; ``why_not`` says why.
    """

    head: CaseHead
    svg: str
    why_not: str
    everybody: tuple[Named, ...]
    homes: tuple[Named, ...]
    chosen: Chosen | None


def family_together(public_id: UUID, *, at: UUID | None = None, by: Reader) -> Together:
    """The family of a case as of today, to be added to; ``at`` is whoever was tapped.

    ``NotFound`` when the case is absent or hidden, or ``at`` is nobody of this family whom the reader sees. Everything
    shown is noted as read.
    """
    page = family_page(public_id, act="drawing together", by=by)
    family = _to_tap(page)
    options = Options(layers=USUAL, as_at=When(page.day.year, page.day.month, page.day.day), title=_("Family drawing"))
    svg, why_not, rows = "", "", [[one.id for one in family.people]]
    try:
        svg = draw_family(family, replace(options, legend=False)).svg
        rows = [list(row) for row in lay_out(standing(family, options)).order()]
    except NotDrawable as reason:
        why_not = str(reason)
    everybody = tuple(_named(page, one) for row in rows for one in row)
    chosen = _chosen(page, family, rows, at) if at else None
    homes = homes_among([one.id for one in page.mapped.persons.values()])
    own = tuple(
        (one.public_id, one.label) for one in homes if one.circle_id == page.head.circle_id and not one.until_on
    )
    note_reading("households", circle=page.head.circle_id, kind="household", ids=[one.id for one in homes])
    return Together(page.head, svg, why_not, everybody, own, chosen)


def _to_tap(page: FamilyPage) -> Family:
    """The family with each person leading to what can be added beside them, instead of to their page."""
    leads = {name: f"?at={one.public_id}#at" for name, one in page.mapped.persons.items()}
    family = page.mapped.family
    return replace(family, people=tuple(replace(one, href=leads[one.id]) for one in family.people))


def _chosen(page: FamilyPage, family: Family, rows: Iterable[list[str]], at: UUID) -> Chosen:
    name = next((each for each, one in page.mapped.persons.items() if one.public_id == at), None)
    row = next((row for row in rows if name in row), None)
    if name is None or row is None:
        raise NotFound
    place = row.index(name)
    couples = [one.partners for one in family.unions if name in one.partners]
    partners = dict.fromkeys(other for pair in couples for other in pair if other != name)
    person = page.mapped.persons[name]
    return Chosen(
        person.id,
        at,
        person.name,
        tuple(_named(page, one) for one in partners if one in page.mapped.persons),
        _named(page, row[place - 1]) if place else None,
        _named(page, row[place + 1]) if place + 1 < len(row) else None,
    )


def _named(page: FamilyPage, name: str) -> Named:
    person: KinPerson = page.mapped.persons[name]
    return person.public_id, person.name
