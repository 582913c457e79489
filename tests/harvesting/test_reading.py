"""Answers of other providers are read strictly, and refused with a sentence."""

import time

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from alliage.harvesting.formats import Learning, lom, text
from alliage.harvesting.reading import (
    ProtocolError,
    SourceError,
    UnreadableError,
    read_identity,
    read_page,
    seconds_of,
)
from alliage.harvesting.reading.metadata import plain
from tests.harvesting.sources import answer, deleted, identify, record, records, refusal

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;">]><OAI-PMH>&c;</OAI-PMH>'
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
REMOTE = '<!DOCTYPE OAI-PMH SYSTEM "http://127.0.0.1:1/x.dtd"><OAI-PMH/>'


def test_a_page_gives_its_records_deletions_token_and_date() -> None:
    page = read_page(
        records(record("a", description="Dire"), deleted("b"), then="t", size=12).encode()
    )
    first, second = page.records
    assert first.told is not None
    assert (first.identifier, first.told.titles) == ("a", ("Titre a",))
    assert first.told.descriptions == ("Dire",)
    assert second.is_deleted
    assert second.told is None
    assert (page.token, page.size) == ("t", 12)
    assert page.answered_at == seconds_of("2026-11-20T10:00:00Z")


def test_that_nothing_matches_is_an_empty_page() -> None:
    page = read_page(refusal("noRecordsMatch").encode())
    assert (page.records, page.token) == ((), "")
    assert page.answered_at is not None


def test_a_refusal_keeps_its_code_and_what_it_says() -> None:
    with pytest.raises(ProtocolError, match="marc n’existe pas") as refused:
        read_page(refusal("cannotDisseminateFormat", "marc n’existe pas").encode())
    assert refused.value.code == "cannotDisseminateFormat"


def test_a_repository_presents_itself() -> None:
    found = read_identity(identify().encode())
    assert (found.name, found.has_seconds, found.keeps_deleted) == (
        "Centre & ressources",
        True,
        True,
    )
    assert not read_identity(identify("YYYY-MM-DD", "no").encode()).has_seconds


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (BOMB, "type de document"),
        (EXTERNAL, "type de document"),
        (REMOTE, "type de document"),
        ("", "mal formé"),
        (records(record("a"))[:-20], "mal formé"),
        (records(record("a", title="\x0b")).replace("<dc:title></", "<dc:title>\x0b</"), "formé"),
        ("<!doctype html><html><p>Bonjour<br></html>", "page web"),
        ("<html><body>Bonjour</body></html>", "page web"),
        ("<rss></rss>", "ne répond pas en OAI-PMH"),
        (identify(), "pas de liste"),
        (records(then="t" * 10_000), "démesurée"),
        (answer("<x/>" * 1_000_001), "trop d’éléments"),
        ('<?xml version="1.0" encoding="klingon"?><OAI-PMH/>', "mal formé"),
    ],
)
def test_what_is_unsound_is_refused_with_a_sentence(body: str, sentence: str) -> None:
    with pytest.raises(UnreadableError, match=sentence):
        read_page(body.encode())


def test_latin_1_and_utf_16_are_read_as_they_say() -> None:
    body = records(record("a", title="Été"))
    latin = body.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').encode("latin-1")
    wide = body.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    for raw in (latin, wide):
        told = read_page(raw).records[0].told
        assert told is not None
        assert told.titles == ("Été",)


def test_a_very_deep_page_neither_breaks_nor_lasts() -> None:
    body = answer("<ListRecords>" + "<a>" * 100_000 + "</a>" * 100_000 + "</ListRecords>")
    start = time.monotonic()
    assert read_page(body.encode()).records == ()
    assert time.monotonic() - start < 5


def test_a_record_without_identifier_is_there_but_cannot_be_followed() -> None:
    page = read_page(records(record(""), "<record/>", record("x" * 600), record("b")).encode())
    assert [one.identifier for one in page.records] == ["", "", "", "b"]


def test_a_clock_far_ahead_is_not_believed() -> None:
    assert (
        read_page(records(record("a"), stamp="2999-01-01T00:00:00Z").encode()).answered_at is None
    )


def test_lom_is_told_in_the_same_words() -> None:
    given = Learning(
        identifier="https://un.fr/ressources/guide/",
        title="Guide & <méthode>",
        description="Dire",
        keywords=("Eau", "Élus"),
        location="https://exemple.fr/guide",
        format="PDF",
        publisher="Le Rameau",
        year="2024",
        family="methode",
        licence="CC-BY-4.0",
    )
    body = records(record("a")).replace("<oai_dc:dc ", f"{lom(given)}<oai_dc:dc ", 1)
    told = read_page(body.encode()).records[0].told
    assert told is not None
    assert (told.titles, told.locations) == (("Guide & <méthode>",), ("https://exemple.fr/guide",))
    assert (told.publishers, told.dates) == (("Le Rameau",), ("2024",))
    assert (told.types, told.rights) == (("methode",), ("CC-BY-4.0",))
    assert (told.subjects, told.identifiers) == (("Eau", "Élus"), (given.identifier,))


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("<p>Un</p><p>Deux</p>", "Un\nDeux"),
        ("a<script>alert(1)</script>b", "ab"),
        ("a<script>alert(1)", "a"),
        ("&lt;b&gt; &amp; &eacute;", "<b> & é"),
        ("Guide & <méthode>", "Guide & <méthode>"),
        ('<a href="javascript:x">ici</a>', "ici"),
        ("trop   d’espaces\x00", "trop d’espaces"),
    ],
)
def test_web_pages_pasted_in_a_text_lose_their_tags(raw: str, shown: str) -> None:
    assert plain(raw) == shown


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_bytes_do_more_than_be_refused(body: bytes) -> None:
    with pytest.raises(SourceError):
        read_page(body)


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_what_our_provider_writes_is_read_back(title: str) -> None:
    told = read_page(records(record("a", title=title)).encode()).records[0].told
    assert told is not None
    written = fromstring(f"<a>{text(title)}</a>").text or ""
    assert told.titles == ((plain(written),) if plain(written) else ())
