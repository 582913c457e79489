"""Addresses of the interface, each behind the door."""

from .application import addresses

urlpatterns, app_name, namespace = addresses()
