"""Whatever lets something out of the house stands in one register, with the gate that it passes (R-30)."""

from __future__ import annotations

import argparse
import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from alongside.doors.commands.app import MODULES
from alongside.oversight.exports.rules.leaving import WAYS_OUT, Gate
from tests.routes import patterns

ROOT = Path(__file__).resolve().parents[2] / "alongside"
FILES = ("Content-Disposition", "FileResponse", "StreamingHttpResponse", "as_attachment", "return given(")
"""What a function of a door says when it hands out a file."""
WRITES = {"output", "folder"}
"""Names of arguments under which a command is told where to write."""
READS = {"import", "restore"}


def functions(module: Path) -> dict[str, str]:
    """Every function of a module with its source."""
    text = module.read_text()
    return {
        node.name: ast.get_source_segment(text, node) or ""
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef)
    }


def makers() -> set[tuple[str, str]]:
    """Functions of doors that hand out a file, or call one of their own module that does."""
    found = set()
    for path in (ROOT / "doors").rglob("*.py"):
        inside = functions(path)
        making = {name for name, source in inside.items() if any(word in source for word in FILES)}
        while more := {
            name
            for name, source in inside.items()
            if name not in making and any(re.search(rf"\b{one}\(", source) for one in making)
        }:
            making |= more
        dotted = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)
        found |= {(dotted, name) for name in making}
    return found


def views() -> Iterator[tuple[str, tuple[str, str]]]:
    """Every address with the function behind it."""
    for route, pattern in patterns():
        view = inspect.unwrap(pattern.callback)
        yield route, (view.__module__, getattr(view, "__name__", ""))


def commands() -> Iterator[str]:
    """Every command, down to its last word, that is told where to write."""

    def walk(parser: argparse.ArgumentParser, words: str) -> Iterator[str]:
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for name, below in action.choices.items():
                    yield from walk(below, f"{words} {name}")
            elif (action.dest in WRITES and (action.required or not action.option_strings)) or (
                action.dest == "file" and not action.option_strings
            ):
                yield words

    for name, module in MODULES.items():
        if name not in READS:
            parser = argparse.ArgumentParser(prog=name)
            module.add_arguments(parser)
            yield from walk(parser, f"alongside {name}")


def mails() -> set[str]:
    """Modules that write a mail; the one that only carries them writes none."""
    carrier = "alongside.doors.commands.mails"
    texts = {".".join(path.relative_to(ROOT.parent).with_suffix("").parts): path for path in ROOT.rglob("*.py")}
    return {name for name, path in texts.items() if "EmailMessage(" in path.read_text() and name != carrier}


def test_every_page_that_hands_out_a_file_is_registered() -> None:
    making = makers()
    found = {route for route, view in views() if view in making}
    assert len(found) > 10
    assert found == {name for name in WAYS_OUT if name.startswith("/")}


def test_every_command_that_writes_a_file_is_registered() -> None:
    found = set(commands())
    assert len(found) > 3
    assert found == {name for name in WAYS_OUT if name.startswith("alongside ")}


def test_every_mail_is_registered_and_neutral() -> None:
    found = {f"mail {name}" for name in mails()}
    assert found == {name for name in WAYS_OUT if name.startswith("mail ")}
    assert {WAYS_OUT[name] for name in found} == {Gate.NEUTRAL}


def test_what_is_searched_passes_the_gate_and_no_door_goes_around_it() -> None:
    """Whoever makes what leaves calls the gate itself; doors reach the unsearched content by no import."""
    rooms = ("exports/actions/taking_case.py", "journeys/taking_family.py")
    guarded = (*rooms, *(f"journeys/{name}.py" for name in ("taking", "ending", "letting_go", "sharing")))
    for name in guarded:
        text = (ROOT / "oversight" / name).read_text()
        assert "guard_circle(" in text or "guard_persons(" in text, name
    for path in (ROOT / "doors").rglob("*.py"):
        text = path.read_text()
        for unsearched in ("import whole_case", "typesetting", "sheets import write", "cases.add_after_care("):
            assert unsearched not in text, (path.name, unsearched)
