"""Administrators add sources, follow their harvests and see what was refused."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alliage.accounts.models import JournalEntry, User
from alliage.capitalisation.models import Resource
from alliage.harvesting.models import HarvestedRecord, HarvestRun, HarvestSource
from alliage.harvesting.services import harvest
from tests.capitalisation.factories import ResourceFactory
from tests.harvesting.sources import deleted, pages, record, records, send, served

pytestmark = pytest.mark.django_db
LIST = "harvesting:sources"


@pytest.fixture
def chief(administrator_user: User) -> Client:
    """An administrator whose forms carry no token: what is tested is not their forgery."""
    client = Client()
    client.force_login(administrator_user)
    return client


def one(**fields: Any) -> HarvestSource:
    given = {"name": "Centre de l’eau", "base_url": "http://127.0.0.1:9/oai", **fields}
    return HarvestSource.objects.create(**given)


def ran(source: HarvestSource, state: str = "done", **fields: Any) -> HarvestRun:
    now = timezone.now()
    given = {"owner": "x", "started_at": now, "heartbeat_at": now, **fields}
    ended = None if state == "running" else now
    return HarvestRun.objects.create(source=source, state=state, ended_at=ended, **given)


def text(client: Client, name: str, *args: Any) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def words(url: str, **fields: Any) -> dict[str, Any]:
    given = {"base_url": url, "metadata_prefix": "oai_dc", "family": "methode", "every_hours": 24}
    return {**given, "is_active": "on", **fields}


def test_without_a_source_the_page_says_what_one_is(chief: Client) -> None:
    assert "Aucune source pour l’instant" in text(chief, LIST)


def test_a_source_is_added_by_its_address_alone(chief: Client) -> None:
    with served(pages(records(record("a")))) as at:
        answer = chief.post(
            reverse("harvesting:new"), words(f"{at.url}?verb=Identify"), follow=True
        )
    found = HarvestSource.objects.get()
    assert (found.name, found.base_url) == ("Centre & ressources", at.url)
    assert "L’entrepôt se présente" in answer.content.decode()
    assert JournalEntry.objects.get(verb="harvesting.saved").about_key == str(found.pk)


def test_a_silent_source_is_kept_and_said_to_be_silent(chief: Client) -> None:
    with served(lambda handler, _words: send(handler, "<html></html>")) as at:
        answer = chief.post(reverse("harvesting:new"), words(at.url), follow=True)
    assert HarvestSource.objects.get().name == "127.0.0.1"
    assert "ne répond pas encore. Cette adresse donne une page web" in answer.content.decode()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://10.0.0.1/oai", "adresse privée"),
        ("ftp://exemple.fr/", "http ou https"),
        ("exemple", "http ou https"),
        ("http://127.0.0.1:9/oai", "déjà moissonnée"),
    ],
)
def test_an_address_that_cannot_be_harvested_is_refused_in_a_sentence(
    chief: Client, url: str, sentence: str
) -> None:
    one()
    answer = chief.post(reverse("harvesting:new"), words(url))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert HarvestSource.objects.count() == 1


def test_another_list_is_read_from_its_beginning(chief: Client) -> None:
    source = one(last_until=timezone.now())
    edit = reverse("harvesting:edit", args=[source.pk])
    chief.post(edit, words(source.base_url, name="Autre nom"))
    source.refresh_from_db()
    assert source.name == "Autre nom"
    assert source.last_until is not None
    chief.post(edit, words(source.base_url, name="Autre nom", set_spec="eau"))
    source.refresh_from_db()
    assert source.last_until is None


def test_a_source_is_harvested_on_demand_and_its_refusals_are_shown(
    chief: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with served(pages(records(record("a"), record("b", title="Sans", identifier="x")))) as at:
        source = one(base_url=at.url)
        with django_capture_on_commit_callbacks(execute=True):
            answer = chief.post(reverse("harvesting:harvest", args=[source.pk]), follow=True)
    assert "Le moissonnage commence" in answer.content.decode()
    run = HarvestRun.objects.get()
    assert (run.created, run.refused) == (1, 1)
    shown = text(chief, "harvesting:run", run.pk)
    assert "Sans" in shown
    assert "ne donne pas d’adresse web utilisable" in shown
    assert "Terminé" in text(chief, "harvesting:source", source.pk)
    assert "1 ressource publiée ici" in text(chief, LIST)


def test_a_harvest_at_work_is_stopped_and_not_doubled(chief: Client) -> None:
    source = one()
    stop = reverse("harvesting:stop", args=[source.pk])
    assert "Aucun moissonnage" in chief.post(stop, follow=True).content.decode()
    run = ran(source, "running")
    harvest_url = reverse("harvesting:harvest", args=[source.pk])
    assert "déjà en cours" in chief.post(harvest_url, follow=True).content.decode()
    assert "Moissonner maintenant" not in text(chief, "harvesting:source", source.pk)
    assert "après la page en cours" in chief.post(stop, follow=True).content.decode()
    run.refresh_from_db()
    assert run.is_stop_asked
    assert "Arrêt demandé" in text(chief, LIST)


def test_a_failure_is_told_on_every_page(chief: Client) -> None:
    source = one()
    run = ran(source, "failed", error="Le XML est mal formé.")
    for name, key in (("source", source.pk), ("run", run.pk)):
        assert "Le XML est mal formé." in text(chief, f"harvesting:{name}", key)
    assert "Le XML est mal formé." in text(chief, LIST)


def test_lists_cost_the_same_however_long(chief: Client, django_assert_num_queries: Any) -> None:
    def cost() -> int:
        with django_assert_num_queries(5):
            return len(text(chief, LIST))

    for number in range(2):
        ran(one(set_spec=f"a{number}"))
    first = cost()
    for number in range(10):
        source = one(set_spec=f"b{number}")
        ran(source)
        ran(source)
    assert cost() > first


# --- On the page of a resource ---------------------------------------------------------------
def test_a_harvested_resource_says_where_it_comes_from(visitor: Client) -> None:
    with served(pages(records(record("a")))) as at:
        harvest(one(base_url=at.url))
        made = Resource.objects.get()
        page = visitor.get(made.get_absolute_url()).content.decode()
        assert "Moissonnée chez Centre de l’eau le" in page
        assert 'href="https://exemple.fr/a" rel="external">Notice d’origine' in page
        assert "La description est de nous" not in page
        Resource.objects.update(description="Notre mot")
        at.respond = pages(records(deleted("a")))
        harvest(HarvestSource.objects.get())
    assert "Retirée à la source" in visitor.get(made.get_absolute_url()).content.decode()
    assert HarvestedRecord.objects.get().is_deleted


def test_a_resource_of_ours_says_nothing_of_it(visitor: Client) -> None:
    page = visitor.get(ResourceFactory.create().get_absolute_url()).content.decode()
    assert "Moissonnée" not in page
    assert "La description est de nous" in page


def test_what_a_source_writes_is_never_markup(visitor: Client) -> None:
    title = "<script>alert(1)</script><img src=x onerror=alert(1)>Guide &lt;svg onload=x&gt;"
    with served(pages(records(record("a", title=title, description=title)))) as at:
        harvest(one(base_url=at.url))
    page = visitor.get(Resource.objects.get().get_absolute_url()).content.decode()
    assert "<svg onload" not in page
    assert "alert(1)" not in page
    assert "Guide &lt;svg onload=x&gt;" in page
