"""The exchange with the identity provider: leaving for it, coming back."""

from typing import Any

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from alliage.accounts.openid import Exchange


class Return(OAuth2CallbackView):  # type: ignore[misc]  # allauth has no types
    """The way back, with the nonce that was kept on leaving."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, HttpResponse | None]:
        state, refusal = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, refusal


@never_cache
def leave(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the provider; 404 when the settings name none."""
    try:
        answer: HttpResponse = OAuth2LoginView.adapter_view(Exchange(request, provider_id))(request)
    except SocialApp.DoesNotExist as absent:
        raise Http404 from absent
    return answer


@never_cache
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Check the provider's answer and sign the person in."""
    try:
        answer: HttpResponse = Return.adapter_view(Exchange(request, provider_id))(request)
    except SocialApp.DoesNotExist as absent:
        raise Http404 from absent
    return answer
