"""The facts of the room, by what they are about."""

from alongside.record.people.models.events import (
    LegalOrder,
    LegalOrderPerson,
    LifeEvent,
    LifeEventPerson,
    Placement,
    PlacementCarer,
)
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

__all__ = (
    "ContactPoint",
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
    "WorkerPerson",
)
