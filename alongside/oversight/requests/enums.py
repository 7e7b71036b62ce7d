"""Who asks for a record, under which law, and what is decided about each passage of it."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Asker(TextChoices):
    """In what right somebody asks."""

    PERSON = "person", _("The person herself")
    PARENT = "parent", _("A parent or guardian with authority")
    REPRESENTATIVE = "representative", _("A representative with signed authority")


class Arrival(TextChoices):
    """How a request came."""

    SPOKEN = "spoken", _("Said in person")
    PHONE = "phone", _("By phone")
    LETTER = "letter", _("By letter")
    EMAIL = "email", _("By e-mail")


class Law(TextChoices):
    """Under which law a request is answered; each has a profile in ``rules/laws``."""

    HIPAA = "hipaa", _("HIPAA (United States, health)")
    GDPR = "gdpr", _("GDPR (European Union)")
    UK_GDPR = "uk_gdpr", _("UK GDPR")
    OTHER = "other", _("Another law, or the agency’s own rule")


class Proof(TextChoices):
    """How it was checked who asks."""

    KNOWN = "known", _("A worker here knows them by sight")
    DOCUMENT = "document", _("Saw a document with a picture")
    ANSWERS = "answers", _("Asked about things that only they know")
    CALLED_BACK = "called_back", _("Called back on a number that we already had")


class RequestState(TextChoices):
    """Where a request stands."""

    RECEIVED = "received", _("To check who asks")
    KNOWN = "known", _("To gather")
    GATHERED = "gathered", _("To decide, passage by passage")
    MAKING = "making", _("The copy is being made")
    READY = "ready", _("Ready to hand over")
    ANSWERED = "answered", _("Handed over")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Taken back")


class RefusalGround(TextChoices):
    """Why a whole request is refused."""

    NOT_KNOWN = "not_known", _("We could not find out who asks")
    NO_AUTHORITY = "no_authority", _("Whoever asks may not ask for this person")
    NO_RECORD = "no_record", _("We keep no record about them")
    DANGER = "danger", _("A copy would put somebody in danger")
    LEGAL_FILE = "legal_file", _("It was made for a court case")
    AGAIN = "again", _("The same was answered shortly before")


class Proposal(TextChoices):
    """With which decision a passage begins. It decides nothing."""

    GIVE = "give", _("Hand over")
    HOLD = "hold", _("Look first")


class Worry(TextChoices):
    """Why a passage begins as one to look at first."""

    NONE = "", ""
    OTHER_PERSON = "other_person", _("It is about somebody else")
    RESTRICTED = "restricted", _("It is a restricted entry")
    SAFE_PLACE = "safe_place", _("It says where somebody hides")
    SAFEGUARDING = "safeguarding", _("It is about protecting somebody from harm")
    TOLD_BY_OTHERS = "told_by_others", _("Somebody else told us this")
    SUGGESTED = "suggested", _("Other people may be named in it")
    FILE = "file", _("It is a file: open it and look at all of it")


class Choice(TextChoices):
    """What a human decided about a passage. Asking the other person decides nothing yet."""

    WHOLE = "whole", _("Hand it over whole")
    PART = "part", _("Hand it over, and hold parts of it")
    NONE = "none", _("Hold all of it")
    ASK = "ask", _("Ask the other person first")


class HoldReason(TextChoices):
    """Why something is held back; these words stand in the copy."""

    OTHER_PERSON = "other_person", _("about another person")
    DANGER = "danger", _("danger to somebody")
    TOLD_IN_CONFIDENCE = "in_confidence", _("told to us in confidence")
    SAFEGUARDING = "safeguarding", _("protecting somebody from harm")
    COUNSELLING = "counselling", _("notes of counselling")
    LEGAL = "legal", _("advice of a lawyer")
    SAFE_PLACE = "safe_place", _("a place that must stay hidden")


class SpanKind(TextChoices):
    """What a suggested or added span is."""

    NAME = "name", _("a name of somebody else")
    UNKNOWN = "unknown", _("perhaps a name of somebody else")
    PHONE = "phone", _("a phone number")
    EMAIL = "email", _("an e-mail address")
    ADDRESS = "address", _("an address")
    BIRTH = "birth", _("a date of birth")
    ADDED = "added", _("added by you")


class PaperKind(TextChoices):
    """What is made on paper for a request."""

    COPY = "copy", _("The copy")
    LETTER = "letter", _("The letter with it")
    FILES = "files", _("The copy with its files")


class HandOver(TextChoices):
    """By which way a copy is handed over."""

    HANDED = "handed", _("In person, into their own hands")
    LETTER = "letter", _("By letter")
    EMAIL = "email", _("By e-mail")
