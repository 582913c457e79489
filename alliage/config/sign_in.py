"""The identity provider of an instance (OpenID Connect), from its settings."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LOCAL = {"localhost", "127.0.0.1", "::1"}


def origin_of(address: str) -> str:
    """Give the origin of an address: its scheme, its host and its port."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def check(issuer: str, client_id: str) -> None:
    """Refuse a provider that nothing protects, or that does not know us."""
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in LOCAL:
        raise ImproperlyConfigured("ALLIAGE_OIDC_ISSUER commence par https://")
    if not client_id:
        raise ImproperlyConfigured("ALLIAGE_OIDC_ISSUER demande aussi ALLIAGE_OIDC_CLIENT_ID")


def providers(  # noqa: PLR0913 - one argument per setting
    *,
    issuer: str,
    client_id: str,
    secret: str,
    name: str,
    scopes: str,
    acr_values: str,
    has_logout: bool,
) -> dict[str, Any]:
    """Describe the provider in allauth's form; nothing when no issuer is set."""
    configuration: dict[str, Any] = {"provider_class": "alliage.accounts.openid.IdentityProvider"}
    if issuer:
        check(issuer, client_id)
        app = {
            "provider_id": "oidc",
            "name": name,
            "client_id": client_id,
            "secret": secret,
            "settings": {
                "server_url": issuer,
                "scope": scopes.split(),
                "auth_params": {"acr_values": acr_values} if acr_values else {},
                "oauth_pkce_enabled": True,
                "has_logout": has_logout,
            },
        }
        configuration["APPS"] = [app]
    return {"openid_connect": configuration}
