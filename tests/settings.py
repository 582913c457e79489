"""Settings of the test suite: the product's own, with its state in a temporary folder."""

import os
import tempfile

# Never the developer's own state: the variable is replaced, not defaulted.
os.environ["ALLIAGE_HOME"] = tempfile.mkdtemp(prefix="alliage-tests-")
os.environ.pop("ALLIAGE_SITE_URL", None)

from alliage.config.settings import *  # noqa: F403 - the point of this file
from tests.undefined import undefined

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = undefined()  # noqa: F405
STATIC_ROOT.mkdir(parents=True)  # noqa: F405 - whitenoise warns about a missing folder
# Work put aside is done at once, unless a test asks for the real queue.
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
# Tests that walk every address send many requests a minute; those of the limit set it low.
API_LIMIT = 100_000
# Sources of the tests are on this machine, and need no politeness.
HARVEST_PRIVATE_HOSTS = ["127.0.0.1"]
HARVEST_PAUSE_S = 0
