"""What students and volunteers sign stands when a qualified worker has signed it too (S-206)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.agency.staff.rules import is_qualified
from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.reader import Reader


def may_cosign(by: Reader, *, needed: bool, done: bool, author_id: int, signed_by_id: int | None) -> Decision:
    """May ``by`` sign a note as well? A qualified worker, of a note that waits for it, that she did not write."""
    if not needed or done:
        return Decision.no("note.no_cosign", _("This note does not wait for a second signature."))
    if by.actor_id in (author_id, signed_by_id):
        return Decision.no("note.own", _("Somebody else signs this too: a qualified worker who has read it."))
    if by.worker_id is None or not is_qualified(by.roles):
        return Decision.no(
            "note.unqualified", _("Only a qualified worker of the team signs this too. Ask one of them.")
        )
    return Decision.yes()
