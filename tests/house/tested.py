"""Modules whose tests stand in a file of another name: each with that file. A new module has a test file of its own."""

from __future__ import annotations

DESK, ROOMS = "tests/doors/desk", "tests/rooms"

ELSEWHERE = {
    "alongside/doors/commands/demo.py": f"{ROOMS}/oversight/demonstration/test_loading.py",
    "alongside/doors/commands/reader.py": "tests/doors/commands/test_bring_in.py",
    "alongside/doors/desk/cases/frame.py": f"{DESK}/cases/test_overview.py",
    "alongside/doors/desk/cases/refusals.py": f"{DESK}/cases/test_stages.py",
    "alongside/doors/desk/closing/forms.py": f"{DESK}/closing/test_views.py",
    "alongside/doors/desk/contacts/appointment_urls.py": f"{DESK}/contacts/test_appointments.py",
    "alongside/doors/desk/contacts/choosing.py": f"{DESK}/contacts/test_recording.py",
    "alongside/doors/desk/contacts/forms.py": f"{DESK}/contacts/test_recording.py",
    "alongside/doors/desk/intakes/beside.py": f"{DESK}/intakes/test_new.py",
    "alongside/doors/desk/intakes/deciding.py": f"{DESK}/intakes/test_one.py",
    "alongside/doors/desk/intakes/forms.py": f"{DESK}/intakes/test_new.py",
    "alongside/doors/desk/padding.py": f"{DESK}/search/test_views.py",
}
