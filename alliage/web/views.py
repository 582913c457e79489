"""Error pages and the gallery of components."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template import loader
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .gallery import gallery_context


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show every component in all its states, on real content."""
    return render(request, "web/gallery/gallery.html", gallery_context())


@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead browsers that ask for the old address of the icon to the drawing."""
    return HttpResponseRedirect(static("web/img/favicon.svg"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the address could not be understood."""
    return render(request, "web/errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the page is kept for others."""
    return render(request, "web/errors/403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is at this address, and offer to search."""
    return render(request, "web/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something broke, without the database nor the context processors."""
    return HttpResponse(loader.render_to_string("web/errors/500.html"), status=500)
