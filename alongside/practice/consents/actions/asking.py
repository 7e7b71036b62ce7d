"""Asking for a consent, signing it, hearing a no, and taking it back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.organisation import queries as organisation
from alongside.ground.foundation import clock
from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.errors import Refused, Stale
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import Reader
from alongside.practice.consents.enums import Capacity, How, Item, RecipientKind, Regime
from alongside.practice.consents.models import Consent, ConsentSignature
from alongside.practice.consents.queries import (
    filled,
    item_words,
    purpose_words,
    signatures_of,
    terms_of,
    until_words,
    words_in_force,
)
from alongside.practice.consents.rules.checking import faults
from alongside.practice.consents.rules.profiles import profile_of
from alongside.practice.consents.rules.standing import digest_of, end_of
from alongside.practice.documents import actions as documents
from alongside.record.cases.models import Case

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FIELDS = {
    "recipient": "recipient",
    "recipient_wide": "recipient",
    "one_recipient": "recipient",
    "passes_on_to": "passes_on_to",
    "information": "items",
    "purpose": "purpose",
    "expiry": "until_on",
    "too_long": "until_on",
    "part2_needed": "regime",
    "signature": "name",
    "date": "signed_on",
    "authority": "authority",
    "unsafe": "unsafe",
    "not_written": "how",
    "conditioned": "free",
    "adult": "capacity",
}
"""At which field of a form each refusal stands."""
UNSIGNED = frozenset({"consent.missing.signature", "consent.missing.date"})
SECOND = frozenset({"consent.minor", "consent.minor.parent"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a consent is asked for: to tell whom what, what for, until when."""

    regime: str
    recipient: str
    items: Collection[str]
    purpose: str
    until_on: date | None = None
    from_on: date | None = None
    until_event: str = ""
    recipient_kind: str = RecipientKind.ORGANISATION
    recipient_actor_id: int | None = None
    passes_on_to: str = ""
    purpose_words: str = ""
    items_words: str = ""
    language: str = "en"
    minor: bool = False
    may_sign_alone: bool = False
    interpreter: str = ""


@transaction.atomic
def ask_consent(*, case: Case, person_id: int, asked: Asked, replaces: Consent | None = None, by: Reader) -> Consent:
    """Put a consent into words for a person of the case; it counts once it is signed.

    The words of the form in force are kept with it. Refused with every reason at its field: what the regime asks for
    and is missing, an end that is too far, things that need a form of their own, and in a victim service every regime
    but its own (Practice B12).
    """
    _of_its_kind(case, asked)
    _may_replace(replaces, person_id)
    names = dict(case.participants.values_list("person_id", "person__display_name"))
    if person_id not in names:
        raise Refused("consent.person", _("This person takes no part in this case."), fields={"person": ""})
    words = words_in_force(asked.regime, asked.language)
    profile = profile_of(asked.regime)
    agency = organisation.the_agency()
    values = {
        "person": names[person_id],
        "discloser": agency.name,
        "recipient": asked.recipient.strip(),
        "passes_on_to": asked.passes_on_to.strip(),
        "items": item_words(asked.items, asked.items_words.strip()),
        "purpose": purpose_words(asked.purpose, asked.purpose_words.strip()),
        "until": until_words(asked.until_on, asked.until_event.strip()),
    }
    row = Consent(
        circle_id=case.circle_id,
        case=case,
        person_id=person_id,
        regime=asked.regime,
        profile=profile.name,
        form=words.name,
        language=words.language,
        discloser=agency.name,
        recipient=asked.recipient.strip(),
        recipient_kind=asked.recipient_kind,
        recipient_actor_id=asked.recipient_actor_id,
        passes_on_to=asked.passes_on_to.strip(),
        purpose=asked.purpose,
        purpose_words=asked.purpose_words.strip(),
        items=[value for value in Item.values if value in asked.items],
        items_words=asked.items_words.strip(),
        from_on=asked.from_on or clock.today(),
        until_on=asked.until_on,
        ends_at=end_of(asked.until_on),
        until_event=asked.until_event.strip(),
        statements=filled(words, values),
        minor=asked.minor,
        may_sign_alone=asked.may_sign_alone,
        interpreter=asked.interpreter.strip(),
        replaces=replaces,
        asked_at=clock.now(),
        asked_by_id=by.actor_id,
    )
    _refuse([one for one in faults(terms_of(row, [])) if one.code not in UNSIGNED])
    row.digest = digest_of({**values, "title": words.title, "form": words.name, "statements": row.statements})
    row.save(force_insert=True)
    return row


def _may_replace(earlier: Consent | None, person_id: int) -> None:
    """Only a consent of the same person is replaced, and one that still holds or is still asked for."""
    if earlier is None:
        return
    if earlier.person_id != person_id:
        raise Refused("consent.replaces", _("A consent is replaced by one of the same person. Ask the other anew."))
    if earlier.withdrawn_at or earlier.refused_at or earlier.replaced_at:
        raise Refused("consent.replaces", _("This consent has ended already. Ask for a new one instead."))


def _of_its_kind(case: Case, asked: Asked) -> None:
    """A victim service asks with its own form alone, whatever else applies."""
    victim = case.circle.kind == "victim-service"
    if victim and asked.regime != Regime.VICTIM:
        reason = _("A victim service asks with the survivor's release alone.")
        raise Refused("consent.victim", reason, fields={"regime": reason}, basis=profile_of(Regime.VICTIM).law)
    if asked.until_on and asked.until_on < (asked.from_on or clock.today()):
        reason = _("The last day lies before the first.")
        raise Refused("consent.until_on", reason, fields={"until_on": reason})


@transaction.atomic
def sign_consent(
    *,
    consent: Consent,
    name: str,
    capacity: str = Capacity.SELF,
    authority: str = "",
    how: str = How.SCREEN,
    paper_place: str = "",
    unsafe: bool = False,
    free: bool = True,
    signed_on: date | None = None,
    copy_given: bool = False,
    by: Reader,
) -> Consent:
    """Put a name under a consent; it counts when everybody has signed whose signature the regime asks for.

    ``free``: they know that help does not depend on it; ``unsafe``: the person is to be kept safe from whoever signs.
    Refused with every reason: no name, no right to sign for another, said aloud where it must be written, a signer
    from whom the person is to be kept safe, help made to depend on it. A consent that it replaces ends.
    """
    row = _open(consent)
    day = signed_on or clock.today()
    if day > clock.today():
        reason = _("The day of signing lies ahead.")
        raise Refused("consent.signed_on", reason, fields={"signed_on": reason})
    new = ConsentSignature(
        circle_id=row.circle_id,
        consent=row,
        name=name.strip(),
        capacity=capacity,
        authority=authority.strip(),
        how=how,
        paper_place=paper_place.strip(),
        unsafe=unsafe,
        signed_on=day,
        signed_at=clock.now(),
        witness_id=by.actor_id,
    )
    row.how, row.conditioned = how, not free
    found = faults(terms_of(row, [*signatures_of(row), new]))
    _refuse([one for one in found if one.code not in SECOND])
    new.save(force_insert=True)
    if not found:
        row.signed_at = clock.now()
        _end_replaced(row)
    row.copy_given = row.copy_given or copy_given
    row.version += 1
    row.save(update_fields=["how", "conditioned", "signed_at", "copy_given", "version"])
    return row


def _end_replaced(row: Consent) -> None:
    earlier = row.replaces
    if earlier is not None and earlier.withdrawn_at is None and earlier.replaced_at is None:
        earlier.replaced_at = clock.now()
        earlier.version += 1
        earlier.save(update_fields=["replaced_at", "version"])


@transaction.atomic
def refuse_consent(*, consent: Consent, words: str = "", by: Reader) -> Consent:
    """Record that the person said no, in her own words when she gave any."""
    row = _open(consent)
    row.refused_at, row.refused_words = clock.now(), words.strip()
    row.version += 1
    row.save(update_fields=["refused_at", "refused_words", "version"])
    return row


@transaction.atomic
def withdraw_consent(*, consent: Consent, how: str, why: str = "", version: int | None = None, by: Reader) -> Consent:
    """Take a consent back: what rests on it ends with this statement; what already left stays listed.

    A reason is never asked for. However it is said, it counts at once. Refused: what was never given, or has been
    taken back; Stale when ``version`` is not the one in the record.
    """
    row = held(Consent.objects.filter(id=consent.id))
    if row.withdrawn_at is not None:
        raise Refused("consent.withdrawn", _("It was taken back before."))
    if row.signed_at is None:
        raise Refused("consent.unsigned", _("Nobody has signed it, so there is nothing to take back."))
    if version is not None and version != row.version:
        raise Stale(
            _("Somebody changed this since you read it. Read it again, then decide."), {"version": str(row.version)}
        )
    row.withdrawn_at, row.withdrawn_how, row.withdrawn_why = clock.now(), how, why.strip()
    row.version += 1
    row.save(update_fields=["withdrawn_at", "withdrawn_how", "withdrawn_why", "version"])
    return row


@transaction.atomic
def ask_for_paper(*, consent: Consent, by: Reader) -> UUID:
    """Ask for the form as a PDF to sign by hand; a job makes it. Returns the paper's outside name."""
    row = held(Consent.objects.filter(id=consent.id))
    if row.paper_id is None:
        row.paper = documents.ask_for_consent(
            case=row.case, title=_("Consent to sign"), file_name=f"form-{row.asked_at:%Y-%m-%d}.pdf", by=by
        )
        row.version += 1
        row.save(update_fields=["paper", "version"])
    assert row.paper is not None  # noqa: S101 - set above
    return row.paper.public_id


def _open(consent: Consent) -> Consent:
    row = held(Consent.objects.select_related("person", "replaces").filter(id=consent.id))
    if row.signed_at or row.refused_at or row.withdrawn_at or row.replaced_at:
        raise Refused("consent.settled", _("This was settled before. Ask again with a new form."))
    if row.ends_at and row.ends_at <= clock.now():
        raise Refused("consent.expired", _("Its last day is over. Ask again with a new form."))
    return row


def _refuse(reasons: list[Decision]) -> None:
    """Every reason at once, each at its field, the first one's rule as the basis."""
    if not reasons:
        return
    fields: dict[str, StrOrPromise] = {}
    for one in reasons:
        key = one.code.removeprefix("consent.").removeprefix("missing.").partition(".")[0]
        fields.setdefault(FIELDS.get(key, "items" if key == "alone" else key), one.reason)
    words = " ".join(str(one.reason) for one in reasons)
    raise Refused(reasons[0].code, words, fields=fields, basis="; ".join(dict.fromkeys(str(r.basis) for r in reasons)))
