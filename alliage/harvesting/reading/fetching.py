"""Fetch one page of a source: to a vetted address, within limits of size and time."""

import http.client
import math
import os
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urljoin

from django.utils.translation import gettext as _

from .addresses import Destination, vetted
from .refusals import BusyError, SourceError, UnreadableError, UnsafeError

REDIRECTS = (301, 302, 303, 307, 308)
BUSY = (429, 503)
MOST_REDIRECTS = 3
# What a source that says « later » without saying when is left alone for.
DEFAULT_WAIT_S = 60.0
CHUNK = 65_536
# A target may hold these as they are; the rest is quoted (« é », a quote mark…).
SAFE = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True)
class Limits:
    """What one page may cost, and whom else than the public web may be asked."""

    most_bytes: int
    seconds: float
    agent: str
    connect_seconds: float = 10.0
    private_hosts: Collection[str] = ()


def fetch(url: str, limits: Limits) -> bytes:
    """Give the body found at an address, expanded; at most three redirections are followed.

    Raises:
        UnsafeError: The address, or one that it leads to, must not be asked.
        BusyError: The source asks to come back later.
        UnreadableError: The body is over the limit or cannot be expanded.
        SourceError: Anything else that prevents reading: one sentence.
    """
    deadline = time.monotonic() + limits.seconds
    for _hop in range(MOST_REDIRECTS + 1):
        where = vetted(url, limits.private_hosts)
        with _answer(where, limits, deadline) as response:
            if response.status not in REDIRECTS:
                return _body(response, limits, deadline)
            leads_to = urljoin(url, response.headers.get("Location", ""))
        if where.scheme == "https" and leads_to.startswith("http:"):
            raise UnsafeError(_("La source renvoie vers une adresse non chiffrée ; c’est refusé."))
        url = leads_to
    raise SourceError(_("La source renvoie sans fin d’une adresse à l’autre."))


def busy_until(headers: Mapping[str, str] | Message) -> float:
    """Read Retry-After: seconds, or a date; what cannot be read counts a minute."""
    text = (headers.get("Retry-After") or "").strip()
    if text.isascii() and text.isdecimal():
        return min(float(text[:9]), timedelta(days=30).total_seconds())
    try:
        wait = (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return DEFAULT_WAIT_S
    return min(max(math.ceil(wait), 1.0), timedelta(days=30).total_seconds())


@contextmanager
def _answer(
    where: Destination, limits: Limits, deadline: float
) -> Iterator[http.client.HTTPResponse]:
    """Ask, and give the answer; a source that is slow beyond the deadline is cut off."""
    late = threading.Event()
    try:
        with closing(_connected(where, limits)) as connection, _cut_at(deadline, connection, late):
            if isinstance(connection.sock, ssl.SSLSocket):
                connection.sock.do_handshake()
            connection.request(
                "GET",
                quote(where.target, safe=SAFE),
                headers={
                    "Host": where.authority,
                    "User-Agent": limits.agent,
                    "Accept": "text/xml, application/xml;q=0.9, */*;q=0.1",
                    "Accept-Encoding": "gzip, deflate",
                },
            )
            with closing(connection.getresponse()) as response:
                yield response
    except (OSError, http.client.HTTPException, SourceError) as error:
        # A handshake or a read that was cut off fails in many ways; the clock tells them apart.
        if late.is_set() or isinstance(error, TimeoutError):
            raise _too_slow() from error
        if isinstance(error, SourceError):
            raise
        if isinstance(error, ssl.SSLCertVerificationError):
            raise SourceError(
                _("Le certificat de « %(host)s » n’est pas valable.") % {"host": where.host}
            ) from error
        raise SourceError(
            _("« %(host)s » ne répond pas, ou coupe la communication.") % {"host": where.host}
        ) from error


def _too_slow() -> SourceError:
    return SourceError(_("La source est trop lente : la page n’est pas arrivée à temps."))


def _connected(where: Destination, limits: Limits) -> http.client.HTTPConnection:
    """Connect to a vetted address; the name serves for the certificate, and is not asked again."""
    context = ssl.create_default_context() if where.scheme == "https" else None
    failure: OSError = OSError(where.host)
    for ip in where.ips[:3]:
        try:
            raw = socket.create_connection((ip, where.port), limits.connect_seconds)
        except OSError as error:
            failure = error
            continue
        connection = http.client.HTTPConnection(where.host, where.port)
        connection.sock = (
            context.wrap_socket(raw, server_hostname=where.host, do_handshake_on_connect=False)
            if context
            else raw
        )
        return connection
    raise failure


@contextmanager
def _cut_at(
    deadline: float, connection: http.client.HTTPConnection, late: threading.Event
) -> Iterator[None]:
    """Shut the connection down at the deadline, whatever it is doing: one byte a second included.

    The shutdown goes through a copy of the descriptor, since TLS has a state of its own.
    """
    sock: Any = connection.sock
    with closing(socket.socket(fileno=os.dup(sock.fileno()))) as line:
        left = max(deadline - time.monotonic(), 0.01)
        sock.settimeout(left)

        def cut() -> None:
            late.set()
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(left, cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
        if late.is_set():
            raise TimeoutError


def _body(response: http.client.HTTPResponse, limits: Limits, deadline: float) -> bytes:
    if response.status in BUSY:
        wait = busy_until(response.headers)
        raise BusyError(_("La source demande de revenir plus tard."), wait)
    if response.status != 200:
        raise SourceError(
            _("La source répond par l’erreur HTTP %(status)d.") % {"status": response.status}
        )
    expand = Expander(response.headers.get("Content-Encoding", ""))
    body, received = bytearray(), 0
    while chunk := response.read1(CHUNK):
        received += len(chunk)
        body += expand.more(chunk, limits.most_bytes + 1 - len(body))
        if received > limits.most_bytes or len(body) > limits.most_bytes:
            raise _too_large(limits)
        if time.monotonic() > deadline:
            raise _too_slow()
    if response.length or not expand.is_whole:
        raise UnreadableError(_("La page est arrivée incomplète."))
    return bytes(body)


def _too_large(limits: Limits) -> UnreadableError:
    return UnreadableError(
        _("Cette page dépasse %(limit)d Mo ; elle n’est pas lue.")
        % {"limit": limits.most_bytes // 1_000_000}
    )


class Expander:
    """Expand a body as it comes, never further than there is room for."""

    def __init__(self, encoding: str) -> None:
        """Choose how; an encoding that nobody asked for is refused."""
        name = encoding.strip().lower()
        if name not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise UnreadableError(_("La source comprime ses pages d’une façon inconnue."))
        # 32: the header says whether it is gzip or zlib.
        self._inflate = None if name in ("", "identity") else zlib.decompressobj(32 + 15)
        self._has_begun = False

    def more(self, chunk: bytes, room: int) -> bytes:
        """Expand what came, up to `room` bytes."""
        if self._inflate is None:
            return chunk
        try:
            try:
                return self._inflate.decompress(chunk, room)
            except zlib.error:
                if self._has_begun:
                    raise
                # Some servers call « deflate » the stream without its header.
                self._inflate = zlib.decompressobj(-15)
                return self._inflate.decompress(chunk, room)
            finally:
                self._has_begun = True
        except zlib.error as error:
            raise UnreadableError(_("La page comprimée est abîmée.")) from error

    @property
    def is_whole(self) -> bool:
        """Whether the compressed stream came to its end."""
        return self._inflate is None or self._inflate.eof
