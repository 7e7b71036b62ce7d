"""The gate of what leaves: no text tells where somebody hides, unless somebody says by name why it may."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access.queries import note_reading
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.record.people.enums import ContactPointKind
from alongside.record.people.models import Person
from alongside.record.people.queries.guarding import told_by

LETTERS = 20
OVERRIDE = "hidden address let out"


def guard_circle(*, circle: int, texts: Iterable[str], field: str, may_leave: str = "", by: Reader) -> None:
    """Refuse ``texts`` that tell where somebody whom the circle concerns hides (R-30).

    ``may_leave`` is the override: why it may leave all the same, in at least 20 letters. It is kept in history with
    what it let through, and in the reading log under the name of whoever gave it. The refusal names whose and what
    kind it is, never the value, at the form's ``field``.
    """
    hits = told_by(texts, circle=circle)
    if not hits:
        return
    if len(may_leave.strip()) >= LETTERS:
        access.say_why(may_leave.strip())
        note_reading(OVERRIDE, circle=circle, people=[hit.person_id for hit in hits], kind="person")
        return
    names = dict(Person.objects.filter(id__in={hit.person_id for hit in hits}).values_list("id", "display_name"))
    kinds = dict(ContactPointKind.choices)
    said = ", ".join(f"{names.get(hit.person_id, _('somebody'))}: {kinds[hit.kind]}" for hit in hits)
    words = _(
        "This tells where somebody is who must not be found (%(said)s). Take it out, or say in at least 20 letters why "
        "it may leave."
    ) % {"said": said}
    raise Refused("outgoing.hidden", words, fields={field: words, "may_leave": words})
