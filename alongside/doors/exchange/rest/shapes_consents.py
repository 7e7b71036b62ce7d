"""What the API says of a consent, and what it takes."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from alongside.doors.exchange.rest.shapes_practice import OfCase, PersonRef, from_fact
from alongside.doors.exchange.shapes import Given, Resource, Shown, Words
from alongside.practice.consents.enums import Capacity, ConsentState, How, Item, Purpose, RecipientKind, Regime, Way
from alongside.practice.consents.queries.series import ConsentFact, LeftFact, SignatureFact, WholeConsent


class ConsentsSought(OfCase):
    """Filters of consents."""

    person: UUID | None = Field(None, description="Only of this person.")
    in_force: bool | None = Field(
        None, description="Only those on which something may leave today, or only the others."
    )


class ConsentLine(Resource):
    """What a person agreed to: who may tell whom what, what for, until when."""

    case: UUID
    person: PersonRef
    regime: Regime
    form: str = Field(description="Which version of which form was shown.")
    discloser: str
    recipient: str
    recipient_kind: RecipientKind
    passes_on_to: str
    purpose: Purpose
    purpose_words: str
    items: list[Item]
    items_words: str
    from_on: date
    until_on: date | None
    until_event: str
    state: ConsentState = Field(description="Follows from its dates; nothing leaves unless in_force or ending.")
    signed_at: datetime | None
    refused_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_how: How | None
    withdrawn_why: str
    digest: str = Field(description="SHA-256 of everything that was shown; the signature binds it.")

    @classmethod
    def of(cls, fact: ConsentFact) -> ConsentLine:
        """From what the record says."""
        return from_fact(cls, fact, **_made(fact))


class SignatureShown(Shown):
    """Who signed, in what right, how."""

    name: str
    capacity: Capacity
    authority: str
    how: How
    signed_on: date

    @classmethod
    def of(cls, fact: SignatureFact) -> SignatureShown:
        """From what the record says."""
        return from_fact(cls, fact)


class ThingShown(Shown):
    """One thing that left: its kind and the SHA-256 of its words."""

    item: Item
    digest: str


class LeftShown(Shown):
    """Something that left on the consent."""

    id: UUID
    at: datetime
    recipient: str
    purpose: Purpose
    way: Way
    things: list[ThingShown]

    @classmethod
    def of(cls, fact: LeftFact) -> LeftShown:
        """From what the record says."""
        things = [ThingShown(item=Item(item), digest=digest) for item, digest in fact.things]
        return from_fact(cls, fact, things=things)


class ConsentShown(ConsentLine):
    """A consent with its words, its signatures and what left on it."""

    statements: list[str] = Field(description="The words that were shown, in their order.")
    signatures: list[SignatureShown]
    left: list[LeftShown]

    @classmethod
    def whole(cls, found: WholeConsent) -> ConsentShown:
        """From what the record says."""
        return from_fact(
            cls,
            found.fact,
            **_made(found.fact),
            statements=list(found.statements),
            signatures=[SignatureShown.of(one) for one in found.signatures],
            left=[LeftShown.of(one) for one in found.left],
        )


class Withdrawal(Given):
    """The person takes it back. A reason is never needed."""

    how: How = Field(How.SPOKEN, description="How they said it; it counts at once, however that was.")
    why: Words = ""


def _made(fact: ConsentFact) -> dict[str, object]:
    return {
        "person": PersonRef(id=fact.person, name=fact.person_name),
        "withdrawn_how": fact.withdrawn_how or None,
    }
