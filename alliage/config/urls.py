"""Root addresses: French at the root, English under /en/."""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import URLResolver, include, path
from django.urls.resolvers import RoutePattern

from .robots import robots
from .sitemaps import sections

# The administration has no door of its own: its people sign in like everybody, second factor
# included.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("alliage.web.urls")),
    path("robots.txt", robots, name="robots"),
    path(
        "sitemap.xml",
        sitemaps.index,
        {"sitemaps": sections(), "sitemap_url_name": "sitemap"},
        name="sitemaps",
    ),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": sections()}, name="sitemap"),
    path("", include("alliage.opendata.identifier_urls")),
    path("", include("alliage.harvesting.provider_urls")),
    path("", include("alliage.accounts.openid_urls")),
    # What the interface is made with loads with its first request: `include` would load it now.
    URLResolver(
        RoutePattern("api/v1/"), "alliage.api.rest.urls", app_name="ninja", namespace="rest"
    ),
    *i18n_patterns(
        path("", include("alliage.api.urls")),
        path("", include("alliage.contribution.urls")),
        path("", include("alliage.curation.urls")),
        path("", include("alliage.exchange.urls")),
        path("", include("alliage.harvesting.urls")),
        path("", include("alliage.opendata.urls")),
        path("", include("alliage.capitalisation.urls")),
        path("", include("alliage.network.urls")),
        path("", include("alliage.territories.urls")),
        path("", include("alliage.taxonomy.urls")),
        path("", include("alliage.search.urls")),
        path("", include("alliage.notifications.urls")),
        path("", include("alliage.tasks.urls")),
        path("", include("alliage.accounts.urls")),
        path("", include("alliage.accounts.sign_in_urls")),
        path("", include("alliage.config.pages_urls")),
        prefix_default_language=False,
    ),
]

handler400 = "alliage.web.views.bad_request"
handler403 = "alliage.web.views.permission_denied"
handler404 = "alliage.web.views.page_not_found"
handler500 = "alliage.web.views.server_error"
