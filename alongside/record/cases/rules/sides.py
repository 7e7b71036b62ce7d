"""Two people of a case who stand against each other: what is said of it, who decides, and what it blocks (S-177)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.reader import Reader
from alongside.record.cases.enums import InterestKind
from alongside.record.cases.rules.standing import Standing

REVIEW_DAYS = 90
"""A decision is looked at again after so many days at the latest."""


def interest_faults(
    *, one_id: int, other_id: int, kind: str, basis: str, seen_on: date, subjects: Collection[int], today: date
) -> dict[str, str]:
    """What keeps it from being written down, under the name of each field."""
    faults = {}
    for name, person in (("one", one_id), ("other", other_id)):
        if person not in subjects:
            faults[name] = _("This person does not take part in the case. Choose someone who does.")
    if one_id == other_id:
        faults["other"] = _("Choose two different people.")
    if kind not in InterestKind.values:
        faults["kind"] = _("Choose what stands between them.")
    if not basis.strip():
        faults["basis"] = _("Say what was said or seen, and by whom.")
    if seen_on > today:
        faults["seen_on"] = _("This day has not come yet. Write the day on which you learned of it.")
    return faults


def decision_faults(*, decision: str, review_on: date | None, today: date) -> dict[str, str]:
    """What keeps a decision from being written down."""
    faults = {}
    if not decision.strip():
        faults["decision"] = _("Say who works with whom, and why that is fair to both.")
    if review_on is None or not today < review_on <= today + timedelta(days=REVIEW_DAYS):
        faults["review_on"] = _("Look at it again within %(days)s days.") % {"days": REVIEW_DAYS}
    return faults


def may_decide(by: Reader, standing: Standing) -> Decision:
    """May she decide who works with both? The supervisor of the team, and nobody who carries the case herself."""
    if by.worker_id is not None and standing.supervises:
        return Decision.yes()
    return Decision.no(
        "case.sides.supervisor", _("Only the supervisor decides who works with both sides. Ask them."), _("S-177")
    )


def may_go_on(by: Reader, standing: Standing, *, undecided: bool) -> Decision:
    """May she go on with assessment and plan while abuse is alleged? ``undecided``: the supervisor has not decided yet.

    Contacts and safety are never blocked.
    """
    if not undecided or standing.supervises:
        return Decision.yes()
    return Decision.no(
        "case.sides.undecided",
        _(
            "One person of this case says that another hurt them, and the same worker works with both. Assessment and "
            "plan wait until the supervisor has decided. Contacts can be recorded."
        ),
        _("S-177: nobody works for both sides"),
    )


def may_take_sides(*, opposed: bool, name: str) -> Decision:
    """May a worker take the case on? Not while she works for the other side of somebody in it."""
    if not opposed:
        return Decision.yes()
    return Decision.no(
        "case.sides.both",
        _(
            "%(name)s works for somebody who stands against a person of this case. Choose another worker, or let the "
            "supervisor decide first, with a reason."
        )
        % {"name": name},
        _("S-177: nobody works for both sides"),
    )
