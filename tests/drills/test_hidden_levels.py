"""That there is something at a higher level shows nowhere: numbers, gaps, totals, "last", sizes (R-25).

In the demonstration every page, list, spreadsheet and API answer that a reader comes to is kept. Then every row of
every circle is doubled at each level that she does not hold, newer than the original. Asked again, each answer is the
same, byte for byte, headers and length too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import IntegrityError, connections, transaction
from django.db.models import DateTimeField, IntegerField, Model
from django.test import Client

from alongside.agency.access.models import Account, CircleRow
from alongside.agency.organisation.queries import hold_agency
from alongside.agency.tokens.actions import make_token
from alongside.agency.tokens.enums import SCOPES
from alongside.doors.exchange import pace
from alongside.doors.exchange.pace import Pace
from alongside.ground.foundation import clock
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.database import plugin
from tests.database.copies import pointing_at
from tests.factories.many import STRIDE, copy_rows
from tests.house.growing import NOUNS

pytestmark = [pytest.mark.committed, pytest.mark.long]
READERS = ("colleague", "worker")
LEVELS = (2, 4, 8, 16)
HIDDEN = """t.level = 1 and not exists (select 1 from access_grant g where g.actor_id = {actor} and g.scope = 'c'
  and g.scope_id = t.circle_id and g.levels & {level} <> 0 and g.valid_until > statement_timestamp())"""
"""Rows of circles in which the reader does not hold the level."""
PAGES = 150
EACH = 4
"""Pages of one kind that are kept at most."""
LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)"')
LEFT = re.compile(r"^/(static|sign-out|sign-in|language|healthz|readyz)")
CHANCE = re.compile(
    rb'nonce[-=]["\']?[\w+/=-]+|name="(?:csrfmiddlewaretoken|idempotency_key|searched)" value="[^"]+"|'
    rb'"X-CSRFToken": ?"[^"]+"|'
    rb'name="csrf-token" content="\w+"|name="session-expires" content="\d+" data-now="\d+"|/session/again/[^/"]+|'
    rb"Printed by [^<]+\d\d:\d\d"
)
"""What differs each time anyway: keys of forms, and until when the session lasts."""
LISTS = (
    "/",
    "/cases/",
    "/cases/?whose=all",
    "/cases/?whose=team&state=any",
    "/people/",
    "/intakes/",
    "/drafts/",
    "/team/",
)
SEARCHES = ("/search/?q=Marta", "/search/?q=Lopez", "/search/?q=a")
PUBLIC = re.compile(rb'\{"id": ?"([0-9a-f-]{36})"')
API = ("?limit=3", "?limit=200")


@pytest.fixture
def demonstration() -> Iterator[None]:
    """The demonstration, in a copy of its own."""
    _url, name = plugin.copy_of_template("levels", "stories")
    try:
        with pointing_at(name):
            yield
    finally:
        plugin.drop(name)


@pytest.mark.parametrize("who", READERS)
def test_an_answer_is_the_same_with_and_without_what_is_hidden(
    demonstration: None, become: Become, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "TOKENS", Pace(1_000_000))
    with clock.standing_at(clock.now()):
        visitor = Visitor(who, become)
        before = visitor.comes(None)
        again = visitor.comes(list(before))
        by_themselves = differing(before, again)
        assert not by_themselves, "\n".join(by_themselves)
        doubled = double_every_row(visitor.actor)
        after = visitor.comes(list(before))
    assert len(before) >= 100
    assert doubled >= 25, "too few kinds of rows were doubled"
    told = differing(before, after)
    assert not told, "\n".join(told)


def differing(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """The addresses whose answer differs, with the place where it first does."""
    found = []
    for path, was in before.items():
        now = after[path]
        if now != was:
            place = next((i for i, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now)))
            found.append(f"{path}: {was[place - 60 : place + 60]!r} became {now[place - 60 : place + 60]!r}")
    return found


def double_every_row(actor: int) -> int:
    """Double the rows of every table that belongs to circles at each level that is hidden; how many took it."""
    taken, number = 0, 0
    for model in apps.get_models():
        if not issubclass(model, CircleRow) or model is Case:
            continue
        for level in LEVELS:
            number += 1
            taken += _doubled(model, actor, level, number)
    return taken


def _doubled(model: type[Model], actor: int, level: int, number: int) -> int:
    times = [str(field.column) for field in model._meta.concrete_fields if isinstance(field, DateTimeField)]
    later = "least(statement_timestamp(), t.{} + interval '1 hour')"
    changes: dict[tuple[type[Model], str], str] = {(model, column): later.format(column) for column in times}
    changes |= {(model, "level"): f"{level}", (model, "acl_key"): f"t.acl_key - t.level + {level}"}
    for field in model._meta.concrete_fields:
        if isinstance(field, IntegerField) and field.column in ("number", "sequence", "episode", "place"):
            changes[model, str(field.column)] = f"t.{field.column} + n"
    try:
        with transaction.atomic(using="owner"):
            copy_rows({model: HIDDEN.format(actor=actor, level=level)}, number, number, changes)
    except IntegrityError:
        return 0
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"select count(*) from {model._meta.db_table} where id > {STRIDE * number}")
        return int(cursor.fetchone()[0] > 0)


class Visitor:
    """One reader at the desk and by a program; whatever she asks leaves no trace, so that it can be asked again."""

    def __init__(self, who: str, become: Become) -> None:
        with transaction.atomic():
            account = Account.objects.get(username=who)
            self.actor = account.actor_id
            hold_agency(None)
            self.desk = Client()
            self.desk.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
            token = make_token(name="A program", scopes=SCOPES, by=become(who))
        self.program = Client(headers={"Authorization": f"Bearer {token}"})

    def comes(self, paths: list[str] | None) -> dict[str, bytes]:
        """The answers at these addresses; without any, at all that links lead to and at every list of the API."""
        with transaction.atomic():
            found = {path: self.ask(path) for path in paths} if paths else dict(self.everywhere())
            transaction.set_rollback(True)
        connections["default"].close()
        return found

    def ask(self, path: str) -> bytes:
        """One answer: status, headers and body, without what is chance."""
        client = self.program if path.startswith("/api/") else self.desk
        answer = client.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        kept = sorted(f"{name}: {value}" for name, value in answer.headers.items() if name not in VARYING)
        self.kind = answer.headers.get("Content-Type", "")
        today = f"{clock.today().day} {clock.today():%b %Y} "
        body = re.sub(rf"{today}\d\d:\d\d".encode(), today.encode(), body)  # the minute of her own looks
        return CHANCE.sub(b"*", "\n".join([str(answer.status_code), *kept]).encode() + b"\n\n" + body)

    def everywhere(self) -> Iterator[tuple[str, bytes]]:
        """Follow every link, and ask for every list of the API and for the first things of each."""
        for noun in NOUNS:
            for more in API:
                answer = self.ask(f"/api/v1/{noun}{more}")
                yield f"/api/v1/{noun}{more}", answer
            for name in PUBLIC.findall(answer)[:2]:
                one = f"/api/v1/{noun}/{name.decode()}"
                yield one, self.ask(one)
        waiting, known, kinds = [*LISTS, *SEARCHES], set[str](), dict[str, int]()
        while waiting and len(known) < PAGES:
            path = waiting.pop(0)
            kind = re.sub(r"[0-9a-f-]{36}|\d+", "*", path.split("?")[0])
            if path in known or LEFT.match(path) or kinds.get(kind, 0) >= EACH:
                continue
            known.add(path)
            kinds[kind] = kinds.get(kind, 0) + 1
            answer = self.ask(path)
            yield path, answer
            if self.kind.startswith("text/html"):
                waiting += [link.replace("&amp;", "&") for link in LINK.findall(answer.decode(errors="replace"))]


VARYING = {"X-Session-Expires", "Set-Cookie", "Content-Security-Policy", "Date", "X-Request-Id", "Retry-After"}
