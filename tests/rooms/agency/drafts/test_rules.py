"""What may be kept as a draft, and when two sends are the same."""

from __future__ import annotations

import pytest

from alongside.agency.drafts.rules import LARGEST, digest_of, may_keep, own_path


@pytest.mark.parametrize("key", ["contact-17", "plan:9f.2_a", "a"])
def test_a_plain_key_is_kept(key: str) -> None:
    assert may_keep(key, {"text": "Went well"})


@pytest.mark.parametrize("key", ["", "-a", "a b", "a/b", "x" * 121, "naïve"])
def test_a_strange_key_is_refused(key: str) -> None:
    assert may_keep(key, {}).code == "draft.key"


@pytest.mark.parametrize("data", [None, [], "text", {"a": 1}, {"a": None}, {"a": [1]}, {"a": {"b": "c"}}])
def test_only_fields_of_a_form_are_kept(data: object) -> None:
    assert may_keep("k", data).code == "draft.data"


def test_a_list_of_texts_is_a_field_with_several_values() -> None:
    assert may_keep("k", {"people": ["1", "2"]})


def test_a_draft_has_a_largest_size() -> None:
    assert may_keep("k", {"text": "x" * (LARGEST - 20)})
    assert may_keep("k", {"text": "x" * (LARGEST + 1)}).code == "draft.size"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("/contacts/new/?case=1", "/contacts/new/?case=1"),
        ("https://elsewhere.example/", ""),
        ("//elsewhere.example/", ""),
        ("/\\elsewhere.example/", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_draft_leads_only_into_this_site(url: str, kept: str) -> None:
    assert own_path(url) == kept


def test_the_digest_ignores_the_order_of_fields_and_the_tokens_of_the_page() -> None:
    one = digest_of({"text": ["a"], "people": ["1", "2"], "csrfmiddlewaretoken": ["x"], "idempotency_key": ["k"]})
    assert one == digest_of({"people": ["1", "2"], "text": ["a"], "csrfmiddlewaretoken": ["y"]})


def test_the_digest_tells_every_change() -> None:
    base = {"text": ["a"], "people": ["1", "2"]}
    others = [{**base, "text": ["b"]}, {**base, "people": ["1"]}, {**base, "more": [""]}, {"text": ["a"]}]
    assert len({digest_of(each) for each in [base, *others]}) == 5
