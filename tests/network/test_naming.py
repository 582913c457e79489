"""Names of one organisation, names of many, and official identifiers."""

import pytest

from alliage.calc.french import name_key
from alliage.network.forms import OrganisationForm
from alliage.network.models import ActorKind, Organisation
from alliage.network.naming import is_collective_name
from alliage.network.services import Named, OrganisationRegister, forget_unused_collectives


@pytest.mark.parametrize(
    "name",
    [
        "Scieries locales",
        "Quatorze entreprises du bassin de Brive",
        "Une trentaine d'entreprises, associations et collectivités",
        "Pêcheurs des Sables-d’Olonne",
        "Enedis, GRDF, Engie, Suez, La Poste",
        "Services sociaux (mairies, centres d'hébergement)",
        "Mairie",
        "Fonds philanthropiques",
    ],
)
def test_a_name_that_stands_for_many_is_collective(name: str) -> None:
    assert is_collective_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "Emmaüs Défi",
        "Banques alimentaires de Bretagne",
        "Familles rurales",
        "Clubs Cigales",
        "Les Célestins, Théâtre de Lyon",
        "Fonds d'expérimentation territoriale contre le chômage de longue durée",
        "Ville de Paris",
        "Restos du cœur",
    ],
)
def test_the_name_of_one_organisation_is_not(name: str) -> None:
    assert not is_collective_name(name)


@pytest.mark.django_db
def test_an_organisation_is_found_however_its_name_is_typed() -> None:
    [first] = OrganisationRegister().resolve([Named("Crédit Mutuel du Centre", "entreprise")])
    again, other, new = OrganisationRegister().resolve(
        [
            Named("CREDIT MUTUEL DU CENTRE", "entreprise", "ge"),
            Named("Crédit Mutuel du Centre", "association"),
            Named("Crédit Mutuel de l’Est", "entreprise"),
        ]
    )
    assert again == first
    assert {other.pk, new.pk}.isdisjoint({first.pk})
    first.refresh_from_db()
    assert first.size == "ge", "what a document adds is kept"
    assert len(set(Organisation.objects.values_list("slug", flat=True))) == 3


@pytest.mark.django_db
def test_another_name_leads_to_the_organisation() -> None:
    [engie] = OrganisationRegister().resolve([Named("Engie", "entreprise")])
    engie.aliases.create(name="GDF Suez", key=name_key("GDF Suez"))
    assert OrganisationRegister().resolve([Named("GDF-Suez", "entreprise")]) == [engie]


@pytest.mark.django_db
def test_collective_names_are_never_merged_and_vanish_when_unused() -> None:
    one, two = OrganisationRegister().resolve([Named("Communes rurales", "collectivite")] * 2)
    assert one != two
    forget_unused_collectives([one.pk, two.pk])
    assert not Organisation.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "wrong", "right", "kept"),
    [
        ("siren", "732829321", "732 829 320", "732829320"),
        ("siret", "73282932000075", "732 829 320 00074", "73282932000074"),
        ("siret", "35600000000049", "356 000 000 00048", "35600000000048"),
        ("rna", "751001234", "w751001234", "W751001234"),
    ],
)
def test_a_wrong_identifier_is_told_and_a_right_one_is_kept_bare(
    field: str, wrong: str, right: str, kept: str
) -> None:
    base = {"name": "Essai", "slug": "essai", "kind": ActorKind.COMPANY}
    form = OrganisationForm({**base, field: wrong})
    assert not form.is_valid()
    assert f"« {wrong} »" in form.errors[field][0]
    form = OrganisationForm({**base, field: right})
    assert form.is_valid(), form.errors
    assert getattr(form.save(), field) == kept


@pytest.mark.django_db
def test_a_second_organisation_of_the_same_name_and_kind_is_refused_in_words() -> None:
    OrganisationRegister().resolve([Named("Emmaüs Défi", "association")])
    form = OrganisationForm({"name": "EMMAUS DEFI", "slug": "autre", "kind": "association"})
    assert not form.is_valid()
    assert "existe déjà" in str(form.errors)
