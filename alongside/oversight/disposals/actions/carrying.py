"""Carrying a disposal out: erase, sign what is left, keep the certificate, and write it on the list outside.

Only jobs import this module: the certificate is typeset.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection
from django.utils import timezone

from alongside.agency.access.actions import say_why
from alongside.ground.foundation.gate_calls import GateRefusal, call_gate
from alongside.ground.foundation.reader import Reader
from alongside.ground.paper.typesetting import typeset
from alongside.oversight.audit.models import ErasedLeaf
from alongside.oversight.audit.queries.sealed import last_seal
from alongside.oversight.audit.rules import copies, keys
from alongside.oversight.audit.rules.copies import append
from alongside.oversight.audit.rules.erasures import Erased, ErasedLine, digest_of_lines
from alongside.oversight.disposals.actions.proposing import REFUSALS
from alongside.oversight.disposals.enums import DisposalState
from alongside.oversight.disposals.models import Disposal
from alongside.oversight.disposals.queries.finding import disposal as disposal_of
from alongside.oversight.disposals.rules.certifying import certificate_of, sheet_of
from alongside.oversight.disposals.rules.listing import Listed, payload_of, read_list
from alongside.oversight.disposals.rules.retention import erasing_rules

LEFT = "letter", "entry", "epoch", "txid", "leaf", "remains"
DIGESTS = "select kind, array_agg(digest order by digest) from disposals_tombstone where disposal_id = %s group by kind"
KEEP = "select app.finish_disposal(%s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s, %s, %s)"


def waiting_disposals(*, by: Reader) -> list[UUID]:
    """What two people agreed on and nobody has carried out yet, the oldest first; ``by`` is the house."""
    approved = Disposal.objects.filter(state=DisposalState.APPROVED).order_by("id")
    return list(approved.values_list("public_id", flat=True))


def carry_out_disposal(*, public_id: UUID, agency: str, by: Reader) -> bool:
    """Erase what was agreed on, for good; ``by`` is the house. Returns whether it was done.

    Where a hold was placed since, or a case opened, nothing is erased: the disposal is stopped and says why. Recorded:
    who changed what stays without words, the certificate with its signature, tombstones, numbers for statistics.
    """
    line = disposal_of(public_id)
    if line is None or line.state != DisposalState.APPROVED:
        return False
    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout to '10min'")
    say_why(f"Disposal {line.id}")
    try:
        done = call_gate("carry_out", [public_id, json.dumps(erasing_rules())], places="%s, %s::jsonb")
    except GateRefusal as refusal:
        if refusal.hint not in REFUSALS:
            raise
        call_gate("stop_disposal", [public_id, str(REFUSALS[refusal.hint][1])])
        return False
    if done is None:
        return False
    said = json.loads(done) if isinstance(done, str) else done
    now, key = timezone.now(), keys.signing_key(Path(settings.SEAL_KEY), may_make=last_seal() is None)
    erased = _signed_leaves(public_id, said["erasure"], now)
    said |= {"digests": _digests_of(line.id), "leaves": erased.digest, "agency": agency}
    certificate = certificate_of(line, said, at=now)
    _finish(erased, certificate, key, typeset(sheet_of(certificate)))
    return True


def _signed_leaves(disposal: UUID, erasure: int, at: datetime) -> Erased:
    """What stands for the erased entries of the logs, ready to be signed."""
    rows = ErasedLeaf.objects.filter(erasure_id=erasure).values_list(*LEFT)
    lines = [
        ErasedLine(letter, entry, epoch, txid, bytes(leaf), None if left is None else bytes(left))
        for letter, entry, epoch, txid, leaf, left in rows
    ]
    return Erased(erasure, disposal, at, len(lines), digest_of_lines(lines), "", "", 0, "")


def _digests_of(disposal: int) -> dict[str, list[str]]:
    """The tombstones of a disposal by kind."""
    with connection.cursor() as cursor:
        cursor.execute(DIGESTS, [disposal])
        return dict(cursor.fetchall())


def _finish(erased: Erased, certificate: dict[str, Any], key: Ed25519PrivateKey, sheet: bytes) -> None:
    named, signature = erased.signed_by(key)
    payload, said = payload_of(certificate), json.dumps(certificate)
    digest = hashlib.sha256(payload).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(
            KEEP,
            [erased.disposal, erased.number, erased.digest, erased.leaves, erased.at, named, signature, said,
             digest, named, key.sign(payload).hex(), sheet],
        )  # fmt: skip


def copy_disposals(*, by: Reader) -> int:
    """Add to the list outside the database what it lacks; returns how many disposals. ``by`` is the house."""
    path = Path(settings.DISPOSALS_FILE)
    with copies.alone_with(path):
        known = {one.disposal for one in read_list(path)}
        done = Disposal.objects.filter(state=DisposalState.DONE).exclude(public_id__in=known).exclude(signature="")
        lines = [Listed(row.certificate, row.key, row.signature) for row in done.defer("paper").order_by("id")]
        if lines:
            append(path, lines)
    return len(lines)
