"""The copy and the letter with it are asked for here and made by a job (``making_paper``), then handed over."""

from __future__ import annotations

import hashlib
import json
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, require
from alongside.ground.foundation.outbox import defer
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.actions.noting import note_export
from alongside.oversight.exports.enums import ExportFormat, ExportKind
from alongside.oversight.requests.actions.deciding import undecided
from alongside.oversight.requests.actions.outgoing import guard_copy, require_files
from alongside.oversight.requests.actions.taking import close, keep
from alongside.oversight.requests.enums import Asker, Choice, HandOver, PaperKind
from alongside.oversight.requests.models import RecordRequest, RequestedPassage, RequestPaper
from alongside.oversight.requests.queries.files import files_of, papers_for
from alongside.oversight.requests.queries.listing import points_of, request_row
from alongside.oversight.requests.queries.passages import paper_of
from alongside.oversight.requests.rules.states import may
from alongside.practice.consents.enums import Regime
from alongside.practice.consents.rules.profiles import profile_of
from alongside.record.people.models import ContactPoint
from alongside.record.people.queries.reaching import preferences_of
from alongside.record.people.rules.contact import Channel, Purpose, may_contact

MAKE = "requests.make_copy"
"""The job that makes copy and letter, registered by the door of the jobs."""
CHANNELS = {HandOver.LETTER: Channel.LETTER, HandOver.EMAIL: Channel.EMAIL}


@transaction.atomic
def ask_for_copy(*, request: UUID, by: Reader) -> None:
    """Have the copy and the letter made, as ``by`` has the passages open.

    Refused while a passage is undecided, when nothing was gathered, when a file was withdrawn since, and when what
    leaves tells where somebody else hides (``guard_copy``).
    """
    row = request_row(request, lock=True)
    require(may("make", row.state))
    waiting = undecided(row)
    if waiting:
        words = _("%(n)d passages wait for a decision. Decide about each of them first.") % {"n": waiting}
        raise Refused("request.undecided", words)
    rows = list(RequestedPassage.objects.filter(request=row).order_by("place"))
    if not rows:
        raise Refused("request.nothing", _("Nothing was gathered. Gather the record first, or refuse the request."))
    require_files(row, rows)
    guard_copy(row, rows)
    for kind, number in papers_for(rows).items():
        for _more in range(number - RequestPaper.objects.filter(request=row, kind=kind).count()):
            RequestPaper.objects.create(request=row, circle_id=rows[0].circle_id, kind=kind, by_id=by.actor_id)
    keep(row, "make")
    defer(MAKE, request=str(row.public_id), actor=by.actor_id)


@transaction.atomic
def hand_over(*, request: UUID, way: str, point: UUID | None = None, address: str = "", by: Reader) -> int:
    """Hand the copy over and record in every case what left, to whom, with the notice that goes with it.

    ``point`` is one of the person's own ways to be reached, which she must have called safe; somebody who asks for her
    gets it at the ``address`` in the signed paper. Refused before the copy is made. Returns in how many cases it is
    written down.
    """
    row = request_row(request, lock=True)
    require(may("hand over", row.state))
    _require_safe(row, way, point, address)
    paper = RequestPaper.objects.filter(request=row, kind=PaperKind.COPY, made_at__isnull=False).first()
    if paper is None:
        raise Refused("request.not_made", _("The copy is not made yet. Wait a moment and try again."))
    _name, content = paper_of(request, paper.public_id)
    digest = hashlib.sha256(content).hexdigest()
    chosen = RequestedPassage.objects.filter(request=row)
    given, parts = chosen.filter(choice=Choice.WHOLE).count(), chosen.filter(choice=Choice.PART).count()
    words = _("Copy of the record: %(whole)d passages whole, %(part)d in part. SHA-256 of the copy: %(digest)s")
    said = words % {"whole": given, "part": parts, "digest": digest}
    with connection.cursor() as cursor:
        files = json.dumps(_file_words(row))
        arguments: list[str | int] = [row.id, way, row.asker_name, said, profile_of(Regime.PART2).notice, files]
        cursor.execute("select app.keep_copy(%s, %s, %s, %s, %s, %s)", arguments)
        cases = int((cursor.fetchone() or (0,))[0])
    note_export(
        kind=ExportKind.CASE,
        form=ExportFormat.PDF,
        about=_("Copy for request %(number)s") % {"number": row.number},
        rows=given + parts,
        digest=digest,
        by=by,
    )
    row.way, row.digest = way, digest
    close(row, "hand over", "way", "digest", by=by)
    return cases


def _file_words(row: RecordRequest) -> dict[str, str]:
    """How each file that leaves is called, by the place of its passage."""
    rows = RequestedPassage.objects.filter(request=row).exclude(file_kind="").defer("text").order_by("place")
    words = _("A file with the copy: %(name)s. SHA-256: %(digest)s")
    return {
        str(place): words % {"name": file.called, "digest": file.digest}
        for place, file in files_of(rows).items()
        if file.digest
    }


def _require_safe(row: RecordRequest, way: str, point: UUID | None, address: str) -> None:
    if way == HandOver.HANDED:
        return
    if row.asker != Asker.PERSON:
        if len(address.strip()) < 5:
            words = _("Write where the signed paper says that it goes.")
            raise Refused("request.address", words, fields={"address": words})
        return
    chosen: ContactPoint | None = next((one for one in points_of(row.id) if one.public_id == point), None)
    if chosen is None:
        words = _("Choose one of the ways in which the person can be reached.")
        raise Refused("request.point", words, fields={"point": words})
    decision = may_contact(
        preferences_of(chosen), CHANNELS[HandOver(way)], timezone.localtime(clock.now()), Purpose.WORK
    )
    require(decision, field="point")
