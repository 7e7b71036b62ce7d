"""The contacts room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.agency.keys.rules import EncryptedColumn, register_encrypted
from alongside.ground.foundation.reader import PSYCHOTHERAPY, SUBSTANCE_USE
from alongside.record.people.rules.pointers import Pointer, register_pointers

POINTERS = (
    Pointer(
        "contacts.AppointmentPerson",
        "person",
        _("Appointments"),
        ("appointment__case__number", "appointment__starts_at"),
        twin=("appointment_id",),
    ),
    Pointer(
        "contacts.ContactPerson",
        "person",
        _("Contacts"),
        ("contact__case__number", "contact__at"),
        twin=("contact_id",),
    ),
    Pointer(
        "contacts.ContactPart",
        "person",
        _("What is for their file alone"),
        ("contact__case__number", "contact__at", "words"),
        twin=("contact_id",),
    ),
    Pointer(
        "contacts.ContactRemoval",
        "person",
        _("What was taken out of their file"),
        ("contact__case__number", "contact__at", "why"),
        twin=("contact_id",),
    ),
    Pointer("contacts.Note", "said_by", _("Own words in notes"), ("case__number", "contact__at")),
)

NOTES = frozenset({PSYCHOTHERAPY, SUBSTANCE_USE})
ENCRYPTED = (
    *(EncryptedColumn("contacts_note", name, NOTES) for name in ("text", "own_words", "opinion", "hold_reason")),
    EncryptedColumn("contacts_note", "sections", NOTES, is_json=True),
    EncryptedColumn("contacts_note", "digest", NOTES),
    *(EncryptedColumn("contacts_amendment", name, NOTES) for name in ("text", "reason")),
    *(EncryptedColumn("contacts_contact", name, NOTES) for name in ("place", "interpreter_words")),
)
"""What is written of counselling and of substance use treatment. The digest too: it would prove a guessed text."""


class ContactsConfig(AppConfig):
    """Appointments, contacts, notes."""

    name = "alongside.practice.contacts"
    label = "contacts"
    verbose_name = "Contacts"

    def ready(self) -> None:
        """Say which columns of this room point at a person, and which are encrypted."""
        register_pointers(POINTERS)
        for one in ENCRYPTED:
            register_encrypted(one)
