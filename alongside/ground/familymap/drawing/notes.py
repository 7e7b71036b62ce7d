"""Notes below a drawing: which hard rules had to be given up, for whom, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.ground.familymap.layout import Layout
from alongside.ground.familymap.model import Family


def notes_of(family: Family, layout: Layout) -> tuple[str, ...]:
    """What a reader must be told of this drawing, by the codes of ``Layout.relaxed``."""
    return tuple(_note(family, *rule.partition(":")[::2]) for rule in layout.relaxed)


def _note(family: Family, rule: str, who: str) -> str:
    names = {one.id: one.name for one in family.people}
    unions = {one.id: one for one in family.unions}
    if who in unions:
        people = [names[one] for one in unions[who].partners] or [_("parents not known")]
    else:
        people = [names.get(one, one) for one in who.split(",")]
    told = _(" and ").join(people)
    said = {
        "cross-row": _("%(who)s are a couple and stand on different rows, because they are of different generations."),
        "partners-apart": _("%(who)s are a couple and do not stand side by side."),
        "birth-order": _("The children of %(who)s do not stand in the order of their births."),
        "upward": _("%(who)s care for somebody of an older generation, who stands above them."),
        "twins-apart": _("%(who)s were born together and do not stand side by side."),
        "wish": _("%(who)s could not be put in the order that was wished for."),
    }
    return said.get(rule, _("A rule of the drawing could not be kept for %(who)s.")) % {"who": told}
