"""Settings: one file, every value read from the environment.

Each variable is documented in docs/settings.md, and a test checks that none is missing there.
"""

from pathlib import Path

from django.utils.csp import CSP
from environs import Env

from .mail import mailer
from .secret import kept_secret
from .sign_in import origin_of, providers

env = Env()

# --- Where things live -----------------------------------------------------------------------
PACKAGE_DIR = Path(__file__).resolve().parent.parent
ALLIAGE_HOME = Path(env.str("ALLIAGE_HOME", "var")).resolve()
MEDIA_ROOT = ALLIAGE_HOME / "media"
SEARCH_INDEX_DIR = ALLIAGE_HOME / "index"
BACKUP_DIR = ALLIAGE_HOME / "backups"
IMPORT_DIR = ALLIAGE_HOME / "imports"
IMPORT_MAX_MB = env.int("ALLIAGE_IMPORT_MAX_MB", 20)
IMPORT_DAYS = env.int("ALLIAGE_IMPORT_DAYS", 30)

# --- Safety ----------------------------------------------------------------------------------
DEBUG = env.bool("ALLIAGE_DEBUG", False)
SECRET_KEY = env.str("ALLIAGE_SECRET_KEY", "") or kept_secret(ALLIAGE_HOME / "secret_key")
ALLOWED_HOSTS = env.list("ALLIAGE_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("ALLIAGE_SITE_URL", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
IS_SECURE = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = IS_SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_SECURE
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],  # and the identity provider's, when there is one (see Sign-in)
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

# --- Composition -----------------------------------------------------------------------------
INSTALLED_APPS = [
    "alliage.config",
    "alliage.api",
    "alliage.contribution",
    "alliage.curation",
    "alliage.exchange",
    "alliage.harvesting",
    "alliage.opendata",
    "alliage.capitalisation",
    "alliage.network",
    "alliage.territories",
    "alliage.taxonomy",
    "alliage.search",
    "alliage.notifications",
    "alliage.tasks",
    "alliage.accounts",
    "alliage.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "alliage.web.bodies.head_without_body",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "alliage.web.theme.vary_on_theme",
]
ROOT_URLCONF = "alliage.config.urls"
WSGI_APPLICATION = "alliage.config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "alliage.web.context.site",
            ],
        },
    },
]

# --- Data ------------------------------------------------------------------------------------
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{ALLIAGE_HOME}/alliage.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL lets readers go on while one writes; IMMEDIATE takes the write lock before the first
    # statement, so two writers queue instead of failing half-way (SQLITE_BUSY on upgrade).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;"
        ),
    }
else:
    # JIT compilation costs seconds on wide queries and saves nothing on ours (ADR 0001).
    DATABASES["default"]["OPTIONS"] = {"options": "-c jit=off"}
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("ALLIAGE_DB_MAX_AGE", 60)
SEARCH_ENGINE = env.str("ALLIAGE_SEARCH_ENGINE", "tantivy")
IS_DEMO = env.bool("ALLIAGE_DEMO", False)

# --- Sign-in ---------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:account"
LOGOUT_REDIRECT_URL = "pages:home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {"user_attributes": ["email", "name"]},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
    }.items()
]
ACCOUNT_ADAPTER = "alliage.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "alliage.accounts.forms.LoginForm",
    "signup": "alliage.accounts.forms.SignupForm",
    "add_email": "alliage.accounts.forms.AddEmailForm",
    "change_password": "alliage.accounts.forms.ChangePasswordForm",
    "set_password": "alliage.accounts.forms.SetPasswordForm",
    "reset_password": "alliage.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "alliage.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "alliage.accounts.forms.ReauthenticateForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# A private computer is the more frequent: staying signed in is the reader's choice all the same.
ACCOUNT_SESSION_REMEMBER = None
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("ALLIAGE_PROXIES", 0)
MFA_ADAPTER = "alliage.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Alliage"
# A clock half a minute late is common on phones.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "alliage.accounts.forms.AuthenticateForm",
    "reauthenticate": "alliage.accounts.forms.ReauthenticateCodeForm",
    "activate_totp": "alliage.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "alliage.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "alliage.accounts.forms.EditPasskeyForm",
}
# Browsers accept plain HTTP for passkeys on this very machine only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
SOCIALACCOUNT_ADAPTER = "alliage.accounts.openid.IdentityAdapter"
SOCIALACCOUNT_FORMS = {"signup": "alliage.accounts.forms.IdentitySignupForm"}
OIDC_ISSUER = env.str("ALLIAGE_OIDC_ISSUER", "").rstrip("/")
SOCIALACCOUNT_PROVIDERS = providers(
    issuer=OIDC_ISSUER,
    client_id=env.str("ALLIAGE_OIDC_CLIENT_ID", ""),
    secret=env.str("ALLIAGE_OIDC_CLIENT_SECRET", ""),
    name=env.str("ALLIAGE_OIDC_NAME", "OpenID Connect"),
    scopes=env.str("ALLIAGE_OIDC_SCOPES", "openid profile email"),
    acr_values=env.str("ALLIAGE_OIDC_ACR_VALUES", ""),
    has_logout=env.bool("ALLIAGE_OIDC_LOGOUT", False),
)
if OIDC_ISSUER:
    # Browsers check where a form leads in the end: the button that leads to the provider is one.
    SECURE_CSP["form-action"] = [CSP.SELF, origin_of(OIDC_ISSUER)]

# Attempts are counted in the cache. In files, all the processes of a machine count together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": ALLIAGE_HOME / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# --- Interface for programs -------------------------------------------------------------------
API_LIMIT = env.int("ALLIAGE_API_LIMIT", 120)
API_LIMIT_TOKEN = env.int("ALLIAGE_API_LIMIT_TOKEN", 600)
API_LIMIT_WRITE = env.int("ALLIAGE_API_LIMIT_WRITE", 60)

# --- Background work --------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Harvesting ------------------------------------------------------------------------------
OAI_PAGE = env.int("ALLIAGE_OAI_PAGE", 100)
HARVEST_PAUSE_S = env.float("ALLIAGE_HARVEST_PAUSE", 1.0)
HARVEST_TIMEOUT_S = env.float("ALLIAGE_HARVEST_TIMEOUT", 60.0)
HARVEST_MAX_MB = env.int("ALLIAGE_HARVEST_MAX_MB", 20)
HARVEST_PRIVATE_HOSTS: list[str] = env.list("ALLIAGE_HARVEST_PRIVATE_HOSTS", [])

# --- Who runs this instance (shown by the legal, privacy and accessibility pages) ------------
OPERATOR = env.str("ALLIAGE_OPERATOR", "")
OPERATOR_ADDRESS = env.str("ALLIAGE_OPERATOR_ADDRESS", "")
PUBLICATION_DIRECTOR = env.str("ALLIAGE_PUBLICATION_DIRECTOR", "")
HOSTING = env.str("ALLIAGE_HOSTING", "")
CONTACT_EMAIL = env.str("ALLIAGE_CONTACT_EMAIL", "")

# --- Languages -------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Europe/Paris"
USE_TZ = True

# --- Files served ----------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = ALLIAGE_HOME / "static"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Mail and logs ---------------------------------------------------------------------------
MAILERS = {"default": mailer(env.dj_email_url("ALLIAGE_EMAIL_URL", "console:"))}
DEFAULT_FROM_EMAIL = env.str("ALLIAGE_FROM_EMAIL", "alliage@localhost")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {
        "reader": {"()": "alliage.config.logs.WithoutReaderFaults"},
        "secrets": {"()": "alliage.config.logs.WithoutSecrets"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["reader", "secrets"],
        }
    },
    "root": {"handlers": ["console"], "level": env.str("ALLIAGE_LOG_LEVEL", "WARNING")},
}
