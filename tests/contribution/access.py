"""Who may open the addresses of the contribution."""

from tests.audiences import Audience

ACCESS = {
    "contribution:tell": Audience.EVERYBODY,
    "contribution:organisations": Audience.SIGNED_IN,
    "contribution:mine": Audience.SIGNED_IN,
    "contribution:draft": Audience.OBJECT,
    "contribution:submit": Audience.OBJECT,
    "contribution:withdraw": Audience.OBJECT,
    "contribution:place": Audience.OBJECT,
    "contribution:step": Audience.OBJECT,
    "contribution:amend": Audience.SIGNED_IN,
    "contribution:queue": Audience.ANIMATOR,
    "contribution:publish": Audience.OBJECT,
    "contribution:undo": Audience.OBJECT,
    "contribution:refuse": Audience.OBJECT,
    "contribution:take_up": Audience.OBJECT,
    "contribution:ask": Audience.OBJECT,
    "contribution:coauthors": Audience.OBJECT,
    "contribution:remove_coauthor": Audience.OBJECT,
    "contribution:join_draft": Audience.SIGNED_LINK,
    "contribution:invite_partner": Audience.OBJECT,
    "contribution:invite_of_draft": Audience.OBJECT,
    "contribution:handle_invitation": Audience.OBJECT,
    "contribution:check_answer": Audience.OBJECT,
    "contribution:confirm": Audience.SIGNED_LINK,
    "contribution:answer": Audience.OBJECT,
    "contribution:history": Audience.EVERYBODY,
    "contribution:version": Audience.EVERYBODY,
    "contribution:restore": Audience.OBJECT,
    "contribution:catch_up": Audience.OBJECT,
}
