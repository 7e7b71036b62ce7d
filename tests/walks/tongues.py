"""Pages in the pseudo-languages: what is not translated shows itself, because nothing else is in plain letters.

All that people typed is put into Cyrillic letters first, the words of the service are accented by the language
``en-xa``: whatever is still plain Latin on a page was forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import psycopg
from django.apps import apps
from django.db import models
from playwright.sync_api import Page
from psycopg import sql
from psycopg.types.json import Jsonb

from alongside.agency.drafts.models import Draft
from alongside.agency.drafts.queries import closed, typed_of
from alongside.agency.keys.actions import row_in_clear
from alongside.agency.keys.rules import encrypted_columns
from alongside.ground.foundation.encryption import MARK
from tests.walks.site import Site

LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
CYRILLIC = "абцдефгхийклмнопярстувщхызАБЦДЕФГХИЙКЛМНОПЯРСТУВЩХЫЗ"
LETTERS = str.maketrans(LATIN, CYRILLIC)
ROOMS = "alongside."
NOT_TYPED = {
    "access_account": "names of sign-ins",
    "access_accesssession": "names of browsers",
    "access_history": "written by the database",
    "documents_document.media_type": "a code",
    "drafts_draft.data": "encrypted, and put into other letters by itself",
    "drafts_draft.url": "an address",
    "organisation_agency.country": "a code",
    "organisation_agency.time_zone": "a code",
}
"""What looks like typed text and is none."""
CODES = ("cites", "role", "kind", "code", "key", "stage", "milestone", "criterion")
"""Keys inside of documents whose values are codes."""
LEFT = """() => {
  const plain = /[A-Za-z]{2,}/, left = [];
  const exempt = "[translate=no], kbd, script, style, noscript";
  const path = (one) => {
    const names = [];
    for (; one && one !== document.body && names.length < 4; one = one.parentElement)
      names.unshift(one.localName + (one.classList.length ? "." + one.classList[0] : ""));
    return names.join(" > ");
  };
  const same = /UTF-8|Windows-1252/g;  // names of encodings, inside of sentences
  const look = (text, one, name = "") => {
    const left_over = plain.test(text.replace(same, "")) && !one.closest(exempt);
    if (left_over) left.push(`${path(one)}${name}: ${text.trim().slice(0, 90)}`);
  };
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) look(walker.currentNode.data, walker.currentNode.parentElement);
  const spoken = ["aria-label", "aria-description", "placeholder", "title", "alt", "data-label", "data-draft-label"];
  for (const name of spoken)
    for (const one of document.querySelectorAll(`[${name}]`)) look(one.getAttribute(name), one, ` ${name}`);
  return left;
}"""


def into_other_letters(site: Site) -> None:
    """Put everything that people typed into Cyrillic letters, letter by letter; codes and numbers stay."""
    with psycopg.connect(site.admin_url, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")  # no guard, no history: nobody typed this
        in_clear(connection)
        for table, column, document in typed():
            name, changed = sql.Identifier(column), sql.SQL("translate({0}, {1}, {2})")
            if document:
                connection.execute(WORDS)
                changed = sql.SQL("pg_temp.in_other_letters({0}, {1}, {2})")
            connection.execute(
                sql.SQL("update {0} set {1} = {2} where {1}::text ~ '[A-Z /]'").format(
                    sql.Identifier(table), name, changed.format(name, sql.Literal(LATIN), sql.Literal(CYRILLIC))
                )
            )
    with site.inside():
        for row in Draft.objects.using("owner"):
            said = {key: _other(words) for key, words in typed_of(row).items()}
            row.data = closed(said, actor=row.actor_id)
            row.save(using="owner", update_fields=["data"])


def in_clear(connection: psycopg.Connection[Any]) -> None:
    """Decrypt everything that is encrypted with the key of a circle; what is read in clear is shown as it stands."""
    for one in encrypted_columns():
        names = {"table": sql.Identifier(one.table), "column": sql.Identifier(one.column)}
        level = sql.SQL("to_jsonb(t)->>'level'")
        find = sql.SQL("select t.id, t.public_id, {level}, t.{column} from {table} t where t.{column}::text like %s")
        for number, name, at, kept in connection.execute(find.format(level=level, **names), [f"%{MARK}%"]).fetchall():
            row = {"id": number, "public_id": name, "level": int(at) if at else None, one.column: kept}
            clear = row_in_clear(connection, table=one.table, row=row)[one.column]
            put = sql.SQL("update {table} set {column} = %s where id = %s").format(**names)
            connection.execute(put, [Jsonb(clear) if one.is_json else clear, number])


def _other(words: Any) -> Any:
    """What was typed, in other letters, unless it is a code."""
    if isinstance(words, list):
        return [_other(one) for one in words]
    return words.translate(LETTERS) if isinstance(words, str) and re.search("[A-Z /]", words) else words


WORDS = f"""
create or replace function pg_temp.in_other_letters(what jsonb, latin text, other text) returns jsonb
language sql as $$
select case jsonb_typeof(what)
  when 'object' then (select coalesce(jsonb_object_agg(key, case when key = any (array{list(CODES)}) then value
    else pg_temp.in_other_letters(value, latin, other) end), '{{}}') from jsonb_each(what))
  when 'array' then (select coalesce(jsonb_agg(pg_temp.in_other_letters(value, latin, other)), '[]')
    from jsonb_array_elements(what))
  when 'string' then case when what #>> '{{}}' ~ '[A-Z /]' then to_jsonb(translate(what #>> '{{}}', latin, other))
    else what end
  else what end
$$"""
"""Every text inside of a document that is more than one lower-case word."""


def typed() -> Iterator[tuple[str, str, bool]]:
    """Every column that holds what people typed: table, column, whether it is a document."""
    rooms = (one for one in apps.get_app_configs() if one.name.startswith(ROOMS))
    for model in (model for room in rooms for model in room.get_models()):
        table = model._meta.db_table
        for field in model._meta.concrete_fields:
            column = str(field.column)
            if table in NOT_TYPED or f"{table}.{column}" in NOT_TYPED:
                continue
            if isinstance(field, models.JSONField):
                yield table, column, True
            elif type(field) in (models.CharField, models.TextField) and not field.choices:
                yield table, column, False


def untranslated(page: Page) -> list[str]:
    """Every text on the page, seen or spoken, that is still in plain Latin letters."""
    found: list[str] = page.evaluate(LEFT)
    return list(dict.fromkeys(found))
