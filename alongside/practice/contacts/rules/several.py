"""One entry that stands in several files: what each file may hold, and how it is taken out of one of them (S-175)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts.enums import NOTE_LEVELS, TakenFrom
from alongside.record.cases.rules.standing import Standing

LONGEST = 4000


def may_take_out(by: Reader, standing: Standing) -> Decision:
    """May ``by`` take an entry out of a file? Whoever carries the case, and their supervisor."""
    if by.worker_id is not None and standing.leads:
        return Decision.yes()
    return Decision.no(
        "contact.take_out", _("Only those who carry the case, and their supervisor, take an entry out of its file.")
    )


def part_faults(parts: Mapping[int, str], *, takes_part: Collection[int], level: int) -> dict[str, str]:
    """What is wrong with what is for one person's file alone, each fault under ``part_`` and the person's number."""
    said = {person: words for person, words in parts.items() if words.strip()}
    faults = {}
    for person, words in said.items():
        if person not in takes_part:
            faults[f"part_{person}"] = _("This person does not take part in the case. Choose someone who does.")
        elif len(words) > LONGEST:
            faults[f"part_{person}"] = _("Say it in %(most)s letters or fewer.") % {"most": LONGEST}
    if said and level & NOTE_LEVELS:
        faults["level"] = _("A note for so few eyes stands in one file only. Take out what is for one person alone.")
    return faults


def taking_out_faults(*, where: str, person_id: int | None, why: str, there: Collection[int]) -> dict[str, str]:
    """What keeps an entry from being taken out of a file. It is always asked from which; nothing is taken for granted.

    ``there`` are the people in whose files the entry stands here.
    """
    faults = {}
    if where not in TakenFrom.values:
        faults["where"] = _("Say from which file: one person's only, this case's, or all of them.")
    elif where == TakenFrom.PERSON and person_id not in there:
        faults["where"] = _("Choose somebody in whose file it stands.")
    if not why.strip():
        faults["why"] = _("Say in a few words why it does not belong there.")
    elif len(why) > 300:
        faults["why"] = _("Say it in %(most)s letters or fewer.") % {"most": 300}
    return faults
