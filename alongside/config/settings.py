"""Settings: one typed file. Whatever differs between installations comes from the environment."""

from __future__ import annotations

import json
import os
import secrets as random_secrets
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR", "var")).resolve()
DEMO = os.environ.get("ALONGSIDE_DEMO", "0") == "1"
TESTING = os.environ.get("ALONGSIDE_TESTING", "0") == "1"
DEBUG = False


def secret(name: str) -> str:
    """A secret of this installation: from the environment, else from the file the set-up wrote beside the data.

    Tools that never meet a record (type checks, message catalogues) get a random one that fits nothing.
    """
    if value := os.environ.get(f"ALONGSIDE_{name}"):
        return value
    path = DATA_DIR / "secrets.json"
    if path.exists():
        return str(json.loads(path.read_text())[name])
    return random_secrets.token_hex(32)


SECRET_KEY = secret("SECRET_KEY")
ENTRANCE_KEY = secret("ENTRANCE_KEY")
SEAL_KEY = Path(os.environ.get("ALONGSIDE_SEAL_KEY") or DATA_DIR / "seal-key.pem")
SEALS_FILE = Path(os.environ.get("ALONGSIDE_SEALS_FILE") or DATA_DIR / "seals.jsonl")
"""The key that signs the seals of the audit, and the copy of the seals outside the database."""
RETENTION_FILE = Path(os.environ.get("ALONGSIDE_RETENTION") or BASE_DIR / "config" / "retention.yaml")
"""How long what is kept; an agency's own file has the same form and covers the same columns."""
DISPOSALS_FILE = Path(os.environ.get("ALONGSIDE_DISPOSALS_FILE") or DATA_DIR / "disposals.jsonl")
"""The list of disposals outside the database, by which a restored backup is erased again."""
LETTER_NAMES = os.environ.get("ALONGSIDE_LETTER_NAMES", "0") == "1"
"""Whether the letter to a person about who saw her record names workers, or only their role and team."""
HIDE_BELOW = max(5, int(os.environ.get("ALONGSIDE_HIDE_BELOW", "11")))
"""In totals that are given to others, counts from 1 to one less than this are hidden."""
MASTER_KEYS = os.environ.get("ALONGSIDE_MASTER_KEYS", str(DATA_DIR / "masters.key"))
"""The file of the keys that wrap the keys of circles. Keep a copy of it apart from every backup."""

SCANNER = os.environ.get("ALONGSIDE_SCANNER", "")
"""Where a virus scanner (clamd) listens: ``unix:/path`` or ``tcp:host:port``. Without it files are only made anew."""

HOST_NAMES = os.environ.get("ALONGSIDE_HOSTS", "")
ALLOWED_HOSTS = [*filter(None, HOST_NAMES.split(",")), "localhost", "127.0.0.1", "[::1]"]
SECURE = not DEMO and not TESTING
PADDED = not TESTING
"""Whether answers that found nothing wait, so that time tells nothing."""


def database(url: str) -> dict[str, Any]:
    """Django's description of the PostgreSQL database at ``url``."""
    parts = {key: value for key, value in conninfo_to_dict(url).items() if value is not None} if url else {}
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    options = {key: value for key, value in parts.items() if key not in known}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{known[key]: str(value) for key, value in parts.items() if key in known},
        "OPTIONS": options,
    }


APP_DATABASE_URL = os.environ.get("ALONGSIDE_APP_DATABASE_URL", "")
DATABASES: dict[str, dict[str, Any]] = {"default": database(APP_DATABASE_URL)}
DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 5}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if not TESTING:
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": 5}
if os.environ.get("DATABASE_URL"):
    DATABASES["owner"] = database(os.environ["DATABASE_URL"])
"""``default`` is the application's own role, bound by row-level security. ``owner`` exists only in the processes that
migrate; the web server's environment does not hold it."""

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "csp",
    "alongside.ground.ui",
    "alongside.ground.paper",
    "alongside.agency.organisation",
    "alongside.agency.access",
    "alongside.agency.staff",
    "alongside.agency.drafts",
    "alongside.agency.tokens",
    "alongside.agency.keys",
    "alongside.record.people",
    "alongside.record.intakes",
    "alongside.record.cases",
    "alongside.practice.assessments",
    "alongside.practice.plans",
    "alongside.practice.contacts",
    "alongside.practice.corrections",
    "alongside.practice.documents",
    "alongside.practice.consents",
    "alongside.practice.choices",
    "alongside.practice.dynamics",
    "alongside.practice.careteams",
    "alongside.oversight.imports",
    "alongside.oversight.exports",
    "alongside.oversight.audit",
    "alongside.oversight.disposals",
    "alongside.oversight.requests",
    "alongside.oversight.breaches",
    "alongside.oversight.outcomes",
    "alongside.oversight.journeys",
    "alongside.oversight.overviews",
    "alongside.doors.desk",
    "alongside.doors.console",
    "alongside.doors.exchange",
    "alongside.doors.partner",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "alongside.doors.exchange.entrance.answer_programs",
    "csp.middleware.CSPMiddleware",
    "alongside.doors.partner.entrance.answer_partners",
    "alongside.doors.desk.entrance.one_transaction",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "alongside.doors.desk.entrance.arriving",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "alongside.doors.desk.sign_in.noting.note_ways_in",
    "alongside.doors.desk.entrance.reader_of_request",
    "alongside.doors.desk.sign_in.keeper.keep_door",
]

ROOT_URLCONF = "alongside.config.urls"
WSGI_APPLICATION = "alongside.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "doors" / "desk" / "templates"],  # before the pages of the sign-in library
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "alongside.doors.desk.shell.shell",
            ],
            "builtins": ["alongside.ground.ui.templatetags.ui", "django.templatetags.i18n"],
        },
    }
]

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "alongside.agency.staff.rules.NotTheDemonstrationPassword"},
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"

SIGN_IN_FORMS = "alongside.doors.desk.sign_in.forms"
ACCOUNT_ADAPTER = "alongside.doors.desk.sign_in.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": f"{SIGN_IN_FORMS}.SignIn",
    "reauthenticate": f"{SIGN_IN_FORMS}.Again",
    "change_password": f"{SIGN_IN_FORMS}.ChangePassword",
    "reset_password": f"{SIGN_IN_FORMS}.ForgotPassword",
    "reset_password_from_key": f"{SIGN_IN_FORMS}.NewPassword",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("ALONGSIDE_PROXIES", "0"))
MFA_ADAPTER = "alongside.doors.desk.sign_in.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": f"{SIGN_IN_FORMS}.Code",
    "reauthenticate": f"{SIGN_IN_FORMS}.AgainCode",
    "activate_totp": f"{SIGN_IN_FORMS}.AddApp",
    "add_webauthn": f"{SIGN_IN_FORMS}.AddPasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1

CACHES = {
    "default": {
        "BACKEND": "alongside.doors.desk.sign_in.counters.SharedCounters",
        "LOCATION": "shared_counter",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
"""Holds nothing but counts of tries and codes that were used, in the database, for all web processes alike."""

SESSION_COOKIE_AGE = 15 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "alongside.doors.desk.errors.csrf_refused"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in filter(None, HOST_NAMES.split(","))]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "report-uri": ["/csp-report/"],
    }
}

LANGUAGE_CODE = "en"
LANGUAGES: list[tuple[str, Any]] = [("en", _("English"))]
if DEMO or TESTING:
    LANGUAGES += [("en-xa", "Éñğļîšĥ (pseudo)"), ("ar-xb", "عربي (pseudo)")]
LANGUAGES_BIDI = ["ar", "ar-xb", "fa", "he", "ur"]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR.parent / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "alongside.ground.ui.bundle.BundledStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING
WHITENOISE_AUTOREFRESH = TESTING

if DEMO and "ALONGSIDE_MAIL_HOST" not in os.environ:  # nobody in it has an address: what would be sent lies in a folder
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST = os.environ.get("ALONGSIDE_MAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("ALONGSIDE_MAIL_PORT", "25"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("ALONGSIDE_MAIL_FROM", "alongside@localhost")

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = ["alongside.doors.desk.uploads.InMemory"]
"""Files stay in memory on their way in, bounded for each request, so that none lies in clear on a disk."""
PROCRASTINATE_ON_APP_READY = None
PROCRASTINATE_IMPORT_PATHS = [
    "alongside.doors.commands.audit_jobs",
    "alongside.doors.commands.disposal_jobs",
    "alongside.doors.commands.emergencies",
    "alongside.doors.commands.jobs",
    "alongside.doors.commands.letters",
    "alongside.doors.commands.mails",
    "alongside.doors.commands.matching",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "alongside.config.logs.WithoutWords",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
