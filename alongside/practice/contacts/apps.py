"""The contacts room."""

from __future__ import annotations

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """Appointments, contacts, notes."""

    name = "alongside.practice.contacts"
    label = "contacts"
    verbose_name = "Contacts"
