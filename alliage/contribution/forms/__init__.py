"""The steps of the form, as Django forms over the exchange layout."""

from .inviting import PartnerInvitationForm
from .parts import FigureForm, FiguresStep, PartnerForm, PartnersStep
from .remarks import AnswerForm, RefusalForm, RemarkForm
from .sharing import CoAuthorForm
from .steps import PlaceStep, StoryStep, SubjectStep
from .verifications import VerificationForm

__all__ = [
    "AnswerForm",
    "CoAuthorForm",
    "FigureForm",
    "FiguresStep",
    "PartnerForm",
    "PartnerInvitationForm",
    "PartnersStep",
    "PlaceStep",
    "RefusalForm",
    "RemarkForm",
    "StoryStep",
    "SubjectStep",
    "VerificationForm",
]
