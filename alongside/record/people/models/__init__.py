"""The facts of the room, by what they are about."""

from alongside.record.people.models.events import (
    LegalOrder,
    LegalOrderPerson,
    LifeEvent,
    LifeEventPerson,
    Placement,
    PlacementCarer,
)
from alongside.record.people.models.health import HealthMark
from alongside.record.people.models.persons import (
    ContactPoint,
    Household,
    HouseholdMember,
    LikelyPair,
    Merge,
    MergedRow,
    NotSamePerson,
    Person,
    PersonKey,
    PersonName,
    Relationship,
    SealAct,
    WorkerPerson,
)
from alongside.record.people.models.ties import Bond, DrawingWish, System, Tie

__all__ = (
    "Bond",
    "ContactPoint",
    "DrawingWish",
    "HealthMark",
    "Household",
    "HouseholdMember",
    "LegalOrder",
    "LegalOrderPerson",
    "LifeEvent",
    "LifeEventPerson",
    "LikelyPair",
    "Merge",
    "MergedRow",
    "NotSamePerson",
    "Person",
    "PersonKey",
    "PersonName",
    "Placement",
    "PlacementCarer",
    "Relationship",
    "SealAct",
    "System",
    "Tie",
    "WorkerPerson",
)
