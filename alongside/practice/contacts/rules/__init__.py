"""The rules of the contacts room: appointments, what is recorded, formats of notes, signing."""
