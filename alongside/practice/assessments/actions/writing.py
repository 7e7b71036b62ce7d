"""What every verb of this room and of the rooms above begins with: the case as it is now, and the right to write."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from alongside.ground.foundation.errors import Refused, require
from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.practice.assessments.rules.writing import may_write, may_write_at
from alongside.record.cases.actions.spine import locked
from alongside.record.cases.models import Case
from alongside.record.cases.queries import standing
from alongside.record.cases.queries.sides import undecided_abuse
from alongside.record.cases.rules.sides import may_go_on


def writable(case: Case, *, level: int = ORDINARY, by: Reader) -> Case:
    """The case as it is now, held until the transaction ends, for ``by`` to write at ``level``.

    Raises NotFound when she sees it no more; refused when it is closed, when she is not of its team, or when she does
    not hold the level; and while two sides of the case wait for their supervisor (S-177).
    """
    row = locked(case)
    stands = standing(row, by)
    require(may_write(by, stands, row.state))
    require(may_go_on(by, stands, undecided=undecided_abuse(row.id)))
    require(may_write_at(stands, level), field="level")
    return row


def refuse_faults(code: str, faults: Mapping[str, str]) -> None:
    """Refuse with every fault under the name of its field; does nothing when there is none."""
    if faults:
        first = next(iter(faults.values()))
        message = first if len(faults) == 1 else _("%(count)s things to put right.") % {"count": len(faults)}
        raise Refused(code, message, fields=faults)
