"""The digest of a file is that of its bytes."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from alongside.ground.foundation.digests import digest_of


def test_it_is_the_sha_256_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"\x00\xff" * 100_000)
    assert digest_of(path) == sha256(b"\x00\xff" * 100_000).hexdigest()
