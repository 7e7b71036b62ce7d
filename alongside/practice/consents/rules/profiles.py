"""The regimes as data: which elements a consent needs, each with its rule, and the words of the shipped forms.

Source: Practice B12.1 to B12.5. Every profile is a starting point that the adopting agency confirms for itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from django.utils.translation import gettext_lazy as _

from alongside.ground.foundation.decision import Decision
from alongside.practice.consents.enums import Regime

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DATA = Path(__file__).resolve().parents[1] / "data"

MISSING: Mapping[str, StrOrPromise] = {
    "person": _("The consent does not say whom it is about."),
    "discloser": _("The consent does not say who may tell."),
    "recipient": _("The consent does not say who may receive it."),
    "passes_on_to": _("It goes to somebody who passes it on; the consent does not say to whom."),
    "information": _("The consent does not say what may be told."),
    "purpose": _("The consent does not say what for."),
    "expiry": _("The consent does not say when it ends."),
    "signature": _("Nobody has signed."),
    "date": _("The day of signing is missing."),
    "authority": _("Somebody signed for the person; what gives the right to do so is missing."),
    "right_to_withdraw": _("The form does not say how to take it back."),
    "conditions": _("The form does not say what happens when they say no."),
    "redisclosure": _("The form does not say what may happen to it afterwards."),
    "copy_on_request": _("The form does not say that they can have a copy of what is shared."),
    "your_choice": _("The form does not say that the survivor chooses what is shared."),
    "not_needed_for_help": _("The form does not say that help does not depend on it."),
    "sensitive": _("The form does not say that it may be about health, faith or family."),
    "right_to_complain": _("The form does not say where to complain."),
}
"""What is said when an element is missing."""
FACTS = frozenset(
    {"person", "discloser", "recipient", "passes_on_to", "information", "purpose", "expiry", "signature", "date"}
    | {"authority"}
)
"""Elements that each consent fills in; the others are statements that the form makes."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One version of what a regime asks for. ``elements`` maps each to its rule; days: ``usual`` and ``most``."""

    regime: str
    number: int
    title: str
    law: str
    elements: Mapping[str, str]
    rules: Mapping[str, str]
    notice: str
    usual_days: int
    most_days: int | None
    end_needed: bool
    written: bool
    spoken_withdrawal: bool
    care_without_end: bool = False
    treating_allowed: bool = False
    adults_sign: bool = False
    refuses_unsafe: bool = False
    minor_and_parent: bool = False
    one_recipient: bool = False

    @property
    def name(self) -> str:
        """Regime and version, as a consent keeps it: ``hipaa-1``."""
        return f"{self.regime}-{self.number}"

    def rule(self, key: str) -> str:
        """The citation for a kind of refusal."""
        return self.rules.get(key, self.rules["other"])


@dataclass(frozen=True, slots=True)
class Words:
    """One version of a form: its title and what it says for each element."""

    regime: str
    number: int
    language: str
    title: str
    parts: Mapping[str, str]

    @property
    def name(self) -> str:
        """As a consent keeps it: ``hipaa-en-1``."""
        return f"{self.regime}-{self.language}-{self.number}"


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@cache
def profile_of(regime: str) -> Profile:
    """The profile of a regime as it is shipped."""
    said = _read(DATA / "profiles" / f"{Regime(regime).value}.yaml")
    days = said.pop("days")
    return Profile(regime=regime, usual_days=days["usual"], most_days=days["most"], end_needed=days["needed"], **said)


@cache
def shipped_words(regime: str) -> Words:
    """The form that is used until the agency publishes its own."""
    return Words(regime=regime, **_read(DATA / "forms" / f"{Regime(regime).value}.yaml"))


def may_publish(profile: Profile, parts: Mapping[str, str]) -> list[Decision]:
    """Why a form cannot be published: one refusal for each element that its words leave out; empty when it can."""
    return [
        Decision.no(f"form.{element}", MISSING[element], rule)
        for element, rule in profile.elements.items()
        if not str(parts.get(element, "")).strip()
    ]
