"""The arithmetic of seals: trees, differences, signatures, keys, the copy."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from alongside.ground.foundation.errors import Refused
from alongside.oversight.audit.rules import chain, copies, keys, merkle
from alongside.oversight.audit.rules.seals import FIRST, Sealed, read_line

pytestmark = pytest.mark.committed
LEAVES = [merkle.leaf("r", number, f"entry {number}".encode()) for number in range(1, 8)]


def by_hand(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, as it is written there: the left side is the largest power of two below."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    left = 1
    while left * 2 < len(leaves):
        left *= 2
    return hashlib.sha256(b"\x01" + by_hand(leaves[:left]) + by_hand(leaves[left:])).digest()


@pytest.mark.parametrize("count", range(1, 8))
def test_the_root_is_that_of_rfc_6962(count: int) -> None:
    assert merkle.root(b"".join(LEAVES[:count])) == by_hand(LEAVES[:count]).hex()
    assert merkle.root(b"") == hashlib.sha256(b"").hexdigest()


def test_every_difference_names_its_first_entry() -> None:
    whole = b"".join(LEAVES)
    other = merkle.leaf("r", 3, b"another text")
    before_all = merkle.leaf("h", 9, b"a change")
    for found, entry, what, more in (
        ([*LEAVES[:2], other, *LEAVES[3:]], merkle.Entry("r", 3), "was changed", 0),
        (LEAVES[1:], merkle.Entry("r", 1), "was deleted", 0),
        ([], merkle.Entry("r", 1), "was deleted", 6),
        ([before_all, *LEAVES], merkle.Entry("h", 9), "was put in afterwards", 0),
        ([LEAVES[1], LEAVES[0], *LEAVES[2:]], merkle.Entry("r", 1), "stands in another place", 0),
    ):
        assert merkle.difference(whole, b"".join(found)) == merkle.Difference(entry, what, more)
    assert merkle.difference(whole, whole) is None
    assert merkle.Entry("h", 4).words == "entry 4 of the history"


def a_chain(key: Ed25519PrivateKey, count: int) -> list[Sealed]:
    made: list[Sealed] = []
    name = keys.fingerprint(key.public_key())
    for number in range(1, count + 1):
        previous = made[-1].digest if made else FIRST
        at = f"2026-03-0{number}T10:00:00+00:00"
        made.append(
            Sealed(number, 1, (number - 1) * 10, number * 10, 0, merkle.EMPTY, previous, at, "", name).signed(key)
        )
    return made


def test_a_seal_is_read_again_from_its_line_and_every_field_is_signed() -> None:
    key = Ed25519PrivateKey.generate()
    trusted = {keys.fingerprint(key.public_key()): key.public_key()}
    (seal,) = a_chain(key, 1)
    assert read_line(seal.line()) == seal
    assert seal.is_signed_by(trusted)
    for change in ({"number": 2}, {"epoch": 2}, {"begins": 1}, {"ends": 11}, {"entries": 1}, {"root": "0" * 64},
                   {"previous": "1" * 64}, {"sealed_at": "2026-03-01T10:00:01+00:00"}, {"note": "x"},
                   {"key": "x"}, {"signature": "00"}, {"signature": "no"}):  # fmt: skip
        assert not replace(seal, **change).is_signed_by(trusted), change
    for line in ("", "[]", "{}", '{"format": 2}', seal.line().replace("2026-03-01", "yesterday"),
                 seal.line().replace('"root"', '"boot"')):  # fmt: skip
        assert read_line(line) is None


def test_a_chain_has_no_gap() -> None:
    key = Ed25519PrivateKey.generate()
    trusted = {keys.fingerprint(key.public_key()): key.public_key()}
    whole = a_chain(key, 3)
    chain.check_chain(whole, trusted)
    for broken, words in (
        (whole[1:], "Seal 1 is missing"),
        ([whole[0], whole[2]], "Seal 2 is missing"),
        ([whole[0], replace(whole[1], previous=FIRST).signed(key)], "does not follow"),
        ([whole[0], replace(whole[1], begins=11).signed(key)], "does not begin where"),
        ([whole[0], replace(whole[1], note="x")], "its signature does not fit"),
    ):
        with pytest.raises(chain.Broken, match=words):
            chain.check_chain(broken, trusted)


def test_the_copy_is_compared_line_by_line(tmp_path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    trusted = {keys.fingerprint(key.public_key()): key.public_key()}
    whole, path = a_chain(key, 3), tmp_path / "copy.jsonl"
    assert copies.read_copy(path) is None
    with copies.alone_with(path):
        copies.append(path, whole)
    found = copies.read_copy(path)
    assert found == copies.Copy(tuple(whole))
    assert chain.check_copy(whole, found, trusted, wanted=True) == []
    again = replace(whole[2], note="Restored", ends=40).signed(key)
    copies.append(path, [replace(again, previous=whole[1].digest).signed(key)])
    now = [*whole[:2], replace(again, previous=whole[1].digest).signed(key)]
    (remark,) = chain.check_copy(now, copies.read_copy(path), trusted, wanted=True)
    assert "1 seals of that time are lost: Restored" in remark
    with pytest.raises(chain.Broken, match="missing"):
        chain.check_copy(whole, None, trusted, wanted=True)
    assert chain.check_copy(whole, None, trusted, wanted=False) == []


def test_keys_are_made_once_and_only_ours_are_believed(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "key.pem"
    with pytest.raises(Refused, match="--new-key"):
        keys.signing_key(path, may_make=False)
    first = keys.signing_key(path, may_make=True)
    again = keys.signing_key(path, may_make=False)
    assert keys.fingerprint(first.public_key()) == keys.fingerprint(again.public_key())
    second = keys.make_key(path)
    trusted = keys.trusted_keys(keys.public_path(path))
    assert set(trusted) == {keys.fingerprint(one.public_key()) for one in (first, second)}
    assert keys.trusted_keys(tmp_path / "nowhere") == {}
    for content in (b"nothing", X25519PrivateKey.generate().private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())):  # fmt: skip
        path.write_bytes(content)
        with pytest.raises(Refused, match="does not hold an Ed25519 key"):
            keys.signing_key(path, may_make=False)
