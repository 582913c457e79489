"""Bookmarks, opinions, searches and collections by program, each for whom it is."""

import pytest

from alliage.accounts.models import User
from alliage.curation.models import Bookmark, Collection, Feedback, SavedSearch
from tests.api.programs import Program
from tests.capitalisation.factories import AllianceFactory, ResourceFactory
from tests.curation.factories import CollectionFactory, ItemFactory
from tests.network.factories import OrganisationFactory
from tests.network.people import animates, belongs, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(member_user: User) -> Program:
    return Program(member_user)


def test_a_thing_is_kept_once_and_let_go(program: Program) -> None:
    AllianceFactory.create(slug="toits", title="Des toits")
    ResourceFactory.create(slug="guide")
    hidden = AllianceFactory.create(draft=True)
    for path in ("alliances/toits", "alliances/toits", "resources/guide"):
        assert program.put(f"bookmarks/{path}", {}).status_code == 204
    for path in (f"alliances/{hidden.slug}", "alliances/rien", "autres/toits"):
        assert program.put(f"bookmarks/{path}", {}).status_code == 404
    told = program.get("bookmarks").json()["items"]
    assert told[0]["title"] == "Des toits"
    assert [row["links"]["self"].split("/v1/")[1] for row in told] == [
        "alliances/toits",
        "resources/guide",
    ]
    assert Program(person("Autre")).get("bookmarks").json()["items"] == []
    assert program.call("delete", "bookmarks/alliances/toits").status_code == 204
    assert Bookmark.objects.count() == 1


def test_the_last_opinion_counts(program: Program) -> None:
    AllianceFactory.create(slug="toits")
    for said in (True, False):
        answer = program.put("opinions/alliances/toits", {"is_useful": said, "reason": "Vague"})
        assert answer.status_code == 204
    assert Feedback.objects.get().is_useful is False
    for body in ({}, {"is_useful": "oui"}, {"is_useful": True, "user": 1}):
        assert program.put("opinions/alliances/toits", body).status_code == 422


@pytest.mark.usefixtures("own_index")
def test_a_search_too_long_to_keep_is_refused(program: Program) -> None:
    said = {"name": "Longue", "kind": "alliance", "query": "q=" + "é" * 900}
    assert program.post("searches", said).status_code == 409


@pytest.mark.usefixtures("own_index")
def test_a_search_is_saved_and_forgotten(program: Program) -> None:
    said = {"name": "Idées", "kind": "alliance", "query": "stade=idee"}
    row = program.post("searches", said).json()
    assert row["links"]["self"].endswith("/api/v1/alliances?stade=idee")
    assert [one["id"] for one in program.get("searches").json()["items"]] == [row["id"]]
    other = Program(person("Autre"))
    assert other.call("delete", f"searches/{row['id']}").status_code == 404
    assert program.call("delete", f"searches/{row['id']}").status_code == 204
    assert not SavedSearch.objects.exists()


def test_a_collection_is_composed_and_published(program: Program, member_user: User) -> None:
    AllianceFactory.create(slug="toits")
    made = program.post("collections", {"title": "Se loger", "is_kit": True})
    assert made.status_code == 201
    path = f"collections/{made.json()['slug']}"
    piece = f"{path}/items/alliances/toits"
    first, second = {"comment": "Pour commencer", "axis": "exemples"}, {"comment": "À lire d’abord"}
    assert program.put(piece, first).status_code == 204
    assert program.put(piece, {"axis": "autre"}).status_code == 422
    assert program.put(piece, second).status_code == 204
    told = program.get(f"me/{path}").json()["items"]
    assert [(row["comment"], row["axis"]) for row in told] == [("À lire d’abord", "reference")]
    edited = program.call("patch", path, {"introduction": "Pour les maires."}).json()
    assert (edited["title"], edited["introduction"]) == ("Se loger", "Pour les maires.")
    assert program.post(f"{path}/publish").status_code == 409, "in nobody's name"
    organisation = OrganisationFactory.create(slug="nous")
    belongs(member_user, organisation)
    assert program.post(f"{path}/publish", {"organisation": "rien"}).status_code == 422
    shown = program.post(f"{path}/publish", {"organisation": "nous"})
    assert shown.json()["organisation"] == "nous"
    public = Program(person("Passante"), [])
    assert [row["slug"] for row in public.get("collections").json()["items"]] == ["se-loger"]
    assert len(public.get(path).json()["items"]) == 1
    assert program.post(f"{path}/withdraw").json()["is_published"] is False
    assert program.call("delete", piece).status_code == 204
    assert program.call("delete", path).status_code == 204
    assert not Collection.objects.exists()


def test_the_collections_of_others_are_read_once_published() -> None:
    secret, shown = CollectionFactory.create(), CollectionFactory.create(is_published=True)
    ItemFactory.create(collection=shown)
    other = Program(person("Autre"))
    assert other.get(f"collections/{secret.slug}").status_code == 404
    assert other.get("me/collections").json()["items"] == []
    for method, path, body in (
        ("patch", "", {"title": "À moi"}),
        ("delete", "", None),
        ("put", "/items/alliances/rien", {}),
        ("post", "/publish", {}),
        ("post", "/withdraw", {}),
    ):
        assert other.call(method, f"collections/{secret.slug}{path}", body).status_code == 404
        assert other.call(method, f"collections/{shown.slug}{path}", body).status_code == 403
    animator = Program(animates(person("Anne")))
    assert animator.post(f"collections/{shown.slug}/withdraw").json()["is_published"] is False
    assert animator.call("patch", f"collections/{secret.slug}", {}).status_code == 404
