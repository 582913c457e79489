"""The page of one's own account."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alliage.web.panels import panels_for


@require_safe
@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show what one may change of one's account, and what the other contexts add."""
    context = {
        "has_second_factor": is_mfa_enabled(request.user),
        "panels": panels_for("account", request, request.user),
    }
    return render(request, "accounts/account.html", context)
