"""Addresses of one's own account: the account package's, with those closed that make no sense here."""

from __future__ import annotations

from django.urls import include, path

from gongkai.desk.account.views import closed, identity_callback, identity_login, sign_out_everywhere

# The names stay, since pages of the package ask for them.
urlpatterns = [
    path("signup/", closed, name="account_signup"),
    path("email/", closed, name="account_email"),
    path("confirm-email/", closed, name="account_email_verification_sent"),
    path("confirm-email/<str:key>/", closed, name="account_confirm_email"),
    path("password/set/", closed, name="account_set_password"),
    path("password/reset/", closed, name="account_reset_password"),
    path("password/reset/done/", closed, name="account_reset_password_done"),
    path("password/reset/key/done/", closed, name="account_reset_password_from_key_done"),
    path("password/reset/key/<str:uidb36>-<str:key>/", closed, name="account_reset_password_from_key"),
    path("login/code/confirm/", closed, name="account_confirm_login_code"),
    path("3rdparty/signup/", closed, name="socialaccount_signup"),
    path("3rdparty/", closed, name="socialaccount_connections"),
    path("social/signup/", closed),
    path("social/connections/", closed),
    path("sign-out-everywhere/", sign_out_everywhere, name="account_sign_out_everywhere"),
    path("oidc/<str:provider_id>/login/", identity_login, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", identity_callback, name="openid_connect_callback"),
    path("", include("allauth.urls")),
]
