"""What the pages say to machines in schema.org, read again by another project's reader."""

import json
import re
from collections.abc import Callable

import pytest
from django.test import Client
from rdflib import RDF, Graph, Namespace, URIRef

from alliage.accounts.models import User
from alliage.curation import services as curation
from tests.capitalisation.factories import AllianceFactory, CentreFactory, ResourceFactory
from tests.network.factories import OrganisationFactory
from tests.taxonomy.factories import GoalFactory
from tests.territories.factories import angouleme

pytestmark = [
    pytest.mark.django_db,
    # Of rdflib itself, when it reads JSON-LD.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]
SCHEMA = Namespace("https://schema.org/")
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graph(client: Client, path: str) -> Graph:
    """Read the data of a page; the context is named rather than fetched."""
    [block] = BLOCK.findall(client.get(path).content.decode())
    data = json.loads(block)
    assert data.pop("@context") == "https://schema.org"
    data["@context"] = {"@vocab": str(SCHEMA)}
    return Graph().parse(data=json.dumps(data), format="json-ld")


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (AllianceFactory, SCHEMA.Article),
        (ResourceFactory, SCHEMA.LearningResource),
        (CentreFactory, SCHEMA.Collection),
        (OrganisationFactory, SCHEMA.Organization),
        (GoalFactory, SCHEMA.DefinedTerm),
        (angouleme, SCHEMA.AdministrativeArea),
    ],
)
def test_a_page_says_what_it_is_about(
    client: Client, make: Callable[[], object], kind: URIRef
) -> None:
    subject = make()
    found = graph(client, subject.get_absolute_url())  # type: ignore[attr-defined]
    path = subject.get_absolute_url()  # type: ignore[attr-defined]
    [told] = [one for one in found.subjects(RDF.type, kind) if str(one).endswith(path)]
    assert found.value(told, SCHEMA.name) or found.value(told, SCHEMA.headline)


def test_a_collection_lists_its_parts_and_no_draft(client: Client, member_user: User) -> None:
    made = curation.create_collection(member_user, title="Kit", introduction="", is_kit=False)
    shown, draft = AllianceFactory(), AllianceFactory(draft=True)
    resource = ResourceFactory()
    for subject in (shown, draft, resource):
        curation.add_item(made, by=member_user, subject=subject)
    made.is_published = True
    made.save()
    found = graph(client, made.get_absolute_url())
    parts = {str(part) for part in found.objects(None, SCHEMA.hasPart)}
    assert {part.rsplit("/", 2)[1] for part in parts} == {shown.slug, resource.slug}


def test_the_way_home_is_numbered_for_machines(client: Client) -> None:
    page = client.get(AllianceFactory().get_absolute_url()).content.decode()
    assert page.count('itemtype="https://schema.org/BreadcrumbList"') == 1
    assert re.findall(r'itemprop="position" content="(\d)"', page) == ["1", "2", "3"]
