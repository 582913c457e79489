"""Who may open the addresses of the curation."""

from tests.audiences import Audience

ACCESS = {
    "curation:collections": Audience.EVERYBODY,
    "curation:collection": Audience.OBJECT,
    "curation:document": Audience.OBJECT,
    "curation:my_collections": Audience.SIGNED_IN,
    "curation:new_collection": Audience.SIGNED_IN,
    "curation:edit_collection": Audience.OBJECT,
    "curation:publish": Audience.OBJECT,
    "curation:withdraw": Audience.OBJECT,
    "curation:delete": Audience.OBJECT,
    "curation:item": Audience.OBJECT,
    "curation:gather": Audience.SIGNED_IN,
    "curation:bookmarks": Audience.SIGNED_IN,
    "curation:bookmark": Audience.SIGNED_IN,
    "curation:feedback": Audience.OBJECT,
    "curation:feedback_list": Audience.ANIMATOR,
    "curation:searches": Audience.SIGNED_IN,
    "curation:new_search": Audience.SIGNED_IN,
    "curation:search": Audience.OBJECT,
}
