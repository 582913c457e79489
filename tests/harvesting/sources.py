"""Sources to harvest: a small real server on loopback, and the answers that it gives."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from alliage.harvesting.formats import dublin_core, text

OAI = "http://www.openarchives.org/OAI/2.0/"
STAMP = "2026-11-20T10:00:00Z"
Words = dict[str, str]
Respond = Callable[[Any, Words], None]


class Source:
    """A server whose answers a test decides, and what it was asked."""

    def __init__(self, respond: Respond, port: int) -> None:
        self.respond = respond
        self.port = port
        self.asked: list[Words] = []
        self.headers: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/oai"

    def lists(self) -> list[Words]:
        """Give what was asked of lists."""
        return [words for words in self.asked if words.get("verb") == "ListRecords"]


class Server(ThreadingHTTPServer):
    """A server that says nothing of the clients that leave."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        return


@contextmanager
def served(respond: Respond, secured: ssl.SSLContext | None = None) -> Iterator[Source]:
    """Serve answers on a free port of loopback, over TLS if there is something for it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            words = {name: values[0] for name, values in query.items()}
            source.asked.append(words)
            source.headers.append({k.lower(): v for k, v in self.headers.items()})
            try:
                source.respond(self, words)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_words: Any) -> None:
            return

    server = Server(("127.0.0.1", 0), Handler)
    if secured:
        server.socket = secured.wrap_socket(server.socket, server_side=True)
    source = Source(respond, server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield source
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(handler: Any, body: bytes | str, status: int = 200, **headers: str) -> None:
    """Send one whole answer."""
    raw = body.encode() if isinstance(body, str) else body
    handler.send_response(status)
    for name, value in {"Content-Type": "text/xml", **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(raw)))
    handler.end_headers()
    handler.wfile.write(raw)


def answer(body: str, stamp: str = STAMP) -> str:
    """Write a whole answer around its body."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="{OAI}">'
        f"<responseDate>{stamp}</responseDate><request>x</request>{body}</OAI-PMH>"
    )


def identify(granularity: str = "YYYY-MM-DDThh:mm:ssZ", deleted: str = "persistent") -> str:
    """Write how a repository presents itself."""
    return answer(
        "<Identify><repositoryName>Centre &amp; ressources</repositoryName>"
        "<baseURL>x</baseURL><protocolVersion>2.0</protocolVersion>"
        f"<deletedRecord>{deleted}</deletedRecord><granularity>{granularity}</granularity></Identify>"
    )


def record(name: str, stamp: str = STAMP, **elements: str | list[str]) -> str:
    """Write a record in Dublin Core; without a word about it, one with a title and an address."""
    told = {"title": f"Titre {name}", "identifier": f"https://exemple.fr/{name}", **elements}
    pairs = [
        (element, value)
        for element, values in told.items()
        for value in ([values] if isinstance(values, str) else values)
    ]
    return (
        f"<record><header><identifier>{text(name)}</identifier><datestamp>{stamp}</datestamp>"
        f"</header><metadata>{dublin_core(pairs)}</metadata></record>"
    )


def deleted(name: str, stamp: str = STAMP) -> str:
    """Write the record of something withdrawn."""
    return (
        f'<record><header status="deleted"><identifier>{name}</identifier>'
        f"<datestamp>{stamp}</datestamp></header></record>"
    )


def records(*some: str, then: str = "", size: int | None = None, stamp: str = STAMP) -> str:
    """Write a page of records, and the token of the following one."""
    told = "" if size is None else f' completeListSize="{size}"'
    more = f"<resumptionToken{told}>{then}</resumptionToken>" if then or size else ""
    return answer(f"<ListRecords>{''.join(some)}{more}</ListRecords>", stamp)


def refusal(code: str, said: str = "non") -> str:
    """Write a refusal of the protocol."""
    return answer(f'<error code="{code}">{said}</error>')


def pages(*bodies: str) -> Respond:
    """Answer Identify, then these pages: the first one, then those of the tokens 1, 2, 3…"""

    def respond(handler: Any, words: Words) -> None:
        if words.get("verb") == "Identify":
            send(handler, identify())
        else:
            send(handler, bodies[int(words.get("resumptionToken", "0"))])

    return respond
