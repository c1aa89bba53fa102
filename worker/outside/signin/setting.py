"""The ``[signin]`` table as `SigninSettings`, and what it lacks on this machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from worker.errors import Misconfigured
from worker.outside.setup.password import KeyFile
from worker.outside.signin.plan import SigninSettings

EXTRAS = {"microsoft-app": "microsoft", "microsoft-code": "microsoft", "google": "google"}
"""The extra of the distribution that each method needs."""
_NEEDED = {"microsoft-app": ("tenant", "client_id"), "microsoft-code": ("tenant", "client_id")}
_USES = {
    "password": (),
    "microsoft-app": ("tenant", "client_id", "secret_file", "secret_ends_on", "certificate_file"),
    "microsoft-code": ("tenant", "client_id", "account"),
    "google": ("key_file",),
}
_SHARED = ("authority", "ca_file")
_MODULES = {"microsoft": "msal", "google": "google.auth"}


def read_signin(values: Mapping[str, Any], folder: Path, environ: Mapping[str, str]) -> SigninSettings:
    """The table as far as it could be read; ``folder`` is where relative paths start."""

    def key_file(setting: str, credential: str) -> KeyFile | None:
        named = values.get(setting)
        found = KeyFile(setting, credential, folder / named if named else None, environ)
        return found if found.is_there else None

    method = values.get("method", "password")
    app = method == "microsoft-app"
    certificate = key_file("certificate_file", "client-certificate") if app else None
    ca_file = values.get("ca_file")
    return SigninSettings(
        method=method,
        tenant=values.get("tenant") or "",
        client_id=values.get("client_id") or "",
        account=values.get("account") or "",
        authority=values.get("authority", SigninSettings().authority),
        ca_file=str(folder / ca_file) if ca_file else None,
        secret=key_file("secret_file", "client-secret") if app and certificate is None else None,
        certificate=certificate,
        key=key_file("key_file", "google-key") if method == "google" else None,
        secret_ends_on=values.get("secret_ends_on"),
    )


def table_problems(values: Mapping[str, Any], folder: Path) -> Iterator[str]:
    """What does not fit together in the table; ``folder`` is where relative paths start."""
    method = values.get("method", "password")
    if "method" not in values:
        return
    for key in _NEEDED.get(method, ()):
        if key in values and values[key] is None:
            where = "docs/install.md says where to find it"
            yield f'signin.{key}: missing, and signin.method is "{method}"; {where}.'
    for key in sorted({key for used in _USES.values() for key in used} - set(_USES[method])):
        if values.get(key) and key not in _SHARED:
            named = key.removesuffix("_on")
            yield f'signin.{named}: not used by signin.method "{method}". Take it out, or change the method.'
    if values.get("secret_file") and values.get("certificate_file"):
        yield "signin.certificate_file: there is a secret_file too. Keep one of the two."
    for key in ("secret_file", "certificate_file", "key_file", "ca_file"):
        if values.get(key) and not (folder / values[key]).is_file():
            yield f"signin.{key}: there is no file {folder / values[key]}. Check the path."


def signin_problems(signin: SigninSettings) -> Iterator[str]:
    """What a way of signing in lacks: a library, or a secret that can be read."""
    extra = find_missing_extra(signin.method)
    if extra:
        yield (
            f'signin.method: "{signin.method}" needs a library that is not installed. '
            f"Install the extra: pip install '.[{extra}]'"
        )
    wanted = {
        "microsoft-app": (
            signin.secret or signin.certificate,
            KeyFile("secret_file", "client-secret", None, {}),
        ),
        "google": (signin.key, KeyFile("key_file", "google-key", None, {})),
    }
    if signin.method in wanted:
        given, missing = wanted[signin.method]
        try:
            (given or missing)()
        except Misconfigured as wrong:
            yield from (said for said in wrong.problems)


def find_missing_extra(method: str) -> str | None:
    """The extra that has to be installed for a way of signing in; None where nothing is missing."""
    extra = EXTRAS.get(method)
    if extra is None:
        return None
    try:
        found = find_spec(_MODULES[extra])
    except ModuleNotFoundError:  # not even the package that it is part of
        found = None
    return None if found else extra
