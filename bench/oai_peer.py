"""The peer of our provider: the `oaipmh` library (once pyoai), serving the same records.

Its records wait in memory, which spares it the database that ours reads. It is served by gunicorn
as ours is: `OAI_RECORDS=records.json gunicorn bench.oai_peer:application`.
"""

import json
import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from oaipmh.common import Header, Identify, Metadata
from oaipmh.metadata import MetadataRegistry
from oaipmh.server import BatchingServer, oai_dc_writer

BEGINNING = datetime(2026, 1, 1)  # the library wants no zone


class Repository:
    """Records given to the library page by page."""

    def __init__(self, path: Path) -> None:
        """Read the records: pairs of an identifier and its elements."""
        self.records = [
            (Header(None, name, BEGINNING, ["resources"], False), Metadata(None, told), None)
            for name, told in json.loads(path.read_text())
        ]

    def identify(self) -> Identify:
        """Say who we are; the library asks at each answer."""
        url, mail = "http://localhost/oai", ["a@exemple.fr"]
        names = ("Peer", url, "2.0", mail, BEGINNING, "persistent", "YYYY-MM-DDThh:mm:ssZ", [])
        return Identify(*names)

    def listRecords(self, *, cursor: int, batch_size: int, **_words: Any) -> Any:  # noqa: N802
        """Give a page."""
        return self.records[cursor : cursor + batch_size]


def served() -> Callable[..., Iterable[bytes]]:
    """Make the application that gunicorn serves."""
    registry = MetadataRegistry()
    registry.registerWriter("oai_dc", oai_dc_writer)
    repository = Repository(Path(os.environ["OAI_RECORDS"]))
    server = BatchingServer(repository, registry, resumption_batch_size=100)

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        body = server.handleRequest(dict(parse_qsl(environ["QUERY_STRING"])))
        start_response("200 OK", [("Content-Type", "text/xml; charset=utf-8")])
        return [body if isinstance(body, bytes) else body.encode()]

    return answer


application = served()
