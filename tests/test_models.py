"""Every rule that the database keeps by itself, on whichever database the suite runs."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import translation

from alliage.accounts.models import User
from alliage.capitalisation.models import CentreMilestone, Phase, Stage
from alliage.capitalisation.models.alliances import PHASE_OF_STAGE
from alliage.network.models import WORLD_OF_KIND, ActorKind, OrganisationAlias, World
from alliage.search.models import Entry, Frequency
from alliage.taxonomy.models import Goal
from alliage.territories.models import FormerCommune, Level

from .capitalisation.factories import (
    AllianceFactory,
    CentreFactory,
    FigureFactory,
    ImpactFactory,
    KitItemFactory,
    MilestoneFactory,
    ParticipationFactory,
    PlaceFactory,
    ResourceFactory,
    SourceFactory,
    TypeFactory,
)
from .network.factories import OrganisationFactory
from .taxonomy.factories import DomainFactory, GoalFactory, TargetFactory, TermFactory
from .territories.factories import TerritoryFactory, angouleme, charente, france

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


def twice(make: Make, **fields: Any) -> None:
    make(**fields)
    make(**fields)


def user(**fields: Any) -> User:
    made: User = User.objects.create(**{"email": "a@exemple.fr", **fields})
    return made


def alias(**fields: Any) -> OrganisationAlias:
    return OrganisationAlias.objects.create(name="Autre", key="autre", **fields)


def former(**fields: Any) -> FormerCommune:
    return FormerCommune.objects.create(code="16001", key="x", commune=angouleme(), **fields)


def entry(**fields: Any) -> Entry:
    given = {"kind": "a", "slug": "b", "terms": "", "grams": "", "words": "", "stored": ""}
    return Entry.objects.create(**given, terms_length=0, grams_length=0, sort_title="", **fields)


def frequency(**fields: Any) -> Frequency:
    return Frequency.objects.create(source="terms", term="cafe", documents=1, **fields)


def territory(**fields: Any) -> Any:
    """Make a territory even where one of this code exists."""
    model = apps.get_model("territories", "Territory")
    given = {"level": "commune", "code": "1", "name": "Ici", "key": "ici", "vintage": 2026}
    return model.objects.create(**{**given, **fields})


# Rule: (what breaks it, by default once; what is right just beside it, where there is a beside).
REFUSED: list[tuple[str, Make, dict[str, Any]]] = [
    ("alliance_title_present", AllianceFactory, {"title": ""}),
    ("alliance_stage_known", AllianceFactory, {"stage": "reve"}),
    ("alliance_state_known", AllianceFactory, {"editorial_state": "relue"}),
    ("alliance_start_year_plausible", AllianceFactory, {"start_year": 1799}),
    ("alliance_start_year_plausible", AllianceFactory, {"start_year": 2101}),
    ("alliance_end_year_plausible", AllianceFactory, {"end_year": 1799}),
    ("alliance_end_year_plausible", AllianceFactory, {"end_year": 2101}),
    ("alliance_ends_after_start", AllianceFactory, {"start_year": 2020, "end_year": 2019}),
    ("alliance_type_known", TypeFactory, {"type": "troc"}),
    ("place_inexact_keeps_its_name", PlaceFactory, {"is_exact": False}),
    ("impact_kind_known", ImpactFactory, {"kind": "bonheur"}),
    ("participation_kind_known", ParticipationFactory, {"kind": "club"}),
    ("participation_size_known", ParticipationFactory, {"size": "xxl"}),
    ("participation_named", ParticipationFactory, {"stated_name": ""}),
    ("source_consulted_on_iso", SourceFactory, {"consulted_on": "11/2026"}),
    ("source_consulted_on_iso", SourceFactory, {"consulted_on": "2026-"}),
    ("figure_negative_only_for_variation", FigureFactory, {"value": -1}),
    ("figure_year_plausible", FigureFactory, {"year": 1799}),
    ("milestone_year_plausible", MilestoneFactory, {"year": 2101}),
    ("resource_title_present", ResourceFactory, {"title": ""}),
    ("resource_medoc_known", ResourceFactory, {"medoc": "x"}),
    ("resource_usage_known", ResourceFactory, {"usage": "x"}),
    ("resource_access_known", ResourceFactory, {"access": "x"}),
    ("resource_state_known", ResourceFactory, {"editorial_state": "x"}),
    ("resource_consulted_on_iso", ResourceFactory, {"consulted_on": "2026-1"}),
    ("resource_year_plausible", ResourceFactory, {"year": 1799}),
    ("kit_item_axis_known", KitItemFactory, {"axis": "x"}),
    ("kit_item_one_thing", KitItemFactory, {"resource": None}),
    ("organisation_kind_known", OrganisationFactory, {"kind": "club"}),
    ("organisation_size_known", OrganisationFactory, {"size": "xxl"}),
    (
        "organisation_siret_within_siren",
        OrganisationFactory,
        {"siren": "732829320", "siret": "35600000000048"},
    ),
    ("territory_level_known", territory, {"level": "canton"}),
    ("territory_centroid_whole", territory, {"longitude": 181, "latitude": 0}),
    ("territory_centroid_whole", territory, {"longitude": 2, "latitude": None}),
    ("goal_number_1_to_17", GoalFactory, {"number": 0}),
    ("goal_number_1_to_17", GoalFactory, {"number": 18}),
    ("term_confirmed_has_source", TermFactory, {"is_confirmed": True}),
    ("user_email_lower_case", user, {"email": "A@exemple.fr"}),
]
ACCEPTED: list[tuple[Make, dict[str, Any]]] = [
    (AllianceFactory, {"start_year": 1800, "end_year": 2100}),
    (AllianceFactory, {"start_year": 2020, "end_year": 2020}),
    (AllianceFactory, {"end_year": 2020}),
    (PlaceFactory, {"is_exact": False, "stated_name": "Le bassin"}),
    (SourceFactory, {"consulted_on": "2026"}),
    (SourceFactory, {"consulted_on": "2026-11-05"}),
    (SourceFactory, {"consulted_on": ""}),
    (FigureFactory, {"value": -1, "is_variation": True}),
    (FigureFactory, {"value": 0, "year": None}),
    (OrganisationFactory, {"siren": "732829320", "siret": "73282932000074"}),
    (OrganisationFactory, {"siret": "73282932000074"}),
    (territory, {"longitude": -180, "latitude": 90}),
    (GoalFactory, {"number": 1}),
    (TermFactory, {"is_confirmed": True, "source": "Le RAMEAU, 2019"}),
]


def same_parts() -> list[tuple[str, Callable[[], None]]]:
    """What may be there only once, done twice."""
    return [
        ("alliance slug", lambda: twice(AllianceFactory, slug="a")),
        ("resource slug", lambda: twice(ResourceFactory, slug="a")),
        ("centre slug", lambda: twice(CentreFactory, slug="a")),
        ("organisation slug", lambda: twice(OrganisationFactory, slug="a")),
        ("domain slug", lambda: twice(DomainFactory, slug="a")),
        ("alliance_type_once", lambda: twice(TypeFactory, alliance=AllianceFactory())),
        (
            "place_once",
            lambda: twice(PlaceFactory, alliance=AllianceFactory(), territory=angouleme()),
        ),
        ("impact_once", lambda: twice(ImpactFactory, alliance=AllianceFactory())),
        (
            "kit_resource_once",
            lambda: twice(KitItemFactory, centre=CentreFactory(), resource=ResourceFactory()),
        ),
        (
            "kit_alliance_once",
            lambda: twice(
                KitItemFactory, centre=CentreFactory(), resource=None, alliance=AllianceFactory()
            ),
        ),
        ("kit_item_one_thing", lambda: KitItemFactory(alliance=AllianceFactory())),
        ("organisation_key_unique", lambda: twice(OrganisationFactory, name="Emmaüs Défi")),
        (
            "alias_unique_in_organisation",
            lambda: twice(alias, organisation=OrganisationFactory()),
        ),
        ("territory_code_unique_in_level", lambda: twice(territory)),
        ("former commune code", lambda: twice(former)),
        ("term_code_unique_in_vocabulary", lambda: twice(TermFactory, code="a")),
        ("target code", lambda: twice(TargetFactory, code="17.1", goal=GoalFactory())),
        ("user email", lambda: twice(user)),
        ("entry_unique_in_kind", lambda: twice(entry)),
        ("frequency_unique_in_source", lambda: twice(frequency)),
        *(rule for declared in DECLARED for rule in declared.SAME),
    ]


# Each later context tries its own rules in `tests/<context>/constraints.py`.
DECLARED = [
    import_module(f"tests.{path.parent.name}.constraints")
    for path in sorted(Path(__file__).parent.glob("*/constraints.py"))
]
for declared in DECLARED:
    REFUSED += declared.REFUSED


@pytest.mark.parametrize(
    ("rule", "make", "fields"), REFUSED, ids=[f"{rule}-{n}" for n, (rule, *_) in enumerate(REFUSED)]
)
def test_the_database_refuses(rule: str, make: Make, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        make(**fields)


@pytest.mark.parametrize(("make", "fields"), ACCEPTED, ids=range(len(ACCEPTED)))
def test_the_database_accepts_what_lies_just_within(make: Make, fields: dict[str, Any]) -> None:
    assert make(**fields).pk


@pytest.mark.parametrize(("rule", "write"), same_parts(), ids=[name for name, _ in same_parts()])
def test_the_database_refuses_the_same_twice(rule: str, write: Callable[[], None]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def test_every_named_constraint_is_tried_here() -> None:
    tried = {rule for rule, *_ in REFUSED} | {rule for rule, _ in same_parts()}
    contexts = [config for config in apps.get_app_configs() if config.name.startswith("alliage.")]
    named = {
        constraint.name
        for config in contexts
        for model in config.get_models()
        for constraint in model._meta.constraints
    }
    assert named - tried == set()


def test_collective_names_may_be_many() -> None:
    twice(OrganisationFactory, name="Communes rurales", collective=True)
    OrganisationFactory(name="Communes rurales")


def test_one_name_may_be_of_two_kinds_and_one_place_have_two_names() -> None:
    OrganisationFactory(name="La Poste")
    OrganisationFactory(name="La Poste", company=True)
    alliance = AllianceFactory()
    PlaceFactory(alliance=alliance, territory=angouleme())
    PlaceFactory(alliance=alliance, territory=angouleme(), stated_name="L’agglomération")
    assert alliance.places.count() == 2


# --- What protects what --------------------------------------------------------------------------
@pytest.mark.parametrize(
    "protected",
    [
        lambda: ParticipationFactory().organisation,
        lambda: PlaceFactory().territory,
        lambda: FigureFactory().source,
        lambda: MilestoneFactory(source=SourceFactory()).source,
        lambda: ResourceFactory(entry_door=TermFactory()).entry_door,
        lambda: OrganisationFactory(territory=angouleme()).territory,
        lambda: angouleme().department,
    ],
)
def test_what_a_sheet_rests_on_cannot_be_deleted(protected: Callable[[], Any]) -> None:
    with pytest.raises((ProtectedError, RestrictedError)):
        protected().delete()


def test_deleting_a_sheet_takes_its_parts_and_leaves_its_partners() -> None:
    figure = FigureFactory()
    partner = ParticipationFactory(alliance=figure.alliance).organisation
    MilestoneFactory(alliance=figure.alliance, source=figure.source)
    figure.alliance.delete()
    partner.refresh_from_db()
    assert not apps.get_model("capitalisation", "Source").objects.exists()


# --- Words ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: AllianceFactory(title="Titre"), "Titre"),
        (lambda: ResourceFactory(title="Guide"), "Guide"),
        (lambda: CentreFactory(title="Centre"), "Centre"),
        (TypeFactory, "mécénat"),
        (ImpactFactory, "confiance"),
        (lambda: ParticipationFactory(stated_name="Nous"), "Nous"),
        (SourceFactory, "Rapport annuel"),
        (FigureFactory, "Repas servis"),
        (lambda: MilestoneFactory(text="Début"), "2019 : Début"),
        (lambda: CentreMilestone(year=2010, text="Début"), "2010 : Début"),
        (lambda: KitItemFactory(resource__title="Guide"), "Guide"),
        (lambda: KitItemFactory(resource=None, alliance=AllianceFactory(title="Elle")), "Elle"),
        (lambda: OrganisationFactory(name="Nous"), "Nous"),
        (lambda: alias(organisation=OrganisationFactory()), "Autre"),
        (lambda: DomainFactory(label_fr="alimentation"), "alimentation"),
        (lambda: former(name="Jadis"), "Jadis (16001)"),
        (former, "16001"),
        (lambda: user(name="Mina"), "Mina"),
        (user, "a@exemple.fr"),
        (charente, "Charente"),
        (entry, "a:b"),
        (frequency, "terms cafe : 1"),
    ],
)
def test_a_row_is_told_in_words(make: Callable[[], Any], words: str) -> None:
    assert str(make()) == words


def test_a_place_is_told_under_the_name_people_use() -> None:
    assert PlaceFactory(territory=angouleme()).label == "Angoulême (16)"
    assert PlaceFactory(territory=charente()).label == "Charente (16)"
    assert PlaceFactory(territory=charente(), stated_name="Le pays").label == "Le pays (16)"
    assert PlaceFactory(territory=angouleme(), stated_name="La ville").label == "La ville (16)"
    assert PlaceFactory(territory=france()).label == "France"
    assert PlaceFactory(territory=france(), stated_name="Partout").label == "Partout"


def test_a_territory_knows_its_ref_its_slug_and_what_contains_it() -> None:
    commune = angouleme()
    assert commune.ref == "commune:16015"
    levels = [territory.level for territory in commune.ancestors if territory.level != Level.EPCI]
    assert levels == [Level.DEPARTMENT, Level.REGION]
    assert TerritoryFactory(name="Ville-d'Avray").slug == "ville-d-avray"
    assert TerritoryFactory(name="L’Île-d’Yeu").slug == "l-ile-d-yeu"


def test_each_stage_has_its_phase_and_each_kind_its_world() -> None:
    assert set(PHASE_OF_STAGE) == set(Stage)
    assert set(PHASE_OF_STAGE.values()) == set(Phase)
    assert set(WORLD_OF_KIND) == set(ActorKind)
    assert set(WORLD_OF_KIND.values()) == set(World)
    assert AllianceFactory(stage=Stage.PROOF).phase == Phase.MODELLING
    assert ParticipationFactory(organisation=OrganisationFactory(laboratory=True)).world == (
        World.ACADEMIC
    )


def test_a_goal_is_told_in_the_language_of_the_reader() -> None:
    goal = Goal(number=1, label_fr="Pauvreté", label_en="", title_fr="a", title_en="b")
    with translation.override("en"):
        assert (goal.label, goal.title) == ("Pauvreté", "b")
    assert (goal.label, goal.title) == ("Pauvreté", "a")
