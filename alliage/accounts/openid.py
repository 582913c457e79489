"""Sign-in by an identity provider (OpenID Connect): what allauth leaves to us.

The nonce, the user information given as a signed token (ProConnect), and the way out.
"""

import secrets
from typing import Any
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .models import User
from .wording import IDENTITY_ERRORS

SESSION_KEY = "oidc_logout"


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """People who come from an identity provider."""

    error_messages = IDENTITY_ERRORS

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> User:
        """Take the name and the address that the provider gives."""
        user: User = super().populate_user(request, sociallogin, data)
        parts = [data.get("first_name"), data.get("last_name")]
        user.name = (data.get("name") or " ".join(filter(None, parts)))[:120]
        user.email = user.email.lower()
        return user

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Never open an account because an address is the same: it is linked from within."""
        return False


class Exchange(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """One exchange with the provider."""

    nonce = ""

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Check that the answer is to our question, and keep what the way out needs."""
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("no id_token")
        claims = self._decode_id_token(app, id_token)
        if not secrets.compare_digest(str(claims.get("nonce", "")), self.nonce):
            raise OAuth2Error("the nonce is not ours")
        about = self._fetch_user_info(token.token)
        if about.get("sub") != claims["sub"]:
            raise OAuth2Error("the user information is about somebody else")
        end = self.openid_config.get("end_session_endpoint")
        if app.settings["has_logout"] and end:
            request.session[SESSION_KEY] = [end, id_token]
        data = {"userinfo": about, "id_token": claims}
        login: SocialLogin = self.get_provider().sociallogin_from_response(request, data)
        return login

    def _fetch_user_info(self, access_token: str) -> dict[str, Any]:
        """Read who the person is; some providers sign their answer."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(
                self.profile_url, headers={"Authorization": f"Bearer {access_token}"}
            )
            answer.raise_for_status()
        if answer.headers.get("Content-Type", "").split(";")[0] != "application/jwt":
            return dict(answer.json())
        return dict(
            jwtkit.verify_and_decode(
                credential=answer.text.strip(),
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=self.get_provider().app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        )


class IdentityProvider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth has no types
    """The provider of the settings."""

    oauth2_adapter_class = Exchange

    def redirect(self, request: HttpRequest, process: str, **kwargs: Any) -> HttpResponse:
        """Lead to the provider with a nonce, kept to recognise its answer."""
        nonce = secrets.token_urlsafe(24)
        # What the address of the page carries never changes what is asked of the provider.
        kwargs["auth_params"] = self.get_auth_params() | {"nonce": nonce}
        kwargs["scope"] = self.get_scope()
        answer: HttpResponse = super().redirect(request, process, nonce=nonce, **kwargs)
        return answer

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """Take an address as confirmed only when the provider says so, plainly."""
        addresses: list[EmailAddress] = super().extract_email_addresses(data)
        for address in addresses:
            address.email = address.email.lower()
            address.verified = data["userinfo"].get("email_verified") is True
        return addresses


def logout_address(request: HttpRequest) -> str:
    """Give the address that also signs out of the provider, if it has one for this person."""
    end, id_token = request.session.get(SESSION_KEY, ["", ""])
    if not end:
        return ""
    back = {"id_token_hint": id_token, "post_logout_redirect_uri": f"{settings.SITE_URL}/"}
    return f"{end}?{urlencode(back)}"
