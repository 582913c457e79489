"""My data: what is held and why, what I allow, the export, the erasure."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliage.accounts import queries, registry, services
from alliage.accounts.models import User
from alliage.accounts.personal_forms import EraseForm
from alliage.accounts.services import AccountError


@require_safe
@login_required
@never_cache
def my_data(request: HttpRequest) -> HttpResponse:
    """Say what is held about the person, what they allow, and how long things are kept."""
    person = cast(User, request.user)
    context = {
        "held": queries.held_about(person),
        "choices": queries.choices_of(person),
        "rules": registry.rules(),
    }
    return render(request, "accounts/my_data.html", context)


@require_safe
@login_required
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """Give all that is held about the person, for a machine."""
    answer = JsonResponse(
        queries.export_of(cast(User, request.user)),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    answer["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return answer


@login_required
@require_POST
def consent(request: HttpRequest, purpose: str) -> HttpResponse:
    """Allow a purpose, or take it back."""
    person = cast(User, request.user)
    try:
        if request.POST.get("choice") == "withdraw":
            services.withdraw_consent(person, purpose=purpose)
            messages.success(request, _("Votre consentement est retiré."))
        else:
            services.give_consent(person, purpose=purpose)
            messages.success(request, _("Votre consentement est enregistré."))
    except AccountError as error:
        messages.error(request, str(error))
    return redirect("accounts:my_data")


@sensitive_post_parameters("proof")
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def erase(request: HttpRequest) -> HttpResponse:
    """Erase the account of the person, who proves it is them."""
    person = cast(User, request.user)
    form = EraseForm(request.POST or None, user=person)
    if request.method == "POST" and form.is_valid():
        try:
            services.erase_account(person, by=person, proof=form.cleaned_data["proof"])
            logout(request)
            return redirect("accounts:erased")
        except AccountError as error:
            form.add_error("proof", str(error))
    return render(request, "accounts/erase.html", {"form": form})


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Say that the account is erased; reading the page again sends nothing again."""
    if request.user.is_authenticated:
        return redirect("accounts:my_data")
    return render(request, "accounts/erased.html")
