"""Whether somebody's record may be erased because she asks for it (GDPR Art. 17 and its likes)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.oversight.disposals.enums import ItemKind

THINGS = (ItemKind.STAFF, ItemKind.BREACH, ItemKind.REQUEST, ItemKind.YEAR)
"""What belongs to no circle and is no person."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be disposed of: which record by its numbers, and from when on. No name and no word of it.

    Only somebody who worked here is named, whom every worker may look up.
    ``trigger_on`` is None while it is not closed, ``due_on`` None while it is open or kept for ever. ``others`` is how
    many other people it concerns.
    """

    kind: ItemKind
    number: int
    label: str
    programme: str
    trigger_on: date | None
    counts_from: date | None
    due_on: date | None
    held: bool
    others: int

    @property
    def words(self) -> str:
        """Which record."""
        if self.kind == ItemKind.CASE:
            return self.label
        if self.kind in THINGS:
            return f"{ItemKind(self.kind).label}: {self.label}"
        words = {ItemKind.INTAKE: _("Request"), ItemKind.PERSON: _("Person"), ItemKind.LOG: _("Log")}[self.kind]
        return f"{words} {self.number}"

    @property
    def minor(self) -> bool:
        """Whether the period counts from a later day than the end, since somebody was not of age."""
        return bool(self.counts_from and self.trigger_on and self.counts_from > self.trigger_on)


def may_erase(found: Sequence[Candidate], *, today: date, rules: Mapping[str, Mapping[str, Any]]) -> Decision:
    """Whether everything about one person may be erased because she asks; ``rules`` are those in force for each kind.

    Refused, each with its record and day: a hold, something still open, a duty to keep it longer. Where there is no
    duty it goes early, unless it concerns other people too.
    """
    if not found:
        return Decision.no("disposal.absent", _("There is nothing about this person that could be erased."))
    reasons = [reason for one in found if (reason := _why_not(one, today, rules[one.kind]))]
    if reasons:
        return Decision.no("disposal.asked", " ".join(reasons))
    return Decision.yes()


def _why_not(one: Candidate, today: date, rule: Mapping[str, Any]) -> str:
    if one.held:
        return _("%(what)s is under a legal hold: nothing of it may be deleted while it stands.") % {"what": one.words}
    if one.trigger_on is None:
        return _("%(what)s is still open. Close it first.") % {"what": one.words}
    if one.due_on is None:
        return _("%(what)s is kept for good by the agency’s rules.") % {"what": one.words}
    if one.due_on > today:
        day = date_format(one.due_on, "j F Y")
        said = {"what": one.words, "day": day, "authority": rule["authority"]}
        return _("%(what)s must be kept until %(day)s (%(authority)s).") % said
    if not rule["duty"] and one.others:
        return _("%(what)s is about other people too, so it cannot be erased for one of them.") % {"what": one.words}
    return ""
