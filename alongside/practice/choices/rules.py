"""What a choice and a limit must say. The person decides; whoever limits that says by what right and until when.

S-194; NASW Code of Ethics 1.02 (limits on self-determination: serious, foreseeable, imminent; Practice B2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from alongside.practice.choices.enums import ChoiceAnswer, LimitGround, LimitOutcome

LONGEST_DAYS = 366
"""No limit is set for longer at once; a longer one is set again, after looking at it."""
REVIEW_DAYS = 90
"""At the latest after so many days a limit is looked at again."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A limit as it is proposed. Days are in the agency's calendar."""

    what: str
    ground: str
    basis: str
    why: str
    decided_by: str
    from_on: date
    until_on: date | None
    review_on: date | None
    tried: str = ""
    told: bool = False
    not_told_why: str = ""
    their_words: str = ""


def choice_faults(
    *, what: str, answer: str, words: str, offered_on: date, answered_on: date | None, today: date
) -> dict[str, str]:
    """What keeps a choice from being written down, each under the name of its field."""
    faults = {}
    if not what.strip():
        faults["what"] = _("Say what was offered.")
    if answer not in ChoiceAnswer.values:
        faults["answer"] = _("Choose what they decided, or that it is open.")
    if answer == ChoiceAnswer.OTHER and not words.strip():
        faults["words"] = _("Write what they chose instead, in their words.")
    if offered_on > today:
        faults["offered_on"] = _("This day is still to come.")
    if answered_on is not None and not offered_on <= answered_on <= today:
        faults["answered_on"] = _("They decided between the day of the offer and today.")
    return faults


def limit_faults(limit: Proposed, *, today: date) -> dict[str, str]:
    """What keeps a limit from being set, each under the name of its field: no ground or no end, no limit (S-194)."""
    faults = {}
    if not limit.what.strip():
        faults["what"] = _("Say what they may not decide alone.")
    if limit.ground not in LimitGround.values:
        faults["ground"] = _("Choose what it rests on.")
    if not limit.basis.strip():
        faults["basis"] = _("Name the law, the order or the danger. Without a ground there is no limit.")
    if not limit.why.strip():
        faults["why"] = _("Say why it is needed. For a danger: what makes it serious, likely and near.")
    if not limit.decided_by.strip():
        faults["decided_by"] = _("Name who decided it.")
    if not limit.told and not limit.not_told_why.strip():
        faults["not_told_why"] = _("Tell the person, or say why they were not told.")
    return faults | _day_faults(limit, today)


def _day_faults(limit: Proposed, today: date) -> dict[str, str]:
    faults = {}
    if limit.from_on > today:
        faults["from_on"] = _("Write it down when it begins.")
    if limit.until_on is None:
        faults["until_on"] = _("Give its last day. Without an end there is no limit.")
    elif not today <= limit.until_on <= limit.from_on + timedelta(days=LONGEST_DAYS):
        faults["until_on"] = _("Its last day lies between today and one year after its first day.")
    if limit.review_on is None:
        faults["review_on"] = _("Say when you look at it again.")
    elif not _in_time(limit.review_on, limit.until_on if limit.until_on and not faults else date.max, today):
        faults["review_on"] = _in_time_words()
    return faults


def review_faults(*, outcome: str, words: str, review_on: date | None, until_on: date, today: date) -> dict[str, str]:
    """What keeps a look at a limit from being written down, each under the name of its field."""
    faults = {}
    if outcome not in LimitOutcome.values:
        faults["outcome"] = _("Choose what came of it.")
    if not words.strip():
        faults["words"] = _("Say in a few words why.")
    if outcome in (LimitOutcome.KEPT, LimitOutcome.EASED) and not (review_on and _in_time(review_on, until_on, today)):
        faults["review_on"] = _in_time_words()
    return faults


def _in_time(review_on: date, until_on: date, today: date) -> bool:
    """Whether the next look comes after today (or on the last day), and neither after the end nor too late."""
    first, last = min(today + timedelta(days=1), until_on), min(today + timedelta(days=REVIEW_DAYS), until_on)
    return first <= review_on <= last


def _in_time_words() -> str:
    return _("Look at it again before it ends, and within %(days)s days.") % {"days": REVIEW_DAYS}


def stands(*, until_on: date, ended_on: date | None, today: date) -> bool:
    """Whether a limit still holds today."""
    return ended_on is None and until_on >= today


def waits(*, review_on: date, until_on: date, ended_on: date | None, today: date) -> bool:
    """Whether a limit that holds should have been looked at by now."""
    return stands(until_on=until_on, ended_on=ended_on, today=today) and review_on <= today
