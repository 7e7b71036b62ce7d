"""Letting a professional of another agency into a care team, changing the end, ending it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access.actions import REFUSALS, say_why
from alongside.agency.access.enums import CircleKind
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.gate_calls import GateRefusal, call_gate
from alongside.ground.foundation.reader import Reader
from alongside.practice.careteams.enums import TeamGround
from alongside.practice.careteams.models import CareTeamMember
from alongside.practice.careteams.rules.members import Proposed, lawful_options, may_end_on, member_faults
from alongside.practice.consents.enums import Item
from alongside.practice.consents.models import Consent
from alongside.practice.consents.queries import signatures_of, terms_of
from alongside.practice.consents.rules.checking import check
from alongside.practice.consents.rules.standing import end_of
from alongside.record.cases.models import Case, Participant


@transaction.atomic
def add_member(
    *,
    case: Case,
    person_id: int,
    name: str,
    role: str,
    known_as: str,
    ground: str,
    until_on: date | None,
    organisation: str = "",
    reach: str = "",
    consent: Consent | None = None,
    ground_words: str = "",
    told: bool = False,
    not_told_why: str = "",
    by: Reader,
) -> CareTeamMember:
    """Let a professional of another agency into the care team of a person; they see their own place, nothing else yet.

    With a consent the organisation is the one that it names. Refused with the lawful ways there are: without ground or
    end, on a consent that does not name them or not the plan, longer than it lasts, in a victim service on anything but
    consent, by who has no authority over the case (S-115). History records it.
    """
    victim = case.circle.kind == CircleKind.VICTIM_SERVICE
    if ground == TeamGround.CONSENT and consent and not organisation.strip():
        organisation = consent.recipient
    new = Proposed(
        name=name.strip(),
        organisation=organisation.strip(),
        role=role.strip(),
        known_as=known_as.strip(),
        ground=ground,
        has_consent=consent is not None,
        ground_words=ground_words.strip(),
        told=told,
        not_told_why=not_told_why.strip(),
        until_on=until_on,
        consent_until=consent.until_on if consent else None,
        victim_service=victim,
    )
    if ground != TeamGround.CONSENT:
        new, consent = replace(new, consent_until=None), None
    _refuse(member_faults(new, today=clock.today()))
    _takes_part(case, person_id)
    if consent is not None:
        _allows(consent, (case.id, person_id), new.organisation, victim_service=victim)
    number = _call("add_member", _arguments(case, person_id, new, reach, consent), victim_service=victim)
    return CareTeamMember.objects.get(id=number)


def _arguments(case: Case, person_id: int, new: Proposed, reach: str, consent: Consent | None) -> list[Any]:
    """The facts in the order in which the database takes them."""
    facts = [case.id, person_id, new.name, new.organisation, new.role, reach.strip(), new.known_as, new.ground]
    told = new.told or consent is not None
    facts += [consent.id if consent else None, new.ground_words, told, new.not_told_why]
    return [*facts, clock.today(), new.until_on, end_of(new.until_on)]


def _takes_part(case: Case, person_id: int) -> None:
    if not Participant.objects.filter(case=case, person_id=person_id).exists():
        reason = _("This person takes no part in this case.")
        raise Refused("member.person", reason, fields={"person": reason})


def _allows(consent: Consent, about: tuple[int, int], organisation: str, *, victim_service: bool) -> None:
    """Refused with every reason why this consent does not let them see lines of the plan."""
    options = lawful_options(victim_service=victim_service)
    if (consent.case_id, consent.person_id) != about:
        reason = _("This is another person's consent.")
        raise Refused("member.consent", f"{reason} {options}", fields={"consent": f"{reason} {options}"})
    answer = check(
        terms_of(consent, signatures_of(consent)), organisation, [Item.PLAN.value], consent.purpose, clock.now()
    )
    if not answer:
        words = f"{answer.reason} {options}"
        raise Refused(answer.code, words, fields={"consent": words}, basis=answer.basis)


@transaction.atomic
def move_member_end(*, member: CareTeamMember, until_on: date | None, by: Reader) -> None:
    """Let a place in the care team last until the end of another day; what is shared ends with it.

    Refused: a day that has passed, more than a year, later than its consent, a place that has ended.
    """
    limit = member.consent.until_on if member.consent else None
    require(may_end_on(until_on, today=clock.today(), consent_until=limit), field="until_on")
    if not _call("move_member_end", [member.id, until_on, end_of(until_on)]):
        reason = _("This place in the care team has ended. Add them again.")
        raise Refused("member.ended", reason, fields={"until_on": reason})


@transaction.atomic
def end_member(*, member: CareTeamMember, why: str = "", by: Reader) -> None:
    """End a place in the care team: what was shared closes at the next statement, links and sittings end at once.

    History keeps ``why``. Refused when it has ended before, and without authority over the case.
    """
    say_why(why.strip())
    if not _call("end_member", [member.id]):
        raise Refused("member.ended", _("This place in the care team has ended already."))


def _refuse(faults: dict[str, str]) -> None:
    if faults:
        raise Refused("member.incomplete", " ".join(faults.values()), fields=faults, basis="S-115")


def _call(function: str, arguments: list[Any], *, victim_service: bool = False) -> Any:
    """Call a definer function; its refusal becomes ours, in plain words, with the lawful ways there are."""
    try:
        return call_gate(function, arguments)
    except GateRefusal as refusal:
        hint = refusal.hint
    if hint == "absent":
        raise NotFound
    if hint.startswith("member_"):
        raise Refused(f"member.{hint.removeprefix('member_')}", lawful_options(victim_service=victim_service))
    words = REFUSALS.get(hint, _("You do not have the authority for this. Ask whoever carries the case."))
    raise Refused(f"access.{hint or function}", words)
