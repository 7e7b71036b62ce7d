"""Is this installation fit to serve records (R-04)? Asked before it serves; every sentence says what would be right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import psycopg

DURABLE = ("on", "remote_apply", "remote_write")
OWNED = "select count(*) from pg_class where relowner = current_user::regrole and relkind in ('r', 'p', 'v')"


def unfit_database(app_url: str) -> Iterator[str]:
    """What is wrong with the database, seen through the address that the web server will use."""
    with psycopg.connect(app_url) as connection:
        row = connection.execute(
            "select current_user, rolsuper, rolbypassrls from pg_roles where rolname = current_user"
        ).fetchone()
        owned = connection.execute(OWNED).fetchone()
        commit = connection.execute("show synchronous_commit").fetchone()
        database = connection.execute(
            "select pg_get_userbyid(datdba) = current_user from pg_database where datname = current_database()"
        ).fetchone()
    name, superuser, bypasses = row or ("?", True, True)
    if superuser:
        yield f"The web server would reach the database as the superuser {name}; run alongside migrate."
    elif bypasses:
        yield f"The database role {name} is not bound by row-level security; run alongside migrate."
    if (owned and owned[0]) or (database and database[0]):
        yield f"The database role {name} owns what it must only use; give it to another role, or run alongside migrate."
    if commit and commit[0] not in DURABLE:
        yield "Saved work could be lost in a crash: set synchronous_commit to on in PostgreSQL."


def unfit_settings(settings: Mapping[str, object]) -> Iterator[str]:
    """What is wrong with the settings: outside of demonstrations and tests everything goes over TLS."""
    if settings["DEBUG"]:
        yield "DEBUG is on and would show records in error pages; switch it off."
    if len(str(settings["SECRET_KEY"])) < 50:
        yield "The secret key is too short to be a secret; delete it from the environment and one is made."
    if settings["TESTING"] or settings["DEMO"]:
        return
    wanted = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")
    missing = [name for name in wanted if not settings[name]]
    if missing or not str(settings["SESSION_COOKIE_NAME"]).startswith("__Host-"):
        yield f"People would sign in without TLS ({', '.join(missing) or 'cookie names'}); these settings must be on."
