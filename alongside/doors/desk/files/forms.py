"""What adding, replacing and withdrawing a file ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from alongside.doors.desk.uploads import dropped
from alongside.ground.files.kinds import LARGEST, kind_of
from alongside.ground.files.names import clean_name
from alongside.ground.files.unfit import Unfit
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import ORDINARY, PSYCHOTHERAPY, RESTRICTED, SUBSTANCE_USE
from alongside.practice.documents.rules.attaching import words_of_refusal

ACCEPT = "image/jpeg,image/png,image/webp,application/pdf,.pdf,.jpg,.jpeg,.png,.webp,.txt,.docx,.xlsx,.odt"
"""What a browser offers to choose, a telephone's camera too. What comes is judged by its bytes all the same."""
LEVEL_WORDS = {
    ORDINARY: _("Everyone who sees this case"),
    RESTRICTED: _("Only those who carry it, and their supervisor"),
    SUBSTANCE_USE: _("Only those who write notes of substance use treatment"),
    PSYCHOTHERAPY: _("Only those who write notes of counselling"),
}
HELP = _("PDF, JPEG, PNG, text, Word or Excel, up to 20 MB each. Where and when a photo was taken is left out.")


class SeveralFiles(forms.FileInput):
    """The browser's own control for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; cleans to a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file by itself; an empty list where none was chosen and none is needed."""
        chosen = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if not chosen:
            super().clean(None, initial)
        return [super(FilesField, self).clean(one, initial) for one in chosen]


def files_field(*, required: bool = True) -> FilesField:
    """The field of every form that takes files."""
    widget = SeveralFiles(attrs={"accept": ACCEPT, "data-draft-skip": True})
    return FilesField(label=_("Files"), help_text=HELP, widget=widget, required=required, allow_empty_file=True)


def content_of(file: UploadedFile[Any]) -> bytes:
    """The bytes of a file that came; Refused when it was too much to be held."""
    if dropped(file) or (file.size or 0) > LARGEST:
        words = words_of_refusal("too_large" if (file.size or 0) > LARGEST else "too_much")
        raise Refused("file.too_large", words, fields={"files": words})
    return bytes(file.read())


class AddForm(forms.Form):
    """Files, what they are, who sees them."""

    upload = files_field()
    title = forms.CharField(
        label=_("What it is"),
        max_length=180,
        required=False,
        help_text=_("Such as: letter of the school, 3 November. Without it the name of the file stands here."),
    )
    level = forms.TypedChoiceField(label=_("Who sees it"), coerce=int, widget=forms.RadioSelect)
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, levels: Sequence[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.levels = tuple(levels)
        choices = [(str(level), LEVEL_WORDS[level]) for level in levels]
        self.fields["level"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.fields["level"].initial = str(ORDINARY)
        if len(choices) < 2:
            self.fields["level"].required = False
            self.fields["level"].widget = forms.HiddenInput()

    def clean_level(self) -> int:
        """The level, the ordinary one where there is nothing to choose."""
        return int(self.cleaned_data["level"] or ORDINARY)

    @property
    def chosen(self) -> list[UploadedFile[Any]]:
        """The files that came."""
        found: list[UploadedFile[Any]] = self.cleaned_data["upload"]
        return found


class ReplaceForm(forms.Form):
    """One better file."""

    file = forms.FileField(
        label=_("The better file"),
        help_text=HELP,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        allow_empty_file=True,
    )
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)


class WithdrawForm(forms.Form):
    """Why a file is withdrawn."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    why = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("Such as: belongs to another case. It stays on record with your name."),
    )


class BesideForm(forms.Form):
    """Files that come along with something else, such as a contact; each is looked at before anything is written."""

    upload = files_field(required=False)

    def clean_upload(self) -> list[UploadedFile[Any]]:
        """The files; said what would be right where one cannot be kept."""
        chosen: list[UploadedFile[Any]] = self.cleaned_data["upload"]
        for file in chosen:
            try:
                kind_of(content_of(file))
            except (Refused, Unfit) as no:
                words = str(no.message) if isinstance(no, Refused) else words_of_refusal(no.code)
                raise forms.ValidationError(f"{clean_name(file.name or '')}: {words}") from None
            file.seek(0)
        return chosen
