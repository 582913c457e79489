"""A real OpenID Connect provider on loopback, and a way to make it lie."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from jwt.algorithms import RSAAlgorithm

from alliage.config.sign_in import providers

CLIENT_ID = "alliage"


def settings_for(issuer: str, **changes: Any) -> dict[str, Any]:
    """Give the settings that link an instance to a provider."""
    known: dict[str, Any] = {
        "issuer": issuer,
        "client_id": CLIENT_ID,
        "secret": "un secret de test",
        "name": "Le fournisseur",
        "scopes": "openid profile email",
        "acr_values": "",
        "has_logout": False,
    }
    return providers(**known | changes)


class Signer(ThreadingHTTPServer):
    """A small provider in ProConnect's manner: the user information is a signed token.

    Tests set `claims` (about the person), `id_changes` (what the id_token lies about) and `key`
    (what signs the user information).
    """

    def __init__(self) -> None:
        """Listen on a free port of loopback."""
        super().__init__(("127.0.0.1", 0), Answer)
        self.issuer = f"http://127.0.0.1:{self.server_address[1]}"
        self.key = self.published = rsa.generate_private_key(65537, 2048)
        self.claims: dict[str, Any] = {}
        self.id_changes: dict[str, Any] = {}
        self.info_changes: dict[str, Any] = {}
        self.asked: dict[str, str] = {}

    def token(self, key: rsa.RSAPrivateKey, **claims: Any) -> str:
        """Sign claims about the person, for this client."""
        basis = {"iss": self.issuer, "aud": CLIENT_ID, "exp": 4_000_000_000, "iat": 1_700_000_000}
        return jwt.encode(basis | claims, key, algorithm="RS256", headers={"kid": "k1"})

    def answer(self, path: str) -> tuple[str, str]:
        """Give the body and its type for an address."""
        here = self.issuer
        if path == "/userinfo":
            return self.token(self.key, **self.claims | self.info_changes), "application/jwt"
        if path == "/token":
            claims = {"sub": self.claims["sub"], "nonce": self.asked["nonce"]} | self.id_changes
            body: dict[str, Any] = {
                "access_token": "acces",
                "token_type": "Bearer",
                "id_token": self.token(self.published, **claims),
            }
        elif path == "/jwks":
            key = json.loads(RSAAlgorithm.to_jwk(self.published.public_key()))
            body = {"keys": [key | {"kid": "k1", "alg": "RS256", "use": "sig"}]}
        else:
            body = {
                "issuer": here,
                "authorization_endpoint": f"{here}/authorize",
                "token_endpoint": f"{here}/token",
                "userinfo_endpoint": f"{here}/userinfo",
                "jwks_uri": f"{here}/jwks",
                "end_session_endpoint": f"{here}/logout",
            }
        return json.dumps(body), "application/json"


class Answer(BaseHTTPRequestHandler):
    """One answer of the provider."""

    def do_GET(self) -> None:
        """Answer, whatever the method."""
        assert isinstance(self.server, Signer)
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        body, kind = self.server.answer(urlsplit(self.path).path)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())

    do_POST = do_GET  # noqa: N815 - its own name

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def signer() -> Iterator[Signer]:
    """Run the small provider while a test lasts."""
    server = Signer()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def leave(client: Client) -> str:
    """Press the provider's button; give the address to which the browser is led."""
    client.get("/compte/connexion/")
    token = client.cookies["csrftoken"].value
    answer = client.post("/oidc/oidc/?next=/alliances/", {"csrfmiddlewaretoken": token})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def asked(address: str) -> dict[str, str]:
    """Read what is asked of the provider."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def agree(address: str, sub: str) -> str:
    """Sign in at the provider as somebody; give the way back, without its host."""
    answer = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"
