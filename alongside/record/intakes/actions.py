"""Taking a request in, changing it, taking an urgent one on, explaining confidentiality, and deciding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access.enums import CircleKind, GrantReason
from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.enums import ProgrammeKind
from alongside.agency.organisation.models import Protocol
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, Stale, require
from alongside.ground.foundation.reader import Reader
from alongside.record.intakes.enums import Caller, Channel, IntakeState, ScreeningOutcome, Urgency
from alongside.record.intakes.models import Intake, Screening
from alongside.record.intakes.queries import intake_row, supervisors_told, urgent_waiting
from alongside.record.intakes.rules.asking import NOTICE_VERSION, check_birth, check_received
from alongside.record.intakes.rules.deciding import (
    Verdict,
    criterion_of,
    field_at_fault,
    may_acknowledge,
    may_change,
    may_screen,
    may_take_intake,
)
from alongside.record.intakes.rules.urgency import is_urgent, minutes_between
from alongside.record.people.enums import Answer


class Heard(TypedDict, total=False):
    """What was heard, field by field; all of it may be changed until the request is decided.

    ``received_at`` is an aware time. The answers about safe contact are of ``Answer``; the hours are in the agency's
    time zone.
    """

    words: str
    person_name: str
    birth_words: str
    phone: str
    language: str
    who_lives_there: str
    safe_call: Answer | str
    safe_text: Answer | str
    safe_voicemail: Answer | str
    safe_letter: Answer | str
    safe_from: time | None
    safe_until: time | None
    safe_note: str
    urgency: Urgency | str
    channel: Channel | str
    received_at: datetime
    caller: Caller | str
    caller_name: str
    caller_phone: str


@transaction.atomic
def take_intake(
    *,
    programme_id: int,
    notice_given: bool = False,
    notice_how: str = "",
    notice_language: str = "",
    person_id: int | None = None,
    by: Reader,
    **heard: Unpack[Heard],
) -> Intake:
    """Take a request in: opens a circle of the programme's intake team and records what was heard (S-011).

    Of ``heard`` only ``words`` is needed; without it she rang herself, just now, this week is soon enough. Safe contact
    may be missing: the intake is saved, and nothing is sent by itself. ``person_id`` is a person already in the record,
    matched by the worker's own eye; ``notice_given`` says that confidentiality was explained, and how.

    Refused: an empty request, a worker outside the programme's intake team, a time to come, an impossible birth, a
    person whom ``by`` may not know. Writes circle, grant, subject and intake.
    """
    protocol = _protocol(programme_id)
    programme = protocol.programme
    require(may_take_intake(by, intake_team_id=programme.intake_team_id, team=programme.intake_team.name))
    tidy = _tidy({"words": "", "received_at": clock.now(), **heard})
    kind = CircleKind.VICTIM_SERVICE if programme.kind == ProgrammeKind.VICTIM_SERVICE else CircleKind.ORDINARY
    circle = access.open_circle(team_id=programme.intake_team_id, kind=kind, ground=GrantReason.INTAKE, by=by)
    if person_id is not None:
        access.add_subject(circle=circle, person_id=person_id, why=_("Asked for help again"), by=by)
    return Intake.objects.create(
        circle_id=circle,
        programme=programme,
        protocol_id=protocol.id,
        person_id=person_id,
        taken_by_id=by.actor_id,
        **tidy,
        **(_notice(notice_how, notice_language) if notice_given else {}),
    )


@transaction.atomic
def change_intake(*, intake: Intake, version: int, by: Reader, **heard: Unpack[Heard]) -> Intake:
    """Change what was heard while nothing is decided; ``heard`` holds the fields that change.

    Refused: a request that is decided, an impossible birth, a time to come, an empty request. Raises ``Stale`` when
    somebody else changed it since ``version``.
    """
    row = intake_row(intake.public_id)
    require(may_change(by, row.state))
    if row.version != version:
        theirs = {name: str(getattr(row, name) or "") for name in heard}
        raise Stale(_("Somebody else has changed this request meanwhile. Both versions are shown."), theirs)
    _write(row, **_tidy(heard))
    return row


@transaction.atomic
def acknowledge(*, intake: Intake, by: Reader) -> int:
    """Say "I have it" to an urgent request: records who and when; returns how many minutes it had waited (S-013).

    Refused when it is not urgent, or when somebody has it already.
    """
    row = intake_row(intake.public_id)
    require(may_acknowledge(by, urgent=is_urgent(row.urgency), taken=row.acknowledged_at is not None))
    at = clock.now()
    _write(row, acknowledged_at=at, acknowledged_by_id=by.actor_id)
    return minutes_between(row.received_at, at)


@transaction.atomic
def give_notice(*, intake: Intake, how: str, language: str = "", by: Reader) -> Intake:
    """Record that confidentiality and its limits were explained: how, in which language, which version (S-025).

    Refused without saying how. Given again, the later time counts; history keeps the earlier one.
    """
    if not how.strip():
        reason = _("Say how it was explained: read aloud, on paper, by a text in plain words.")
        raise Refused("intake.notice.how", reason, fields={"notice_how": reason})
    row = intake_row(intake.public_id)
    _write(row, **_notice(how, language))
    return row


@transaction.atomic
def match_person(*, intake: Intake, person_id: int, by: Reader) -> Intake:
    """Say that the request is about a person in the record. Only a worker's own eye decides that, never a machine.

    Refused when the request has become a case, or for a person whom ``by`` may not know to exist.
    """
    row = intake_row(intake.public_id)
    if row.state == IntakeState.BECAME_CASE:
        raise Refused("intake.became_case", _("This request has become a case already. Open the case instead."))
    access.add_subject(circle=row.circle_id, person_id=person_id, why=_("Asked for help again"), by=by)
    _write(row, person_id=person_id)
    return row


@transaction.atomic
def screen(
    *,
    intake: Intake,
    outcome: ScreeningOutcome | str,
    criterion: str = "",
    reason: str = "",
    alternative: str = "",
    by: Reader,
) -> Screening:
    """Decide on a request: accept, inform, refer on or decline, with the printed criterion or a reason (S-012).

    Without a reason in words, the criterion's own words are kept. Refused: no reason at all; anything but accepting
    without an alternative; a request that has become a case. Deciding on an urgent request also takes it on. A later
    decision stands beside the earlier one.
    """
    row = intake_row(intake.public_id)
    protocol = organisation.rules_of(row.protocol_id)
    verdict = Verdict(str(outcome), criterion.strip(), reason.strip(), alternative.strip())
    decision = may_screen(by, row.state, verdict, protocol)
    require(decision, field=field_at_fault(decision))
    printed = criterion_of(protocol, verdict)
    at = clock.now()
    screening = Screening.objects.create(
        circle_id=row.circle_id,
        intake=row,
        outcome=ScreeningOutcome(verdict.outcome),
        criterion=verdict.criterion,
        reason=verdict.reason or (printed.words if printed else ""),
        alternative=verdict.alternative,
        decided_at=at,
        decided_by_id=by.actor_id,
    )
    taken = {"acknowledged_at": at, "acknowledged_by_id": by.actor_id}
    needs_taking = is_urgent(row.urgency) and row.acknowledged_at is None
    _write(row, state=IntakeState.DECIDED, **(taken if needs_taking else {}))
    return screening


@transaction.atomic
def became_case(*, intake: Intake, person_id: int, by: Reader) -> None:
    """Record that a request became a case for ``person_id``, who is a subject of its circle already."""
    _write(intake_row(intake.public_id), state=IntakeState.BECAME_CASE, person_id=person_id)


@dataclass(frozen=True, slots=True)
class Telling:
    """One message that an urgent request still waits: to whom, how long already, where. No name, no word of it."""

    intake: UUID
    step: int
    minutes: int
    team: str
    told: str
    addresses: tuple[str, ...]


@transaction.atomic
def escalate_urgent(*, by: Reader) -> list[Telling]:
    """Find urgent requests that nobody has taken, and note for each the step of its protocol that is due now.

    Only the house itself may; it sees no more than which team's request waits for how long. Returns what is to be
    told; each step is told once.
    """
    tellings = []
    for line in urgent_waiting():
        if line.step <= line.told:
            continue
        told = supervisors_told(line)
        with connection.cursor() as cursor:
            names = ", ".join(worker.name for worker in told) or _("nobody: no supervisor is set up")
            cursor.execute("select app.note_escalation(%s, %s, %s)", [line.intake, line.step, f"{line.whom}: {names}"])
            noted = cursor.fetchone()[0]
        if noted:
            addresses = tuple(worker.email for worker in told if worker.email)
            tellings.append(Telling(line.intake, line.step, line.minutes, line.team, line.whom, addresses))
    return tellings


def _protocol(programme_id: int) -> Protocol:
    """The protocol in force of a running programme, with the programme and its intake team; refused without one."""
    versions = (
        Protocol.objects.filter(programme_id=programme_id).select_related("programme__intake_team").defer("rules")
    )
    found = list(versions.order_by("-number"))
    today = clock.today()
    if not found or (found[0].programme.ends_on and found[0].programme.ends_on < today):
        reason = _("Choose the programme that the request is for.")
        raise Refused("intake.programme.required", reason, fields={"programme": reason})
    return next((version for version in found if version.valid_from <= today), found[-1])


def _tidy(heard: Mapping[str, Any]) -> dict[str, Any]:
    """``heard`` trimmed and checked; refused with the field at fault."""
    if unknown := heard.keys() - Heard.__annotations__.keys():
        raise TypeError(f"This is nothing that is heard: {', '.join(sorted(unknown))}.")
    tidy: dict[str, Any] = {name: value.strip() if type(value) is str else value for name, value in heard.items()}
    if "words" in tidy and not tidy["words"]:
        reason = _("Write in a sentence what is happening, in their own words if you can.")
        raise Refused("intake.words.required", reason, fields={"words": reason})
    if tidy.get("birth_words"):
        require(check_birth(tidy["birth_words"], today=clock.today()), field="birth_words")
    if "received_at" in tidy:
        require(check_received(tidy["received_at"], now=clock.now()), field="received_at")
    choices = {"channel": Channel, "caller": Caller, "urgency": Urgency} | dict.fromkeys(
        ("safe_call", "safe_text", "safe_voicemail", "safe_letter"), Answer
    )
    for name in choices.keys() & tidy.keys():
        if tidy[name] not in choices[name].values:
            reason = _("Choose one of the answers that are offered.")
            raise Refused(f"intake.{name}.unknown", reason, fields={name: reason})
    return tidy


def _notice(how: str, language: str) -> dict[str, Any]:
    return {
        "notice_given_at": clock.now(),
        "notice_how": how.strip(),
        "notice_language": language.strip(),
        "notice_version": NOTICE_VERSION,
    }


def _write(row: Intake, **values: Any) -> None:
    """Write ``values`` on a row that ``intake_row`` has found, count the edit, and keep the row in step."""
    changed = Intake.objects.filter(id=row.id, version=row.version).update(version=F("version") + 1, **values)
    if not changed:
        raise Stale(_("Somebody else has changed this request just now. Look at it again."), {})
    row.version += 1
    for name, value in values.items():
        setattr(row, name, value)
