"""A helpdesk that others run, on the same mailbox: django-helpdesk's own command, as its manual sets it up.

It is no dependency of ours. A Python that has it is named by ``PEER_PYTHON``:

    python3 -m venv peer && peer/bin/pip install django-helpdesk
    PEER_PYTHON=peer/bin/python python -m tests.bench.intake

It makes a ticket of each mail in SQLite, keeps attachments as files and acknowledges by SMTP. It reads no
forward, knows no ground or deadline and drafts nothing; its database is set up before the clock starts.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.servers.school import INBOX, WORD

NAME = "django-helpdesk"
_SETTINGS = """\
SECRET_KEY = "bench"
USE_TZ = True
SITE_ID = 1
DATABASES = {{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": "{folder}/tickets.db"}}}}
INSTALLED_APPS = [
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.humanize", "django.contrib.sites",
    "rest_framework", "helpdesk",
]
MIDDLEWARE = []
ROOT_URLCONF = "bench_urls"
TEMPLATES = [{{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}}]
MEDIA_ROOT = "{folder}/media"
STATIC_URL = "/static/"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", {smtp}
DEFAULT_FROM_EMAIL = "{inbox}"
HELPDESK_TEAMS_MODE_ENABLED = False
HELPDESK_ACTIVATE_API_ENDPOINT = False
"""
_URLS = """\
from django.urls import include, path
urlpatterns = [path("", include("helpdesk.urls", namespace="helpdesk"))]
"""
_QUEUE = """\
from helpdesk.models import Queue
Queue.objects.create(
    title="Reports", slug="reports", email_address="{inbox}", locale="en", allow_public_submission=True,
    allow_email_submission=True, email_box_type="imap", email_box_host="127.0.0.1", email_box_port={imap},
    email_box_ssl=False, email_box_user="reports", email_box_pass="{word}", email_box_imap_folder="INBOX",
    email_box_interval=0, logging_type="none",
)
"""


def find_peer() -> str | None:
    """Return the Python that has the helpdesk, if one was named."""
    return os.environ.get("PEER_PYTHON")


def set_up(python: str, folder: Path, imap: int, smtp: int) -> tuple[list[str], dict[str, str]]:
    """Make its database and its queue; the command that takes the mail in, and its environment."""
    folder.mkdir(parents=True)
    (folder / "bench_settings.py").write_text(_SETTINGS.format(folder=folder, smtp=smtp, inbox=INBOX))
    (folder / "bench_urls.py").write_text(_URLS)
    environ = {**os.environ, "PYTHONPATH": str(folder), "DJANGO_SETTINGS_MODULE": "bench_settings"}
    django = [str(Path(python).absolute()), "-m", "django"]
    queue = _QUEUE.format(imap=imap, inbox=INBOX, word=WORD)
    for step in (
        ["migrate", "-v0"],
        ["loaddata", "-v0", "emailtemplate.json"],
        ["shell", "-v0", "-c", queue],
    ):
        subprocess.run([*django, *step], env=environ, check=True)
    return [*django, "get_email", "--quiet"], environ
