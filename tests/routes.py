"""Every address of every door, as the resolver knows it: what tests of all pages walk over."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def patterns() -> Iterator[tuple[str, URLPattern]]:
    """Each route with its parameters still in it, and the pattern that answers it."""

    def walk(found: list[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, URLPattern]]:
        for one in found:
            route = before + str(one.pattern)
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, route)
            else:
                yield "/" + route, one

    yield from walk(get_resolver().url_patterns, "")


def routes() -> list[str]:
    """Each route once, in order."""
    return sorted({route for route, _pattern in patterns()})
