"""Something terrible is written down once, as much of it as the person wants, and not asked again (S-037)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.practice.assessments.enums import DetailChosen

LONGEST = 8000
WHY_LETTERS = 10


def experience_faults(
    *,
    person_id: int,
    chosen: str,
    summary: str,
    words: str,
    told_on: date,
    subjects: Collection[int],
    written: bool,
    today: date,
) -> dict[str, str]:
    """What keeps it from being written down, under the name of each field. ``written``: it stands already."""
    faults = {}
    if person_id not in subjects:
        faults["person"] = _("This person does not take part in the case. Choose someone who does.")
    elif written:
        faults["person"] = _("This is written down already. Do not ask again; read what stands there.")
    if chosen not in DetailChosen.values:
        faults["chosen"] = _("Choose how much they want written down.")
    if chosen == DetailChosen.HAPPENED and (summary.strip() or words.strip()):
        faults["chosen"] = _("They want nothing more written down. Leave the rest empty, or choose more.")
    if chosen in (DetailChosen.SHORT, DetailChosen.TOLD) and not summary.strip():
        faults["summary"] = _("Say it in a few words, so that nobody has to ask again.")
    if chosen == DetailChosen.TOLD and not words.strip():
        faults["words"] = _("Write what they told, or choose “In a few words”.")
    if chosen == DetailChosen.SHORT and words.strip():
        faults["words"] = _("They want a few words only. Leave this empty, or choose “As they tell it”.")
    if len(words) > LONGEST:
        faults["words"] = _("Say it in %(most)s letters or fewer.") % {"most": LONGEST}
    if told_on > today:
        faults["told_on"] = _("This day has not come yet. Write the day on which it was told.")
    return faults


def may_open_detail(*, seen: bool, why: str) -> Decision:
    """May the detail be opened? By who holds the level, with a reason of at least 10 letters that is kept."""
    if not seen:
        return Decision.no(
            "experience.few_eyes",
            _("What was told is for whoever carries this case, and their supervisor. Ask them what you need to know."),
        )
    if len(why.strip()) < WHY_LETTERS:
        return Decision.no("experience.why", _("Say what you need it for, in at least 10 letters. It is kept."))
    return Decision.yes()
