"""What pages and other rooms read of contacts."""

from __future__ import annotations

from alongside.practice.contacts.queries.facts import CaseFacts, recording_facts
from alongside.practice.contacts.queries.handles import (
    appointment_row,
    contact_row,
    file_levels,
    note_by_name,
    note_row,
    note_rows,
    written_of,
)
from alongside.practice.contacts.queries.lists import (
    AppointmentLine,
    NoteLine,
    Timeline,
    appointment_line,
    appointments_of,
    attempts_since,
    first_words,
    has_unsigned_notes,
    next_appointments,
    notes_to_sign,
    timeline,
    unresolved_appointments,
    unsigned_notes,
)
from alongside.practice.contacts.queries.pages import (
    ContactPage,
    FormPage,
    contact_form,
    contact_page,
    contacts_to_read,
)
from alongside.practice.contacts.queries.views import ContactView, NoteView

__all__ = [
    "AppointmentLine",
    "CaseFacts",
    "ContactPage",
    "ContactView",
    "FormPage",
    "NoteLine",
    "NoteView",
    "Timeline",
    "appointment_line",
    "appointment_row",
    "appointments_of",
    "attempts_since",
    "contact_form",
    "contact_page",
    "contact_row",
    "contacts_to_read",
    "file_levels",
    "first_words",
    "has_unsigned_notes",
    "next_appointments",
    "note_by_name",
    "note_row",
    "note_rows",
    "notes_to_sign",
    "recording_facts",
    "timeline",
    "unresolved_appointments",
    "unsigned_notes",
    "written_of",
]
