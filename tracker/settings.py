"""Every setting, in one file. What differs between machines comes from the environment.

The variables and what they mean stand in `.env.example`; with none set, everything works on
SQLite in `data/` beside manage.py.
"""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

# Registers them; `migrate`, `serve` and `check --database default` run them.
from tracker import checks as checks
from tracker import environment

BASE_DIR = Path(__file__).resolve().parent.parent
environment.read_file(BASE_DIR / ".env")

# Who we are ------------------------------------------------------------------------------------

SITE_URL = environment.site_url("SITE_URL", "http://127.0.0.1:8000")
SITE_NAME = environment.text("SITE_NAME", "Counterclaim")
PUBLIC = SITE_URL.startswith("https://")

# Told to readers on the page about us; what is not set is not told.
PUBLISHER = environment.text("COUNTERCLAIM_PUBLISHER", "")
ABOUT = environment.text("COUNTERCLAIM_ABOUT", "")
CONTACT = environment.contact("COUNTERCLAIM_CONTACT")
SECURITY_CONTACT = environment.contact("COUNTERCLAIM_SECURITY_CONTACT")

# What others may do with our data; the words we quote belong to those who said them.
DATA_LICENCE = environment.text("COUNTERCLAIM_DATA_LICENCE", "CC BY 4.0")
DATA_LICENCE_URL = environment.address(
    "COUNTERCLAIM_DATA_LICENCE_URL", "https://creativecommons.org/licenses/by/4.0/"
)

DEBUG = environment.flag("DEBUG")
if DEBUG and PUBLIC:
    raise ImproperlyConfigured(
        "DEBUG is on and SITE_URL begins with https: turn DEBUG off, it shows drafts and secrets."
    )
# Where editors work, if on a host of its own: then the readers' host has no desk.
DESK_URL = environment.site_url("COUNTERCLAIM_DESK_URL", "")
if DESK_URL and (DESK_URL == SITE_URL or DESK_URL.startswith("https://") != PUBLIC):
    raise ImproperlyConfigured(
        "COUNTERCLAIM_DESK_URL must name another host than SITE_URL, and begin as it does."
    )
ALLOWED_HOSTS = environment.allowed_hosts([SITE_URL, DESK_URL], debug=DEBUG)
CSRF_TRUSTED_ORIGINS = environment.trusted_origins(
    [url for url in (SITE_URL, DESK_URL) if url] if PUBLIC else []
)
# That passwords and what is read may be overheard, and answers changed on their way.
PLAIN_HTTP = environment.flag("COUNTERCLAIM_PLAIN_HTTP")

DATA = environment.data_directory(BASE_DIR / "data")
SECRET_KEY = environment.secret_key(DATA, public=PUBLIC)
SECRET_KEY_FALLBACKS = environment.names("SECRET_KEY_FALLBACKS", [])

# What is kept, and where -----------------------------------------------------------------------

DATABASES = {"default": environment.database(DATA / "counterclaim.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = environment.caches()

# What `checkpoint` signs with, and a folder it writes to: `serve` need not be able to read either.
SIGNING_KEY = environment.text("COUNTERCLAIM_SIGNING_KEY", "")
CHECKPOINTS = environment.text("COUNTERCLAIM_CHECKPOINTS", "")
# Who stamps what was signed with the time (RFC 3161), and a file of its certificates; nobody.
STAMP_AUTHORITY = environment.text("COUNTERCLAIM_STAMP_AUTHORITY", "")
STAMP_ROOT = environment.text("COUNTERCLAIM_STAMP_ROOT", "")
# Public keys (age1…), or files of them, of whoever may open backups.
BACKUP_RECIPIENTS = environment.names("COUNTERCLAIM_BACKUP_RECIPIENTS", [])
# The same of whoever may read who confidential sources are.
SOURCE_KEYS = environment.names("COUNTERCLAIM_SOURCE_KEYS", [])

# A folder of finished answers, which `bake` fills and a web server reads; empty for none.
BAKED = environment.folder("COUNTERCLAIM_BAKED")

# What it is made of ----------------------------------------------------------------------------

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"

INSTALLED_APPS = [
    "claims",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "simple_history",
    "django_filters",
    "drf_spectacular",
]

MIDDLEWARE = [
    # Outermost, so that errors and static files carry the headers too.
    "tracker.middleware.HeadersMiddleware",
    "tracker.middleware.OpenToOtherSites",
    "tracker.middleware.RefuseBrokenText",
    "tracker.middleware.TellWhoAsks",
    "tracker.middleware.KeepTheDeskApart",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.middleware.AskForCopies",
    "tracker.middleware.Sessions",
    "django.middleware.common.CommonMiddleware",
    "tracker.middleware.Csrf",
    "tracker.middleware.SignIn",
    "claims.admin.signing_in.sessions.EndSessions",
    "tracker.middleware.Messages",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "claims.admin.audit_middleware.AuditMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["tracker.templates.WithoutIndentation"],
                )
            ],
            # Loaded in place of Django's own: half of what a sentence costs is the same each time.
            "libraries": {"i18n": "tracker.sentences"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Reasons are kept whole, however long.
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

# Invitations and forgotten passwords are mailed where this is set, else a chief hands links on.
_post = environment.mail("COUNTERCLAIM_MAIL")
MAIL = _post is not None
if _post is not None:
    EMAIL_HOST, EMAIL_PORT = _post.host, _post.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _post.user, _post.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = _post.starttls, _post.tls
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = environment.text("COUNTERCLAIM_MAIL_FROM", "desk@localhost")

# For machines ----------------------------------------------------------------------------------

# How often one address may ask the API.
API_RATE = environment.rate("COUNTERCLAIM_API_RATE", "600/minute")
# What other sites' pages may read: it is the same for everybody and knows no cookie.
OPEN_TO_OTHER_SITES = ["/api/", "/feeds/", "/export/"]
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "claims.api.problems.answer",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    # A proxy holds the certificate of a public site, and says who asks.
    # tracker.middleware has told who asks.
    "NUM_PROXIES": 0,
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"{SITE_NAME} API",
    "DESCRIPTION": "Claims, who made them, and what is established, as of any moment.",
    "VERSION": "1.0.0",
    "LICENSE": {"name": DATA_LICENCE, "url": DATA_LICENCE_URL},
    "OAS_VERSION": "3.1.0",
    "SERVERS": [{"url": SITE_URL}],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    # Vocabularies stand where they are used: one word means different things in two places.
    "POSTPROCESSING_HOOKS": ["claims.api.schema.with_fewer_fields"],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}

# Language and time -----------------------------------------------------------------------------

USE_TZ = True
# The clocks of the newsroom: its own acts are dated by them.
TIME_ZONE = environment.time_zone("COUNTERCLAIM_TIME_ZONE", "UTC")
# How finely what we did is dated in public: an editor's hours are nobody's business.
PUBLIC_TIMES = environment.one_of("COUNTERCLAIM_PUBLIC_TIMES", "minute", ["minute", "hour"])
# What a second person signs before readers see it.
FOUR_EYES = environment.some_of(
    "COUNTERCLAIM_FOUR_EYES", ["confirmed", "refuted", "dead", "retraction", "suppression"]
)
# Of the whole site, readers' side and desk alike: a page knows its address and no reader.
LANGUAGE_CODE = environment.language("COUNTERCLAIM_LANGUAGE", "en")
# A message is its English sentence: in English there is nothing to look up, a hundred times a page.
USE_I18N = LANGUAGE_CODE != "en"
LANGUAGES = [(LANGUAGE_CODE, LANGUAGE_CODE)]
FORMAT_MODULE_PATH = "tracker.formats"
# A bare address typed into a form means https; Django 6 does so by itself.
FORMS_URLFIELD_ASSUME_HTTPS = True

# Static files ----------------------------------------------------------------------------------

STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tracker.static.HashedWhereCollected"},
}
# `serve` collects; where nobody has, files are served from the packages they lie in.
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()

# Safety ----------------------------------------------------------------------------------------

# Django 6's name and shape; tracker.middleware sends it until then.
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # X-Frame-Options comes from tracker.middleware
    "security.W003",  # ours stands in its place
    "templates.W003",  # the tags of i18n are there twice: ours stand in place of Django's
]
PERMISSIONS_POLICY = ["camera", "geolocation", "microphone", "payment", "usb", "browsing-topics"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CROSS_ORIGIN_RESOURCE_POLICY = "same-origin"

# How many proxies in front add the address they heard from to X-Forwarded-For.
PROXIES = environment.whole("COUNTERCLAIM_PROXIES", 1 if PUBLIC else 0)

# `serve` speaks plain HTTP to a proxy that holds the certificate and says so in this header.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PUBLIC else None
SECURE_SSL_REDIRECT = PUBLIC
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if PUBLIC else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PUBLIC
SECURE_HSTS_PRELOAD = PUBLIC

SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_AGE = None  # until the browser closes
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC
# The prefix makes browsers refuse such a cookie from a neighbouring host.
SESSION_COOKIE_NAME = "__Host-sessionid" if PUBLIC else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if PUBLIC else "csrftoken"

# Who may do what follows from roles alone: claims/domain/roles.py.
AUTHENTICATION_BACKENDS = ["claims.admin.access.Roles"]
ACCOUNT_ADAPTER = "claims.admin.signing_in.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # sign-up is closed
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # ours count in the database, for all processes
MFA_ADAPTER = "claims.admin.signing_in.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# On this machine alone a browser gives out keys without https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PUBLIC
MFA_TOTP_TOLERANCE = 1
PASSWORD_RESET_TIMEOUT = 48 * 3600
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "admin:login"
# A form whose token is of an earlier sign-in: what was typed in it is not lost.
CSRF_FAILURE_VIEW = "claims.admin.csrf.csrf_failure"

# A claim with many figures and citations is a form of a few thousand fields, and still small.
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A claim with 200 figures, all of whose boxes are sent back.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 15_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# What is said to whoever runs it ---------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        "line": {"format": "%(message)s"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain"},
        "lines": {"class": "logging.StreamHandler", "formatter": "line"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "claims": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # The audit log: JSON, a line each.
        "claims.audit": {"handlers": ["lines"], "level": "INFO", "propagate": False},
        "tracker": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
