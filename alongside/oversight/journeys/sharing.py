"""Sharing lines of the plan with a member of the care team: the gate of what leaves, the share, and that it left."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.actions.outgoing import guard_circle
from alongside.practice.careteams.enums import TeamGround
from alongside.practice.careteams.models import CareTeamMember
from alongside.practice.consents import actions as consents
from alongside.practice.consents.enums import Ground, Item, Purpose, Way
from alongside.practice.consents.rules.disclosing import Thing
from alongside.practice.plans import actions as plans
from alongside.practice.plans.models import Step
from alongside.practice.plans.queries.handles import step_row

GROUNDS = {TeamGround.CONSENT: Ground.CONSENT, TeamGround.ORDER: Ground.ORDER, TeamGround.LAW: Ground.STATUTE}


@transaction.atomic
def share_lines(*, member: CareTeamMember, lines: Sequence[UUID], may_leave: str = "", by: Reader) -> int:
    """Show lines of the plan to a member of the care team, and record word for word what left; returns how many.

    Refused: no line, lines that are not theirs, words that tell where somebody hides unless ``may_leave`` says in at
    least 20 letters why they may (R-30), a ground that does not hold, by who has no authority over the case.
    """
    if not lines:
        reason = _("Choose the lines that they do.")
        raise Refused("line.none", reason, fields={"lines": reason})
    steps = [step_row(one) for one in lines]
    texts = [text for step in steps for text in (step.what, step.help, step.how_known, step.end_words) if text]
    guard_circle(circle=member.circle_id, texts=[*texts, member.known_as], field="lines", may_leave=may_leave, by=by)
    for step in steps:
        plans.share_line(step=step, member=member, by=by)
    _record(member, steps, by)
    return len(steps)


def _record(member: CareTeamMember, steps: Sequence[Step], by: Reader) -> None:
    """That the lines left, each with its words, on the member's own ground."""
    consent = member.consent
    consents.record_disclosure(
        case=member.case,
        person_id=member.person_id,
        ground=GROUNDS[TeamGround(member.ground)],
        recipient=consent.recipient if consent else f"{member.name}, {member.organisation}"[:200],
        things=[Thing(Item.PLAN.value, _words(step)) for step in steps],
        purpose=consent.purpose if consent else Purpose.COORDINATION,
        ground_words=member.ground_words,
        way=Way.PORTAL,
        consent=consent,
        told=member.told,
        not_told_why=member.not_told_why,
        by=by,
    )


def _words(step: Step) -> str:
    """Every word of a line that its reader sees."""
    return "\n".join(text for text in (step.what, step.help, step.how_known, step.end_words) if text)
