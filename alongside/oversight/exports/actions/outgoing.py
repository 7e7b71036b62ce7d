"""The gate of what leaves: no text tells where somebody hides, unless somebody says by name why it may."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access.queries import note_reading
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import joined
from alongside.record.people.enums import ContactPointKind
from alongside.record.people.models import Person
from alongside.record.people.queries.guarding import told_where
from alongside.record.people.rules.guarding import Found

LETTERS = 20
OVERRIDE = "hidden address let out"


def guard_circle(
    *,
    circle: int,
    texts: Mapping[str, str] | Iterable[str],
    field: str,
    may_leave: str = "",
    to: int | None = None,
    by: Reader,
) -> None:
    """Refuse ``texts`` that tell where somebody whom the circle concerns hides (R-30).

    ``texts`` may bear names, by which the refusal says where it was found. ``may_leave`` is the override: why it may
    leave all the same, in at least 20 letters. It is kept in history with what it let through, and in the reading log
    under the name of whoever gave it. ``to`` is the number of whoever it is for: their own may stand in it.

    The refusal names whose and what kind it is, never the value, at the form's
    ``field``.
    """
    named = texts if isinstance(texts, Mapping) else {"": "\n".join(texts)}
    found = [one for one in told_where(named, circle=circle) if one.hit.person_id != to]
    _guard(found, circle=circle, field=field, may_leave=may_leave)


def guard_persons(*, texts: Mapping[str, str], field: str, may_leave: str = "", by: Reader) -> None:
    """The same for what leaves of many cases at once: of everybody whom ``by`` may see."""
    _guard(told_where(texts, circle=None), circle=None, field=field, may_leave=may_leave)


def _guard(found: Iterable[Found], *, circle: int | None, field: str, may_leave: str) -> None:
    told = list(found)
    if not told:
        return
    people = [one.hit.person_id for one in told]
    if len(may_leave.strip()) >= LETTERS:
        access.say_why(may_leave.strip())
        note_reading(OVERRIDE, circle=circle, people=people, kind="person")
        return
    names = dict(Person.objects.filter(id__in=people).values_list("id", "display_name"))
    said = "; ".join(_said(one, names.get(one.hit.person_id, "")) for one in told)
    words = _(
        "This tells where somebody is who must not be found (%(said)s). Take it out, or say in at least 20 letters why "
        "it may leave."
    ) % {"said": said}
    raise Refused("outgoing.hidden", words, fields={field: words, "may_leave": words})


def _said(one: Found, name: str) -> str:
    kind = str(dict(ContactPointKind.choices)[one.hit.kind])
    whose = f"{name or _('somebody')}: {kind}"
    where = joined([place for place in one.where if place], last=_("and"))
    return _("%(whose)s, in %(where)s") % {"whose": whose, "where": where} if where else whose
