"""One's own tokens."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from alliage.accounts.permissions import signed_in
from alliage.api import services
from alliage.api.forms import TokenForm
from alliage.api.models import Token


@never_cache
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's tokens and make one; its secret is shown here, once."""
    person, secret = signed_in(request), ""
    form = TokenForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid():
        try:
            _token, secret = services.create_token(person, **form.cleaned_data)
            form = TokenForm(person=person)
        except services.TokenError as error:
            form.add_error(None, str(error))
    found = Token.objects.filter(user=person)
    return render(request, "api/tokens.html", {"form": form, "tokens": found, "secret": secret})


@require_POST
@login_required
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Close one of one's tokens."""
    person = signed_in(request)
    services.revoke_token(get_object_or_404(Token, user=person, pk=pk), by=person)
    messages.success(request, _("Le jeton est révoqué : il n’ouvre plus rien."))
    return redirect("api:tokens")
