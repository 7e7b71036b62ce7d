"""Reading pages of requests in tests: what a form sends, what stands in it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from tests.factories.intakes import WORDS, programme_id

VOID = {"input", "meta", "link", "br", "hr", "img", "use", "source", "path"}


class Reading(HTMLParser):
    """Collects controls, what asks for them, words and buttons of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.stack: list[tuple[str, dict[str, str | None]]] = []
        self.controls: list[tuple[str, str, bool]] = []
        self.asks = 0
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note controls with the question they belong to."""
        found = dict(attrs)
        asked = any("data-ask" in one for _tag, one in self.stack)
        self.asks += "data-ask" in found and not asked
        ours = any(one.get("id") == "intake" for _tag, one in self.stack)
        if ours and tag in ("input", "select", "textarea") and found.get("type") != "hidden" and found.get("name"):
            self.controls.append((str(found["name"]), str(found.get("type") or tag), asked))
        if tag not in VOID:
            self.stack.append((tag, found))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag in [one for one, _attributes in self.stack]:
            while self.stack.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.words.append(data)

    @property
    def text(self) -> str:
        """All words, with single blanks."""
        return " ".join(" ".join(self.words).split())


def hidden(page: str, name: str) -> list[str]:
    """The values of the hidden controls ``name`` of a page."""

    class Hidden(HTMLParser):
        found: list[str]

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            one = dict(attrs)
            if tag == "input" and one.get("name") == name and one.get("type") == "hidden":
                self.found.append(str(one.get("value") or ""))

    reader = Hidden()
    reader.found = []
    reader.feed(page)
    return reader.found


def a_call(**typed: Any) -> dict[str, Any]:
    """What Róisín Clarke's form sends for a call about Marta Lopes."""
    return {
        "words": WORDS,
        "person_name": "Marta Lopes",
        "birth_words": "1992",
        "phone": "+353 85 555 4471",
        "language": "Spanish",
        "who_lives_there": "5 people, 3 under 18",
        "safe_call": "not_asked",
        "safe_text": "yes",
        "safe_voicemail": "no",
        "safe_letter": "no",
        "safe_from": "18:00",
        "urgency": "this_week",
        "channel": "phone",
        "caller": "self",
        "programme": str(programme_id()),
        "outcome": "",
        **typed,
    }
