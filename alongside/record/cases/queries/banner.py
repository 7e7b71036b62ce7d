"""What stands in the banner of every case page: how she is called, what she speaks, how contact is safe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.ground.foundation.shapes import shaped
from alongside.ground.foundation.text import joined
from alongside.ground.foundation.together import together
from alongside.record.people import queries as people
from alongside.record.people.enums import NameKind
from alongside.record.people.models import ContactPoint, LegalOrderPerson, Person, PersonName, Relationship
from alongside.record.people.queries.apart import guarding_parts, marks_of, parted_by_law
from alongside.record.people.queries.reaching import point_rows


@dataclass(frozen=True, slots=True)
class Banner:
    """The person by whom a case is named, as every page of the case must show her.

    ``called`` is the name she likes to be called, ``reach`` the rule of safe contact in words (never a number),
    ``hidden`` what must not be passed on, ``apart`` who must keep away from whom by an order; empty texts mean that
    nobody has asked or said.
    """

    person_id: int
    person: UUID
    name: str
    called: str
    pronouns: str
    speaks: str
    reads: str
    interpreter: str
    reach: str
    hidden: tuple[str, ...]
    apart: tuple[str, ...]
    died_on: date | None


def banner_of(person: Person, circle: int = 0) -> Banner:
    """The banner for ``person`` in a circle, as far as the reader may see ways of contact and orders. One statement."""
    points, liked, parts, relations = _rows(person=person.id, circle=circle, people=[person.id], today=clock.today())
    card = people.card_of(person, people.reach_among(points))
    hidden = [point.label or point.get_kind_display() for point in points if point.level == SAFE_LOCATION]
    return Banner(
        person_id=person.id,
        person=person.public_id,
        name=card.name,
        called=liked[0].full if liked else "",
        pronouns=card.pronouns,
        speaks=joined(card.languages, last=_("and")),
        reads=card.reads_best,
        interpreter=card.interpreter_words,
        reach=card.reach or _("Not asked how contact is safe"),
        hidden=tuple(dict.fromkeys(_("%(what)s is kept hidden") % {"what": words} for words in hidden)),
        apart=tuple(mark.words for mark in marks_of(parts, relations)),
        died_on=card.died_on,
    )


@shaped
def _rows(
    *, person: int, circle: int, people: Sequence[int], today: date
) -> tuple[list[ContactPoint], list[PersonName], list[LegalOrderPerson], list[Relationship]]:
    """The ways of contact and liked names of a person, and what keeps ``people`` and those of a circle apart."""
    return together(
        point_rows(person),
        PersonName.objects.filter(person_id=person, kind=NameKind.PREFERRED, until_on=None).order_by("-id"),
        guarding_parts(circle=circle, people=people),
        parted_by_law(circle=circle, people=people, today=today),
    )
