"""The account package's forms with our words and our fields."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm as TheirChangePasswordForm
from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as TheirReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as TheirSecondFactorAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.forms import Form
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def _dress(form: Form, words: dict[str, Any]) -> None:
    """Our labels; no placeholders, which vanish when one begins to type; no reset link, since nothing is mailed."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs.setdefault("class", "input")
        if name in words:
            field.label = words[name]
        if name in ("password", "oldpassword", "password2"):
            field.help_text = ""


class SignInForm(LoginForm):  # type: ignore[misc]
    """Login name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, {"login": _("登录名"), "password": _("密码")})
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class ReauthenticateForm(TheirReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, {"password": _("密码")})


class ChangePasswordForm(TheirChangePasswordForm):  # type: ignore[misc]
    """The rules stand at the field, from the validators themselves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, {"oldpassword": _("当前密码"), "password1": _("新密码"), "password2": _("再输一次新密码")})
        self.fields["password1"].help_text = " ".join(str(one) for one in password_validators_help_texts())
        if settings.PASSWORD_DAYS:
            said = gettext("密码每 %(days)d 天更换一次。") % {"days": settings.PASSWORD_DAYS}
            self.fields["password1"].help_text += " " + said


class SecondFactorForm(AuthenticateForm):  # type: ignore[misc]
    """The code after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, {"code": _("验证码")})
        self.fields["code"].help_text = _("验证器显示的六位数字；手边没有验证器的，输入一个备用码。")


class SecondFactorAgainForm(TheirSecondFactorAgainForm):  # type: ignore[misc]
    """The code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, {"code": _("验证码")})


class ActivateCodesForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, {"code": _("验证码")})
        self.fields["code"].help_text = _("扫描后，验证器上此刻显示的六位数字。")
        self.fields["code"].widget.attrs |= {"inputmode": "numeric"}


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new key, with a name to tell it from others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, {"name": _("名称"), "passwordless": _("通行密钥：以后可以不输密码，直接用它登录")})
        self.fields["name"].help_text = _("例如：办公室电脑、蓝色安全密钥。")
        if "passwordless" in self.fields:
            self.fields["passwordless"].help_text = _("须用密钥自己的 PIN 或指纹确认。")


class RenameKeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, {"name": _("名称")})
