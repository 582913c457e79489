"""Settings of the test suite: the product's own, with its state in a temporary folder."""

import os
import tempfile

os.environ.setdefault("ALLIAGE_HOME", tempfile.mkdtemp(prefix="alliage-tests-"))

from alliage.config.settings import *  # noqa: F403 - the point of this file

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
