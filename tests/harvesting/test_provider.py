"""The OAI-PMH provider: six verbs, exact refusals, valid answers, lists that survive edits."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from alliage.capitalisation.models import EditorialState, Resource
from alliage.harvesting.models import LedgerEntry
from alliage.harvesting.queries.asked import SALT
from alliage.harvesting.services import refresh_ledger
from alliage.search.services import reindex
from tests.capitalisation.factories import (
    AllianceFactory,
    CentreFactory,
    KitItemFactory,
    ResourceFactory,
    whole_alliance,
)
from tests.harvesting.reading import OAI, ask, error, identifiers, token

pytestmark = pytest.mark.django_db
GUIDE = "oai:localhost:resource/guide"
DC = "{http://purl.org/dc/elements/1.1/}"


def guide(**fields: Any) -> Resource:
    return ResourceFactory.create(slug="guide", title="Guide & <méthode>", **fields)


def backdate(**span: int) -> None:
    LedgerEntry.objects.update(datestamp=timezone.now().replace(microsecond=0) - timedelta(**span))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Nothing"}, "badVerb"),
        ({"verb": ["Identify", "Identify"]}, "badVerb"),
        ({"verb": "Identify", "set": "x"}, "badArgument"),
        ({"verb": "GetRecord", "identifier": GUIDE}, "badArgument"),
        ({"verb": "GetRecord", "identifier": GUIDE, "metadataPrefix": "\x00"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": ["lom", "lom"]}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "lom", "from": "hier"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "lom", "from": "2026-02-30"}, "badArgument"),
        (
            {
                "verb": "ListRecords",
                "metadataPrefix": "lom",
                "from": "2026-01-01",
                "until": "2026-01-02T00:00:00Z",
            },
            "badArgument",
        ),
        (
            {
                "verb": "ListRecords",
                "metadataPrefix": "lom",
                "from": "2026-01-02",
                "until": "2026-01-01",
            },
            "badArgument",
        ),
        (
            {"verb": "ListRecords", "metadataPrefix": "lom", "resumptionToken": "x"},
            "badArgument",
        ),
        ({"verb": "ListRecords", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        (
            {"verb": "GetRecord", "identifier": GUIDE, "metadataPrefix": "marc"},
            "cannotDisseminateFormat",
        ),
        (
            {
                "verb": "GetRecord",
                "identifier": "oai:localhost:alliance/une",
                "metadataPrefix": "lom",
            },
            "cannotDisseminateFormat",
        ),
        (
            {"verb": "GetRecord", "identifier": "resource/guide", "metadataPrefix": "lom"},
            "idDoesNotExist",
        ),
        ({"verb": "ListMetadataFormats", "identifier": "oai:x:y/z"}, "idDoesNotExist"),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "2000-01-01"},
            "noRecordsMatch",
        ),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "inconnu"},
            "noRecordsMatch",
        ),
    ],
)
def test_each_fault_has_its_exact_code(words: dict[str, Any], code: str) -> None:
    guide()
    AllianceFactory.create(slug="une")
    refresh_ledger()
    root = ask(**words)
    assert error(root) == code
    request = root.find(f"{OAI}request")
    assert request is not None
    assert bool(request.attrib) == (code not in ("badVerb", "badArgument"))


def test_the_instance_presents_itself_by_get_and_post() -> None:
    root = ask(verb="Identify")
    assert root.findtext(f".//{OAI}deletedRecord") == "persistent"
    posted = Client(enforce_csrf_checks=True).post("/oai", {"verb": "Identify"})
    assert b"<Identify>" in posted.content


def test_formats_are_those_of_the_record() -> None:
    guide()
    AllianceFactory.create(slug="une")
    refresh_ledger()
    path = f".//{OAI}metadataPrefix"
    for identifier, prefixes in [
        (GUIDE, ["oai_dc", "lom"]),
        ("oai:localhost:alliance/une", ["oai_dc"]),
    ]:
        root = ask(verb="ListMetadataFormats", identifier=identifier)
        assert [e.text for e in root.iterfind(path)] == prefixes
    assert len(list(ask(verb="ListMetadataFormats").iterfind(path))) == 2


def test_sets_gather_kinds_and_centres() -> None:
    centre = CentreFactory.create(slug="eau")
    KitItemFactory.create(centre=centre, resource=guide())
    AllianceFactory.create(slug="une")
    refresh_ledger()
    names = [e.text for e in ask(verb="ListSets").iter(f"{OAI}setSpec")]
    assert names == ["alliances", "resources", "centre", "centre:eau"]
    for name in ("resources", "centre", "centre:eau"):
        root = ask(verb="ListIdentifiers", metadataPrefix="oai_dc", set=name)
        assert identifiers(root) == [GUIDE]


def test_a_record_is_told_in_dublin_core_and_in_lom() -> None:
    guide(publisher="Le Rameau", year=2024, licence="CC-BY-4.0", description="Dire \x0b tout")
    whole_alliance(slug="une", title="Une alliance")
    refresh_ledger()
    root = ask(verb="GetRecord", identifier=GUIDE, metadataPrefix="oai_dc")
    assert root.findtext(f".//{DC}title") == "Guide & <méthode>"
    assert root.findtext(f".//{DC}rights") == "CC-BY-4.0"
    root = ask(verb="GetRecord", identifier=GUIDE, metadataPrefix="lom")
    lom = "{http://ltsc.ieee.org/xsd/LOM}"
    assert root.findtext(f".//{lom}title/{lom}string") == "Guide & <méthode>"
    assert "FN:Le Rameau" in (root.findtext(f".//{lom}entity") or "")
    root = ask(verb="GetRecord", identifier="oai:localhost:alliance/une", metadataPrefix="oai_dc")
    assert root.findtext(f".//{DC}type") == "alliance"
    assert root.findtext(f".//{DC}coverage")


def test_a_withdrawn_sheet_stays_as_a_deleted_record() -> None:
    resource = guide()
    refresh_ledger()
    backdate(days=2)
    resource.editorial_state = EditorialState.ARCHIVED
    resource.save()
    reindex("resource", ["guide"])
    since = (timezone.now() - timedelta(days=1)).strftime("%Y-%m-%d")
    for prefix in ("oai_dc", "lom"):
        root = ask(verb="ListRecords", metadataPrefix=prefix, from_=since)
        assert identifiers(root) == [f"-{GUIDE}"]
        assert root.find(f".//{OAI}metadata") is None
    assert error(ask(verb="ListMetadataFormats", identifier=GUIDE)) == "noMetadataFormats"
    resource.delete()
    refresh_ledger()
    assert LedgerEntry.objects.get().is_deleted


def test_a_sheet_that_comes_back_is_a_live_record_again() -> None:
    resource = guide(draft=True)
    refresh_ledger()
    assert not LedgerEntry.objects.exists()
    for state in (EditorialState.PUBLISHED, EditorialState.ARCHIVED, EditorialState.PUBLISHED):
        resource.editorial_state = state
        resource.save()
        refresh_ledger()
    root = ask(verb="ListIdentifiers", metadataPrefix="oai_dc")
    assert identifiers(root) == [GUIDE]


def test_a_refresh_that_finds_nothing_new_dates_nothing() -> None:
    guide()
    refresh_ledger()
    backdate(days=2)
    before = LedgerEntry.objects.get().datestamp
    tally = refresh_ledger()
    assert (tally.changed, tally.deleted) == (0, 0)
    assert LedgerEntry.objects.get().datestamp == before


def test_a_change_told_to_the_search_engine_is_dated_at_once(own_index: None) -> None:
    guide()
    reindex("resource", ["guide"])
    assert LedgerEntry.objects.get().slug == "guide"


def test_a_list_survives_what_is_edited_meanwhile(settings: Settings) -> None:
    settings.OAI_PAGE = 3
    resources = ResourceFactory.create_batch(10)
    refresh_ledger()
    backdate(hours=1)
    root = ask(verb="ListRecords", metadataPrefix="oai_dc")
    assert [e.get("completeListSize") for e in root.iter(f"{OAI}resumptionToken")] == ["10"]
    seen = identifiers(root)
    slugs = list(LedgerEntry.objects.values_list("slug", flat=True))
    edited = [slugs[0], slugs[-1]]
    Resource.objects.filter(slug__in=edited).update(title="Autre")
    refresh_ledger()
    LedgerEntry.objects.filter(slug__in=edited).update(
        datestamp=timezone.now() + timedelta(seconds=5)
    )
    while token(root):
        root = ask(verb="ListRecords", resumptionToken=token(root))
        seen += identifiers(root)
    assert len(seen) == len(set(seen)) == 9, "nothing twice, nothing lost but the edited one"
    end = root.find(f".//{OAI}resumptionToken")
    assert end is not None
    assert not end.text
    now = timezone.now().replace(microsecond=0)
    LedgerEntry.objects.filter(datestamp__gt=now).update(datestamp=now)
    since = (timezone.now() - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    later = identifiers(ask(verb="ListRecords", metadataPrefix="oai_dc", from_=since))
    assert set(seen) | set(later) == {f"oai:localhost:resource/{r.slug}" for r in resources}


def test_a_token_of_another_verb_or_a_forged_one_is_refused(settings: Settings) -> None:
    settings.OAI_PAGE = 1
    ResourceFactory.create_batch(2)
    refresh_ledger()
    made = token(ask(verb="ListIdentifiers", metadataPrefix="oai_dc"))
    assert error(ask(verb="ListRecords", resumptionToken=made)) == "badResumptionToken"
    forged = signing.dumps({"v": "ListRecords"}, key="autre", salt=SALT)
    assert error(ask(verb="ListRecords", resumptionToken=forged)) == "badResumptionToken"


def test_an_answer_costs_the_same_however_full(django_assert_num_queries: Any) -> None:
    ResourceFactory.create_batch(15)
    refresh_ledger()
    with django_assert_num_queries(2):
        ask(verb="ListRecords", metadataPrefix="lom")
    with django_assert_num_queries(9):
        refresh_ledger("resource")
