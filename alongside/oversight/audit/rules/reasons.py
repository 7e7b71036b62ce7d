"""Why an access is worth a look, in plain words. A fact, never a number on a person."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.oversight.audit.enums import Unusual
from alongside.record.people.enums import RelationshipKind


def reason_words(kind: Unusual, *, name: str, number: int, detail: str, at: datetime) -> str:
    """One sentence: what stands out. ``at`` is in the agency's time; ``detail`` is a relationship or a given reason."""
    what = {"name": name, "number": number, "time": f"{at:%H:%M}", "why": detail}
    if kind == Unusual.MANY:
        return (
            ngettext(
                "%(number)d record in an hour that %(name)s does not carry.",
                "%(number)d records in an hour that %(name)s does not carry.",
                number,
            )
            % what
        )
    if kind == Unusual.REFUSED:
        return (
            ngettext(
                "%(number)d record asked for in an hour that is not open to %(name)s.",
                "%(number)d records asked for in an hour that are not open to %(name)s.",
                number,
            )
            % what
        )
    if kind == Unusual.RELATED:
        return _related(detail) % what
    plain = {
        Unusual.SAME_NAME: _("Somebody in this record bears the surname of %(name)s."),
        Unusual.STAFF_NAME: _("Somebody in this record bears the name of somebody who works here."),
        Unusual.NEIGHBOUR: _("Somebody in this record has an address in the street of %(name)s."),
        Unusual.NIGHT: _("Emergency access at %(time)s, at night. The reason given: “%(why)s”"),
    }
    return plain[kind] % what


def _related(told: str) -> str:
    """``told`` begins with a digit by which the database chose the nearest of several."""
    detail = told[1:]
    if detail == "self":
        return _("This record is about %(name)s.")
    if detail == "household":
        return _("Somebody in this record lives or lived in one household with %(name)s.")
    if detail == RelationshipKind.FORMER_PARTNER:
        return _("A former partner of %(name)s is in this record.")
    if detail in (RelationshipKind.PARTNER, RelationshipKind.SPOUSE):
        return _("The partner of %(name)s is in this record.")
    return _("Somebody who is related to %(name)s, or was, is in this record.")
