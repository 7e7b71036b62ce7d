"""One style sheet for a page: those of the design system, joined in their order when static files are collected."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from alongside.ground.ui.styles import BUNDLE, STYLES

ADDRESS = re.compile(r"url\((['\"]?)(?!data:|/|#|[a-z]+:)([^'\")]+)\1\)")


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise has no types
    """Joins ``STYLES`` into ``BUNDLE`` before the files are named by their digest and compressed."""

    bundled = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:  # noqa: FBT001, FBT002
        """Write the joined sheet beside the others and treat it like them; nothing is written in a dry run."""
        if not dry_run and all(sheet in paths for sheet in STYLES):
            self.delete(BUNDLE)
            self.save(BUNDLE, ContentFile(joined(self).encode()))
            paths[BUNDLE] = (self, BUNDLE)
        yield from super().post_process(paths, dry_run, **options)


def joined(storage: Any) -> str:
    """The sheets in one text. Their layers keep the order in which ``tokens.css``, the first of them, names them."""
    texts = []
    for sheet in STYLES:
        with storage.open(sheet) as held:
            texts.append(ADDRESS.sub(partial(_moved, sheet), held.read().decode()))
    return "\n".join(texts)


def _moved(sheet: str, found: re.Match[str]) -> str:
    return moved(found[2], sheet)


def moved(address: str, sheet: str) -> str:
    """An address inside ``sheet`` as it is written in the joined sheet, which stands elsewhere."""
    aim = posixpath.normpath(posixpath.join(posixpath.dirname(sheet), address))
    return f'url("{posixpath.relpath(aim, posixpath.dirname(BUNDLE))}")'
