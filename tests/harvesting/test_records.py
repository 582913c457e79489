"""What a record becomes: faithful, never over what was changed by hand, never offered again."""

from typing import Any

import pytest

from alliage.capitalisation.models import EditorialState, KitItem, Resource
from alliage.harvesting.models import HarvestedRecord, HarvestSource, LedgerEntry
from alliage.harvesting.queries import answer
from alliage.harvesting.reading import Told, read_page
from alliage.harvesting.reading.mapping import RefusedRecordError, is_web_address, wanted
from alliage.harvesting.services import refresh_ledger
from alliage.harvesting.services.records import PageTally, RecordWriter
from alliage.taxonomy.models import Term, Vocabulary
from tests.capitalisation.factories import CentreFactory, ResourceFactory, whole_alliance
from tests.harvesting.sources import deleted, record, records

pytestmark = pytest.mark.django_db
State = EditorialState


@pytest.fixture
def source() -> HarvestSource:
    return HarvestSource.objects.create(name="Centre", base_url="https://un.fr/oai")


def take(source: HarvestSource, *some: str) -> PageTally:
    return RecordWriter(source).write(read_page(records(*some).encode()).records)


def the() -> Resource:
    return Resource.objects.get(harvested_record__isnull=False)


# --- Mapping ---------------------------------------------------------------------------------
def test_what_another_alliage_offers_comes_back_as_it_is() -> None:
    """Offered by the real provider, in both formats, then read."""
    door = Term.objects.create(
        vocabulary=Vocabulary.ENTRY_DOOR, code="agir-ici", label_fr="Agir ici"
    )
    audience = Term.objects.create(vocabulary=Vocabulary.AUDIENCE, code="elus", label_fr="Élus")
    given = ResourceFactory.create(
        slug="guide",
        title="Guide & <méthode>",
        description="Dire\nredire",
        medoc="outil",
        format="PDF",
        publisher="Le Rameau",
        year=2024,
        licence="CC-BY-4.0",
        url="https://exemple.fr/guide?a=1&b=2",
        entry_door=door,
    )
    given.audiences.add(audience)
    refresh_ledger("resource")
    names = ["title", "description", "medoc", "publisher", "year", "licence", "url"]
    for number, prefix in enumerate(("oai_dc", "lom")):
        one = HarvestSource.objects.create(name="Autre", base_url=f"https://{number}.fr/oai")
        body = answer({"verb": ["ListRecords"], "metadataPrefix": [prefix]}).encode()
        tally = RecordWriter(one).write(read_page(body).records)
        assert (tally.created, tally.refused) == (1, [])
        made = HarvestedRecord.objects.get(source=one)
        assert made.resource is not None
        for name in names:
            assert getattr(made.resource, name) == getattr(given, name), name
        assert made.resource.entry_door == door
        assert list(made.resource.audiences.all()) == [audience]
        assert made.original_url == "http://localhost:8000/ressources/guide/"
        assert made.resource.slug == f"guide-methode{f'-{number + 1}' if number else ''}"


def test_an_alliance_of_another_instance_is_an_example_to_read_there(source: HarvestSource) -> None:
    whole_alliance(slug="toits", title="Des toits")
    refresh_ledger("alliance")
    body = answer({"verb": ["ListRecords"], "metadataPrefix": ["oai_dc"]}).encode()
    assert RecordWriter(source).write(read_page(body).records).created == 1
    assert (the().medoc, the().url) == ("exemple", "http://localhost:8000/alliances/toits/")
    assert the().source_url == ""


@pytest.mark.parametrize(
    ("told", "url"),
    [
        ({"identifiers": ("urn:x", "https://a.fr/1", "https://a.fr/2")}, "https://a.fr/1"),
        ({"identifiers": ("doi:10.1234/ab.c",)}, "https://doi.org/10.1234/ab.c"),
        ({"identifiers": ("10.1234/ab",)}, "https://doi.org/10.1234/ab"),
        ({"identifiers": ("https://a.fr/",), "sources": ("https://b.fr/",)}, "https://a.fr/"),
        ({"identifiers": ("https://a.fr/",), "locations": ("https://b.fr/",)}, "https://b.fr/"),
    ],
)
def test_the_address_is_the_one_that_leads_to_the_resource(told: Any, url: str) -> None:
    assert wanted(Told(titles=("T",), **told), "methode").fields["url"] == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//exemple.fr",
        "https://",
        "https://a.fr/ b",
        "http://[",
        f"https://a.fr/{'x' * 500}",
    ],
)
def test_what_is_no_web_address_is_never_behind_a_link(url: str) -> None:
    assert not is_web_address(url)
    with pytest.raises(RefusedRecordError):
        wanted(Told(titles=("T",), identifiers=(url,)), "methode")


def test_long_values_are_cut_at_a_word_and_long_rights_left_out() -> None:
    given = Told(
        titles=("mot " * 100,), identifiers=("https://a.fr/",), rights=("r" * 61,), types=("Text",)
    )
    fields = wanted(given, "donnee").fields
    assert len(fields["title"]) <= 200
    assert fields["title"].endswith("mot…")
    assert (fields["licence"], fields["medoc"]) == ("", "donnee")


def test_types_years_and_creators_are_understood() -> None:
    given = Told(
        titles=("T",),
        identifiers=("https://a.fr/",),
        types=("http://purl.org/dc/dcmitype/Dataset",),
        dates=("s. d.", "vers 2019-05"),
        creators=("Une", "Deux"),
    )
    fields = wanted(given, "methode").fields
    assert (fields["medoc"], fields["year"], fields["publisher"]) == ("donnee", 2019, "Une, Deux")


# --- Edits -----------------------------------------------------------------------------------
def test_a_field_changed_here_by_hand_stays_and_the_others_follow(source: HarvestSource) -> None:
    take(source, record("a", description="Avant"))
    Resource.objects.update(title="À nous")
    tally = take(source, record("a", title="À eux", description="Après"))
    assert (tally.updated, the().title, the().description) == (1, "À nous", "Après")
    tally = take(source, record("a", title="Encore", description="Après"))
    assert (tally.unchanged, the().title) == (1, "À nous")


def test_a_record_that_did_not_change_writes_nothing(source: HarvestSource) -> None:
    take(source, record("a"))
    before = the().updated_at
    assert take(source, record("a")).unchanged == 1
    assert the().updated_at == before


def test_a_resource_archived_here_is_not_published_again(source: HarvestSource) -> None:
    take(source, record("a"))
    Resource.objects.update(editorial_state=State.ARCHIVED)
    take(source, record("a", title="Nouveau"))
    assert (the().editorial_state, the().title) == (State.ARCHIVED, "Nouveau")


def test_a_resource_deleted_here_does_not_come_back(source: HarvestSource) -> None:
    take(source, record("a"))
    the().delete()
    assert take(source, record("a", title="Nouveau")).unchanged == 1
    assert not Resource.objects.exists()


# --- Deletions -------------------------------------------------------------------------------
def test_what_the_source_withdraws_is_archived_and_comes_back_with_it(
    source: HarvestSource,
) -> None:
    take(source, record("a"))
    assert take(source, deleted("a")).deleted == 1
    assert the().editorial_state == State.ARCHIVED
    assert take(source, deleted("a")).unchanged == 1
    assert take(source, record("a", title="De retour")).updated == 1
    assert (the().editorial_state, the().title) == (State.PUBLISHED, "De retour")
    assert not HarvestedRecord.objects.get().is_deleted


def test_what_was_changed_here_is_kept_and_marked(source: HarvestSource) -> None:
    take(source, record("a"))
    Resource.objects.update(description="Notre mot")
    take(source, deleted("a"))
    assert the().editorial_state == State.PUBLISHED
    assert HarvestedRecord.objects.get().is_deleted


def test_the_deletion_of_what_never_came_leaves_nothing(source: HarvestSource) -> None:
    assert take(source, deleted("z")).unchanged == 1
    assert not HarvestedRecord.objects.exists()


def test_the_last_of_a_record_told_twice_in_a_page_stays(source: HarvestSource) -> None:
    tally = take(source, record("a"), record("a", title="Mieux"), deleted("b"), record("b"))
    assert (tally.created, tally.updated) == (2, 1)
    assert Resource.objects.filter(title="Mieux").count() == 1


# --- Where they stand ------------------------------------------------------------------------
def test_resources_enter_the_kit_of_the_centre_once(source: HarvestSource) -> None:
    source.centre = CentreFactory.create()
    source.save()
    take(source, record("a", type="Dataset"))
    item = KitItem.objects.get()
    assert (item.centre, item.axis) == (source.centre, "reference")
    item.delete()
    take(source, record("a", title="Autre"))
    assert not KitItem.objects.exists(), "taken out here by hand, it stays out"


def test_what_was_harvested_is_not_offered_again(source: HarvestSource) -> None:
    ResourceFactory.create(slug="a-nous")
    take(source, record("a"))
    refresh_ledger()
    refresh_ledger("resource", [the().slug])
    assert list(LedgerEntry.objects.values_list("slug", flat=True)) == ["a-nous"]


def test_a_page_costs_the_same_however_many_records_did_not_change(
    source: HarvestSource, django_assert_max_num_queries: Any
) -> None:
    some = [record(f"r{n}") for n in range(20)]
    take(source, *some)
    with django_assert_max_num_queries(24):
        take(source, *some)
