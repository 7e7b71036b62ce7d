"""What an entry about a family must say, whose view is missing, and who of a family something is for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.practice.dynamics.enums import CarerItem, FamilyArea, SightGround
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
    """Whether an item may be shown to ``reader`` of the family (S-174).

    ``kept`` are those to whom it was opened (None among them: to the workers alone). ``own`` are those whose words it
    holds: nobody's own words are kept from them, and what somebody said is for nobody else until it is opened. What is
    nobody's own (about the family together, in the service's words) is for all until it is kept to some.
    """
    mine = {one for one in own if one is not None}
    return reader in mine or reader in kept or not (kept or mine)


def may_have_note(kept: Collection[int | None], reader: int, *, part: bool) -> bool:
    """Whether a note may be given to ``reader`` of the family: opened to them, or with a part for their file (S-175).

    What is kept to the workers, or was opened to others only, stays with these though it has a part for ``reader``.
    """
    return reader in kept or (part and not kept)


def may_keep(*, people: Collection[int | None], members: Collection[int]) -> Decision:
    """May an item be kept to ``people``? Each takes part in the case; "the workers alone" stands by itself."""
    if None in people and len(set(people)) > 1:
        return Decision.no("kept.both", _("Choose who of them may see it, or that only the workers may. Not both."))
    if any(person not in members for person in people if person is not None):
        return Decision.no("kept.stranger", _("This person does not take part in the case. Choose someone who does."))
    return Decision.yes()


LETTERS = 20
"""So many letters the reason has with which a hidden address is shown all the same."""


def may_show(told: Collection[str], despite: str) -> Decision:
    """May something be opened to one of the family though it tells where others are hidden (S-174)? ``told`` are they.

    Only with a reason of 20 letters.
    """
    if not told or len(despite.strip()) >= LETTERS:
        return Decision.yes()
    names = ", ".join(told)
    return Decision.no(
        "kept.hidden_address",
        _(
            "This tells where somebody is who must not be found (%(names)s). Take it out, keep it to them or to the "
            "workers, or say in at least 20 letters why it may be shown."
        )
        % {"names": names},
    )


LONGEST_SIGHT = 366
"""At most so many days a carer may be shown something before it is asked again."""


def sight_faults(
    *,
    person_id: int,
    carer_id: int,
    items: Collection[str],
    ground: str,
    basis: str,
    from_on: date,
    until_on: date | None,
    carers: Collection[int],
    members: Collection[int],
    today: date,
) -> dict[str, str]:
    """What keeps a carer from being shown something of somebody, under the name of each field (S-176).

    The person decides. Without their yes only a right by law or an order opens it; the refusal lists these ways.
    """
    faults = {}
    if carer_id not in carers:
        faults["carer"] = _("Choose a carer who takes part in the case.")
    if person_id not in members or person_id == carer_id:
        faults["person"] = _("Choose somebody else who takes part in the case.")
    if not items or not set(items) <= set(CarerItem.values):
        faults["items"] = _("Choose what the carer may be shown.")
    if ground not in SightGround.values:
        faults["ground"] = lawful_ways()
    elif not basis.strip():
        faults["basis"] = _("Write what they said, or which law or order it is. %(ways)s") % {"ways": lawful_ways()}
    if from_on > today:
        faults["from_on"] = _("Write it down when it begins.")
    if until_on is None or not max(today, from_on) <= until_on <= from_on + timedelta(days=LONGEST_SIGHT):
        faults["until_on"] = _("Its last day lies between today and one year after its first day.")
    return faults


def lawful_ways() -> str:
    """The ways in which a carer may lawfully be shown something of somebody."""
    return _(
        "A carer is shown something only if they say yes themselves, if the carer decides for them by law (a guardian, "
        "a power of attorney), or by an order of a court or an authority."
    )


def carer_sees(kind: str, owner: int | None, sights: Collection[tuple[int, Collection[str]]], *, shown: bool) -> bool:
    """Whether a carer may be shown an item: it was opened to them by itself (``shown``), or a sight covers it.

    ``owner`` is whose item it is (none: the family's, shown only when it was opened), ``sights`` are (person, items) in
    force.
    """
    return shown or any(person == owner and kind in items for person, items in sights)


def may_be_given(
    kept: Collection[int | None],
    reader: int,
    own: Sequence[int | None],
    kind: str,
    *,
    carer: bool,
    sights: Collection[tuple[int, Collection[str]]],
) -> bool:
    """Whether an item may be given to ``reader`` of the family, a carer or not.

    ``own`` are those whose words it holds, whose item it is first; ``kind`` is the CarerItem under which it falls.
    """
    if not carer or reader in own:
        return for_whom(kept, reader, own)
    owner = next((one for one in own if one is not None), None)
    return carer_sees(kind, owner, sights, shown=reader in kept)
