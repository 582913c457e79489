"""Who is asking."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from .models import User


def signed_in(request: HttpRequest) -> User:
    """Give the person who is signed in; a visitor is refused."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
