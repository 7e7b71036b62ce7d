"""The papers and the files of a case, and one of each to read."""

from __future__ import annotations

from alongside.practice.documents.queries.attachments import (
    AttachmentLine,
    AttachmentPage,
    GivenFile,
    attachment_page,
    attachment_row,
    attachments_of,
    file_to_give,
    levels_to_choose,
    thumbnail_to_give,
)
from alongside.practice.documents.queries.checking import Examined, Waiting, examined, waiting_file
from alongside.practice.documents.queries.papers import DocumentLine, Paper, case_of, documents_of, paper

__all__ = [
    "AttachmentLine",
    "AttachmentPage",
    "DocumentLine",
    "Examined",
    "GivenFile",
    "Paper",
    "Waiting",
    "attachment_page",
    "attachment_row",
    "attachments_of",
    "case_of",
    "documents_of",
    "examined",
    "file_to_give",
    "levels_to_choose",
    "paper",
    "thumbnail_to_give",
    "waiting_file",
]
