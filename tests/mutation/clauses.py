"""Finds the conditions in SQL: where they stand, and of which clauses they are made, however deep."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]
STARTS = re.compile(
    r"\bwhere\b|\bels?if\b(?! exists)|(?<!\bend )\bif\b(?! exists| not exists)|\bhaving\b", re.IGNORECASE
)
STOPS = re.compile(
    r"\border by\b|\bgroup by\b|\blimit\b|\breturning\b|\bunion\b|\bhaving\b|\bfor (?:update|share)\b|"
    r"\bon conflict\b|\bloop\b|(?<!\bdistinct )\bfrom\b|"
    r"\bthen\b|\bor\b(?=\s*$)|;",
    re.IGNORECASE,
)
WORDS = re.compile(r"'(?:[^']|'')*'|\bcase\b|\bend\b|\band\b|\bor\b|[()]|\w+|.", re.IGNORECASE | re.DOTALL)


def regions(sql: str, *, whole: bool = False) -> Iterator[Span]:
    """Where conditions stand: after each ``where``, ``having`` and ``if``; ``whole`` when all of it is one."""
    if whole:
        yield _trimmed(sql, 0, _end(sql, 0))
        return
    for found in STARTS.finditer(sql):
        if not _in_string(sql, found.start()):
            yield _trimmed(sql, found.end(), _end(sql, found.end()))


def atoms(sql: str, start: int, end: int) -> list[Span]:
    """The clauses of a condition and the groups that they form, the whole first."""
    start, end = _trimmed(sql, start, end)
    found = [(start, end)]
    parts = _split(sql, start, end)
    if len(parts) > 1:
        for part in parts:
            found += atoms(sql, *part)
        return found
    inside = re.match(r"(?:not\s*)?\((?!\s*select\b)", sql[start:end], re.IGNORECASE)
    if inside and _closing(sql, start + inside.end() - 1) == end - 1:
        found += atoms(sql, start + inside.end(), end - 1)
    return found


def _tokens(sql: str, start: int, end: int) -> Iterator[tuple[int, str, int]]:
    """Each token with its place and how deep in brackets and cases it stands."""
    depth = 0
    for token in WORDS.finditer(sql, start, end):
        text = token.group().lower()
        if text in (")", "end"):
            depth -= 1
        yield token.start(), text, depth
        if text in ("(", "case"):
            depth += 1


def _split(sql: str, start: int, end: int) -> list[Span]:
    """The parts between the weakest connectives: ``or`` before ``and``."""
    for word in ("or", "and"):
        cuts = list(_connectives(sql, start, end, word))
        if cuts:
            edges = [start, *[place + len(word) for place in cuts]]
            return [_trimmed(sql, a, b) for a, b in zip(edges, [*cuts, end], strict=True)]
    return [(start, end)]


def _connectives(sql: str, start: int, end: int, word: str) -> Iterator[int]:
    """Where the word connects clauses; the ``and`` of a ``between`` connects none."""
    between = False
    for place, text, depth in _tokens(sql, start, end):
        if depth == 0 and text == word:
            if not between or word == "or":
                yield place
            between = False
        between = between or (depth == 0 and text == "between")


def _end(sql: str, start: int) -> int:
    depth = 0
    for token in WORDS.finditer(sql, start):
        text = token.group().lower()
        if text == ")":
            depth -= 1
        if depth < 0:
            return token.start()
        if text in ("(", "case"):
            depth += 1
        elif text == "end" and depth:
            depth -= 1
        elif depth == 0 and STOPS.match(sql, token.start()):
            return token.start()
    return len(sql)


def _closing(sql: str, opening: int) -> int:
    """Where the bracket at ``opening`` closes."""
    depth = 0
    for token in WORDS.finditer(sql, opening):
        depth += {"(": 1, ")": -1}.get(token.group(), 0)
        if depth == 0:
            return token.start()
    return len(sql)


def _in_string(sql: str, place: int) -> bool:
    return any(token.start() < place < token.end() for token in re.finditer(r"'(?:[^']|'')*'", sql))


def _trimmed(sql: str, start: int, end: int) -> Span:
    while start < end and sql[start].isspace():
        start += 1
    while end > start and sql[end - 1].isspace():
        end -= 1
    return start, end
