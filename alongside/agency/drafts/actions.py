"""Keeping what is typed, and doing each save once.

How a form page uses both. Showing it::

    kept = drafts.draft(f"contact-{case_id}", by=request.reader)  # queries
    form = ContactForm(initial=kept.over(initial, many={"people"}))
    # <form data-draft="{{ kept.key }}" data-draft-url="{% url "keep-draft" kept.key %}"
    #       data-draft-base="{{ kept.version }}"> with a hidden field idempotency_key

Taking it::

    url = submit_once(
        key=form.cleaned_data["idempotency_key"],
        body=dict(request.POST.lists()),
        act=lambda: address_of(record_contact(..., by=by)),
        draft=f"contact-{case_id}",
        by=by,
    )
    return redirect(url)

A ``Refused`` of the action leaves neither record nor remembered press, so the form can be put right and sent again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from alongside.agency.drafts.models import Draft, Submission
from alongside.agency.drafts.queries import closed, typed_of
from alongside.agency.drafts.rules import digest_of, may_keep, own_path
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, Stale, require
from alongside.ground.foundation.reader import Reader

FINISHED_KEPT = timedelta(days=1)
PRESSES_KEPT = timedelta(days=30)

KEEP = """
insert into drafts_draft as kept (public_id, version, actor_id, key, label, url, data, page, ended, saved_at)
values (gen_random_uuid(), 1, %s, %s, %s, %s, %s::jsonb, %s, false, %s)
on conflict (actor_id, key) do update
   set data = kept.data || excluded.data, label = excluded.label, url = excluded.url, page = excluded.page,
       version = kept.version + 1, ended = false, saved_at = excluded.saved_at
 where kept.version = %s or (kept.page = excluded.page and kept.page <> '')
returning version"""

END = """
insert into drafts_draft (public_id, version, actor_id, key, label, url, data, page, ended, saved_at)
values (gen_random_uuid(), 1, %s, %s, '', '', '{}'::jsonb, '', true, %s)
on conflict (actor_id, key) do update
   set data = excluded.data, label = '', url = '', page = '', version = drafts_draft.version + 1, ended = true,
       saved_at = excluded.saved_at"""

PRESS = """
insert into drafts_submission (public_id, version, actor_id, key, digest, outcome)
values (gen_random_uuid(), 1, %s, %s, %s, %s) on conflict (actor_id, key) do nothing"""

CHANGED = _("This form was sent before, with another text. Open the record to see it, or open a new form.")


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft that is safe on the server: its version now, and when."""

    version: int
    saved_at: datetime


class DraftMoved(Stale):
    """The same form was typed in elsewhere meanwhile; both versions are given so that the writer can choose."""

    def __init__(self, version: int, data: Mapping[str, Any], saved_at: datetime) -> None:
        message = _("This was typed in somewhere else meanwhile. Both versions are here; choose one.")
        super().__init__(message, {name: str(value) for name, value in data.items()})
        self.version = version
        self.data = dict(data)
        self.saved_at = saved_at


def keep_draft(
    *, key: str, data: Mapping[str, Any], base: int, page: str = "", label: str = "", url: str = "", by: Reader
) -> Kept:
    """Keep the changed fields ``data`` of the form ``key``; fields that are not in ``data`` stay as they were.

    ``base`` is the version that the page last saw and ``page`` a name for that open page: only when another page wrote
    since is it refused, by ``DraftMoved`` with that other text. ``url`` must be a path of this site; it is where the
    writer goes on. Nothing is recorded in history: a draft is its writer's alone.
    """
    require(may_keep(key, data))
    now = clock.now()
    fields = json.dumps(closed(data, actor=by.actor_id))
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [by.actor_id, key, label[:200], own_path(url), fields, page[:40], now, base])
        row = cursor.fetchone()
    if row is None:
        other = Draft.objects.get(actor_id=by.actor_id, key=key)
        raise DraftMoved(other.version, typed_of(other), other.saved_at)
    if row[0] == 1:
        _forget_old(by)
    return Kept(row[0], now)


def throw_away(*, key: str, by: Reader) -> None:
    """Empty the draft ``key``, because it was saved or is not wanted; a late autosave will not bring it back."""
    with connection.cursor() as cursor:
        cursor.execute(END, [by.actor_id, key, clock.now()])


def _forget_old(by: Reader) -> None:
    now = clock.now()
    Draft.objects.filter(actor_id=by.actor_id, ended=True, saved_at__lt=now - FINISHED_KEPT).delete()
    Submission.objects.filter(actor_id=by.actor_id, created_at__lt=now - PRESSES_KEPT).delete()


def once(*, key: str, digest: str, outcome: str = "", by: Reader) -> str | None:
    """None for the first press with ``key``: act, then ``remember``. Else the outcome of the first press.

    A second press that arrives while the first still works waits for it. Refused (``submission.changed``, an answer
    422) when the same key comes with another body, since that would be another record under an old press.
    ``outcome`` is where the press will lead, when that is known beforehand; then nothing needs to be remembered later.
    Call it inside the transaction of the action, so that a refusal forgets the press again.
    """
    with connection.cursor() as cursor:
        cursor.execute(PRESS, [by.actor_id, key, digest, outcome])
        first = cursor.rowcount == 1
    if first:
        return None
    earlier = Submission.objects.get(actor_id=by.actor_id, key=key)
    if earlier.digest != digest:
        raise Refused("submission.changed", CHANGED)
    return earlier.outcome


def remember(*, key: str, outcome: str, by: Reader) -> None:
    """Keep where the press ``key`` led to (an address of this site), for every later press with the same key."""
    Submission.objects.filter(actor_id=by.actor_id, key=key).update(outcome=outcome)


def submit_once(
    *,
    key: str,
    body: Mapping[str, Iterable[str]],
    act: Callable[[], str],
    draft: str = "",
    leads_to: str = "",
    by: Reader,
) -> str:
    """Run ``act`` for the first press with ``key`` and return the address it leads to; later presses get the same.

    ``body`` is everything the form sent; the same key with another body is refused. ``draft`` names the draft that is
    finished by this. When ``act`` is refused, nothing is kept and the same key can be sent again. Without a key every
    press counts. ``leads_to`` is for an ``act`` whose address is known beforehand and which refuses before it writes
    anything: it spares the savepoint and the second statement.
    """
    scope = nullcontext() if leads_to else transaction.atomic()
    with scope:
        outcome = once(key=key, digest=digest_of(body), outcome=leads_to, by=by) if key else None
        if outcome is None:
            outcome = _acted(key, act, leads_to, by)
        if draft:
            throw_away(key=draft, by=by)
    return outcome


def _acted(key: str, act: Callable[[], str], leads_to: str, by: Reader) -> str:
    try:
        outcome = act()
    except Refused:
        if key and leads_to:
            Submission.objects.filter(actor_id=by.actor_id, key=key).delete()
        raise
    if key and outcome != leads_to:
        remember(key=key, outcome=outcome, by=by)
    return outcome
