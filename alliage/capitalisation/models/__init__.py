"""What alliances do: sheets, resources that help to start, and the centres that gather them."""

from .alliances import (
    Alliance,
    AlliancePartnershipType,
    AlliancePlace,
    AllianceQuerySet,
    EditorialState,
    ImpactEvidence,
    ImpactKind,
    Participation,
    PartnershipType,
    Phase,
    Stage,
)
from .evidence import Figure, Milestone, Source
from .freshness import Basis, Freshness
from .resources import (
    Access,
    CentreMilestone,
    KitAxis,
    KitItem,
    Medoc,
    Resource,
    ResourceCentre,
    Usage,
)

__all__ = [
    "Access",
    "Alliance",
    "AlliancePartnershipType",
    "AlliancePlace",
    "AllianceQuerySet",
    "Basis",
    "CentreMilestone",
    "EditorialState",
    "Figure",
    "Freshness",
    "ImpactEvidence",
    "ImpactKind",
    "KitAxis",
    "KitItem",
    "Medoc",
    "Milestone",
    "Participation",
    "PartnershipType",
    "Phase",
    "Resource",
    "ResourceCentre",
    "Source",
    "Stage",
    "Usage",
]
