"""What the nouns of practice share: who is meant, texts and numbers with their bounds."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar
from uuid import UUID

from pydantic import Field, StringConstraints

from alongside.doors.exchange.paging import Sought
from alongside.doors.exchange.shapes import Shown
from alongside.practice.assessments.queries.series import PersonFact

S = TypeVar("S", bound=Shown)

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
"""A sentence or two."""
Rating = Annotated[int, Field(ge=0, le=10, description="From 0 to 10.")]
"""A number that somebody gave."""
Level = Annotated[int, Field(ge=-2, le=2, description="From -2 (much less than hoped) to 2; 0 is as hoped.")]
"""Where a goal stands."""


class OfCase(Sought):
    """Filters of what belongs to cases."""

    case: UUID | None = Field(None, description="Only of this case.")


class PersonRef(Shown):
    """Somebody by her outside name, and what she is called."""

    id: UUID
    name: str

    @classmethod
    def of(cls, fact: PersonFact | None) -> PersonRef | None:
        """From what the record says; None stays None."""
        return cls(id=fact.public_id, name=fact.name) if fact else None


def from_fact(shape: type[S], fact: Any, **made: Any) -> S:
    """``shape`` from what the record says under the same names; ``made`` are the fields that it does not say so."""
    names = shape.model_fields.keys() - made.keys() - {"id"}
    own = {name: getattr(fact, name) for name in names}
    people = {name: PersonRef.of(value) for name, value in own.items() if isinstance(value, PersonFact)}
    named = {"id": fact.public_id} if "id" in shape.model_fields else {}
    return shape(**{**named, **own, **people, **made})
