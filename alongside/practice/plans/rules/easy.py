"""How easy a plan is to read (Practice B7): measured live, never a reason to stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from alongside.ground.foundation.text import longest_sentences, reading_grade

AIM = 6
HARD = 8
HARDEST = 12


@dataclass(frozen=True, slots=True)
class Easy:
    """The school grade of a text, its aim and the sentence to shorten first; ``hard`` above grade 8."""

    grade: float
    aim: int
    hardest: int
    hard: bool
    longest: str

    @property
    def shown(self) -> float:
        """The grade as far as the scale goes."""
        return min(self.grade, self.hardest)


def easy_of(texts: Sequence[str]) -> Easy | None:
    """How easy the sentences of a plan are; None without words, and in languages for which there is no formula."""
    if not (get_language() or "en").startswith("en"):
        return None
    text = "\n".join(texts)
    grade = reading_grade(text)
    if grade is None:
        return None
    longest = longest_sentences(text, 1)
    return Easy(grade, AIM, HARDEST, grade > HARD, longest[0] if longest else "")
