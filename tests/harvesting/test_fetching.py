"""Pages are fetched from vetted addresses alone, within limits of size, time and redirections."""

import gzip
import socket
import time
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from typing import Any

import pytest

from alliage.harvesting.reading import (
    BusyError,
    Limits,
    SourceError,
    UnreadableError,
    UnsafeError,
    busy_until,
    fetch,
)
from alliage.harvesting.reading.addresses import is_public, vetted
from tests.harvesting.sources import Words, send, served

OPEN = Limits(most_bytes=2_000_000, seconds=5, agent="essai", private_hosts={"127.0.0.1"})
CLOSED = replace(OPEN, private_hosts=())


def sent(handler: Any, _words: Words, body: bytes = b"", status: int = 200, **headers: str) -> None:
    send(handler, body, status, **headers)


# --- Addresses -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",  # noqa: S104 - an address to refuse
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "192.88.99.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12::1",
        "fec0::1",
        "ff02::1",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "2002:7f00:1::1",
        "2001:0:7f00:1::1",
        "2001:db8::1",
        "100::1",
    ],
)
def test_an_address_that_is_not_public_is_refused(ip: str) -> None:
    assert not is_public(ip)
    host = f"[{ip}]" if ":" in ip else ip
    if "%" not in ip:
        with pytest.raises(UnsafeError, match="adresse privée"):
            vetted(f"http://{host}/oai")


@pytest.mark.parametrize("ip", ["8.8.8.8", "193.51.208.1", "2a01:e0a::1", "2606:4700::1111"])
def test_a_public_address_is_taken(ip: str) -> None:
    assert is_public(ip)
    assert vetted(f"https://{f'[{ip}]' if ':' in ip else ip}/oai?x=1").ips == (ip,)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("file:///etc/passwd", "http ou https"),
        ("ftp://8.8.8.8/", "http ou https"),
        ("gopher://8.8.8.8/", "http ou https"),
        ("//8.8.8.8/", "http ou https"),
        ("http:///oai", "http ou https"),
        ("http://8.8.8.8:99999/", "http ou https"),
        ("http://8.8.8.8/\r\nX: y", "http ou https"),
        ("http://une:clef@8.8.8.8/", "mot de passe"),
        ("http://8.8.8.8:25/", "port 25"),
        ("http://8.8.8.8:22/", "port 22"),
        ("http://2130706433/", "privée"),
        ("http://0x7f.1/", "privée"),
        ("http://127.1/", "privée"),
        ("http://localhost/", "privée"),
        ("http://localhost./", "privée"),
        ("http://[::ffff:7f00:1]/", "privée"),
        ("http://１２７.0.0.1/", "privée"),
        (f"http://8.8.8.8/{'a' * 10_000}", "http ou https"),
    ],
)
def test_what_must_not_be_asked_is_refused_before_any_connection(url: str, sentence: str) -> None:
    with pytest.raises(UnsafeError, match=sentence):
        vetted(url)


def test_a_private_host_is_allowed_by_name_or_by_name_and_port() -> None:
    assert vetted("http://127.0.0.1:25/", {"127.0.0.1"}).port == 25
    assert vetted("http://127.0.0.1:8000/", {"127.0.0.1:8000"}).authority == "127.0.0.1:8000"
    with pytest.raises(UnsafeError):
        vetted("http://127.0.0.1:8001/", {"127.0.0.1:8000"})


def answers(monkeypatch: pytest.MonkeyPatch, *turns: list[str]) -> list[str]:
    """Have a name resolve otherwise each time; give the list of what was asked."""
    real, asked, left = socket.getaddrinfo, list[str](), list(turns)

    def resolve(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
        if host != "rebond.exemple":
            return real(host, port, *rest, **more)
        asked.append(host)
        ips = left.pop(0)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ips]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def test_one_private_answer_among_public_ones_is_enough_to_refuse(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers(monkeypatch, ["8.8.8.8", "127.0.0.1"])
    with pytest.raises(UnsafeError):
        vetted("http://rebond.exemple/")


def test_a_name_that_changes_its_answer_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is asked once, and the connection goes to the address that was vetted."""
    asked = answers(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    with served(lambda handler, _words: send(handler, "ici")) as source:
        limits = replace(OPEN, private_hosts={"rebond.exemple"})
        assert fetch(f"http://rebond.exemple:{source.port}/oai", limits) == b"ici"
    assert asked == ["rebond.exemple"]
    assert source.headers[0]["host"] == f"rebond.exemple:{source.port}"


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(SourceError, match="introuvable"):
        vetted("http://nulle-part.invalid/")


# --- Redirections ----------------------------------------------------------------------------
def leading(*targets: str) -> Any:
    """Redirect from one to the next, then answer."""

    def respond(handler: Any, words: Words) -> None:
        hop = int(words.get("hop", "0"))
        if hop < len(targets):
            target = targets[hop].replace("{hop}", str(hop + 1))
            send(handler, "", 302, Location=target)
        else:
            send(handler, "au bout")

    return respond


def test_three_redirections_are_followed_and_no_more() -> None:
    with served(leading(*["/oai?hop={hop}"] * 3)) as source:
        assert fetch(source.url, OPEN) == b"au bout"
    with served(leading(*["/oai?hop={hop}"] * 4)) as source:
        with pytest.raises(SourceError, match="sans fin"):
            fetch(source.url, OPEN)
        assert len(source.asked) == 4


@pytest.mark.parametrize(
    "target",
    ["http://localhost:{port}/", "http://169.254.169.254/", "file:///etc/passwd", "http://[::1]/"],
)
def test_each_redirection_is_vetted_like_the_first_address(target: str) -> None:
    with served(
        lambda h, _w: send(h, "", 302, Location=target.format(port=h.server.server_port))
    ) as source:
        with pytest.raises(UnsafeError):
            fetch(source.url, OPEN)
        assert len(source.asked) == 1


# --- Size and time ---------------------------------------------------------------------------
def test_the_agent_says_who_asks_and_paths_are_quoted() -> None:
    with served(lambda handler, _words: send(handler, "oui")) as source:
        assert fetch(f"{source.url}?set=é&x=%C3%A9", OPEN) == b"oui"
    assert source.headers[0]["user-agent"] == "essai"
    assert source.asked == [{"set": "é", "x": "é"}]


@pytest.mark.parametrize(
    ("name", "squeeze"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda raw: zlib.compress(raw, wbits=-15)),
        ("", bytes),
    ],
)
def test_compressed_pages_are_expanded_within_the_limit(name: str, squeeze: Any) -> None:
    for size, fits in ((2_000_000, True), (2_000_001, False), (60_000_000, False)):
        raw = squeeze(b"a" * size)
        with served(partial(sent, body=raw, Content_Encoding=name)) as source:
            if fits:
                assert len(fetch(source.url, OPEN)) == size
            else:
                with pytest.raises(UnreadableError, match="dépasse 2 Mo"):
                    fetch(source.url, OPEN)


def test_an_unknown_or_broken_compression_is_refused() -> None:
    for name, body in (("br", b"x"), ("gzip", b"pas du gzip"), ("gzip", gzip.compress(b"x")[:-9])):
        respond = partial(sent, body=body, Content_Encoding=name)
        with served(respond) as source, pytest.raises(UnreadableError):
            fetch(source.url, OPEN)


def endless(handler: Any, _words: Words) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"a" * 100_000)


def dripping(handler: Any, _words: Words) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.05)


def dripping_head(handler: Any, _words: Words) -> None:
    for _ in range(100):
        handler.wfile.write(b"H")
        handler.wfile.flush()
        time.sleep(0.05)


def silent(handler: Any, _words: Words) -> None:
    time.sleep(1.5)
    handler.close_connection = True


def test_a_page_without_end_is_cut_at_the_limit() -> None:
    with served(endless) as source, pytest.raises(UnreadableError, match="dépasse"):
        fetch(source.url, OPEN)


@pytest.mark.parametrize("respond", [dripping, dripping_head, silent])
def test_a_slow_page_is_cut_at_the_deadline(respond: Any) -> None:
    """One byte every twentieth of a second would renew a plain timeout for ever."""
    start = time.monotonic()
    with served(respond) as source:
        with pytest.raises(SourceError, match="trop lente"):
            fetch(source.url, replace(OPEN, seconds=0.4))
        assert time.monotonic() - start < 1.2


def test_what_is_cut_short_or_refused_is_told() -> None:
    def short(handler: Any, _words: Words) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "10")
        handler.end_headers()
        handler.wfile.write(b"abc")

    with served(short) as source, pytest.raises(SourceError, match="incomplète"):
        fetch(source.url, OPEN)
    with served(partial(sent, status=404)) as source, pytest.raises(SourceError, match="HTTP 404"):
        fetch(source.url, OPEN)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        with pytest.raises(SourceError, match="ne répond pas"):
            fetch(f"http://127.0.0.1:{nobody.getsockname()[1]}/", OPEN)


@pytest.mark.parametrize("status", [503, 429])
def test_a_busy_source_says_when_to_come_back(status: int) -> None:
    respond = partial(sent, status=status, Retry_After="7")
    with served(respond) as source, pytest.raises(BusyError) as refused:
        fetch(source.url, OPEN)
    assert refused.value.wait == 7


def test_retry_after_is_read_as_seconds_or_as_a_date() -> None:
    in_a_minute = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert 55 < busy_until({"Retry-After": in_a_minute}) <= 61
    assert busy_until({"Retry-After": "Tue, 01 Jan 1980 00:00:00 GMT"}) == 1
    for text in ("", "demain", "-3", "9" * 50):
        assert busy_until({"Retry-After": text}) in (60, timedelta(days=30).total_seconds())
