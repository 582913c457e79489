"""Collections as their author composes them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliage.accounts.permissions import signed_in
from alliage.curation import services
from alliage.curation.forms import CollectionForm, ItemForm
from alliage.curation.models import Collection, CollectionItem
from alliage.curation.permissions import (
    can_publish,
    can_withdraw_collection,
    collections_of,
    publishers_of,
)
from alliage.curation.queries.subjects import published_subject

SHOW_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _own(request: HttpRequest, slug: str) -> Collection:
    return get_object_or_404(collections_of(signed_in(request)), slug=slug)


def _try(request: HttpRequest, act: Any, *args: Any, **kwargs: Any) -> None:
    """Do what was asked, or say on the next page why it cannot be done."""
    try:
        act(*args, by=signed_in(request), **kwargs)
    except services.CurationError as error:
        messages.error(request, str(error))


@require_safe
@login_required
def my_collections(request: HttpRequest) -> HttpResponse:
    """List one's own collections."""
    found = collections_of(signed_in(request)).with_counts()
    return render(request, "curation/my_collections.html", {"collections": found})


@SHOW_OR_POST
@login_required
def new_collection(request: HttpRequest) -> HttpResponse:
    """Begin a collection."""
    form = CollectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = services.create_collection(signed_in(request), **form.cleaned_data)
        return redirect("curation:edit_collection", made.slug)
    return render(request, "curation/new_collection.html", {"form": form})


@SHOW_OR_POST
@login_required
def edit_collection(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the words and the items of a collection."""
    found = _own(request, slug)
    form = CollectionForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        _try(request, services.edit_collection, found, **form.cleaned_data)
        messages.success(request, _("La collection est enregistrée."))
        return redirect("curation:edit_collection", slug)
    items = found.items.select_related("alliance", "resource")
    rows = [
        (row, ItemForm(instance=row, is_kit=found.is_kit, prefix=f"p{row.pk}")) for row in items
    ]
    context = {"collection": found, "form": form, "rows": rows}
    context |= {"can_publish": can_publish(request.user), "names": publishers_of(request.user)}
    return render(request, "curation/edit_collection.html", context)


def _item_forms(collection: Collection) -> list[tuple[CollectionItem, ItemForm]]:
    return [
        (row, ItemForm(instance=row, is_kit=collection.is_kit, prefix=f"p{row.pk}"))
        for row in collection.items.select_related("alliance", "resource")
    ]


@require_POST
@login_required
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a collection to everybody."""
    found = _own(request, slug)
    wanted = request.POST.get("organisation", "")
    name = next((row for row in publishers_of(request.user) if row.slug == wanted), None)
    _try(request, services.publish_collection, found, organisation=name)
    return redirect("curation:edit_collection", slug)


@require_POST
@login_required
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a published collection back."""
    found = get_object_or_404(Collection, slug=slug)
    if not can_withdraw_collection(request.user, found):
        raise Http404
    _try(request, services.withdraw_collection, found)
    return redirect("curation:collections")


@SHOW_OR_POST
@login_required
def delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask, then throw a collection away."""
    found = _own(request, slug)
    if request.method == "POST":
        _try(request, services.delete_collection, found)
        return redirect("curation:my_collections")
    return render(request, "curation/delete_collection.html", {"collection": found})


@require_POST
@login_required
def item(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Comment, move or remove an item, as the button says."""
    found = _own(request, slug)
    row = get_object_or_404(CollectionItem, collection=found, pk=pk)
    _change(request, row)
    return redirect(f"{request.path.rpartition('pieces/')[0]}#piece-{pk}")


def _change(request: HttpRequest, row: CollectionItem) -> None:
    act = request.POST.get("acte")
    if act in ("monter", "descendre"):
        _try(request, services.move_item, row, step=-1 if act == "monter" else 1)
    elif act == "retirer":
        _try(request, services.remove_item, row)
    else:
        is_kit, prefix = row.collection.is_kit, f"p{row.pk}"
        form = ItemForm(request.POST, instance=row, is_kit=is_kit, prefix=prefix)
        if form.is_valid():
            axis = form.cleaned_data.get("axis") or row.axis
            comment = form.cleaned_data["comment"]
            _try(request, services.describe_item, row, comment=comment, axis=axis)


@SHOW_OR_POST
@login_required
def gather(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Choose in which collections a sheet or a resource goes."""
    subject = published_subject(kind, slug)
    found = collections_of(signed_in(request)).with_counts()
    if request.method == "POST":
        wanted = get_object_or_404(found, slug=request.POST.get("collection", ""))
        _try(request, services.add_item, wanted, subject=subject)
        return redirect("curation:edit_collection", wanted.slug)
    context = {"subject": subject, "collections": found}
    return render(request, "curation/gather.html", context)
