"""What the gallery of components shows.

The examples come from the demonstration content; those that do not are labelled on the page.
"""

from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .hallmark import WORLDS
from .tables import Column, Table

SOURCE = "Trophée national de l'entreprise citoyenne"
TYPES = (
    ("mecenat", gettext_lazy("mécénat")),
    ("pratiques_responsables", gettext_lazy("pratiques responsables")),
    ("cooperation_economique", gettext_lazy("coopération économique")),
    ("innovation_societale", gettext_lazy("innovation sociétale")),
)
# The equipment bank of Emmaüs Défi: a real sheet, told from its published sources.
FIGURES = (
    ("Familles aidées depuis le lancement", 800, "familles"),
    ("Biens neufs donnés", 20_000, "produits"),
    ("Soutien financier de la Fondation Carrefour depuis 2011", 357_400, "€"),
    ("Formation en mécénat de compétences", 104, "heures"),
)
MILESTONES = (
    ("2011", "La Fondation Carrefour commence à soutenir le projet."),
    ("2012", "Emmaüs Défi ouvre la banque solidaire de l'équipement à Paris."),
    ("2014", "800 familles équipées depuis le lancement. Prix spécial du jury."),
)
PARTNERS = (
    (
        "associative",
        gettext_lazy("monde associatif"),
        (("Emmaüs Défi", "porteur du programme"), ("Fondation Carrefour", "financement")),
    ),
    (
        "economic",
        gettext_lazy("monde économique"),
        (("Carrefour", "don d'invendus et formation logistique"), ("Groupe SEB", "don")),
    ),
    ("public", gettext_lazy("monde public"), (("Ville de Paris", "orientation des ménages"),)),
)
SOURCES = (
    {
        "title": "Quelques questions au groupe Carrefour, Prix spécial du jury 2014",
        "url": "http://www.tnecfrance.fr/actualites/"
        "quelques-questions-au-groupe-carrefour-prix-special-du-jury-2014.html",
        "publisher": SOURCE,
        "consulted_on": "2026-11",
    },
    {
        "title": "La Banque solidaire de l'équipement ouvre une antenne à Lyon",
        "url": "https://bse.emmaus-defi.org/?p=59798",
        "publisher": "Emmaüs Défi",
        "consulted_on": "2026-11",
    },
)
STORY = (
    (
        gettext_lazy("Le problème"),
        "Après des années d'hébergement précaire, des familles emménagent dans un logement vide "
        "sans moyens pour l'équiper, alors que la distribution détruit ou brade des produits neufs "
        "invendus.",
    ),
    (
        gettext_lazy("La réponse"),
        "Une « banque » d'équipements calquée sur le modèle des banques alimentaires : dons de "
        "fins de série, magasin-appartement témoin, vente à environ 20 % du prix habituel.",
    ),
)
EGRENNE = {
    "title": "L'Egrenne : onze partenaires pour un tiers-lieu de compétences dans le Perche "
    "vendômois",
    "text": "Une association réunit chambre de commerce, intercommunalité, mairie et acteurs locaux"
    " pour rapprocher formations et besoins du territoire. Des habitants rénovent le premier "
    "bâtiment en chantiers participatifs.",
    "types": TYPES[3:],
    "partners": ("associative", "public", "public", "public", "other"),
    "facts": ("Loir-et-Cher (41)", "depuis 2025"),
}
LONS = {
    "title": "Lons-le-Saunier : l'eau protégée par l'assiette",
    "text": "La ville a relié protection de la ressource en eau, agriculture biologique et "
    "restauration collective, en investissant dans une légumerie. Producteurs, élus et techniciens "
    "ont bâti ensemble une demande stable.",
    "types": TYPES[1:2],
    "partners": ("economic", "public"),
    "facts": ("Lons-le-Saunier (39)", "date non renseignée"),
}
REASONS = (
    "Partenaires communs : Carrefour, Emmaüs Défi, Groupe SEB",
    "Mêmes domaines : logement, insertion, économie circulaire",
    "Même type : mécénat",
)
REGIONS = (
    ("Auvergne-Rhône-Alpes", 22),
    ("Île-de-France", 15),
    ("Nouvelle-Aquitaine", 12),
    ("Provence-Alpes-Côte d'Azur", 10),
)
GOALS = (
    *("Pas de pauvreté", "Faim « zéro »", "Bonne santé et bien-être", "Éducation de qualité"),
    *("Égalité entre les sexes", "Eau propre et assainissement"),
    *("Énergie propre et d'un coût abordable", "Travail décent et croissance économique"),
    *("Industrie, innovation et infrastructure", "Inégalités réduites"),
    *("Villes et communautés durables", "Consommation et production responsables"),
    "Mesures relatives à la lutte contre les changements climatiques",
    *("Vie aquatique", "Vie terrestre", "Paix, justice et institutions efficaces"),
    "Partenariats pour la réalisation des objectifs",
)
SWATCHES = (
    ("accent", gettext_lazy("Action")),
    ("mark", gettext_lazy("Laiton")),
    ("panel", gettext_lazy("Panneau")),
    ("ink", gettext_lazy("Encre")),
    ("ground", gettext_lazy("Fond")),
    ("ground-sunken", gettext_lazy("Fond creux")),
    ("surface", gettext_lazy("Surface")),
    ("line-strong", gettext_lazy("Trait fort")),
)


class ExampleForm(forms.Form):
    """Fields in every state; nothing is ever sent."""

    nom = forms.CharField(
        label=gettext_lazy("Nom de l’alliance"),
        help_text=gettext_lazy("Le nom qu’on lui donne sur place. 90 signes au plus."),
    )
    annee = forms.RegexField(
        r"^\d{4}$",
        label=gettext_lazy("Année de début"),
        error_messages={
            "invalid": gettext_lazy(
                "« 20016 » a cinq chiffres. Écrivez l’année sur quatre chiffres, par exemple 2016."
            )
        },
    )
    genre = forms.ChoiceField(label=gettext_lazy("Type de partenariat"), choices=TYPES)
    recit = forms.CharField(
        label=gettext_lazy("Le problème de départ"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    lecteurs = forms.ChoiceField(
        label=gettext_lazy("Qui peut lire ce brouillon ?"),
        widget=forms.RadioSelect,
        choices=(
            ("moi", gettext_lazy("Vous seulement")),
            ("partenaires", gettext_lazy("Les partenaires invités")),
        ),
    )
    accord = forms.BooleanField(
        label=gettext_lazy("Prévenir les partenaires à la publication"), required=False
    )


def example_form() -> ExampleForm:
    """Give a form with one mistake in it."""
    return ExampleForm(
        {
            "nom": "Le Wip à Colombelles : une halle d’usine devenue tiers-lieu",
            "annee": "20016",
            "genre": "innovation_societale",
            "recit": "La fermeture de l’usine en 1993 a laissé une friche emblématique.",
            "lecteurs": "moi",
        },
        auto_id="exemple-%s",
    )


def sheet_examples() -> dict[str, Any]:
    """Give the parts of an alliance's sheet."""
    figures = [
        {
            "label": label,
            "value": value,
            "unit": unit,
            "year": 2014,
            "source_url": "#source-1",
            "source_label": _("source 1"),
        }
        for label, value, unit in FIGURES
    ]
    groups = [
        {
            "world": world,
            "label": label,
            "members": [{"name": name, "role": role} for name, role in members],
        }
        for world, label, members in PARTNERS
    ]
    return {
        "figures": figures,
        "groups": groups,
        "milestones": [
            {"date": day, "text": text, "source_url": "#source-1", "source_label": _("Source 1")}
            for day, text in MILESTONES
        ],
        "sources": SOURCES,
        "story": STORY,
        "facts": (
            (_("Territoire"), "Paris (75)"),
            (_("Période"), _("depuis 2012")),
            (_("Stade"), _("Déploiement")),
            (_("Domaines"), "Logement, insertion, économie circulaire"),
        ),
        "alloy": [(world, len(members)) for world, _label, members in PARTNERS],
    }


def finding_examples() -> dict[str, Any]:
    """Give the parts of a list: filters, rankings, tables, pages."""
    worlds = zip(WORLDS, (15, 15, 14, 4), strict=False)
    labels: dict[str, Any] = {world: label for world, label, _members in PARTNERS}
    labels["academic"] = _("monde académique")
    return {
        "facet": {
            "name": "monde",
            "label": _("Mondes réunis"),
            "is_open": True,
            "choices": [
                {
                    "value": world,
                    "label": labels[world],
                    "count": count,
                    "kind": "world",
                    "is_checked": world == "public",
                }
                for world, count in worlds
            ],
            "others": (),
        },
        "empty_actions": (
            (_("Voir les 22 alliances"), "#g-listes"),
            (_("Voir celle de Mayotte"), "#g-listes"),
        ),
        "formats": (("CSV", "#g-listes"), ("JSON", "#g-listes"), ("Atom", "#g-listes")),
        "regions": [{"label": label, "count": n, "url": "#g-listes"} for label, n in REGIONS],
        "page": example_page(),
        "table": Table(
            caption=_("Banque solidaire de l’équipement, chiffres de 2014"),
            columns=(
                Column(_("Mesure")),
                Column(_("Valeur"), is_number=True),
                Column(_("Unité")),
                Column(_("Source")),
            ),
            rows=[(label, value, unit, SOURCE) for label, value, unit in FIGURES],
        ),
    }


def example_page() -> Page[int]:
    """Give the seventh of nineteen pages."""
    return Paginator(range(380), per_page=20).page(7)


def gallery_context() -> dict[str, Any]:
    """Give the gallery its examples."""
    return {
        "types": TYPES,
        "swatches": SWATCHES,
        "goals": enumerate(GOALS, start=1),
        "form": example_form(),
        "egrenne": EGRENNE,
        "lons": LONS,
        "reasons": REASONS,
        "views": (
            {"label": _("Liste"), "url": "#g-nav", "is_current": True, "icon_name": "list"},
            {"label": _("Carte"), "url": "#g-nav", "is_current": False, "icon_name": "map"},
        ),
        "tabs": (
            {"label": _("La fiche"), "url": "#g-nav", "is_current": True},
            {"label": _("L’évaluation"), "url": "#g-nav", "is_current": False},
            {"label": _("Le modèle"), "url": "#g-nav", "is_current": False},
        ),
        "steps": (
            {"label": _("L’essentiel"), "url": "#g-form", "state": "done"},
            {"label": _("Les partenaires"), "url": "#g-form", "state": "done"},
            {"label": _("L’histoire"), "state": "current"},
            {"label": _("Les chiffres et les sources"), "state": ""},
        ),
        **sheet_examples(),
        **finding_examples(),
    }
