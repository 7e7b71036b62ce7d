"""Does a consent permit this? Every reason why not, in plain words, each with its rule (Practice B12.9)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.practice.consents.enums import Capacity, How, Item, Purpose, RecipientKind, Regime
from alongside.practice.consents.rules.profiles import FACTS, MISSING, Profile, profile_of


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature. ``unsafe``: the person is to be kept safe from whoever signed."""

    name: str
    capacity: str = Capacity.SELF
    authority: str = ""
    signed_on: date | None = None
    unsafe: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """A consent as the rules take it. ``ends_at`` is the first moment after its last day, in the agency's zone."""

    regime: str
    person: str
    discloser: str
    recipient: str
    purpose: str
    items: frozenset[str]
    begins_at: datetime | None = None
    ends_at: datetime | None = None
    until_event: str = ""
    recipient_kind: str = RecipientKind.ORGANISATION
    passes_on_to: str = ""
    statements: Mapping[str, str] = field(default_factory=dict)
    signatures: tuple[Signed, ...] = ()
    how: str = How.SCREEN
    minor: bool = False
    may_sign_alone: bool = False
    conditioned: bool = False
    refused_at: datetime | None = None
    withdrawn_at: datetime | None = None
    replaced_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answer(Decision):
    """A decision with every reason, and the notice that must go with what is told."""

    reasons: tuple[Decision, ...] = ()
    notice: str = ""


def check(consent: Terms, recipient: str, items: Collection[str], purpose: str, when: datetime) -> Answer:
    """Say whether ``items`` may go to ``recipient`` for ``purpose`` at ``when`` on this consent.

    Refuses with every reason that there is, in the order in which they can be put right; the notice of a permission
    goes with what is told. Source: Practice B12.1 to B12.9.
    """
    profile = profile_of(consent.regime)
    reasons = (
        *missing(consent, profile),
        *_signers(consent, profile),
        *_form(consent, profile),
        *_time(consent, profile, when),
        *_asked(consent, profile, recipient, items, purpose),
    )
    if reasons:
        first = reasons[0]
        words = " ".join(str(one.reason) for one in reasons)
        return Answer(False, first.code, words, first.basis, reasons)
    return Answer(True, reason=_("The consent allows this."), basis=profile.law, notice=profile.notice)


def faults(consent: Terms) -> list[Decision]:
    """What keeps a consent from counting whoever asks: missing elements, whoever signed, how it was put together."""
    profile = profile_of(consent.regime)
    return [*missing(consent, profile), *_signers(consent, profile), *_form(consent, profile)]


def missing(consent: Terms, profile: Profile) -> Iterator[Decision]:
    """One refusal for each element that the consent lacks."""
    for element, rule in profile.elements.items():
        if not _there(consent, profile, element):
            yield Decision.no(f"consent.missing.{element}", MISSING[element], rule)


def _there(consent: Terms, profile: Profile, element: str) -> bool:
    if element not in FACTS:
        return bool(str(consent.statements.get(element, "")).strip())
    others = [one for one in consent.signatures if one.capacity != Capacity.SELF]
    free_of_end = not profile.end_needed or (profile.care_without_end and consent.purpose == Purpose.CARE)
    found = {
        "person": consent.person,
        "discloser": consent.discloser,
        "recipient": consent.recipient,
        "passes_on_to": consent.passes_on_to or consent.recipient_kind != RecipientKind.INTERMEDIARY,
        "information": consent.items,
        "purpose": consent.purpose,
        "expiry": consent.ends_at or free_of_end or (consent.until_event and profile.most_days is None),
        "signature": any(one.name.strip() for one in consent.signatures),
        "date": not consent.signatures or all(one.signed_on for one in consent.signatures),
        "authority": all(one.authority.strip() for one in others),
    }[element]
    return bool(found.strip() if isinstance(found, str) else found)


def _signers(consent: Terms, profile: Profile) -> Iterator[Decision]:
    if profile.refuses_unsafe and any(one.unsafe for one in consent.signatures):
        reason = _("Somebody signed from whom the person is to be kept safe. Such a signature does not count.")
        yield Decision.no("consent.unsafe", reason, profile.rule("unsafe"))
    roles = {one.capacity for one in consent.signatures if not (profile.refuses_unsafe and one.unsafe)}
    if consent.signatures and profile.minor_and_parent and consent.minor:
        if Capacity.SELF not in roles:
            reason = _("The young person has not signed.")
            yield Decision.no("consent.minor", reason, profile.rule("minor"))
        if not consent.may_sign_alone and not roles & {Capacity.PARENT, Capacity.GUARDIAN}:
            reason = _("A parent or guardian with whom the young person is safe has not signed.")
            yield Decision.no("consent.minor.parent", reason, profile.rule("minor"))
    if profile.adults_sign and not consent.minor and Capacity.PARENT in roles and Capacity.SELF not in roles:
        reason = _("The student is of age and signs, not the parent.")
        yield Decision.no("consent.adult", reason, profile.rule("adult_signs"))
    if profile.written and consent.signatures and consent.how == How.SPOKEN:
        reason = _("It was said aloud. This kind of consent is signed, on screen or on paper.")
        yield Decision.no("consent.not_written", reason, profile.rule("written"))


def _form(consent: Terms, profile: Profile) -> Iterator[Decision]:
    if consent.conditioned:
        reason = _("Help was made to depend on it. Such a consent does not count.")
        yield Decision.no("consent.conditioned", reason, profile.rule("conditioned"))
    for alone, rule in ((Item.PSYCHOTHERAPY, "psychotherapy_alone"), (Item.SUBSTANCE_NOTES, "substance_notes_alone")):
        if alone in consent.items and len(consent.items) > 1:
            reason = _("“%(what)s” needs a consent of its own, with nothing else in it.") % {"what": alone.label}
            yield Decision.no(f"consent.alone.{alone}", reason, profile.rule(rule))
    if consent.items & {Item.SUBSTANCE_USE, Item.SUBSTANCE_NOTES} and consent.regime != Regime.PART2:
        reason = _("To tell of substance use treatment, ask with the form made for it.")
        yield Decision.no("consent.part2_needed", reason, profile_of(Regime.PART2).law)
    if consent.recipient_kind == RecipientKind.TREATING and not (
        profile.treating_allowed and consent.purpose == Purpose.CARE
    ):
        reason = _("“Everybody who treats the person” is too wide here. Name who receives it.")
        yield Decision.no("consent.recipient_wide", reason, profile.elements["recipient"])
    if profile.one_recipient and consent.recipient_kind == RecipientKind.CLASS:
        reason = _("A survivor's release names one recipient. Use one form for each.")
        yield Decision.no("consent.one_recipient", reason, profile.rule("one_recipient"))
    if _too_long(consent, profile):
        reason = _("It lasts too long. At most %(days)d days are allowed.") % {"days": profile.most_days}
        yield Decision.no("consent.too_long", reason, profile.rule("too_long"))


def _too_long(consent: Terms, profile: Profile) -> bool:
    """Two hours more than the days themselves, for the day on which the clocks change."""
    if profile.most_days is None or consent.begins_at is None or consent.ends_at is None:
        return False
    return consent.ends_at - consent.begins_at > timedelta(days=profile.most_days, hours=2)


def _time(consent: Terms, profile: Profile, when: datetime) -> Iterator[Decision]:
    if consent.refused_at:
        yield Decision.no("consent.refused", _("They said no."), profile.law)
    if consent.withdrawn_at and consent.withdrawn_at <= when:
        yield Decision.no("consent.withdrawn", _("They have taken it back."), profile.rule("withdrawn"))
    if consent.replaced_at and consent.replaced_at <= when:
        yield Decision.no("consent.replaced", _("Another consent has taken its place."), profile.law)
    if consent.begins_at and when < consent.begins_at:
        yield Decision.no("consent.later", _("It has not begun yet."), profile.law)
    if consent.ends_at and when >= consent.ends_at:
        yield Decision.no("consent.expired", _("It has ended. Ask again."), profile.rule("expired"))


def _asked(
    consent: Terms, profile: Profile, recipient: str, items: Collection[str], purpose: str
) -> Iterator[Decision]:
    wide = consent.recipient_kind == RecipientKind.TREATING
    if not recipient.strip():
        yield Decision.no("asked.recipient", _("Say who would receive it."), profile.elements["recipient"])
    elif not wide and recipient.strip().casefold() != consent.recipient.strip().casefold():
        reason = _("The consent names somebody else: %(name)s.") % {"name": consent.recipient or "–"}
        yield Decision.no("consent.recipient", reason, profile.elements["recipient"])
    if not items:
        yield Decision.no("asked.items", _("Say what would be told."), profile.elements["information"])
    for item in sorted(set(items) - consent.items):
        label = Item(item).label if item in Item.values else item
        reason = _("The consent does not cover this: %(what)s.") % {"what": label}
        yield Decision.no(f"consent.items.{item}", reason, profile.elements["information"])
    if not purpose.strip():
        yield Decision.no("asked.purpose", _("Say what for."), profile.elements["purpose"])
    elif purpose != consent.purpose:
        yield from _other_purpose(consent, profile, purpose)


def _other_purpose(consent: Terms, profile: Profile, purpose: str) -> Iterator[Decision]:
    if purpose == Purpose.PROCEEDINGS and consent.regime == Regime.PART2:
        reason = _("For a court or another proceeding a consent of its own is needed.")
        yield Decision.no("consent.proceedings", reason, profile.rule("proceedings_alone"))
    elif consent.purpose == Purpose.CARE and consent.regime == Regime.PART2:
        reason = _("A consent for treatment, payment and running the service covers nothing else.")
        yield Decision.no("consent.care_only", reason, profile.rule("care_only"))
    else:
        known = Purpose(consent.purpose).label if consent.purpose in Purpose.values else "–"
        reason = _("The consent is for something else: %(what)s.") % {"what": known}
        yield Decision.no("consent.purpose", reason, profile.elements["purpose"])
