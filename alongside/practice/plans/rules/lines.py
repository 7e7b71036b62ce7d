"""What a line of the plan needs: who does what by when, with whose help, and how we will know."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.practice.plans.enums import StepOwner, StepState

ENDED = (StepState.DONE, StepState.DROPPED)


@dataclass(frozen=True, slots=True)
class LineText:
    """The words of one line; the arguments of ``add_step``."""

    owner: str
    worker_id: int | None
    person_id: int | None
    owner_name: str
    what: str
    due_on: date | None
    help: str
    how_known: str


def line_faults(
    text: LineText, *, subjects: Collection[int], today: date, due_was: date | None = None
) -> dict[str, str]:
    """What is wrong with a line, each fault under the name of its field; empty when nothing is.

    ``due_was`` is the date the line has already: it may stay, even when it has passed.
    """
    faults = _owner_faults(text)
    if not text.what.strip():
        faults["what"] = _("Say what will be done, one thing in each line.")
    for name, value, most in (
        ("what", text.what, 300),
        ("help", text.help, 200),
        ("how_known", text.how_known, 200),
        ("owner_name", text.owner_name, 200),
    ):
        if len(value) > most:
            faults[name] = _("Say it in %(most)s letters or fewer.") % {"most": most}
    if text.person_id is not None and text.person_id not in subjects:
        faults["person"] = _("This person does not take part in the case. Choose someone who does.")
    if text.due_on is not None and text.due_on < today and text.due_on != due_was:
        faults["due_on"] = _("This day has passed. Choose today or a later day.")
    return faults


def _owner_faults(text: LineText) -> dict[str, str]:
    if text.owner not in StepOwner.values:
        return {"owner": _("Choose who does this.")}
    if text.owner == StepOwner.WORKER and text.worker_id is None:
        return {"worker": _("Choose which worker does this.")}
    if text.owner == StepOwner.PERSON and text.person_id is None:
        return {"person": _("Choose which person does this.")}
    if text.owner == StepOwner.FAMILY and text.person_id is None and not text.owner_name.strip():
        return {"owner_name": _("Say which family member does this.")}
    if text.owner == StepOwner.PARTNER and not text.owner_name.strip():
        return {"owner_name": _("Say which agency or person there does this.")}
    return {}


def may_settle(*, present: str, wanted: str, own_idea: bool, words: str, on: date, today: date) -> Decision:
    """May a line be said to be started, done or dropped? Dropping a person's own idea says how that was agreed."""
    if present in ENDED:
        return Decision.no("step.ended", _("This line is settled already. Add a new line to go on."))
    if wanted not in StepState.values or wanted == StepState.OPEN:
        return Decision.no("step.state", _("Choose: started, done, or dropped."))
    if on > today:
        return Decision.no("step.day", _("This day has not come yet. Choose today or an earlier day."))
    if wanted == StepState.DROPPED and not words.strip():
        reason = (
            _("This was their own idea. Say how it was agreed to drop it, and with whom.")
            if own_idea
            else _("Say in a few words why this line is dropped.")
        )
        return Decision.no("step.dropped.words", reason)
    return Decision.yes()
