"""Load the demonstration agency into an empty database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access import queries as accounts
from alongside.agency.access.enums import SessionKind
from alongside.agency.organisation import queries as organisation
from alongside.ground.foundation.errors import Refused
from alongside.oversight.demonstration.setting import set_the_scene, sign_agreements
from alongside.oversight.demonstration.telling import as_, tell
from alongside.practice.careteams.actions import make_link
from alongside.practice.careteams.models import CareTeamMember
from alongside.practice.careteams.queries import state_now
from alongside.practice.careteams.rules.members import LIVE

STORIES = Path(__file__).resolve().parent / "stories"
ADMINISTRATOR = "admin"
CARRIER = "worker"
"""Who carries the case of the story with a professional of another agency."""


def stories(folder: Path = STORIES) -> list[Mapping[str, Any]]:
    """The texts of all stories, the finished ones first (the order of their file names)."""
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))]


def load_demonstration(*, folder: Path = STORIES, say: Callable[[str], None] = lambda words: None) -> int:
    """Set the scene and tell every story of ``folder``; returns how many. ``say`` hears the title of each.

    Refused when the database holds an agency already: made-up people never mix with real ones.
    """
    if not organisation.is_empty():
        raise Refused(
            "demo.not_empty", _("There is an agency in this database already. A demonstration needs an empty one.")
        )
    with access.acting(actor_id=accounts.house_actor(), kind=SessionKind.COMMAND, note="demonstration") as by:
        set_the_scene(by=by)
    with as_(ADMINISTRATOR, timezone.now()) as by:
        sign_agreements(by=by)
    texts = stories(folder)
    for text in texts:
        say(text["title"])
        tell(text)
    return len(texts)


def partner_link() -> str:
    """Make a new way in for the professional of the stories, without a code, and say the secret part of its address.

    Earlier ones end. Empty when nobody of another agency is in a care team any more. Refused outside a demonstration.
    """
    with as_(CARRIER, timezone.now()) as by:
        rows = CareTeamMember.objects.filter(ended_at=None).select_related("consent").order_by("id")
        member = next((row for row in rows if state_now(row) in LIVE), None)
        return make_link(member=member, without_code=True, by=by).token if member else ""
