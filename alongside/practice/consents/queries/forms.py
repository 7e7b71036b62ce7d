"""The words of the forms in force, filled with what is asked; and agreements with partners."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alongside.ground.foundation import clock
from alongside.ground.foundation.text import joined
from alongside.practice.consents.enums import Item, Purpose
from alongside.practice.consents.models import ConsentForm, PartnerAgreement
from alongside.practice.consents.rules.profiles import Words, shipped_words

PLACES = re.compile(r"\{(person|discloser|recipient|passes_on_to|items|purpose|until)\}")
PASSED_ON = "passes_on_to"


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement with a partner; ``runs`` says whether it holds today."""

    id: int
    partner: str
    scope: str
    items: tuple[str, ...]
    contact: str
    from_on: date
    until_on: date
    runs: bool


def words_in_force(regime: str, language: str = "en") -> Words:
    """The newest form of a regime that the agency published in a language; else the one that is shipped."""
    row = ConsentForm.objects.filter(regime=regime, language=language).order_by("-number").first()
    if row is None:
        return shipped_words(regime)
    return Words(row.regime, row.number, row.language, row.title, row.parts)


def filled(words: Words, values: Mapping[str, str]) -> dict[str, str]:
    """The parts of a form with the facts in their places; a place that nothing fills stays a dash.

    A part that says only to whom it is passed on is left out where nobody passes anything on.
    """

    def put(found: re.Match[str]) -> str:
        return values.get(found[1]) or "–"

    said = {key: text for key, text in words.parts.items() if key != PASSED_ON or values.get(PASSED_ON)}
    return {key: PLACES.sub(put, text) for key, text in said.items()}


def item_words(items: Collection[str], more: str = "") -> str:
    """What may be told, in words."""
    known = [str(label).lower() for value, label in Item.choices if value in items]
    return joined([*known, *([more] if more else [])], last=pgettext("the last of a list", "and"))


def purpose_words(purpose: str, more: str = "") -> str:
    """What for, in words."""
    label = str(Purpose(purpose).label).lower() if purpose in Purpose.values else ""
    return f"{label}: {more}" if more else label


def until_words(day: date | None, event: str = "") -> str:
    """Until when, in words."""
    if day is not None:
        words = date_format(day, "j F Y")
        return _("%(day)s, or before that: %(event)s") % {"day": words, "event": event} if event else words
    return event or _("you take it back")


def agreements() -> list[AgreementLine]:
    """Agreements with partners, those that end first at the top."""
    today = clock.today()
    return [
        AgreementLine(
            row.id,
            row.partner,
            row.scope,
            tuple(row.items),
            row.contact,
            row.from_on,
            row.until_on,
            row.from_on <= today <= row.until_on,
        )
        for row in PartnerAgreement.objects.order_by("until_on", "id")
    ]
