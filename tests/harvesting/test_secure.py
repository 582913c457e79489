"""Over TLS the connection goes to the vetted address, and the certificate is that of the name."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from alliage.harvesting.reading import Limits, SourceError, fetch
from tests.harvesting import sources

NAME = "entrepot.exemple"
LIMITS = Limits(1_000, 5, "essai", private_hosts={NAME, "autre.exemple"})


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Make a certificate of that name, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def port(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Serve over TLS, under a name that resolves to this machine."""
    real = socket.getaddrinfo

    def resolve(host: Any, *rest: Any, **more: Any) -> Any:
        is_ours = str(host).endswith(".exemple")
        return real("127.0.0.1" if is_ours else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with sources.served(lambda h, _w: sources.send(h, "chiffré"), context) as source:
        yield source.port


def test_a_valid_certificate_of_that_name_is_accepted(
    port: int, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert fetch(f"https://{NAME}:{port}/", LIMITS).decode() == "chiffré"
    with pytest.raises(SourceError, match=r"certificat de «.autre\.exemple"):
        fetch(f"https://autre.exemple:{port}/", LIMITS)


def test_a_certificate_that_nobody_vouches_for_is_refused(port: int) -> None:
    with pytest.raises(SourceError, match="certificat"):
        fetch(f"https://{NAME}:{port}/", LIMITS)
