"""What a place in a care team needs: ground, end, and words about what the professional does (S-115)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.practice.careteams.enums import MemberState, TeamGround

SOON = timedelta(days=14 + 1)
"""How long before its end a place is said to end soon: its last day lies 14 days ahead, or fewer."""
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Proposed:
    """Who is to join a care team. ``consent_until`` is the last day of the consent, None when it has none."""

    name: str
    organisation: str
    role: str
    known_as: str
    ground: str
    has_consent: bool
    ground_words: str
    told: bool
    not_told_why: str
    until_on: date | None
    consent_until: date | None
    victim_service: bool


def lawful_options(*, victim_service: bool) -> str:
    """What would be right where no ground was given, in one sentence."""
    if victim_service:
        return _("A victim service lets somebody in by the survivor's release alone. Ask for it first.")
    return _(
        "Choose one: a consent in force that names this organisation and the plan, a court order, or a duty by law. "
        "Without one nobody is let in."
    )


def member_faults(new: Proposed, *, today: date) -> dict[str, str]:
    """What is wrong with it, each fault under the name of its field; empty when nothing is."""
    return dict([*_words(new), *_ground(new), *_end(new, today)])


def _words(new: Proposed) -> Iterator[tuple[str, str]]:
    asked = (
        ("name", new.name, 100, _("Name the professional.")),
        ("organisation", new.organisation, 200, _("Say for which organisation they work.")),
        ("role", new.role, 300, _("Say what they do for this person.")),
        ("known_as", new.known_as, 80, _("Say what their page calls the person, such as initials.")),
    )
    for name, words, most, missing in asked:
        if not words.strip():
            yield name, missing
        elif len(words) > most:
            yield name, _("Say it in %(most)s letters or fewer.") % {"most": most}


def _ground(new: Proposed) -> Iterator[tuple[str, str]]:
    options = lawful_options(victim_service=new.victim_service)
    if new.ground not in TeamGround.values or (new.victim_service and new.ground != TeamGround.CONSENT):
        yield "ground", options
    elif new.ground == TeamGround.CONSENT:
        if not new.has_consent:
            yield "consent", options
    else:
        if len(new.ground_words.strip()) < 3:
            yield "ground_words", _("Name the law, or the court and its order.")
        if not new.told and not new.not_told_why.strip():
            yield "not_told_why", _("Say whether the person was told, or why not.")


def _end(new: Proposed, today: date) -> Iterator[tuple[str, str]]:
    decision = may_end_on(new.until_on, today=today, consent_until=new.consent_until)
    if not decision:
        yield "until_on", str(decision.reason)


def may_end_on(day: date | None, *, today: date, consent_until: date | None) -> Decision:
    """May a place in a care team last until the end of ``day``? It has an end, within a year and its consent's time."""
    if day is None:
        return Decision.no("member.until_on", _("Choose the last day. Nobody is let in without an end."), "S-115")
    if day < today:
        return Decision.no("member.until_on", _("This day has passed. Choose today or a later day."))
    if day > today + timedelta(days=MOST_DAYS):
        return Decision.no("member.until_on", _("Choose a day within a year. It can be made longer later."))
    if consent_until and day > consent_until:
        return Decision.no(
            "member.until_on",
            _("The consent ends on %(day)s. Choose that day or an earlier one.")
            % {"day": date_format(consent_until, "j F Y")},
        )
    return Decision.yes()


def state_of(*, ended: bool, consent_stands: bool, ends_at: datetime, now: datetime) -> MemberState:
    """Where a place stands at ``now``; what ended it comes first. ``consent_stands`` is true where none is needed."""
    if ended:
        return MemberState.ENDED
    if not consent_stands:
        return MemberState.TAKEN_BACK
    if now >= ends_at:
        return MemberState.ENDED
    return MemberState.ENDING if ends_at - now <= SOON else MemberState.IN_TEAM


LIVE = frozenset({MemberState.IN_TEAM, MemberState.ENDING})
