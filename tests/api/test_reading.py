"""Reading by programs: lists that hold still, sheets, validators, errors, limits, open reading."""

import re
from typing import Any

import pytest
from django.test import Client

from alliage.search.services import reindex
from tests.capitalisation.factories import (
    AllianceFactory,
    CentreFactory,
    KitItemFactory,
    ParticipationFactory,
    PlaceFactory,
    ResourceFactory,
    TypeFactory,
    whole_alliance,
)
from tests.network.factories import OrganisationFactory
from tests.territories.factories import angouleme, charente

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/"


def read(path: str, client: Client | None = None, **headers: str) -> Any:
    return (client or Client()).get(ROOT + path, headers=headers)


def slugs(path: str) -> list[str]:
    return [item["slug"] for item in read(path).json()["items"]]


def local(url: str) -> str:
    return url.split("/api/v1/")[1]


def some_alliance(**fields: Any) -> Any:
    alliance = AllianceFactory.create(**fields)
    TypeFactory.create(alliance=alliance)
    ParticipationFactory.create(alliance=alliance)
    PlaceFactory.create(alliance=alliance, territory=angouleme())
    return alliance


# --- Lists -----------------------------------------------------------------------------------
def test_a_list_is_read_to_its_end_while_others_write() -> None:
    made = [AllianceFactory.create().slug for _ in range(5)]
    first = read("alliances?limit=2").json()
    added = AllianceFactory.create(title="Aaa, première de toutes").slug
    found, page = [item["slug"] for item in first["items"]], first
    while page["next"]:
        page = read(local(page["next"])).json()
        found += [item["slug"] for item in page["items"]]
    assert found == [*made, added]


def test_the_link_header_says_the_first_page_and_the_next() -> None:
    for _ in range(3):
        AllianceFactory.create()
    link = read("alliances?limit=2").headers["Link"]
    assert re.findall(r'rel="(\w+)"', link) == ["first", "next"]
    following = re.findall(r"<([^>]+)>", link)[1]
    last = read(local(following))
    assert "next" not in last.headers["Link"]
    assert len(last.json()["items"]) == 1


def test_drafts_and_archives_are_nowhere() -> None:
    draft, archived = AllianceFactory.create(draft=True), AllianceFactory.create(archived=True)
    hidden = ResourceFactory.create(draft=True)
    KitItemFactory.create(centre=CentreFactory.create(slug="centre"), resource=hidden)
    assert slugs("alliances") == []
    assert read("resources").json()["items"] == []
    assert read("centres/centre").json()["kit"] == []
    for path in (f"alliances/{draft.slug}", f"alliances/{archived.slug}"):
        assert read(path).status_code == 404
    assert read(f"resources/{hidden.slug}").status_code == 404


def test_filters_are_those_of_the_page_and_hold_together() -> None:
    here = some_alliance(slug="ici", stage="idee", start_year=2017)
    AllianceFactory.create(slug="ailleurs", stage="deploiement", start_year=2021)
    partner = here.participations.get().organisation.slug
    kind = here.types.get().type
    for query in (
        "stade=idee",
        f"type={kind}",
        f"partenaire={partner}",
        "periode=2015-2019",
        "territoire=commune:16015",
        "territoire=departement:16",
        "territoire=france:FR",
        f"acteur={here.participations.get().kind}&monde={here.participations.get().world}",
    ):
        assert slugs(f"alliances?{query}") == ["ici"], query
    assert slugs("alliances?stade=idee&stade=deploiement") == ["ici", "ailleurs"]
    assert slugs("alliances?stade=idee&periode=2020-2024") == []


@pytest.mark.usefixtures("own_index")
def test_words_give_the_best_first_page_after_page() -> None:
    for number in range(5):
        AllianceFactory.create(slug=f"jardin-{number}", title=f"Jardin partagé numéro {number}")
    AllianceFactory.create(slug="autre", title="Autre chose")
    reindex()
    page = read("alliances?q=jardin&limit=2").json()
    found = [item["slug"] for item in page["items"]]
    while page["next"]:
        page = read(local(page["next"])).json()
        found += [item["slug"] for item in page["items"]]
    assert sorted(found) == [f"jardin-{number}" for number in range(5)]


def test_other_lists_filter_too() -> None:
    ResourceFactory.create(slug="outil", medoc="outil")
    ResourceFactory.create(slug="methode", medoc="methode")
    OrganisationFactory.create(name="Nous", territory=angouleme())
    OrganisationFactory.create(name="Tous", collective=True)
    resources = read("resources?famille=outil").json()["items"]
    assert [item["record"]["slug"] for item in resources] == ["outil"]
    organisations = read("organisations?territoire=departement:16").json()["items"]
    assert [item["record"]["name"] for item in organisations] == ["Nous"]
    territories = read("territories?niveau=departement&limit=100").json()["items"]
    assert charente().ref in [item["ref"] for item in territories]
    assert {item["level"] for item in territories} == {"departement"}


# --- Things ----------------------------------------------------------------------------------
def test_a_sheet_is_given_in_the_exchange_layout_with_its_date() -> None:
    alliance = whole_alliance()
    answer = read(f"alliances/{alliance.slug}")
    assert answer.json()["record"]["title"] == alliance.title
    assert answer.json()["links"]["html"].endswith(alliance.get_absolute_url())
    assert "Last-Modified" in answer.headers


@pytest.mark.parametrize("path", ["alliances", "alliances/elle"])
def test_what_did_not_change_is_not_sent_again(path: str) -> None:
    alliance = AllianceFactory.create(slug="elle")
    tag = read(path).headers["ETag"]
    assert read(path, if_none_match=tag).status_code == 304
    alliance.title = "Un autre titre"
    alliance.save()
    assert read(path, if_none_match=tag).status_code == 200


@pytest.mark.usefixtures("geography")
def test_references_are_read() -> None:
    assert read("territories/departement/2a").json()["ref"] == "departement:2A"
    for path in ("", "goals", "targets", "domains", "vocabularies", "partnership-types"):
        assert read(path).status_code == 200, path
    assert read("vocabularies/stade").json() == {"items": [], "next": None}


def test_head_is_answered_like_get_without_a_body() -> None:
    answer = Client().head(ROOT + "alliances")
    assert (answer.status_code, answer.content) == (200, b"")


# --- Errors ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("path", "status", "pointer"),
    [
        ("alliances/rien", 404, ""),
        ("nulle/part", 404, ""),
        ("goals/zero", 404, ""),
        ("vocabularies/rien", 404, ""),
        ("alliances?limit=0", 422, "/limit"),
        ("alliances?limit=101", 422, "/limit"),
        ("alliances?stade=reve", 422, "/stade/0"),
        ("alliances?odd=99999999999999999999", 422, "/odd/0"),
        ("alliances?territoire=ici", 422, "/territoire/0"),
        ("alliances?inconnu=1", 422, "/inconnu"),
        ("alliances?cursor=faux", 400, ""),
        ("alliances?q=%00", 400, ""),
    ],
)
def test_an_error_is_a_problem(path: str, status: int, pointer: str) -> None:
    answer = read(path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["type"].startswith("http://localhost:8000/api/#")
    assert body["instance"] == ROOT + path.split("?", maxsplit=1)[0]
    assert [error["pointer"] for error in body.get("errors", [])] == ([pointer] if pointer else [])


def test_a_cursor_serves_the_list_that_gave_it_and_no_other() -> None:
    for _ in range(3):
        AllianceFactory.create(stage="idee")
    url = local(read("alliances?limit=1&stade=idee").json()["next"])
    cursor = url.split("cursor=")[1]
    assert read(url).status_code == 200
    for other in ("alliances?limit=1", "alliances?stade=preuve_de_concept", "resources?"):
        assert read(f"{other}&cursor={cursor}").status_code == 400
    assert read(f"alliances?stade=idee&cursor={cursor[:-1]}").status_code == 400


def test_a_method_that_is_not_there_is_a_problem_with_the_allowed_ones() -> None:
    answer = Client().delete(ROOT + "alliances")
    assert answer.status_code == answer.json()["status"] == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_errors_speak_the_language_asked() -> None:
    french, english = read("alliances/x"), read("alliances/x", accept_language="en")
    assert french.json()["title"] == "Introuvable"
    assert french.headers["Content-Language"] == "fr"
    assert english.headers["Content-Language"] == "en"
    assert "Accept-Language" in english.headers["Vary"]


# --- The door --------------------------------------------------------------------------------
def test_beyond_the_limit_one_waits(settings: Any) -> None:
    settings.API_LIMIT = 2
    answers = [read("goals") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer.headers["RateLimit-Remaining"] for answer in answers] == ["1", "0", "0"]
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 60
    assert answers[2].json()["type"].endswith("#trop-de-demandes")
    forged = Client().get(ROOT + "goals", headers={"X-Forwarded-For": "203.0.113.7"})
    assert forged.status_code == 429, "anybody can write this header"


def test_behind_a_proxy_each_address_has_its_own_count(settings: Any) -> None:
    settings.API_LIMIT, settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1, 1
    seen = [read("goals", x_forwarded_for=f"1.1.1.1, 203.0.113.{n}").status_code for n in (7, 8, 7)]
    assert seen == [200, 200, 429]


def test_other_sites_may_read_and_nothing_more(member: Client) -> None:
    answer = read("goals", client=member)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert not answer.cookies
    assert "Cookie" not in answer.headers["Vary"]
    preflight = member.options(ROOT + "alliances")
    assert preflight.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
