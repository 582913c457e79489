"""How allauth behaves here: our words, our people, and nothing that tells who has an account."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.forms import BaseForm
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from .models import User
from .openid import logout_address
from .wording import CHANGES, ERRORS, MAILS, MESSAGES, SECOND_FACTOR_ERRORS


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-in by address and password."""

    error_messages = DefaultAccountAdapter.error_messages | ERRORS

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Write a mail in our words, as plain text."""
        mail = MAILS.get(template_prefix)
        subject = mail.subject if mail else CHANGES[template_prefix]
        body = render_to_string(
            "accounts/mail.txt",
            {
                "subject": subject,
                "text": mail.text if mail else "",
                "url": context[mail.link] if mail and mail.link else "",
                "account_url": settings.SITE_URL + reverse("accounts:account"),
                "change": None if mail else context,
            },
        )
        to = [email] if isinstance(email, str) else email
        return EmailMessage(str(subject), body, self.get_from_email(), to, headers=headers)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Show a message in our words, or nothing when we have none for it."""
        text = message or MESSAGES.get(message_template or "")
        if text:
            messages.add_message(request, level, str(text), extra_tags=extra_tags)

    def save_user(
        self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True
    ) -> User:
        """Keep the name of whoever signs up."""
        user.name = form.cleaned_data.get("name", "")
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to the account once the password has changed."""
        return reverse("accounts:account")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Leave the identity provider too, when it asks for it, then come back home."""
        return logout_address(request) or resolve_url(settings.LOGOUT_REDIRECT_URL)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Name the ways to confirm who one is in our words."""
        names = {
            "reauthenticate": _("Par mon mot de passe"),
            "mfa_reauthenticate": _("Par un code"),
            "mfa_reauthenticate:webauthn": _("Par une clé d’accès"),
        }
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": names[method["id"]]} for method in methods]


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Second factors: an application, passkeys, recovery codes."""

    error_messages = SECOND_FACTOR_ERRORS

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """Propose a name for a passkey."""
        return _("Ma clé d’accès")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Say to browsers whose passkeys these are."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "Alliage"}
