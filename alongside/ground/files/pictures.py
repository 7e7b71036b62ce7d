"""Pictures, decoded and encoded anew: the turning of the camera is carried out, everything else that was told is gone.

Only the process apart imports this module: decoders of pictures never run beside the records.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from alongside.ground.files.kinds import FileKind
from alongside.ground.files.unfit import Unfit

MOST_PIXELS = 64_000_000
LONGEST_SIDE = 16_000
KEPT_SIDE = 4096
"""A longer side is drawn smaller: more than a page needs to be read."""
THUMBNAIL_SIDE = 240
QUALITY = 85
FORMATS = {FileKind.JPEG: "JPEG", FileKind.PNG: "PNG", FileKind.WEBP: "WEBP"}

Image.MAX_IMAGE_PIXELS = None  # the number of pixels is asked for before anything is decoded (``_opened``)


def clean_picture(content: bytes, kind: FileKind) -> tuple[bytes, bytes]:
    """The picture encoded anew in its kind, and a small JPEG of it. Raises ``Unfit``: ``pixels`` or ``broken``.

    Colours of another profile are turned into sRGB; of a moving picture the first frame is kept.
    """
    try:
        image = _upright(_opened(content, kind))
        whole = _written(image, kind)
        small = image.convert("RGB") if image.mode != "RGB" else image.copy()
        small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
        return whole, _written(small, FileKind.JPEG)
    except Unfit:
        raise
    except Exception:  # a decoder may break in any way: whatever it was, the picture is not kept
        raise Unfit("broken") from None


def _opened(content: bytes, kind: FileKind) -> Image.Image:
    image = Image.open(BytesIO(content), formats=[FORMATS[kind]])
    wide, high = image.size
    if wide * high > MOST_PIXELS or max(wide, high) > LONGEST_SIDE:
        raise Unfit("pixels")
    if kind == FileKind.JPEG:
        image.draft("RGB", (KEPT_SIDE, KEPT_SIDE))
    image.load()
    return image


def _upright(image: Image.Image) -> Image.Image:
    """A picture the right way up, in sRGB, no larger than needed, with nothing but its pixels."""
    profile = image.info.get("icc_profile")
    turned = ImageOps.exif_transpose(image) or image
    see_through = turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info
    plain = turned.convert("RGBA" if see_through else "RGB") if turned.mode not in ("RGB", "RGBA", "L", "1") else turned
    if profile and plain.mode in ("RGB", "RGBA"):
        plain = _in_srgb(plain, profile)
    plain.thumbnail((KEPT_SIDE, KEPT_SIDE))
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The colours as sRGB; a profile that cannot be read is left out and the numbers stay."""
    try:
        found = ImageCms.profileToProfile(
            image, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode=image.mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return found or image


def _written(image: Image.Image, kind: FileKind) -> bytes:
    out = BytesIO()
    if kind == FileKind.JPEG:
        plain = image if image.mode in ("RGB", "L") else image.convert("RGB")
        plain.save(out, "JPEG", quality=QUALITY, optimize=True)
    elif kind == FileKind.PNG:
        image.save(out, "PNG")
    else:
        image.save(out, "WEBP", quality=QUALITY)
    return out.getvalue()
