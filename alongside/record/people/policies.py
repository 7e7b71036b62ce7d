"""Who sees a person: name and essentials by any circle that concerns her, her whereabouts by their own circle."""

from __future__ import annotations

from dataclasses import replace

from alongside.agency.access.policies import POWER, SUBJECT, by_circle, by_person
from alongside.ground.foundation.guards import Guard
from alongside.ground.foundation.reader import READS_LOGS

PERSON = SUBJECT.format(table="people_person", column="id") + " and merged_into_id is null and withdrawn_on is null"
PAIR = " and ".join(SUBJECT.format(table="people_likelypair", column=column) for column in ("person_id", "other_id"))


def standing(guard: Guard) -> Guard:
    """Rows that were taken back are read and written by nobody; gate ``take_back_row`` marks them."""
    there = "withdrawn_on is null and ({0})"
    return replace(guard, read=there.format(guard.read), write=there.format(guard.write))


GUARDS = (
    replace(by_person("people.Person", column="id"), read=PERSON, write=PERSON, unwatched=("compared_version",)),
    by_person("people.PersonName"),
    by_person("people.PersonKey", delete=True, history=False),
    by_person("people.NotSamePerson"),
    replace(
        by_circle("people.ContactPoint", subjects=["person_id"], person_column="person_id"), unwatched=("phone_key",)
    ),
    standing(by_circle("people.Household")),
    standing(
        by_circle(
            "people.HouseholdMember",
            parents=[("household_id", "people_household")],
            subjects=["person_id"],
            person_column="person_id",
        )
    ),
    by_circle("people.Relationship", subjects=["person_id", "other_id"], person_column="person_id"),
    by_circle("people.Placement", subjects=["person_id"], person_column="person_id"),
    by_circle(
        "people.PlacementCarer",
        parents=[("placement_id", "people_placement")],
        subjects=["person_id"],
        person_column="person_id",
    ),
    by_circle("people.LegalOrder", parents=[("superseded_by_id", "people_legalorder")]),
    by_circle(
        "people.LegalOrderPerson",
        parents=[("order_id", "people_legalorder")],
        subjects=["person_id"],
        person_column="person_id",
    ),
    by_circle("people.LifeEvent"),
    by_circle(
        "people.LifeEventPerson",
        parents=[("event_id", "people_lifeevent")],
        subjects=["person_id"],
        person_column="person_id",
    ),
    standing(by_circle("people.Bond", subjects=["person_id", "other_id", "said_by_id"], person_column="person_id")),
    by_circle("people.HealthMark", subjects=["person_id", "said_by_id"], person_column="person_id"),
    standing(by_circle("people.System", subjects=["person_id"])),
    standing(
        by_circle(
            "people.Tie",
            parents=[("system_id", "people_system"), ("household_id", "people_household")],
            subjects=["person_id", "said_by_id"],
            person_column="person_id",
        )
    ),
    by_circle("people.DrawingWish", subjects=["left_id", "right_id"], person_column="left_id"),
    by_person("people.WorkerPerson"),
    Guard(
        "people.SealAct",
        f"asked_by_id = (select app.uid()) or {POWER.format(READS_LOGS)}",
        None,
        person_column="person_id",
    ),
    Guard("people.LikelyPair", PAIR, PAIR, insert=False, history=False),
    replace(by_person("people.Merge", column="keep_id"), write=None),
    Guard("people.MergedRow", "false", None, history=False),
)
"""A sealed person is hidden by her circles, each of which is shut (access gate ``excluded``).

An entry that was merged into another, or taken back, is hidden from everybody; what a merge moved is told by a gate."""
