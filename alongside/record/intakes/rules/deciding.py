"""Who takes requests in and decides on them, and what every decision must say (S-012)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.agency.organisation.rules import ProtocolRules, ScreeningCriterion
from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.reader import Reader
from alongside.record.intakes.enums import IntakeState, ScreeningOutcome

BASIS = gettext_lazy("A decision on a request carries a reason, and a no carries an alternative (S-012)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision as it would be recorded: outcome, code of the printed criterion, reason in words, what else."""

    outcome: str
    criterion: str = ""
    reason: str = ""
    alternative: str = ""


def may_take_intake(by: Reader, *, intake_team_id: int, team: str) -> Decision:
    """May she take a request in? Whoever works in the team that receives the programme's requests."""
    if by.worker_id is not None and intake_team_id in by.teams:
        return Decision.yes()
    return Decision.no(
        "intake.not_in_team",
        _("Requests for this programme are taken in by %(team)s. Put the caller through to them.") % {"team": team},
    )


def may_change(by: Reader, state: str) -> Decision:
    """May she change what was written down? Until it is decided; afterwards the record stands."""
    if by.worker_id is None:
        return _no_worker()
    if state == IntakeState.NEW:
        return Decision.yes()
    return Decision.no(
        "intake.decided", _("This request has been decided, so what was written stays. Add what is new to the case.")
    )


def may_screen(by: Reader, state: str, verdict: Verdict, protocol: ProtocolRules) -> Decision:
    """May she decide so? Until the request has become a case; what is missing is named.

    Refused: an outcome that does not exist, a criterion that is not printed for it, a decision without a reason, and
    giving information, referring on or declining without saying what was offered instead.
    """
    if by.worker_id is None:
        return _no_worker()
    if state == IntakeState.BECAME_CASE:
        return Decision.no("intake.became_case", _("This request has become a case already. Open the case instead."))
    if verdict.outcome not in ScreeningOutcome.values:
        return Decision.no("intake.outcome.required", _("Choose what is decided: accept, inform, refer on or decline."))
    if verdict.criterion and criterion_of(protocol, verdict) is None:
        return Decision.no(
            "intake.criterion.unknown", _("This reason is not printed for this decision. Choose one that is."), BASIS
        )
    if not verdict.reason.strip() and not verdict.criterion:
        return Decision.no(
            "intake.reason.required", _("Say why: choose a printed reason or write it in your own words."), BASIS
        )
    if verdict.outcome != ScreeningOutcome.ACCEPT and not verdict.alternative.strip():
        return Decision.no("intake.alternative.required", alternative_missing(verdict.outcome), BASIS)
    return Decision.yes()


def field_at_fault(decision: Decision) -> str | None:
    """The input that a refusal of ``may_screen`` is about."""
    return {
        "intake.outcome.required": "outcome",
        "intake.criterion.unknown": "criterion",
        "intake.reason.required": "reason",
        "intake.alternative.required": "alternative",
    }.get(decision.code)


def alternative_missing(outcome: str) -> str:
    """What to write when a decision other than accepting says nothing of an alternative."""
    return {
        ScreeningOutcome.INFORM: _("Write what you told the caller, or where the information is found."),
        ScreeningOutcome.REFER_ON: _("Write to whom you referred the caller."),
    }.get(
        ScreeningOutcome(outcome), _("Write what you offered instead: another service, a waiting time, a phone number.")
    )


def criterion_of(protocol: ProtocolRules, verdict: Verdict) -> ScreeningCriterion | None:
    """The printed criterion that ``verdict`` names, if the protocol prints it for this outcome."""
    return next(
        (line for line in protocol.screening if line.code == verdict.criterion and line.decision == verdict.outcome),
        None,
    )


def may_acknowledge(by: Reader, *, urgent: bool, taken: bool) -> Decision:
    """May she say "I have it"? Only an urgent request that nobody has taken yet asks for it."""
    if by.worker_id is None:
        return _no_worker()
    if not urgent:
        return Decision.no(
            "intake.not_urgent", _("This request is not marked for today, so nobody needs to take it at once.")
        )
    if taken:
        return Decision.no("intake.taken", _("Somebody has taken this request already."))
    return Decision.yes()


def _no_worker() -> Decision:
    return Decision.no("intake.not_a_worker", _("Only workers of the agency work on requests."))
