"""Drafts laid out for programs, for whoever may see them."""

from typing import Any

from django.conf import settings

from alliage.capitalisation.models import Alliance
from alliage.capitalisation.services import sheet_problems
from alliage.contribution.models import Draft, ParticipationConfirmation
from alliage.contribution.queries.confirmations import wording
from alliage.network.models import Organisation

from .rows import links

READ = ("alliance", "territory")


def draft_summary(draft: Draft) -> dict[str, Any]:
    """Tell a draft in a list."""
    return {
        "id": draft.pk,
        "state": draft.state,
        "title": draft.title,
        "sheet": draft.alliance.slug if draft.alliance else None,
        "is_amendment": draft.is_amendment,
        "version": draft.version,
        "territory": draft.territory.ref if draft.territory else None,
        "updated_at": draft.updated_at,
        "submitted_at": draft.submitted_at,
        "links": links(f"drafts/{draft.pk}", draft.get_absolute_url()),
    }


def draft_detail(draft: Draft) -> dict[str, Any]:
    """Tell a whole draft: what it says, what remains to be mended, what was asked."""
    problems = sheet_problems(draft.content) if draft.is_editable else []
    return draft_summary(draft) | {
        "content": draft.content,
        "refusal": draft.refusal or None,
        "to_mend": [{"field": one.field, "reason": one.reason} for one in problems],
        "remarks": [
            {
                "field": remark.field,
                "text": remark.text,
                "is_settled": remark.is_settled,
                "created_at": remark.created_at,
            }
            for remark in draft.remarks.all()
        ],
    }


def draft_tag(draft: Draft) -> str:
    """Give the `ETag` of a draft: its version, and what changes beside its words."""
    settled = sum(remark.is_settled for remark in draft.remarks.all())
    return f'"v{draft.version}-{draft.state}-{settled}"'


def published_sheet(alliance: Alliance) -> dict[str, Any]:
    """Tell where a published sheet is."""
    page = alliance.get_absolute_url()
    return {"slug": alliance.slug, "links": links(f"alliances/{alliance.slug}", page)}


def partner_word(alliance: Alliance, organisation: Organisation) -> tuple[dict[str, Any], str]:
    """Tell what a sheet says of a partner and what it answered; give the print of what it says."""
    parts = list(alliance.participations.filter(organisation=organisation))
    read = wording(parts)
    word = ParticipationConfirmation.objects.filter(
        alliance=alliance, organisation=organisation
    ).first()
    told = [
        {
            "name": part.stated_name,
            "kind": part.kind,
            "role": part.role,
            "contribution": part.contribution,
        }
        for part in parts
    ]
    return {
        "alliance": alliance.slug,
        "organisation": organisation.slug,
        "parts": told,
        "answer": word.answer if word else None,
        "request": word.request if word else "",
        "holds": bool(word and word.wording == read),
    }, read


def address(path: str) -> str:
    """Give the address of a thing here."""
    return f"{settings.SITE_URL}/api/v1/{path}"
