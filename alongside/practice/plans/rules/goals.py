"""What a goal needs, how far it has come, and when it is stuck."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.practice.assessments.enums import StatementKind
from alongside.practice.plans.enums import GoalState, Horizon

ROOTS = (StatementKind.NEED, StatementKind.STRENGTH, StatementKind.HOPE)
"""A goal grows from one of these; a barrier or something tried can stand beside them (S-061)."""

LEVELS = range(-2, 3)
STILL_DAYS = 28
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class GoalText:
    """What somebody wants to aim for; the arguments of ``add_goal``."""

    title: str
    own_words: str
    said_by_id: int | None
    person_id: int | None
    measure: str
    horizon: str
    starts_on: date
    target_on: date | None
    confidence: int | None
    levels_words: Mapping[str, str]
    start_level: int


def goal_faults(text: GoalText, *, roots: Collection[str], subjects: Collection[int]) -> dict[str, str]:
    """What is wrong with a goal, each fault under the name of its field; empty when nothing is.

    ``roots`` are the kinds of the statements it grows from, ``subjects`` the persons whom the case concerns.
    """
    faults = {}
    if not text.title.strip():
        faults["title"] = _("Say in a few words what will be different.")
    elif len(text.title) > LONGEST_TITLE:
        faults["title"] = _("Say it in %(most)s letters or fewer.") % {"most": LONGEST_TITLE}
    if not set(roots) & set(ROOTS):
        faults["grows_from"] = _("A goal grows from a need, a strength or a hope. Choose at least one.")
    if text.own_words.strip() and text.said_by_id is None:
        faults["said_by"] = _("Whose words are these? Choose who said them.")
    for name, number in (("said_by", text.said_by_id), ("person", text.person_id)):
        if number is not None and number not in subjects:
            faults[name] = _("This person does not take part in the case. Choose someone who does.")
    if text.horizon not in Horizon.values:
        faults["horizon"] = _("Choose when this matters: now, soon or in the long run.")
    if text.target_on is not None and text.target_on < text.starts_on:
        faults["target_on"] = _("The day to reach it lies before its start. Choose a later day.")
    if text.confidence is not None and text.confidence not in range(11):
        faults["confidence"] = _("Choose a number from 0 (not at all sure) to 10 (very sure).")
    if len(text.measure) > 300:
        faults["measure"] = _("Say it in %(most)s letters or fewer.") % {"most": 300}
    return {**faults, **_level_faults(text)}


def _level_faults(text: GoalText) -> dict[str, str]:
    """Levels run from -2 to +2, and who describes any describes what is hoped for, level 0 (Practice B9.1)."""
    faults = {}
    if text.start_level not in LEVELS:
        faults["start_level"] = _("A goal stands between −2 and +2. Choose one of the five levels.")
    told = {key for key, words in text.levels_words.items() if words.strip()}
    if not told <= {str(level) for level in LEVELS}:
        faults["levels_words"] = _("A goal has the levels −2 to +2. Leave the others out of “%(goal)s”.") % {
            "goal": text.title
        }
    elif told and "0" not in told:
        faults["levels_words"] = _("Describe level 0 of “%(goal)s”: what is hoped for.") % {"goal": text.title}
    return faults


def unready(measure: str, target_on: date | None) -> str:
    """What a goal still lacks before a plan with it can be agreed (S-060); empty when it is ready."""
    if not measure.strip() and target_on is None:
        return _("Still to say: how we will know, and by when.")
    if not measure.strip():
        return _("Still to say: how we will know.")
    return "" if target_on else _("Still to say: by when.")


def confidence_hint(confidence: int | None) -> str:
    """What a low confidence suggests (S-061); empty when there is nothing to say."""
    if confidence is None or confidence > 4:
        return ""
    return _("Confidence is %(number)s of 10. A smaller first step may help.") % {"number": confidence}


def may_note_level(*, state: str, present: int, wanted: int, person_rating: int | None, confirmed: bool) -> Decision:
    """May a goal be said to stand at ``wanted``? From -2 to +2; a jump of two or more is confirmed first (S-145)."""
    if state != GoalState.OPEN:
        return Decision.no("goal.ended", _("This goal has ended. Its level stays as it was."))
    if wanted not in LEVELS:
        return Decision.no("goal.level.range", _("A goal stands between −2 and +2. Choose one of the five levels."))
    if person_rating is not None and person_rating not in range(11):
        return Decision.no("goal.rating.range", _("Choose a number from 0 (worst) to 10 (best)."))
    if abs(wanted - present) >= 2 and not confirmed:
        return Decision.no(
            "goal.level.jump",
            _("That is a jump from %(from)s to %(to)s. Confirm that it is meant.")
            % {"from": signed(present), "to": signed(wanted)},
        )
    return Decision.yes()


def signed(level: int) -> str:
    """A level with its sign: "+1", "0", "−2"."""
    return f"+{level}" if level > 0 else str(level).replace("-", "\N{MINUS SIGN}")


def may_end_goal(*, state: str, wanted: str, words: str, open_lines: int) -> Decision:
    """May a goal end as reached or dropped? Dropping says why; lines still open are settled first (S-007)."""
    if state != GoalState.OPEN:
        return Decision.no("goal.ended", _("This goal has ended already."))
    if wanted not in (GoalState.REACHED, GoalState.DROPPED):
        return Decision.no("goal.end.state", _("Choose: reached, or dropped."))
    if wanted == GoalState.DROPPED and not words.strip():
        return Decision.no("goal.end.words", _("Say in a few words why this goal is dropped, and how that was agreed."))
    if open_lines:
        return Decision.no(
            "goal.end.lines", _("%(count)s of its lines are still open. Settle them first.") % {"count": open_lines}
        )
    return Decision.yes()


def stuck_reason(*, title: str, starts_on: date, target_on: date | None, moved_on: date, today: date) -> str:
    """Why a goal counts as stuck, in words; empty when it does not.

    Stuck: its level has not changed for 28 days and half of the time to its date has passed. A goal without a date
    has no half. ``moved_on`` is the day of its last change of level, or its start.
    """
    if target_on is None or (today - moved_on).days < STILL_DAYS:
        return ""
    half = starts_on + timedelta(days=(target_on - starts_on).days / 2)
    if today < half:
        return ""
    values = {"goal": title, "days": (today - moved_on).days}
    if today > target_on:
        return _("“%(goal)s” has not moved for %(days)s days and its date has passed.") % values
    return _("“%(goal)s” has not moved for %(days)s days and half its time has passed.") % values
