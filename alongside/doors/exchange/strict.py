"""Reading JSON that may be hostile: nothing is guessed, repeated names and depths beyond reason are refused."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from alongside.ground.foundation.errors import Refused

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(DAY.pattern + r"[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})")
HOUR = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?")
LARGEST = 1_000_000
LARGEST_WITH_FILE = 27_000_000
"""Bytes of a body; the second where it holds a file of 20 MB, written as letters."""
DEEPEST = 12
LONGEST_NUMBER = 20


def as_written(value: Any, kinds: Collection[Any]) -> Any:
    """``value``, when it is written as one of ``kinds`` is; a ValueError in plain words when it would be guessing.

    A number is no day, “yes” is not true, and 1 is neither.
    """
    if isinstance(value, str) and "\x00" in value:
        raise ValueError(_no_nul())
    if bool in kinds and not isinstance(value, bool):
        raise ValueError(_("This is true or false."))
    if int in kinds and not _is_whole(value):
        raise ValueError(_("This is a whole number."))
    if date in kinds and not _reads(DAY, value):
        raise ValueError(_("A day is written like 2026-11-22."))
    if datetime in kinds and not _reads(MOMENT, value):
        raise ValueError(_("A time is written with its zone, like 2026-11-22T14:30:00Z."))
    if time in kinds and not _reads(HOUR, value):
        raise ValueError(_("A time of day is written like 14:30."))
    return value


def _no_nul() -> str:
    return _("A text holds a sign (NUL) that no text has.")


def _is_whole(value: Any) -> bool:
    return not isinstance(value, bool) and (isinstance(value, int) or (isinstance(value, float) and value.is_integer()))


def _reads(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


class Unreadable(Refused):
    """The body is not the JSON that we can take; an answer 400."""

    def __init__(self, message: str) -> None:
        super().__init__("unreadable", message)


class StrictParser(Parser):
    """Reads bodies as ``json_in`` does."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as values."""
        return json_in(request.body)


def json_in(body: bytes) -> Any:
    """The JSON value in ``body``. Refused: not UTF-8, not JSON, a name twice, numbers and depths that no record has."""
    try:
        text = body.decode("utf-8")
        value = json.loads(
            text, object_pairs_hook=_once, parse_int=_whole, parse_float=_number, parse_constant=_no_number
        )
    except UnicodeDecodeError:
        raise Unreadable(_("The body is not UTF-8.")) from None
    except RecursionError:
        raise Unreadable(_("The body is nested deeper than any record.")) from None
    except ValueError:
        raise Unreadable(_("The body is not JSON.")) from None
    _check_depth(value)
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable(_("The same name stands twice in one object; say each thing once."))
    if any("\x00" in name for name in found):
        raise Unreadable(_no_nul())
    return found


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise Unreadable(_("A number is longer than any that we keep."))
    return int(digits)


def _number(digits: str) -> float:
    if len(digits) > 2 * LONGEST_NUMBER:
        raise Unreadable(_("A number is longer than any that we keep."))
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise Unreadable(_("A number is larger than any that we keep."))
    return value


def _no_number(word: str) -> Any:
    raise Unreadable(_("“%(word)s” is not a number in JSON.") % {"word": word})


def _check_depth(value: Any) -> None:
    """Refuse depths beyond reason and signs that the database cannot hold, without recursion."""
    level: list[Any] = [value]
    for _depth in range(DEEPEST):
        below: list[Any] = []
        for one in level:
            if isinstance(one, str):
                _check_text(one)
            else:
                below.extend(one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
        if not below:
            return
        level = below
    raise Unreadable(_("The body is nested deeper than any record."))


def _check_text(text: str) -> None:
    if "\x00" in text:
        raise Unreadable(_no_nul())
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise Unreadable(_("A text holds half a sign (a lone surrogate).")) from None
