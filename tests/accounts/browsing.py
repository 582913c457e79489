"""What the tests of sign-in share: a form posted as a browser does, a link read in a mail."""

import re
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.conftest import PASSWORD

ADDRESS = "membre@exemple.fr"
REAL_REQUEST = Client.request


class Browser(Client):
    """A browser past the guard against writes.

    Two readings of sign-in do write: coming back from a provider, by the protocol, and seeing
    recovery codes, which are marked as seen.
    """

    def request(self, **environ: Any) -> Any:
        """Send a request as it is."""
        return REAL_REQUEST(self, **environ)


def send(client: Client, url: str, **fields: Any) -> Any:
    """Open a page, then post its form with its token."""
    client.get(url)
    token = client.cookies["csrftoken"].value
    return client.post(url, fields | {"csrfmiddlewaretoken": token})


def sign_in(client: Client, address: str = ADDRESS, password: str = PASSWORD, url: str = "") -> Any:
    """Give an address and a password on the sign-in page."""
    return send(client, url or reverse("account_login"), login=address, password=password)


def is_signed_in(client: Client) -> bool:
    """Tell whether this browser has an account's page."""
    return client.get(reverse("accounts:account")).status_code == 200


def link() -> str:
    """Read the address that the last mail gives, from its path on."""
    found = re.search(r"https?://[^/\s]+(/\S*)", str(mail.outbox[-1].body))
    assert found
    return found[1]
