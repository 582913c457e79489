"""A mail server of a few lines, which may fall silent at the worst moment."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

ANSWERS = {b"EHLO": b"250 here", b"MAIL": b"250 ok", b"RCPT": b"250 ok", b"DATA": b"354 go on"}


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps to whom each accepted message was sent."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.accepted: list[str] = []
        self.is_silent = False
        self.ended = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Conversation(socketserver.StreamRequestHandler):
    """One conversation, as far as sending a message goes."""

    server: MailServer

    def handle(self) -> None:
        self.say(b"220 here")
        recipient = ""
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                recipient = line.split(b"<")[1].split(b">")[0].decode()
            self.say(ANSWERS.get(word, b"221 bye"))
            if word == b"DATA":
                self.read_message()
                self.server.accepted.append(recipient)
                if self.server.is_silent:
                    self.server.ended.wait(300)  # accepted, and the answer never comes
                    return
                self.say(b"250 taken")

    def read_message(self) -> None:
        while self.rfile.readline() not in (b".\r\n", b""):
            pass

    def say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")


@contextmanager
def listening() -> Iterator[MailServer]:
    """Run a mail server on this machine."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
