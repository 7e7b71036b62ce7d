"""What a browserless visitor needs to fill in a page: its fields as they stand, to be changed and sent."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class Fields(HTMLParser):
    """Collects the fields of the page's main form as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.inside = self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an input, a text area or the chosen option."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and "data-draft" in given:
            self.inside = "form"
        if not self.inside:
            return
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "input" and name and (kind not in ("checkbox", "radio") or "checked" in given):
            usual = "on" if kind == "checkbox" else ""
            self.found.setdefault(name, []).append(given.get("value", usual))
        elif tag == "textarea":
            self.area = name
            self.found[name] = [""]
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in given or self.select not in self.found):
            self.found[self.select] = [given.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        """Leave the form, an area or a select."""
        if tag == "form":
            self.inside = ""
        elif tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        """The text of an area; the first line break belongs to the markup."""
        if self.area:
            self.found[self.area][0] += data if self.found[self.area][0] else data.removeprefix("\n")


def fields_of(answer: Any) -> dict[str, list[str]]:
    """The fields of the page's form as they stand."""
    reader = Fields()
    reader.feed(answer.content.decode())
    return {name: values for name, values in reader.found.items() if name != "csrfmiddlewaretoken"}


def send(client: Client, address: str, *, press: str = "sign", **typed: Any) -> Any:
    """Open ``address``, type into its form, press a button; a value None takes a field away."""
    fields: dict[str, Any] = {**fields_of(client.get(address)), **typed, press: typed.get(press, "1")}
    return client.post(address, {name: value for name, value in fields.items() if value is not None})
