"""The forms of row-level security, and what guards this room's own tables.

Higher rooms declare their tables with ``by_circle``, ``by_person``, ``reference`` and ``own_rows``.
"""

from __future__ import annotations

from collections.abc import Sequence

from alongside.ground.foundation.guards import APP, GATE, Guard, PlainSql
from alongside.ground.foundation.reader import ADMINISTERS, READS_LOGS

READER = "(select app.inside())"
"""Somebody of the house reads: a worker, or a job. Persons and partners see nothing that the agency set up."""
CIRCLE = (
    "circle_id <> all ((select app.excluded())::bigint[]) and ("
    "acl_key = any ((select app.acl_keys())::bigint[]) or exists (select 1 from app.my_circle_grant m "
    "where m.circle_id = {table}.circle_id and (m.levels & {table}.level) <> 0))"
)
SHARED = "(id = any ((select app.shared('{table}'))::bigint[]))"
"""What was shared with the reader, row by row. Asked last, and by workers never answered: they hold no shares."""
SUBJECT = "exists (select 1 from app.my_subject s where s.person_id = {table}.{column})"
PERSON_OF_HISTORY = SUBJECT.format(table="access_history", column="person_id")
POWER = "((select app.powers()) & {0}) <> 0"


def by_circle(
    model: str,
    *,
    parents: Sequence[tuple[str, str]] = (),
    subjects: Sequence[str] = (),
    person_column: str = "",
    update: bool = True,
) -> Guard:
    """Rows of a circle of care: seen and written by its team at their levels and by those granted the circle.

    A person or a partner reads the row that was shared with her, and writes nothing.

    ``parents`` are (column, table) pairs whose rows must be of the same circle; ``subjects`` are columns naming persons
    whom the circle must concern. ``update=False`` makes the table append-only.
    """
    table = _table(model)
    rule = CIRCLE.format(table=table)
    return Guard(
        model,
        f"({rule}) or {SHARED.format(table=table)}",
        rule,
        circle=True,
        parents=tuple(parents),
        subjects=tuple(subjects),
        person_column=person_column,
        update=update,
    )


def by_person(model: str, *, column: str = "person_id", delete: bool = False, history: bool = True) -> Guard:
    """Essentials of a person: seen by every reader in whose circles she is a subject."""
    rule = SUBJECT.format(table=_table(model), column=column)
    return Guard(model, rule, rule, person_column=column, delete=delete, history=history)


def reference(model: str, *, before_sign_in: bool = False) -> Guard:
    """What the agency has set up: read by every reader, written by administrators.

    ``before_sign_in`` is for what the sign-in page itself shows (the agency's name); it holds nothing about persons.
    """
    return Guard(model, "true" if before_sign_in else READER, POWER.format(ADMINISTERS))


def own_rows(model: str, *, column: str = "actor_id", delete: bool = False, history: bool = False) -> Guard:
    """Rows that belong to one actor alone, such as her drafts."""
    rule = f"{column} = (select app.uid())"
    return Guard(model, rule, rule, delete=delete, history=history)


def _table(model: str) -> str:
    return model.replace(".", "_").lower()


UNEXCLUDED = "<> all ((select app.excluded())::bigint[])"
GRANTED = "exists (select 1 from app.my_circle_grant m where m.circle_id = {0})"
CIRCLES = (
    f"{READER} and id {UNEXCLUDED} and (team_id = any ((select app.teams())::bigint[]) "
    f"or {GRANTED.format('access_circle.id')})"
)
SUBJECTS = (
    f"circle_id {UNEXCLUDED} and (acl_key = any ((select app.acl_keys())::bigint[]) "
    f"or {GRANTED.format('access_circlesubject.circle_id')})"
)

GUARDS = (
    Guard(
        "access.Actor",
        f"id = (select app.uid()) or ({READER} and (kind <> 'person' or {POWER.format(ADMINISTERS)}))",
        POWER.format(ADMINISTERS),
    ),
    Guard("access.Circle", CIRCLES, None),
    Guard("access.CircleSubject", SUBJECTS, None, person_column="person_id"),
    Guard("access.Grant", "actor_id = (select app.uid())", None),
    Guard(
        "access.Share",
        f"actor_id = (select app.uid()) or ({CIRCLE.format(table='access_share')})",
        None,
        circle=True,
    ),
    Guard("access.Exclusion", "actor_id = (select app.uid())", None),
    Guard("access.AccessSession", "actor_id = (select app.uid())", None, history=False),
    Guard(
        "access.Reading",
        f"actor_id = (select app.uid()) or {POWER.format(READS_LOGS)}",
        None,
        history=False,
    ),
    Guard(
        "access.History",
        f"(circle_id is not null and {CIRCLE.format(table='access_history')})"
        f" or (circle_id is null and person_id is not null and {PERSON_OF_HISTORY})"
        f" or (circle_id is null and person_id is null and {POWER.format(ADMINISTERS | READS_LOGS)})",
        None,
        history=False,
    ),
)

OPEN_TABLES = {
    "access_account": "the sign-in page must find an account before there is a reader; it holds no record of a person",
    "django_session": "opened before there is a reader; random key, expiry, no record of a person",
    "django_migrations": "the list of migrations",
    "django_content_type": "names of models",
    "auth_group": "a table of the framework that we do not use",
    "auth_group_permissions": "a table of the framework that we do not use",
    "auth_permission": "a table of the framework that we do not use",
    "account_emailaddress": "the sign-in library's address list of workers",
    "account_emailconfirmation": "the sign-in library's confirmation keys",
    "mfa_authenticator": "the sign-in library's second factors, needed before there is a reader",
    "usersessions_usersession": "the sign-in library's list of sessions",
    "shared_counter": "counts of tries to sign in and codes that were used, for minutes",
}
"""Tables that stand outside row-level security, each with its reason (ruling 5, house test 3)."""

ACCOUNT = PlainSql(
    (
        f"grant select, insert on access_account to {APP}",
        f"grant update (password, last_login, is_active, email, language, theme, density, single_keys) "
        f"on access_account to {APP}",
        f"grant usage on all sequences in schema public to {APP}, {GATE}",
        "alter sequence access_reading_id_seq cache 1",
        "create unlogged table if not exists shared_counter (cache_key varchar(255) primary key, value text not null, "
        "expires timestamptz not null)",
        "create index if not exists shared_counter_expires on shared_counter (expires)",
    )
)
