"""What programs write and read of one's bookmarks, opinions, searches and collections."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Schema

from alliage.capitalisation.models import KitAxis
from alliage.curation.models import SavedSearch

from .schemas import Links
from .writing import ABSENT, Written, one_of, up_to

Axis: Any = one_of(KitAxis)
Kind: Any = one_of(SavedSearch.Kind)


class Opinion(Written):
    """Whether a page was useful, and why."""

    is_useful: bool
    reason: Annotated[str, up_to(500)] = ""


class WrittenSearch(Written):
    """A filtered list to keep: the words and filters of its address."""

    name: Annotated[str, up_to(120, is_required=True)]
    kind: Kind
    query: Annotated[str, up_to(1_000)] = Field("", description="stade=idee&domaine=logement")


class WrittenCollection(Written):
    """A collection to begin."""

    title: Annotated[str, up_to(160, is_required=True)]
    introduction: Annotated[str, up_to(20_000)] = ""
    is_kit: bool = False


class CollectionPatch(Written):
    """The words of a collection to change; what is absent stays."""

    title: Annotated[str, up_to(160, is_required=True)] = ABSENT
    introduction: Annotated[str, up_to(20_000)] = ABSENT
    is_kit: bool = ABSENT


class WrittenPiece(Written):
    """Why a thing is in a collection; in a kit, on which axis."""

    comment: Annotated[str, up_to(500)] = ""
    axis: Axis = KitAxis.REFERENCE


class Publication(Written):
    """In whose name a collection is published; nobody's for those who animate."""

    organisation: Annotated[str, up_to(120)] | None = None


# --- Answering -------------------------------------------------------------------------------
class Kept(Schema):
    """A sheet or a resource that one kept."""

    title: str
    kept_at: datetime
    links: Links


class SearchRow(Schema):
    """A search that one saved."""

    id: int
    name: str
    kind: str
    query: str
    is_watched: bool
    links: Links


class CollectionRow(Schema):
    """A collection in a list."""

    slug: str
    title: str
    introduction: str | None
    is_kit: bool
    is_published: bool
    organisation: str | None
    updated_at: datetime
    links: Links


class CollectionPiece(Schema):
    """A thing in a collection, and why."""

    title: str
    comment: str | None
    axis: str | None
    links: Links


class CollectionDetail(CollectionRow):
    """A collection and what is in it, in order."""

    items: Annotated[list[CollectionPiece], Field(max_length=200)]
