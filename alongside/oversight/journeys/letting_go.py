"""Letting something leave the house: the gate of what leaves first, then the ground on which it may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.actions.outgoing import guard_circle
from alongside.practice.consents import actions as consents
from alongside.practice.consents.models import Consent, Disclosure
from alongside.practice.consents.queries import statements_of
from alongside.practice.consents.rules.disclosing import Thing
from alongside.record.cases.models import Case


@transaction.atomic
def ask_for_consent_paper(*, consent: Consent, by: Reader) -> UUID:
    """Ask for the form of a consent as PDF, to be signed by hand. Refused while its words tell where somebody hides."""
    guard_circle(circle=consent.circle_id, texts=[str(line) for line in statements_of(consent)], field="words", by=by)
    return consents.ask_for_paper(consent=consent, by=by)


@transaction.atomic
def let_go(
    *, case: Case, things: Sequence[Thing], facts: Mapping[str, Any], may_leave: str = "", by: Reader
) -> Disclosure:
    """Record what leaves (``facts`` as of ``record_disclosure``), unless it tells where somebody hides.

    Refused then, consent or not, unless ``may_leave`` says in at least 20 letters why it may (R-30); and for every
    reason for which ``record_disclosure`` refuses.
    """
    texts = [one.text for one in things]
    guard_circle(circle=case.circle_id, texts=texts, field="text", may_leave=may_leave, by=by)
    return consents.record_disclosure(case=case, things=things, by=by, **facts)
