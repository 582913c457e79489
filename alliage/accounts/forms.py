"""Forms of sign-in: allauth's, in our words and without placeholders."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from allauth.socialaccount import forms as identity
from django import forms
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LONG_ENOUGH = _(
    "Douze caractères au moins. Une phrase que vous seul connaissez convient très bien."
)
AT_NAME = _("Affiché à côté de ce que vous écrivez.")


def _forgotten() -> str:
    words = gettext("Mot de passe oublié ?")
    return format_html('<a href="{}">{}</a>', reverse("account_reset_password"), words)


FORGOTTEN = lazy(_forgotten, str)()
ADDRESS = _("Adresse e-mail")
PASSWORD = _("Mot de passe")
NEW_PASSWORD = _("Nouveau mot de passe")
AGAIN = _("Le même, une seconde fois")
CODE = _("Code")
CODE_HINT = _("Les six chiffres de votre application, ou un code de secours.")


class Worded(forms.Form):
    """A form whose labels and hints are ours: `words` gives, by field, the label and the hint."""

    words: dict[str, tuple[Any, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Replace the words of each field."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class LoginForm(Worded, account.LoginForm):  # type: ignore[misc]  # allauth has no types
    """Sign in."""

    words = {
        "login": (ADDRESS, ""),
        "password": (PASSWORD, FORGOTTEN),
        "remember": (_("Rester connecté sur cet appareil"), ""),
    }


class SignupForm(Worded, account.SignupForm):  # type: ignore[misc]  # allauth has no types
    """Create an account."""

    name = forms.CharField(
        max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}), required=False
    )
    field_order = ["name", "email", "password1"]
    words = {
        "name": (_("Nom"), AT_NAME),
        "email": (ADDRESS, _("Nous y envoyons un lien de confirmation.")),
        "password1": (PASSWORD, LONG_ENOUGH),
    }


class IdentitySignupForm(Worded, identity.SignupForm):  # type: ignore[misc]  # idem
    """Complete an account opened by an identity provider."""

    words = {"email": (ADDRESS, _("Nous y envoyons un lien de confirmation."))}


class AddEmailForm(Worded, account.AddEmailForm):  # type: ignore[misc]  # idem
    """Change one's address."""

    words = {"email": (_("Nouvelle adresse e-mail"), _("Elle sert une fois confirmée."))}


class ChangePasswordForm(Worded, account.ChangePasswordForm):  # type: ignore[misc]  # idem
    """Change one's password."""

    words = {
        "oldpassword": (_("Mot de passe actuel"), FORGOTTEN),
        "password1": (NEW_PASSWORD, LONG_ENOUGH),
        "password2": (AGAIN, ""),
    }


class SetPasswordForm(Worded, account.SetPasswordForm):  # type: ignore[misc]  # idem
    """Choose a first password."""

    words = {"password1": (PASSWORD, LONG_ENOUGH), "password2": (AGAIN, "")}


class ResetPasswordForm(Worded, account.ResetPasswordForm):  # type: ignore[misc]  # idem
    """Ask for a new password."""

    words = {"email": (ADDRESS, _("Celle de votre compte."))}


class ResetPasswordKeyForm(Worded, account.ResetPasswordKeyForm):  # type: ignore[misc]  # idem
    """Choose a new password from the link received."""

    words = {"password1": (NEW_PASSWORD, LONG_ENOUGH), "password2": (AGAIN, "")}


class ReauthenticateForm(Worded, account.ReauthenticateForm):  # type: ignore[misc]  # idem
    """Confirm who one is by the password."""

    words = {"password": (PASSWORD, FORGOTTEN)}


class AuthenticateForm(Worded, second_factor.AuthenticateForm):  # type: ignore[misc]  # idem
    """Give the second factor."""

    words = {"code": (CODE, CODE_HINT)}


class ReauthenticateCodeForm(Worded, second_factor.ReauthenticateForm):  # type: ignore[misc]  # idem
    """Confirm who one is by a code."""

    words = {"code": (CODE, CODE_HINT)}


class ActivateTOTPForm(Worded, totp.ActivateTOTPForm):  # type: ignore[misc]  # idem
    """Prove that the application is set."""

    words = {"code": (CODE, _("Les six chiffres que l’application affiche maintenant."))}


class PasskeyNamed(Worded):
    """A form that names a passkey."""

    words = {
        "name": (_("Nom de la clé"), _("Pour la reconnaître : « téléphone », « clé USB »…")),
        "passwordless": (
            _("Me connecter par cette clé seule, sans mot de passe"),
            _("L’appareil vous reconnaît : empreinte, visage ou code."),
        ),
    }


class AddPasskeyForm(PasskeyNamed, passkeys.AddWebAuthnForm):  # type: ignore[misc]  # idem
    """Add a passkey."""


class EditPasskeyForm(PasskeyNamed, passkeys.EditWebAuthnForm):  # type: ignore[misc]  # idem
    """Rename a passkey."""
