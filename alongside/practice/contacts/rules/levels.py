"""For whom a note is written: everyone of the case, those who lead it, or those alone who hold a credential."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.reader import PSYCHOTHERAPY, SUBSTANCE_USE
from alongside.practice.assessments.rules.writing import may_write_at
from alongside.practice.contacts.enums import LEVEL_OF, NOTE_LEVELS, NoteKind
from alongside.record.cases.rules.standing import Standing


def may_note_at(standing: Standing, held: int, level: int) -> Decision:
    """May she write a note at ``level``? ``held`` are the levels of notes that her credentials open in this case.

    Refused in the same words whether she lacks the credential or the case. Practice B12.6, S-054.
    """
    if level & NOTE_LEVELS == 0:
        return may_write_at(standing, level)
    if level in (PSYCHOTHERAPY, SUBSTANCE_USE) and level & held and standing.leads:
        return Decision.yes()
    return Decision.no(
        "level.not_held",
        _("You may write for everyone who sees this case, but not at this level. Ask the named worker."),
    )


def note_level_faults(
    level: int, *, goals_moved: bool, other_worker: int, openings: Collection[tuple[int, int]]
) -> dict[str, str]:
    """What does not belong into a note that opens with a credential only, each under the name of its field.

    Where a goal stands is seen by everyone of the case, so it is noted in an ordinary entry (Practice B12.6 keeps
    progress out of such notes too). ``other_worker`` (an actor, 0 for none) must be able to read what bears her name;
    ``openings`` are (actor, levels) of everybody who sees the circle.
    """
    if level & NOTE_LEVELS == 0:
        return {}
    faults = {}
    if goals_moved:
        faults["goals"] = _("Everyone who sees this case sees where its goals stand. Note that in an ordinary entry.")
    if other_worker and not any(actor == other_worker and bits & level for actor, bits in openings):
        faults["co_author"] = _("This worker cannot read a note of this kind. Leave them out, or write it as ordinary.")
    return faults


def kind_of(level: int) -> NoteKind:
    """The kind of note that stands at a level."""
    return next((kind for kind in NoteKind if LEVEL_OF[kind] == level), NoteKind.RESTRICTED)


def kept_for(level: int) -> str:
    """For whom alone a note is kept that opens with a credential; empty of any other."""
    return {
        PSYCHOTHERAPY: _("Counselling note. Only counsellors who carry this case"),
        SUBSTANCE_USE: _("Substance use treatment. Only those of that programme who carry this case"),
    }.get(level, "")


def shown_act(act: str, level: int) -> str:
    """What the reading log says was done, which everyone of the case reads: of such a note no more than "case page".

    Kind and number of what was read stand beside it, for the privacy officer.
    """
    return "case page" if level & NOTE_LEVELS else act
