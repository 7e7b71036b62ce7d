"""Scripts stored in every text of the record stay text on every page that shows them (R-39).

The payloads are put into every text column of the demonstration by the database's owner, past every form. Then each of
the cast follows every link; a parser looks whether any element or attribute of a page came out of a payload.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import psycopg
import pytest
from django.apps import apps
from django.db import connections
from django.db.models import CharField, Model, TextField
from django.test import Client
from psycopg import sql

from alongside.agency.access.models import Account
from tests.database import plugin
from tests.database.copies import pointing_at

pytestmark = [pytest.mark.long, pytest.mark.committed]
CANARY = "canary"
WRAPS = (
    "{}", '">{}', "'>{}", "</title>{}", "</textarea>{}", "</script>{}", "-->{}", "]]>{}", "</svg>{}", "</select>{}",
    '" {}', "\u00ad{}", "{{{{ {} }}}}", "&lt;{}&gt;",
)  # fmt: skip
CORES = (
    "<script>canary()</script>",
    "<ScRiPt src=//canary.example></ScRiPt>",
    "<img src=x onerror=canary()>",
    "<svg/onload=canary()>",
    "<svg><script>canary()</script></svg>",
    "<a href=javascript:canary()>x</a>",
    "<a href='java\tscript:canary()'>x</a>",
    "<iframe srcdoc='<script>canary()</script>'>",
    "<body onload=canary()>",
    "<input autofocus onfocus=canary()>",
    "<details open ontoggle=canary()>",
    "<math><mtext><img src=x onerror=canary()></mtext></math>",
    "<style>*{background:url(//canary.example)}</style>",
    "<meta http-equiv=refresh content='0;url=//canary.example'>",
    "<base href=//canary.example>",
    "onmouseover=canary() style=x:canary",
)
PAYLOADS = [wrap.format(core) for wrap, core in itertools.product(WRAPS, CORES)]
CAST = ("worker", "supervisor", "intake", "privacy", "admin")
OF_THE_RECORD = (
    *("organisation_", "staff_", "people_", "intakes_", "cases_", "assessments_", "plans_", "contacts_", "drafts_"),
    *("documents_", "imports_", "exports_", "tokens_", "access_actor"),
)
CODES = {"time_zone", "zone", "language", "country", "digest", "url", "page", "key", "act", "rule"}
"""Texts that only the product itself writes."""
PAGES = 140
"""Pages that each of the cast opens at most."""
LINK = re.compile(r'href="(/[^"#]*)"')
LEFT = re.compile(r"^/(static|sign-out|sign-in|api|language)")


class Look(HTMLParser):
    """Notes every element, attribute and script that holds something of a payload."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        self.within = tag
        for name, value in attrs:
            said = (value or "").lower()
            acts = name.startswith("on") or name in ("src", "srcdoc", "style", "action", "formaction", "http-equiv")
            leads = name in ("href", "hx-get", "hx-post", "data") and re.match(
                r"[\s\x00-\x20]*(java\s*script|data|//)", said
            )
            if CANARY in name or (CANARY in said and (acts or leads)):
                self.found.append(f"<{tag} {name}={value}>")

    def handle_endtag(self, tag: str) -> None:
        """Leave it."""
        self.within = ""

    def handle_data(self, data: str) -> None:
        """Look at what stands between."""
        if self.within in ("script", "style") and CANARY in data:
            self.found.append(f"<{self.within}>{data}")


def texts(model: type[Model]) -> Iterator[tuple[str, int]]:
    """The columns of a table that hold free text, and how long it may be."""
    for field in model._meta.local_concrete_fields:
        free = isinstance(field, CharField | TextField) and not field.choices and not field.primary_key
        if free and field.column not in CODES and (field.max_length or 9999) >= 30 and not field.unique:
            yield str(field.column), field.max_length or 9999


def poison(url: str) -> int:
    """Put the payloads into every text that takes them; how many columns did."""
    taken = 0
    with psycopg.connect(url, autocommit=True) as connection:
        for model in apps.get_models():
            table = model._meta.db_table
            if not table.startswith(OF_THE_RECORD):
                continue
            connection.execute(sql.SQL("alter table {} disable trigger user").format(sql.Identifier(table)))
            for column, length in texts(model):
                fitting = [one for one in PAYLOADS if len(one) <= length]
                statement = sql.SQL("update {t} set {c} = (%s::text[])[1 + (id + %s) %% %s] where {c} <> ''").format(
                    t=sql.Identifier(table), c=sql.Identifier(column)
                )
                try:
                    taken += connection.execute(statement, [fitting, taken * 37, len(fitting)]).rowcount > 0
                except psycopg.errors.IntegrityError:
                    continue  # a form of its own, such as a language code: no payload gets in there
            connection.execute(sql.SQL("alter table {} enable trigger user").format(sql.Identifier(table)))
    return taken


def test_no_page_runs_what_somebody_stored() -> None:
    assert len(set(PAYLOADS)) >= 200
    url, name = plugin.copy_of_template("scripts", "stories")
    try:
        assert poison(url) >= 40
        with pointing_at(name):
            shown = sum(crawl(who) for who in CAST)
    finally:
        connections["default"].close()
        plugin.drop(name)
    assert shown >= 150, "too few pages showed a payload"


def crawl(who: str) -> int:
    """Follow every link as ``who``; on how many pages a payload stood, always as text."""
    client = Client()
    client.raise_request_exception = False
    client.force_login(Account.objects.get(username=who), backend="allauth.account.auth_backends.AuthenticationBackend")
    waiting, known, shown, opened = ["/", "/people/", "/cases/", "/team/", "/privacy/", "/set-up/"], set[str](), 0, 0
    kinds: dict[str, int] = {}
    while waiting and opened < PAGES:
        path = waiting.pop(0)
        kind = re.sub(r"[0-9a-f-]{36}|\d+", "*", path.split("?")[0])
        if path in known or LEFT.match(path) or kinds.get(kind, 0) >= 4:
            continue
        known.add(path)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = client.get(path)
        opened += 1
        assert answer.status_code < 500, (who, path)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        page = answer.content.decode()
        look = Look()
        look.feed(page)
        assert not look.found, (who, path, look.found[:3])
        shown += CANARY in page
        waiting += [link.replace("&amp;", "&") for link in LINK.findall(page)]
    return shown
