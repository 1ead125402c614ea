"""Signing in: sessions, passwords, second factors and the government identity service."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import environ

env = environ.Env()

AUTH_USER_MODEL = "units.Person"
# Axes only turns the locked away; the other knows the password.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"

# Accounts are made by the system administrator; no page of the account package makes one, and none sends mail.
ACCOUNT_ADAPTER = "gongkai.desk.account.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_USER_DISPLAY = str
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_FORMS = {
    "login": "gongkai.desk.account.forms.SignInForm",
    "change_password": "gongkai.desk.account.forms.ChangePasswordForm",
    "reauthenticate": "gongkai.desk.account.forms.ReauthenticateForm",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600

# Passwords: how long at least, for how many days (0: for good), and how many used ones may not come again.
PASSWORD_LENGTH = env.int("GONGKAI_PASSWORD_LENGTH", default=10)
PASSWORD_DAYS = env.int("GONGKAI_PASSWORD_DAYS", default=90)
PASSWORD_HISTORY = env.int("GONGKAI_PASSWORD_HISTORY", default=5)
ACCOUNT_PASSWORD_MIN_LENGTH = None
_DJANGO = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": _DJANGO + "MinimumLengthValidator", "OPTIONS": {"min_length": PASSWORD_LENGTH}},
    {"NAME": "gongkai.units.passwords.ThreeKinds"},
    {"NAME": _DJANGO + "UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("login", "name")}},
    {"NAME": _DJANGO + "CommonPasswordValidator"},
    {"NAME": "gongkai.units.passwords.NotUsedLately"},
]

# Failed sign-ins: how many lock a login, for how many minutes, and whether only from the address they came from.
LOCK_FAILURES = env.int("GONGKAI_LOCK_FAILURES", default=5)
LOCK_MINUTES = env.int("GONGKAI_LOCK_MINUTES", default=30)
LOCK_BY_ADDRESS = env.bool("GONGKAI_LOCK_BY_ADDRESS", default=True)
AXES_FAILURE_LIMIT = LOCK_FAILURES
AXES_COOLOFF_TIME = timedelta(minutes=LOCK_MINUTES)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]] if LOCK_BY_ADDRESS else ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_USERNAME_CALLABLE = "gongkai.desk.account.door.login_of"
AXES_CLIENT_IP_CALLABLE = "gongkai.desk.account.door.address_of"
AXES_LOCKOUT_CALLABLE = "gongkai.desk.account.door.locked_page"
AXES_SENSITIVE_PARAMETERS = ["login", "username", "ip_address"]
# Against many logins from one address, or one login from many: wider than the lock, since an office shares an address.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/h/ip,40/h/key", "reauthenticate": "10/m/user"}

# Second factors: codes from an authenticator, passkeys, recovery codes; who must have one is told by duties.
SECOND_FACTOR_DUTIES = env.list(
    "GONGKAI_SECOND_FACTOR_DUTIES",
    default=["system_administrator", "security_administrator", "audit_administrator"],
)
MFA_ADAPTER = "gongkai.desk.account.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = env.bool("GONGKAI_PASSKEY_ON_LOCALHOST", default=True)
MFA_FORMS = {
    "authenticate": "gongkai.desk.account.forms.SecondFactorForm",
    "reauthenticate": "gongkai.desk.account.forms.SecondFactorAgainForm",
    "activate_totp": "gongkai.desk.account.forms.ActivateCodesForm",
    "add_webauthn": "gongkai.desk.account.forms.AddKeyForm",
    "edit_webauthn": "gongkai.desk.account.forms.RenameKeyForm",
}

# Sessions end with the browser, and after so many minutes without work.
IDLE_MINUTES = env.int("GONGKAI_IDLE_MINUTES", default=120)
SESSION_COOKIE_AGE = IDLE_MINUTES * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# The government's identity service, by OpenID Connect; nothing set, nothing shown.
OIDC_ISSUER = env.str("GONGKAI_OIDC_ISSUER", default="").rstrip("/")
OIDC_MATCH = env.str("GONGKAI_OIDC_MATCH", default="preferred_username")
SOCIALACCOUNT_ADAPTER = "gongkai.desk.account.identity.IdentityAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
# A plain link: the state kept in the session is what guards the way back.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "provider_class": "gongkai.desk.account.identity.IdentityService",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "identity",
                "name": env.str("GONGKAI_OIDC_NAME", default="统一身份认证"),
                "client_id": env.str("GONGKAI_OIDC_CLIENT_ID", default=""),
                "secret": env.str("GONGKAI_OIDC_CLIENT_SECRET", default=""),
                "settings": {"server_url": OIDC_ISSUER, "scope": ["openid", "profile"]},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}
