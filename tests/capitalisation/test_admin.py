"""Corrections by hand: saved in the administration, found at once, refused in words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from alliage.capitalisation.models import Alliance, Resource, ResourceCentre
from alliage.network.models import Organisation
from alliage.search.models import Query
from alliage.search.queries import search
from alliage.search.services import reindex
from tests.network.factories import OrganisationFactory
from tests.territories.factories import angouleme, charente

from .factories import (
    AllianceFactory,
    FigureFactory,
    PlaceFactory,
    ResourceFactory,
    TypeFactory,
    whole_alliance,
)

pytestmark = pytest.mark.usefixtures("own_index")
EDITED = [Alliance, Resource, ResourceCentre, Organisation]
Form = Callable[..., dict[str, Any]]


def url(page: str, row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def found(text: str = "", kind: str = "alliance") -> set[str]:
    return {hit.slug for hit in search(Query(text=text, kinds=(kind,))).hits}


def filled(client: Client, row: Any, **changes: Any) -> dict[str, Any]:
    """What a browser would send after opening the form of a row and changing these fields."""
    context = client.get(url("change", row)).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data: dict[str, Any] = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            data[bound.html_name] = "" if value is None else value
    token = client.cookies["csrftoken"].value
    return {
        name: [getattr(item, "pk", item) for item in value] if isinstance(value, list) else value
        for name, value in {**data, **changes, "csrfmiddlewaretoken": token}.items()
        if value is not False
    }


def save(client: Client, row: Any, **changes: Any) -> Any:
    return client.post(url("change", row), filled(client, row, **changes))


@pytest.mark.parametrize("model", EDITED)
@pytest.mark.parametrize(
    ("who", "status"),
    [("visitor", 302), ("member", 302), ("animator", 200), ("administrator", 200)],
)
def test_only_people_with_a_role_see_the_administration(
    request: pytest.FixtureRequest, model: Any, who: str, status: int
) -> None:
    client: Client = request.getfixturevalue(who)
    listed = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    assert client.get(listed).status_code == status


def test_search_follows_a_correction_once_it_is_written(
    animator: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    alliance = whole_alliance(title="Une épicerie")
    reindex()
    with django_capture_on_commit_callbacks() as callbacks:
        assert save(animator, alliance, title="Une ressourcerie").status_code == 302
        assert found("épicerie") == {alliance.slug}, "nothing is told before the commit"
    for callback in callbacks:
        callback()
    assert found("ressourcerie") == {alliance.slug}
    assert found("épicerie") == set()


def test_a_sheet_saved_as_it_is_keeps_every_part(animator: Client) -> None:
    alliance = whole_alliance(stated_territory={"level": "commune", "name": "Angoulême"})
    parts = ("types", "places", "participations", "impacts", "sources", "figures", "milestones")
    before = {name: list(getattr(alliance, name).values()) for name in parts}
    assert save(animator, alliance).status_code == 302
    assert {name: list(getattr(alliance, name).values()) for name in parts} == before
    alliance.refresh_from_db()
    assert alliance.stated_territory == {"level": "commune", "name": "Angoulême"}


def test_places_edited_by_hand_forget_the_place_that_a_file_stated(animator: Client) -> None:
    alliance = AllianceFactory(stated_territory={"level": "commune", "name": "Angoulême"})
    TypeFactory(alliance=alliance)
    PlaceFactory(alliance=alliance, territory=angouleme())
    sent = save(animator, alliance, **{"places-0-territory": charente().pk})
    assert sent.status_code == 302
    alliance.refresh_from_db()
    assert alliance.stated_territory == {}
    assert [place.territory for place in alliance.places.all()] == [charente()]


def test_withdrawing_a_sheet_takes_it_out_of_search(
    animator: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    alliance = AllianceFactory()
    reindex()
    with django_capture_on_commit_callbacks(execute=True):
        assert save(animator, alliance, editorial_state="archived").status_code == 302
    assert found() == set()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "obligatoire"),
        ({"start_year": 1700}, "1800"),
        ({"start_year": 2020, "end_year": 2019}, "suit"),
        ({"figures-0-value": "-3"}, "variation"),
        ({"sources-0-consulted_on": "hier"}, "2026-11"),
        ({"sources-0-url": "javascript:alert(1)"}, "URL"),
    ],
)
def test_a_wrong_correction_is_refused_in_words_and_nothing_is_written(
    animator: Client, changes: dict[str, Any], words: str
) -> None:
    alliance = FigureFactory(alliance__title="Une épicerie").alliance
    page = save(animator, alliance, **changes)
    assert page.status_code == 200
    said = [str(page.context["adminform"].form.errors)]
    said += [str(inline.formset.errors) for inline in page.context["inline_admin_formsets"]]
    assert words in " ".join(said)
    alliance.refresh_from_db()
    assert alliance.title == "Une épicerie"
    assert alliance.start_year is None


@pytest.mark.parametrize(
    ("make", "kind"), [(AllianceFactory, "alliance"), (ResourceFactory, "resource")]
)
def test_deleting_one_forgets_it(
    administrator: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    make: Any,
    kind: str,
) -> None:
    gone, kept = make(), make()
    reindex()
    token = filled(administrator, gone)["csrfmiddlewaretoken"]
    with django_capture_on_commit_callbacks(execute=True):
        sent = {"post": "yes", "csrfmiddlewaretoken": token}
        assert administrator.post(url("delete", gone), sent).status_code == 302
    assert found(kind=kind) == {kept.slug}


def test_deleting_several_with_their_figures_forgets_them(
    administrator: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    gone = [FigureFactory().alliance for _ in range(3)]
    kept = AllianceFactory()
    reindex()
    data = {
        "action": "delete_selected",
        "_selected_action": [alliance.pk for alliance in gone],
        "post": "yes",
        "csrfmiddlewaretoken": filled(administrator, kept)["csrfmiddlewaretoken"],
    }
    listed = reverse("admin:capitalisation_alliance_changelist")
    with django_capture_on_commit_callbacks(execute=True):
        assert administrator.post(listed, data).status_code == 302
    assert list(Alliance.objects.all()) == [kept]
    assert found() == {kept.slug}


def test_an_animator_may_not_delete(animator: Client) -> None:
    alliance = AllianceFactory()
    token = filled(animator, alliance)["csrfmiddlewaretoken"]
    sent = {"post": "yes", "csrfmiddlewaretoken": token}
    assert animator.post(url("delete", alliance), sent).status_code == 403
    assert Alliance.objects.exists()


# --- Organisations -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("siren", "732829321"),
        ("siret", "73282932000075"),
        ("rna", "751001234"),
        ("siren", "abc"),
    ],
)
def test_a_wrong_identifier_is_refused_in_the_administration(
    animator: Client, field: str, wrong: str
) -> None:
    organisation = OrganisationFactory()
    page = save(animator, organisation, **{field: wrong})
    assert wrong in page.context["adminform"].form.errors[field][0]
    organisation.refresh_from_db()
    assert getattr(organisation, field) == ""


def test_a_siret_of_another_siren_is_refused(animator: Client) -> None:
    changes = {"siren": "732829320", "siret": "35600000000048"}
    page = save(animator, OrganisationFactory(), **changes)
    assert "SIREN" in str(page.context["adminform"].form.errors)


def test_a_renamed_organisation_is_known_by_its_new_name(animator: Client) -> None:
    organisation = OrganisationFactory(name="Ancien")
    assert save(animator, organisation, name="L’Atelier").status_code == 302
    organisation.refresh_from_db()
    assert organisation.key == "atelier"
