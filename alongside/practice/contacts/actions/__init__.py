"""The verbs of contacts."""

from __future__ import annotations

from alongside.practice.contacts.actions.appointments import (
    book_appointment,
    book_instead,
    is_still_to_come,
    settle_appointment,
    unsettle_appointment,
)
from alongside.practice.contacts.actions.files import add_file_to_contact
from alongside.practice.contacts.actions.recording import NextStep, NextTime, record_contact
from alongside.practice.contacts.actions.services import PastContact, Service, bring_in_contacts, record_service
from alongside.practice.contacts.actions.signing import (
    Signed,
    amend_note,
    change_note,
    hold_note,
    share_note,
    sign_note,
    sign_notes,
)
from alongside.practice.contacts.actions.taking_out import take_out_contact

__all__ = [
    "NextStep",
    "NextTime",
    "PastContact",
    "Service",
    "Signed",
    "add_file_to_contact",
    "amend_note",
    "book_appointment",
    "book_instead",
    "bring_in_contacts",
    "change_note",
    "hold_note",
    "is_still_to_come",
    "record_contact",
    "record_service",
    "settle_appointment",
    "share_note",
    "sign_note",
    "sign_notes",
    "take_out_contact",
    "unsettle_appointment",
]
