"""Letting something leave the house: on a consent, on a lawful ground, or to report harm; and sharing what stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.agency.access.actions import REFUSALS
from alongside.agency.access.enums import CircleKind
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.gate_calls import GateRefusal, call_gate
from alongside.ground.foundation.reader import Reader
from alongside.practice.consents.enums import Ground, Purpose, Way
from alongside.practice.consents.models import Consent, DisclosedItem, Disclosure, PartnerAgreement
from alongside.practice.consents.queries import signatures_of, state_now, terms_of
from alongside.practice.consents.rules.checking import check
from alongside.practice.consents.rules.disclosing import Leaving, Thing, may_leave, may_rely
from alongside.practice.consents.rules.standing import LIVE
from alongside.record.cases.models import Case

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FIELDS = {"things": "text", "victim": "ground", "subpoena": "ground", "substance": "ground", "notice": "ground"}


@transaction.atomic
def record_disclosure(
    *,
    case: Case,
    person_id: int,
    ground: str,
    recipient: str,
    things: Sequence[Thing],
    purpose: str = Purpose.OTHER,
    purpose_words: str = "",
    ground_words: str = "",
    way: str = Way.LETTER,
    at: datetime | None = None,
    consent: Consent | None = None,
    agreement_id: int | None = None,
    told: bool = False,
    not_told_why: str = "",
    by: Reader,
) -> Disclosure:
    """Record exactly what leaves, to whom, on what ground, with the notice that goes with it.

    On a consent ``check`` must permit it; on another ground the law must, and the person is told, or why not is said.
    Refused with every reason; nothing is written then. What was recorded never changes (Practice B12, S-196).
    """
    notice = ""
    moment = at or clock.now()
    if moment > clock.now():
        raise _missing("at", _("This moment lies ahead."))
    if ground == Ground.CONSENT:
        notice = _by_consent(
            consent, (case.id, person_id), recipient=recipient, things=things, purpose=purpose, at=moment
        )
    elif not recipient.strip():
        raise Refused(
            "disclosure.recipient", _("Say who received it."), fields={"recipient": _("Say who received it.")}
        )
    agreement = _agreement(agreement_id, things, moment) if ground == Ground.AGREEMENT else None
    law = ground_words or (agreement.scope if agreement else "")
    _require_lawful(Leaving(ground, law, things, told, not_told_why, **_circumstances(case)))
    row = Disclosure(
        case=case,
        person_id=person_id,
        consent=consent if ground == Ground.CONSENT else None,
        agreement=agreement,
        ground=ground,
        ground_words=ground_words.strip(),
        recipient=recipient.strip(),
        purpose=purpose,
        purpose_words=purpose_words.strip(),
        way=way,
        at=moment,
        notice=notice,
        told=told or ground in (Ground.CONSENT, Ground.OWN_ACCESS),
        not_told_why=not_told_why.strip(),
    )
    return _keep(row, things, by)


def _keep(row: Disclosure, things: Sequence[Thing], by: Reader) -> Disclosure:
    """Write what left, and each thing of it."""
    row.circle_id, row.recorded_at, row.by_id = row.case.circle_id, clock.now(), by.actor_id
    row.save(force_insert=True)
    DisclosedItem.objects.bulk_create(
        DisclosedItem(circle_id=row.circle_id, disclosure=row, item=one.item, text=one.text, digest=one.digest)
        for one in things
    )
    return row


def _by_consent(
    consent: Consent | None,
    about: tuple[int, int],
    *,
    recipient: str,
    things: Sequence[Thing],
    purpose: str,
    at: datetime,
) -> str:
    """The notice that goes with it; refused with every reason why the consent does not allow it.

    ``about`` is the case and the person, whose consent it has to be.
    """
    if consent is None or (consent.case_id, consent.person_id) != about:
        raise _missing("consent", _("Choose the consent on which this leaves."))
    terms = terms_of(consent, signatures_of(consent))
    answer = check(terms, recipient, [one.item for one in things], purpose, at)
    if not answer:
        rules = "; ".join(dict.fromkeys(str(one.basis) for one in answer.reasons))
        raise Refused(answer.code, answer.reason, fields={"consent": answer.reason}, basis=rules)
    return "\n\n".join([answer.notice, *consent.statements.values()]) if answer.notice else ""


def _agreement(number: int | None, things: Sequence[Thing], moment: datetime) -> PartnerAgreement:
    row = PartnerAgreement.objects.filter(id=number or 0).first()
    if row is None:
        raise _missing("agreement", _("Choose the agreement on which this leaves."))
    day = timezone.localdate(moment)
    decision = may_rely(
        items=[one.item for one in things], agreed=row.items, from_on=row.from_on, until_on=row.until_on, day=day
    )
    require(decision, field="agreement")
    return row


def report_worry(
    *,
    case: UUID,
    person: UUID,
    told_whom: str,
    words: str,
    danger_now: bool = False,
    receipt: str = "",
    told: bool = False,
    not_told_why: str = "",
    at: datetime | None = None,
    by: Reader,
) -> UUID:
    """Record that harm to a child or an adult at risk was reported: to whom, what was said, the receipt.

    Needs nobody's approval and no level beyond seeing the case; nothing but an absent case refuses it. It is a
    restricted entry: ordinary readers of the case do not see who reported. Practice B12.8.
    """
    arguments = [case, person, told_whom.strip(), words, danger_now, receipt.strip(), told, not_told_why.strip()]
    found = _call("report_worry", [*arguments, at or clock.now()])
    return UUID(str(found))


def share_by_consent(
    *, consent: Consent, actor_id: int, table: str, item: int, until: datetime | None = None, by: Reader
) -> int:
    """Open one row of the case to whom the consent names, no longer than it lasts; returns the share's number.

    The share ends by itself with the consent, at the next statement. Refused: a consent that is not in force or names
    somebody else, a row that ``by`` does not see, counselling notes and sealed rows.
    """
    if state_now(consent) not in LIVE:
        raise Refused("access.share_consent", REFUSALS["share_consent"])
    return int(_call("share_by_consent", [consent.id, actor_id, table, item, until]))


def _call(function: str, arguments: list[Any]) -> Any:
    """Call a definer function of this room; its refusal becomes ours, in plain words."""
    try:
        return call_gate(function, arguments)
    except GateRefusal as refusal:
        hint = refusal.hint
    if hint == "absent":
        raise NotFound
    words = REFUSALS.get(hint, _("You do not have the authority for this. Ask whoever carries the case."))
    raise Refused(f"access.{hint or 'share'}", words)


def _missing(field: str, reason: str) -> Refused:
    return Refused(f"disclosure.{field}", reason, fields={field: reason})


def _circumstances(case: Case) -> dict[str, bool]:
    """What the case itself says of what may leave: of a victim service, and whether confidentiality was explained."""
    return {
        "victim_service": case.circle.kind == CircleKind.VICTIM_SERVICE,
        "notice_given": case.intake is None or case.intake.notice_given_at is not None,
    }


def _require_lawful(leaving: Leaving) -> None:
    """Refuse with every reason at its field, unless it may leave."""
    reasons = may_leave(leaving)
    if reasons:
        fields: dict[str, StrOrPromise] = {}
        for one in reasons:
            key = one.code.removeprefix("disclosure.")
            fields.setdefault(FIELDS.get(key, key), one.reason)
        words = " ".join(str(one.reason) for one in reasons)
        basis = "; ".join(dict.fromkeys(str(one.basis) for one in reasons))
        raise Refused(reasons[0].code, words, fields=fields, basis=basis)
