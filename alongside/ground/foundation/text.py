"""Text made comparable: folded, transliterated, reduced to its sound, measured for how hard it is to read.

Everything here is pure and works on any script. PostgreSQL is used without ICU, so names are sorted and found by keys
that are computed here and stored, never by collation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from anyascii import anyascii

PHONE_DIGITS = 9
"""How many last digits make a phone key: country and trunk prefixes differ, the subscriber's digits do not."""

SOUNDS = "ABDFGJKLMNPRSTX"
"""The letters of a sound key. A is a vowel or glide at the start; X any sh or ch; the rest speak for themselves."""

_DROPPED = re.compile(r"[’'`´ʼʻʹʾʿ‘]")
_UNHEARD = str.maketrans({"ع": "a", "ע": "a", "ة": "a", "ا": "a", "أ": "a", "آ": "a", "إ": "i", "ى": "a"})
"""Letters that a plain transliteration drops, though names are spelt with an a there: Ali is علي."""
_INNER_VOWELS = tuple((re.compile(f"(?<=[֐-ۿ])[{letters}]"), vowel) for letters, vowel in (("وו", "u"), ("يیי", "i")))
"""Waw and yod inside an Arabic or Hebrew name are vowels more often than not."""
_ARABIC_ARTICLE = re.compile("^ال(?=[؀-ۿ]{3})")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_HAN = re.compile(r"[㐀-鿿豈-﫿가-힯]")

_AT_START = {"kn": "N", "gn": "N", "pn": "N", "wr": "R", "ps": "S", "x": "S", "mc": "MAK"}
_ANYWHERE = {
    **dict.fromkeys(("shch", "tsch", "tch", "sch", "sh", "cz", "zh", "ch"), "X"),
    **dict.fromkeys(("dzh", "dz", "dj"), "J"),
    **dict.fromkeys(("sz", "tz", "ts", "s", "z"), "S"),
    **dict.fromkeys(("ght", "th"), "T"),
    **dict.fromkeys(("kh", "ck", "cq", "qu", "q", "c", "k"), "K"),
    **dict.fromkeys(("b", "v", "w"), "B"),
    "ph": "F",
    "dh": "D",
    "gh": "G",
    "x": "KS",
    **dict.fromkeys("0123456789", ""),
}
_SOUNDING = re.compile(
    f"^(?P<start>{'|'.join(_AT_START)})|(?P<soft>c(?=[eiy]))|{'|'.join(sorted(_ANYWHERE, key=len, reverse=True))}"
)
_DOUBLED = re.compile(r"(.)\1+")
_OPENING_VOWELS = re.compile("^[AEIOUYH]+")
_UNSOUNDED = re.compile("[AEIOUYH]")


def fold(text: str) -> str:
    """``text`` for comparing: any script in Latin letters, lower case, no accents, no punctuation, single spaces.

    Apostrophes vanish (O'Brien is obrien); every other mark separates words.

    >>> fold("  María-José  O’Brien ")
    'maria jose obrien'
    """
    plain = text.lower()
    if not plain.isascii():
        plain = _DROPPED.sub("", unicodedata.normalize("NFKC", text).casefold())
        for letter, vowel in _INNER_VOWELS:
            plain = letter.sub(vowel, plain)
        plain = anyascii(plain.translate(_UNHEARD)).lower()
    return _NOT_WORD.sub(" ", _DROPPED.sub("", plain)).strip()


def words(text: str) -> list[str]:
    """The folded words of ``text``, in order."""
    return fold(text).split()


def name_words(name: str) -> list[str]:
    """The folded words of a name, in order; a name written without spaces in Chinese or Korean gives its parts.

    Such a name puts the family name first, mostly one syllable: 王小明 gives wang, xiaoming. The Arabic article is a
    word of its own: الحسن gives al, hsn.
    """
    found: list[str] = []
    for piece in unicodedata.normalize("NFKC", name).split():
        if len(piece) in (3, 4) and len(_HAN.findall(piece)) == len(piece):
            found += [*words(piece[0]), *words(piece[1:])]
        else:
            found += words(_ARABIC_ARTICLE.sub("ال ", piece))
    return found


def sort_key(name: str) -> str:
    """The key by which names are put in order: stored beside the name, the same on every database.

    >>> sorted(["Öztürk", "Zed", "Ōno", "de la Cruz"], key=sort_key)
    ['de la Cruz', 'Ōno', 'Öztürk', 'Zed']
    """
    return fold(name)


def initials(name: str) -> str:
    """At most two letters that stand for ``name`` in its own script: of its first and its last word.

    >>> initials("Ana Maria da Silva")
    'AS'
    """
    firsts = [first for piece in name.split() if (first := _first_letter(piece))]
    return "".join(firsts[:1] + firsts[1:][-1:]).upper()


def _first_letter(piece: str) -> str:
    return next((letter for letter in unicodedata.normalize("NFC", piece) if letter.isalpha()), "")


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """How one folded word sounds, roughly, in letters of ``SOUNDS``: its consonants, spelling variants made one.

    Lopez and Lopes, Mohammed and Muhammad, Oksana and Oxana, Nguyen and Nguyễn each give one key. It is our own
    reduction, in the manner of Soundex, made for names of many languages written in Latin letters: vowels and h count
    only at the start, doubled letters count once, b v w are one letter, and so are s and z.
    """
    spoken = _DOUBLED.sub(r"\1", _SOUNDING.sub(_sounded, word).upper())
    return _UNSOUNDED.sub("", _OPENING_VOWELS.sub("a", spoken)).upper()


def _sounded(found: re.Match[str]) -> str:
    if found["soft"]:
        return "S"
    return _AT_START[found["start"]] if found["start"] else _ANYWHERE[found[0]]


def phonetic_keys(name: str) -> frozenset[str]:
    """The sound key of each word of ``name``."""
    return frozenset(key for word in name_words(name) if (key := sound(word)))


def trigrams(text: str) -> frozenset[str]:
    """The three-letter pieces of each folded word, with two blanks before and one behind (as pg_trgm cuts them)."""
    return frozenset(
        padded[i : i + 3] for word in words(text) for padded in [f"  {word} "] for i in range(len(word) + 1)
    )


def phone_key(text: str) -> str:
    """The last nine digits of a phone number in any notation; empty when there are fewer than five digits.

    Digits of any script count; an extension after "x" or "ext" does not.

    >>> phone_key("+1 (415) 555-0134 ext. 22")
    '155550134'
    """
    number = re.split(r"(?i)\s*(?:ext\.?|x|#)\s*\d+\s*$", text.strip())[0]
    digits = "".join(str(unicodedata.digit(letter)) for letter in number if letter.isdigit())
    return digits[-PHONE_DIGITS:] if len(digits) >= 5 else ""


_SENTENCE_END = re.compile(r"[.!?…]+(?:\s|$)|\n+")
_ENGLISH_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)*")
_SILENT_END = re.compile(r"(?:[^laeiouy]es|[^aeioudty]ed|[^leaiouy]e)$")
_VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    """About how many syllables an English word has: groups of vowels, less a silent ending; at least one."""
    plain = re.sub(r"[^a-z]", "", fold(word))
    return max(1, len(_VOWELS.findall(plain)) - (1 if _SILENT_END.search(plain) else 0))


def sentences(text: str) -> list[str]:
    """The sentences of ``text``; a line break ends one too, so that lists are counted line by line."""
    return [piece.strip() for piece in _SENTENCE_END.split(text) if _ENGLISH_WORD.search(piece.lower())]


def reading_grade(text: str) -> float | None:
    """The US school grade of an English text (Flesch-Kincaid 1975), one decimal, not below 0; None without words.

    0.39 x words per sentence + 11.8 x syllables per word - 15.59. Text for people aims at 6 or less (Practice B7).
    """
    found = [_ENGLISH_WORD.findall(sentence.lower()) for sentence in sentences(text)]
    count = sum(len(sentence) for sentence in found)
    if not count:
        return None
    total = sum(syllables(word) for sentence in found for word in sentence)
    return max(0.0, round(0.39 * count / len(found) + 11.8 * total / count - 15.59, 1))


def longest_sentences(text: str, count: int = 3) -> list[str]:
    """The ``count`` sentences with the most words, longest first: what to shorten when a text is hard to read."""
    return sorted(sentences(text), key=lambda sentence: -len(sentence.split()))[:count]


def joined(parts: Sequence[str], *, last: str) -> str:
    """``parts`` as one phrase: "a, b and c". ``last`` is the translated word for "and" or "or".

    >>> joined(["notice", "plan", "review"], last="and")
    'notice, plan and review'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def shortened(text: str, limit: int) -> str:
    """``text`` on one line of at most ``limit`` characters, cut at a word, with "…" when something is missing."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    return (cut[: cut.rfind(" ")] if " " in cut[limit // 2 :] else cut).rstrip(" ,;:.") + "…"
