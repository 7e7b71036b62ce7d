"""What an entry about a family must say, whose view is missing, and who of a family something is for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.practice.dynamics.enums import FamilyArea
from alongside.record.cases.enums import ParticipantRole

LONGEST = 4000
WORKER = 0
"""Stands for the worker where the views on a family are counted."""
FAMILY_ROLES = frozenset(ParticipantRole) - {ParticipantRole.PROFESSIONAL, ParticipantRole.OTHER}
"""Parts in a case that make somebody one of the family (or close to it): their view is asked for."""


def entry_faults(
    *,
    area: str,
    words: str,
    said_on: date,
    person_id: int | None,
    reported_by_id: int | None,
    members: Collection[int],
    today: date,
) -> dict[str, str]:
    """What keeps an entry from being written down, each under the name of its field; empty when nothing does.

    ``members`` are the people who take part in the case.
    """
    faults = {}
    if area not in FamilyArea.values:
        faults["area"] = _("Choose what of their life together this is about.")
    if not words.strip():
        faults["words"] = _("Write what was said, word for word.")
    elif len(words) > LONGEST:
        faults["words"] = _("Say it in %(most)s letters or fewer.") % {"most": LONGEST}
    if said_on > today:
        faults["said_on"] = _("This day has not come yet. Write the day on which it was said.")
    if person_id is not None and person_id not in members:
        faults["person"] = _("This person does not take part in the case. Choose someone who does.")
    if reported_by_id is not None and reported_by_id not in members:
        faults["reported_by"] = _("This person does not take part in the case. Choose someone who does.")
    if reported_by_id is not None and person_id is None:
        faults["reported_by"] = _("What the worker sees is the worker’s own view. Choose whose view was told.")
    return faults


def teller(person_id: int | None, reported_by_id: int | None) -> int | None:
    """Who told somebody's view for them; none when they said it themselves."""
    return None if reported_by_id == person_id else reported_by_id


def missing(members: Iterable[int], heard: Iterable[tuple[int | None, int | None]]) -> tuple[int, ...]:
    """Whose view is missing among ``members`` (numbers; ``WORKER`` for the worker), in their order (S-171).

    ``heard`` holds (person, reported by) of each entry: what others told of somebody is not their own view.
    """
    own = {person or WORKER for person, reported in heard if reported is None}
    return tuple(number for number in (*members, WORKER) if number not in own)


def end_faults(*, why: str, on: date, said_on: date, today: date) -> dict[str, str]:
    """What keeps an entry from ending."""
    faults = {}
    if not why.strip():
        faults["why"] = _("Say in a few words what has changed.")
    if not said_on <= on <= today:
        faults["on"] = _("Choose a day between the one on which it was said and today.")
    return faults


def for_whom(kept: Collection[int | None], reader: int, own: Collection[int | None]) -> bool:
    """Whether an item is for ``reader`` of the family (S-174).

    ``kept`` are the people it is kept to (None among them: the workers alone); empty means that it is for all.
    ``own`` are those whose words it holds: nobody's own words are kept from them.
    """
    return not kept or reader in kept or reader in own


def may_keep(*, people: Collection[int | None], members: Collection[int]) -> Decision:
    """May an item be kept to ``people``? Each takes part in the case; "the workers alone" stands by itself."""
    if None in people and len(set(people)) > 1:
        return Decision.no("kept.both", _("Choose who of them may see it, or that only the workers may. Not both."))
    if any(person not in members for person in people if person is not None):
        return Decision.no("kept.stranger", _("This person does not take part in the case. Choose someone who does."))
    return Decision.yes()
