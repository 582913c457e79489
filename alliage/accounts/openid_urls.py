"""Addresses of the exchange with the identity provider, the same in every language."""

from django.urls import path

from .views import identity

urlpatterns = [
    path("oidc/<slug:provider_id>/", identity.leave, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/retour/", identity.come_back, name="openid_connect_callback"),
]
