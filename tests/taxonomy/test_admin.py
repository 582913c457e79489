"""Vocabularies are adapted in the administration, and stay so."""

import pytest
from django.test import Client

from alliage.taxonomy.forms import DomainForm
from alliage.taxonomy.models import Domain, Term
from alliage.taxonomy.services import load_taxonomy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("taxonomy")]


def test_words_are_written_one_a_line() -> None:
    domain = Domain.objects.get(slug="eau")
    form = DomainForm(instance=domain)
    assert form["alternative_labels"].value() == "\n".join(domain.alternative_labels)
    assert "eau potable\ncaptage" in str(form["alternative_labels"])


def test_blank_and_repeated_words_are_dropped() -> None:
    domain = Domain.objects.get(slug="eau")
    form = DomainForm(
        {"label_fr": "eau", "slug": "eau", "alternative_labels": "source\n\n  puits \nsource"},
        instance=domain,
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["alternative_labels"] == ["source", "puits"]


def test_a_domain_edited_here_survives_the_next_loading(administrator_user: object) -> None:
    client = Client()
    client.force_login(administrator_user)  # type: ignore[arg-type]
    domain = Domain.objects.get(slug="eau")
    response = client.post(
        f"/admin/taxonomy/domain/{domain.pk}/change/",
        {"label_fr": "eau vive", "slug": "eau", "alternative_labels": "source", "goals": ["6"]},
    )
    assert response.status_code == 302
    load_taxonomy()
    domain.refresh_from_db()
    assert (domain.label_fr, domain.is_local) == ("eau vive", True)


@pytest.mark.parametrize("model", ["domain", "term"])
def test_lists_open(administrator: Client, model: str) -> None:
    assert administrator.get(f"/admin/taxonomy/{model}/").status_code == 200


def test_a_term_opens(administrator: Client) -> None:
    term = Term.objects.filter(vocabulary="porte_entree")[0]
    assert administrator.get(f"/admin/taxonomy/term/{term.pk}/change/").status_code == 200
