"""Who sees a contact and its note: the circle of the case, at the level of the note."""

from __future__ import annotations

from alongside.agency.access.policies import by_circle

CASE = [("case_id", "cases_case")]
CONTACT = ("contact_id", "contacts_contact")
APPOINTMENT = ("appointment_id", "contacts_appointment")

GUARDS = (
    by_circle("contacts.Appointment", parents=[*CASE, ("moved_to_id", "contacts_appointment")]),
    by_circle("contacts.AppointmentPerson", parents=[APPOINTMENT], subjects=["person_id"]),
    by_circle("contacts.Contact", parents=[*CASE, APPOINTMENT]),
    by_circle("contacts.ContactPerson", parents=[CONTACT], subjects=["person_id"]),
    by_circle("contacts.ContactPart", parents=[CONTACT], subjects=["person_id"]),
    by_circle("contacts.ContactRemoval", parents=[CONTACT], subjects=["person_id"], update=False),
    by_circle(
        "contacts.ContactGoal",
        parents=[CONTACT, ("goal_id", "plans_goal"), ("progress_id", "plans_progress")],
        update=False,
    ),
    by_circle("contacts.ContactFile", parents=[CONTACT, ("attachment_id", "documents_attachment")], update=False),
    by_circle("contacts.Note", parents=[*CASE, CONTACT, ("next_step_id", "plans_step")], subjects=["said_by_id"]),
    by_circle("contacts.CoSignature", parents=[("note_id", "contacts_note")], update=False),
    by_circle("contacts.Amendment", parents=[("note_id", "contacts_note")], update=False),
)
