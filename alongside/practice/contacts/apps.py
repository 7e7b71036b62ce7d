"""The contacts room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

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
    Pointer("contacts.Note", "said_by", _("Own words in notes"), ("case__number", "contact__at")),
)


class ContactsConfig(AppConfig):
    """Appointments, contacts, notes."""

    name = "alongside.practice.contacts"
    label = "contacts"
    verbose_name = "Contacts"

    def ready(self) -> None:
        """Say which columns of this room point at a person."""
        register_pointers(POINTERS)
