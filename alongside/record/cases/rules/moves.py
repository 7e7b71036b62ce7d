"""What may happen to a case next: reaching a milestone, moving, closing, reopening. Each answer carries its reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.agency.organisation.rules import ClosingRequirement, LostContact, Need, ProtocolRules
from alongside.ground.foundation.clock import today as the_day
from alongside.ground.foundation.decision import Decision
from alongside.record.cases.enums import STARTS, CaseState, ClosingReason, Milestone, Stage
from alongside.record.cases.rules.events import SpineEvent, day_words, in_order, local_day
from alongside.record.cases.rules.walk import ORDER, Obstacle, Walk, cannot_move, need_words, walk


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to reach a person: on which day, in which way (a phone call, a visit, a letter)."""

    on: date
    channel: str


@dataclass(frozen=True, slots=True)
class ClosingGap:
    """Something that is still open before closing."""

    key: str
    words: str
    can_be_handed_over: bool
    basis: str


def may_move(
    events: Iterable[SpineEvent], protocol: ProtocolRules, to_stage: str, why: str = "", *, today: date | None = None
) -> Decision:
    """May the case move to ``to_stage``? Going back needs a reason; so does going on without an earlier step.

    A lawful need refuses, whatever the reason, and its citation is the basis of the refusal.
    """
    so_far = _walk(events, protocol, today)
    if not so_far.is_open:
        return _not_open(so_far, today)
    if to_stage not in Stage.values:
        return Decision.no("case.stage.unknown", _("There is no stage “%(stage)s”.") % {"stage": to_stage})
    to = ORDER.index(Stage(to_stage))
    obstacle = so_far.obstacle(to)
    if obstacle.lawful:
        return _gate(obstacle)
    if sentence := cannot_move(so_far, to, why):
        already = to == so_far.position
        return Decision.no(
            "case.stage.same" if already else "case.stage.reason_required", sentence, _practice(obstacle.missing)
        )
    return Decision.yes()


def may_reach(
    events: Iterable[SpineEvent], protocol: ProtocolRules, milestone: str, why: str = "", *, today: date | None = None
) -> Decision:
    """May ``milestone`` be recorded now? Only the start of a stage can be refused: it is a step on.

    Without the earlier step it needs a reason; behind a lawful gate it is refused with the citation.
    """
    if milestone not in Milestone.values:
        return Decision.no("case.milestone.unknown", _("There is no milestone “%(key)s”.") % {"key": milestone})
    so_far = _walk(events, protocol, today)
    if not so_far.is_open:
        return _not_open(so_far, today)
    stage = STARTS.get(Milestone(milestone))
    if stage is None or ORDER.index(stage) <= so_far.position:
        return Decision.yes()
    obstacle = so_far.obstacle(ORDER.index(stage))
    if obstacle.lawful:
        return _gate(obstacle)
    if obstacle.missing and not why.strip():
        sentence = _("Going on without this needs a reason: %(needs)s.") % {"needs": need_words(obstacle.missing)}
        return Decision.no("case.stage.reason_required", sentence, _practice(obstacle.missing))
    return Decision.yes()


def closing_gaps(
    events: Iterable[SpineEvent],
    protocol: ProtocolRules,
    *,
    reasons: Collection[str],
    met: Collection[str] = (),
    handed_over: Mapping[str, str] | None = None,
    today: date | None = None,
) -> tuple[ClosingGap, ...]:
    """What is still open before the case may close for ``reasons``.

    ``met`` are the keys of requirements that are settled, ``handed_over`` says who takes over which; a requirement
    named like a milestone of this episode is settled by it.
    """
    return _gaps(_walk(events, protocol, today), reasons, met, handed_over or {})


def _gaps(
    so_far: Walk, reasons: Collection[str], met: Collection[str], handed_over: Mapping[str, str]
) -> tuple[ClosingGap, ...]:
    settled = {*met, *so_far.episode_keys()}
    return tuple(
        ClosingGap(line.key, line.words, line.can_be_handed_over, line.basis.text)
        for line in so_far.protocol.closing
        if not set(reasons) & set(line.not_for) and line.key not in settled and not _is_handed_over(line, handed_over)
    )


def _is_handed_over(line: ClosingRequirement, handed_over: Mapping[str, str]) -> bool:
    return line.can_be_handed_over and bool(handed_over.get(line.key, "").strip())


def may_close(
    events: Iterable[SpineEvent],
    protocol: ProtocolRules,
    *,
    reasons: Collection[str],
    why: str = "",
    met: Collection[str] = (),
    handed_over: Mapping[str, str] | None = None,
    attempts: Sequence[Attempt] = (),
    today: date | None = None,
) -> Decision:
    """May the case close for ``reasons`` (one or more ClosingReason that the protocol uses)? Any stage may end.

    Refused: a reason that the programme does not use, "other" without words, contact called lost before the protocol's
    number and variety of attempts, anything required that is neither settled nor handed over to somebody named.
    """
    so_far = _walk(events, protocol, today)
    if not so_far.is_open:
        return _not_open(so_far, today)
    holds = may_end_for(protocol, reasons=reasons, why=why, attempts=attempts)
    if not holds:
        return holds
    gaps = _gaps(so_far, reasons, met, handed_over or {})
    if gaps:
        sentence = _("Before closing, settle or hand over: %(open)s.") % {"open": "; ".join(gap.words for gap in gaps)}
        return Decision.no("case.closing.open_items", sentence, "; ".join(dict.fromkeys(gap.basis for gap in gaps)))
    return Decision.yes()


def may_end_for(
    protocol: ProtocolRules, *, reasons: Collection[str], why: str = "", attempts: Sequence[Attempt] = ()
) -> Decision:
    """Judge whether a case may end for ``reasons``, whatever else is still open.

    Refused: a reason that the programme does not use, "other" without words, contact called lost before the protocol's
    number and variety of attempts (S-018).
    """
    known = {line.key: line.words for line in protocol.closing_reasons}
    if not reasons or not set(reasons) <= known.keys():
        sentence = _("Choose why the case closes: %(reasons)s.") % {"reasons": ", ".join(known.values())}
        return Decision.no("case.closing.reason_required", sentence)
    if ClosingReason.OTHER in reasons and not why.strip():
        return Decision.no("case.closing.why_required", _("Say in a few words why the case closes."))
    if ClosingReason.LOST_CONTACT in reasons and (sentence := _too_few(protocol.lost_contact, attempts)):
        return Decision.no("case.closing.attempts_required", sentence, protocol.lost_contact.basis.text)
    return Decision.yes()


def _too_few(rule: LostContact, attempts: Sequence[Attempt]) -> str:
    """What is missing before contact may be called lost; empty when enough was tried."""
    channels = {attempt.channel.strip().lower() for attempt in attempts}
    if len(attempts) < rule.attempts:
        return ngettext(
            "Contact counts as lost after %(needed)d attempt; there has been %(made)d.",
            "Contact counts as lost after %(needed)d attempts; there have been %(made)d.",
            rule.attempts,
        ) % {"needed": rule.attempts, "made": len(attempts)}
    if len(channels) < rule.variety:
        return _(
            "Try in at least %(needed)d different ways, such as a call, a letter and a visit; so far: %(tried)s."
        ) % {
            "needed": rule.variety,
            "tried": ", ".join(sorted(channels)),
        }
    days = sorted(attempt.on for attempt in attempts)
    if (days[-1] - days[0]).days < rule.days:
        return _("The attempts must be spread over at least %(days)d days.") % {"days": rule.days}
    return ""


def may_reopen(
    events: Iterable[SpineEvent], protocol: ProtocolRules, why: str = "", *, today: date | None = None
) -> Decision:
    """May the case open again as its next episode? Only a closed one, with a reason."""
    so_far = _walk(events, protocol, today)
    if so_far.state not in (CaseState.CLOSED, CaseState.AFTER_CARE):
        return Decision.no("case.not_closed", _("Only a closed case can be reopened."))
    if not why.strip():
        return Decision.no("case.reopening.reason_required", _("Say why the case opens again."))
    return Decision.yes()


def _walk(events: Iterable[SpineEvent], protocol: ProtocolRules, today: date | None) -> Walk:
    return walk(in_order(events, today or the_day())[0], protocol)


def _not_open(so_far: Walk, today: date | None) -> Decision:
    if so_far.closed is None:
        return Decision.no("case.not_open", _("The case is not open yet."))
    day = day_words(local_day(so_far.closed.at), today or the_day())
    return Decision.no("case.closed", _("The case closed on %(day)s. Reopen it first.") % {"day": day})


def _gate(obstacle: Obstacle) -> Decision:
    sentence = _("The law asks for this first: %(needs)s.") % {"needs": need_words(obstacle.lawful)}
    return Decision.no("case.stage.lawful_gate", sentence, _practice(obstacle.lawful))


def _practice(needs: Iterable[Need]) -> str:
    return "; ".join(dict.fromkeys(need.basis.text for need in needs))
