"""The page of background work, for administrators."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_tasks_db.models import DBTaskResult

from alliage.accounts.models import User

from . import permissions, queries, services

PER_PAGE = 30


@require_safe
@login_required
@never_cache
def tasks(request: HttpRequest) -> HttpResponse:
    """List background work, with what failed and what waits."""
    if not permissions.may_see_tasks(request.user):
        raise PermissionDenied
    state = request.GET.get("etat", "")
    page = Paginator(queries.tasks(state), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.rows(page.object_list),
        "tabs": queries.tabs(state),
        "is_stalled": queries.is_stalled(),
    }
    return render(request, "tasks/list.html", context)


@require_POST
@login_required
def retry(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a failed task back in the queue."""
    return _act(request, key, services.retry, _("La tâche est relancée."))


@require_POST
@login_required
def cancel(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a waiting task out of the queue."""
    return _act(request, key, services.cancel, _("La tâche est annulée."))


@require_POST
@login_required
def stop(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask a running task to stop."""
    return _act(request, key, services.ask_to_stop, _("La tâche va s’arrêter."))


def _act(request: HttpRequest, key: UUID, act: Callable[..., None], done: str) -> HttpResponse:
    if not permissions.may_see_tasks(request.user):
        raise PermissionDenied
    result: DBTaskResult[Any, Any] = get_object_or_404(DBTaskResult, pk=key)
    try:
        act(result, by=cast(User, request.user))
        messages.success(request, done)
    except services.TaskError:
        messages.error(request, _("Trop tard : l’état de cette tâche a changé. Relisez la liste."))
    return redirect("tasks:list")
