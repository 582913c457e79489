"""A small shelf of documents that tests search."""

from typing import Any

from alliage.search.models import Document


def document(slug: str, title: str = "", **fields: Any) -> Document:
    """Make a document; everything but its slug has a default."""
    return Document(kind=fields.pop("kind", "alliance"), slug=slug, title=title or slug, **fields)


# Over the ceiling: one table of data, clearer whole.
def shelf() -> list[Document]:
    """Five alliances and a resource, alike and unlike enough to tell engines apart."""
    return [
        document(
            "silver",
            "Le jeu vidéo contre l’isolement des aînés",
            summary="Des ateliers numériques dans les résidences pour personnes âgées.",
            labels=("grand âge", "numérique"),
            names=("Unis-Cité", "Le RAMEAU"),
            places=("Charente", "16", "Nouvelle-Aquitaine"),
            facets={"type": ("innovation",), "domaine": ("grand-age", "numerique")},
            year=2014,
            updated=10,
        ),
        document(
            "epicerie",
            "Une épicerie solidaire sur le campus de Saint-Étienne",
            summary="L’association étudiante distribue des invendus aux étudiant·e·s.",
            labels=("alimentation",),
            names=("Fédération étudiante", "Fondation FACE"),
            places=("Saint-Étienne", "Loire", "42"),
            facets={"type": ("mecenat",), "domaine": ("alimentation",)},
            year=2016,
            updated=30,
        ),
        document(
            "invendus",
            "Regrouper les invendus des petits supermarchés",
            summary="Une jeune entreprise donne les surplus alimentaires à des associations.",
            labels=("alimentation",),
            names=("Phenix", "FACE Sud Provence"),
            places=("Île-de-France",),
            facets={"type": ("cooperation",), "domaine": ("alimentation", "mobilite")},
            year=2020,
            updated=20,
        ),
        document(
            "oiseaux",
            "Des carrières accueillantes pour les oiseaux",
            body="Les hirondelles de rivage nichent dans le sable.",
            labels=("biodiversité",),
            names=("LPO", "Cemex"),
            facets={"type": ("mecenat",), "domaine": ("biodiversite",)},
            updated=40,
        ),
        document(
            "prison",
            "Préparer la sortie de prison sur la Seine",
            labels=("justice", "emploi"),
            names=("Wake up Café",),
            places=("Paris", "75"),
            facets={"type": ("mecenat",), "domaine": ("justice",)},
            year=2020,
            updated=50,
        ),
        document(
            "guide",
            "Guide du don alimentaire",
            kind="resource",
            labels=("guide",),
            facets={"famille": ("methode",)},
            year=2015,
        ),
    ]
