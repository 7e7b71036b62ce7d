"""The people room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.agency.keys.rules import EncryptedColumn, register_encrypted
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.ground.foundation.text import phone_key
from alongside.record.people.rules.pointers import EARLIER, STILL_OPEN, Pointer, register_pointers

SAID_ALIKE = ("circle_id", "level", "kind", "value", "call_ok", "text_ok", "voicemail_ok", "letter_ok", "ended_on")
RELATED_ALIKE = ("circle_id", "level", "kind", "legal_role", "from_on", "until_on", "withdrawn_on")
BOND_ALIKE = ("circle_id", "level", "kind", "from_on", "until_on", "said_on", "basis", "withdrawn_on")
HEALTH_ALIKE = ("circle_id", "level", "kind", "state", "from_on", "until_on", "said_on", "basis")
POINTERS = (
    Pointer("people.PersonName", "person", _("Names"), ("full",), twin=("kind", "full", "until_on")),
    Pointer(
        "people.ContactPoint", "person", _("Ways to reach the person"), ("label", "kind"), twin=(*SAID_ALIKE, "say_as")
    ),
    Pointer(
        "people.HouseholdMember",
        "person",
        _("Own times in households"),
        ("household__label", "from_on", "until_on"),
        twin=("household_id", "withdrawn_on"),
        grow=(("from_on", EARLIER), ("until_on", STILL_OPEN)),
        during=True,
    ),
    Pointer(
        "people.Relationship",
        "person",
        _("Relationships"),
        ("other__display_name", "kind"),
        twin=("other_id", *RELATED_ALIKE),
        apart="other_id",
    ),
    Pointer(
        "people.Relationship",
        "other",
        _("Relationships"),
        ("person__display_name", "kind"),
        twin=("person_id", *RELATED_ALIKE),
        apart="person_id",
    ),
    Pointer("people.Placement", "person", _("Places they were placed at"), ("kind", "from_on", "until_on")),
    Pointer("people.PlacementCarer", "person", _("Those they cared for"), twin=("placement_id", "withdrawn_on")),
    Pointer("people.LegalOrderPerson", "person", _("Orders"), ("part",), twin=("order_id", "part", "withdrawn_on")),
    Pointer("people.LifeEventPerson", "person", _("Life events"), twin=("event_id", "withdrawn_on")),
    Pointer(
        "people.Bond",
        "person",
        _("How people stand to each other"),
        ("other__display_name", "kind"),
        twin=("other_id", *BOND_ALIKE),
        apart="other_id",
    ),
    Pointer(
        "people.Bond",
        "other",
        _("How people stand to each other"),
        ("person__display_name", "kind"),
        twin=("person_id", *BOND_ALIKE),
        apart="person_id",
    ),
    Pointer("people.Bond", "said_by", _("What this person says of others"), ("person__display_name", "kind")),
    Pointer("people.HealthMark", "person", _("What is noted of their health"), ("kind", "said_on"), twin=HEALTH_ALIKE),
    Pointer("people.HealthMark", "said_by", _("What this person tells of health"), ("person__display_name", "kind")),
    Pointer("people.System", "person", _("Around other households"), ("label",)),
    Pointer("people.Tie", "person", _("What stands around this person"), ("system__label", "said_on")),
    Pointer("people.Tie", "said_by", _("Ties as this person rated them"), ("system__label", "said_on")),
    Pointer("people.DrawingWish", "left", _("Wishes for drawings"), ("right__display_name",), apart="right_id"),
    Pointer("people.DrawingWish", "right", _("Wishes for drawings"), ("left__display_name",), apart="left_id"),
    Pointer("people.NotSamePerson", "person", _("Others who are not the same person"), apart="other_id"),
    Pointer("people.NotSamePerson", "other", _("Others who are not the same person"), apart="person_id"),
    Pointer("people.WorkerPerson", "person", _("The worker who is this person"), twin=("worker_id",)),
    Pointer("people.SealAct", "person", _("Decisions about a sealed record"), stays=True),
    Pointer("people.PersonKey", "person", _("Search keys"), stays=True),
    Pointer("people.LikelyPair", "person", _("Pairs that look alike"), stays=True),
    Pointer("people.LikelyPair", "other", _("Pairs that look alike"), stays=True),
    Pointer("people.Person", "merged_into", _("Entries that became this one"), stays=True),
    Pointer("people.Merge", "keep", _("Entries that became this one"), stays=True),
    Pointer("people.Merge", "lose", _("Entries that became this one"), stays=True),
)
HIDDEN_VALUE = EncryptedColumn("people_contactpoint", "value", frozenset({SAFE_LOCATION}), "phone_key", phone_key)
"""Where somebody may not be found by others is encrypted; a phone is found again by its blind digest."""
HIDDEN_PLACE = EncryptedColumn("people_placement", "place", frozenset({SAFE_LOCATION}))


class PeopleConfig(AppConfig):
    """Persons, names, contact points, households, relationships, placements, orders and life events."""

    name = "alongside.record.people"
    label = "people"
    verbose_name = "People"

    def ready(self) -> None:
        """Say which columns of this room point at a person, and which are encrypted."""
        register_pointers(POINTERS)
        register_encrypted(HIDDEN_VALUE)
        register_encrypted(HIDDEN_PLACE)
