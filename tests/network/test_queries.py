"""What is said of an organisation: to the index, to open formats, to readers and machines."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alliage.calc.french import name_key
from alliage.network import queries
from alliage.network.models import ActorKind, Organisation, OrganisationSize, World
from tests.territories.factories import angouleme, charente, france

from .factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def read(**fields: Any) -> Organisation:
    made = OrganisationFactory(**fields)
    return Organisation.objects.for_listing().get(pk=made.pk)


def test_a_document_holds_what_readers_filter_on() -> None:
    organisation = read(company=True, territory=angouleme())
    organisation.aliases.create(name="Ancien nom", key=name_key("Ancien nom"))
    document = queries.organisation_document(organisation)
    assert document.names == ("Ancien nom",)
    assert document.facets["acteur"] == (ActorKind.COMPANY,)
    assert document.facets["monde"] == (World.ECONOMIC,)
    assert document.facets["taille"] == (OrganisationSize.SMALL,)
    assert document.facets["territoire"][0] == "commune:16015"
    assert {"departement:16", "region:75", "france:FR"} <= set(document.facets["territoire"])
    assert document.facets["region"] == ("region:75",)
    assert "Charente" in document.places


def test_a_document_of_somebody_of_nowhere_has_no_place() -> None:
    document = queries.organisation_document(read())
    assert document.places == ()
    assert (document.facets["territoire"], document.facets["taille"]) == ((), ())


def test_collective_names_are_not_looked_for() -> None:
    OrganisationFactory(collective=True)
    one = OrganisationFactory()
    assert [d.slug for d in queries.organisation_documents(None)] == [one.slug]


def test_documents_are_given_for_these_slugs_alone() -> None:
    one, _other = OrganisationFactory.create_batch(2)
    assert [d.slug for d in queries.organisation_documents([one.slug, "inconnue"])] == [one.slug]
    assert list(queries.organisation_documents([])) == []


@pytest.mark.parametrize("count", [1, 15])
def test_documents_are_read_in_two_queries_however_many(count: int) -> None:
    for organisation in OrganisationFactory.create_batch(count, territory=charente()):
        organisation.aliases.create(name="Autre", key="autre")
    with CaptureQueriesContext(connection) as captured:
        assert len(list(queries.organisation_documents(None))) == count
    assert len(captured) == 2


def test_facets_offer_every_kind_size_and_world() -> None:
    facets = {spec.name: spec for spec in queries.organisation_facets()}
    assert list(facets) == ["monde", "acteur", "taille", "territoire"]
    assert set(facets["monde"].named(World.values)) == set(World.values)
    assert set(facets["acteur"].named([*ActorKind.values, "club"])) == set(ActorKind.values)


def test_organisations_come_in_the_order_asked_without_the_unknown() -> None:
    first, second = OrganisationFactory.create_batch(2)
    asked = [second.slug, "inconnue", first.slug]
    assert queries.organisations_named(asked) == [second, first]


def test_a_record_says_none_where_nothing_is_known() -> None:
    record = queries.organisation_record(read(slug="nous", name="Nous"))
    assert record.pop("slug") == "nous"
    assert record.pop("aliases") == []
    assert {key for key, value in record.items() if value} == {"name", "kind"}
    assert {value for value in record.values() if not value} == {None}


def test_cells_are_the_record_with_every_column_as_a_text() -> None:
    organisation = read(siren="732829320", territory=charente())
    cells = queries.organisation_cells(organisation)
    assert list(cells) == queries.COLUMNS
    assert (cells["siren"], cells["territory"], cells["rna"]) == (
        "732829320",
        "departement:16",
        "",
    )


def test_a_feature_stands_at_the_centre_of_its_territory() -> None:
    area = charente(longitude=0.15, latitude=45.7)
    drawn = read(territory=area)
    feature = queries.organisation_feature(drawn)
    # Where the whole country was loaded before, the area has its true centre.
    assert feature["geometry"] == {"type": "Point", "coordinates": [area.longitude, area.latitude]}
    assert feature["id"] == drawn.slug


@pytest.mark.parametrize("place", [None, france])
def test_a_feature_without_a_point_has_a_null_geometry(place: Any) -> None:
    feature = queries.organisation_feature(read(territory=place() if place else None))
    assert feature["geometry"] is None


def test_facts_are_those_known_and_begin_with_a_capital() -> None:
    assert queries.organisation_facts(read()) == [("Type d’acteur", "Association")]
    known = queries.organisation_facts(
        read(company=True, siren="732829320", rna="W751001234", territory=angouleme())
    )
    assert [label for label, _ in known] == [
        "Type d’acteur",
        "Taille",
        "Territoire",
        "SIREN",
        "Numéro RNA",
    ]
    assert dict(known)["Territoire"] == "Angoulême (16)"
    assert all(value[:1].isupper() or value[:1].isdigit() for _, value in known)


def test_machines_are_told_only_what_is_known() -> None:
    assert {"url", "identifier"}.isdisjoint(queries.organisation_linked_data(read()))
    told = queries.organisation_linked_data(read(url="https://exemple.fr/", siren="732829320"))
    assert (told["url"], told["identifier"]) == ("https://exemple.fr/", "732829320")
    assert told["@id"].startswith("http")


def test_an_entry_of_a_feed_has_an_absolute_address_and_its_last_change() -> None:
    organisation = read()
    entry = queries.organisation_entry(organisation)
    assert entry.url.endswith(organisation.get_absolute_url())
    assert entry.url.startswith("http")
    assert entry.updated_at == organisation.updated_at
