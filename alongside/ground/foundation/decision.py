"""A decision of a rule: yes, or no with a reason that every door repeats word for word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Decision:
    """What a rule answers.

    ``code`` is for machines (``case.participant.required``), ``reason`` is the plain sentence for people, ``basis`` is
    the law, funder or practice that the rule serves. The reason of a refusal also says what would be right.
    """

    allowed: bool
    code: str = ""
    reason: StrOrPromise = ""
    basis: StrOrPromise = ""

    def __bool__(self) -> bool:
        return self.allowed

    @classmethod
    def yes(cls, reason: StrOrPromise = "") -> Decision:
        """A permission; ``reason`` may say on what ground."""
        return cls(True, reason=reason)

    @classmethod
    def no(cls, code: str, reason: StrOrPromise, basis: StrOrPromise = "") -> Decision:
        """A refusal: machine code, plain sentence, and the rule behind it."""
        return cls(False, code, reason, basis)
