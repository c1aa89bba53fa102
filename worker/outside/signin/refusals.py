"""What a refused sign-in means: ``knowledge/signin.toml``, matched to what was said."""

from __future__ import annotations

import base64
import binascii
import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

MAIL_PERMISSIONS = {
    ("microsoft-app", "imap"): "IMAP.AccessAsApp",
    ("microsoft-app", "smtp"): "SMTP.SendAsApp",
    ("microsoft-code", "imap"): "IMAP.AccessAsUser.All",
    ("microsoft-code", "smtp"): "SMTP.Send",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """Who tried to sign in, how: what a remedy names."""

    method: str
    user: str
    account: str = ""
    client_id: str = ""
    tenant: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One entry of the table, filled in."""

    id: str
    words: str
    later: bool


@cache
def knowledge() -> dict[str, Any]:
    """The file as it stands."""
    return tomllib.loads(files("worker.knowledge").joinpath("signin.toml").read_text("utf-8"))


def find_refusal(at: str, said: str, facts: Facts, token: str = "") -> Refusal | None:
    """The first entry that fits what was ``said`` at ``token``, ``imap`` or ``smtp``; None if none does.

    ``token`` is the one that was refused: what it claims for itself may show the missing permission.
    """
    lacking = _find_lacking(at, facts.method, token)
    for key, entry in knowledge()["refusals"].items():
        if _fits(entry, at, said, facts.method, lacking):
            words = f"{entry['says']} {entry['do']}"
            return Refusal(key, _filled(words, facts, lacking), entry.get("later", False))
    return None


def explain(at: str, said: str, facts: Facts, token: str = "") -> str:
    """What is wrong and what to do, in words; "" where nothing is known of it."""
    found = find_refusal(at, said, facts, token)
    return found.words if found else ""


def say(table: str, name: str, **values: object) -> str:
    """One sentence of the file, filled in: of ``warnings`` or of ``command``."""
    words: str = knowledge()[table][name]
    return words.format(**values)


def read_claims(token: str) -> dict[str, Any]:
    """What a JWT says of itself (RFC 7519 §3), unproven; empty where it is none. Never to be trusted."""
    parts = token.split(".")
    if len(parts) != 3:
        return {}
    try:
        found = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (ValueError, binascii.Error):
        return {}
    return found if isinstance(found, dict) else {}


def _find_lacking(at: str, method: str, token: str) -> str:
    """The permission that a token's own claims do not name; "" where it has it, or says nothing of it."""
    wanted = MAIL_PERMISSIONS.get((method, at), "")
    claims = read_claims(token)
    if not wanted or not {"roles", "scp", "appid", "aud"} & set(claims):
        return ""
    given = _strings(claims.get("roles", ())) | set(str(claims.get("scp", "")).split())
    return "" if wanted in given else wanted


def _strings(found: object) -> set[str]:
    return {str(one) for one in found} if isinstance(found, Iterable) else set()


def _fits(entry: dict[str, Any], at: str, said: str, method: str, lacking: str) -> bool:
    if at not in entry["at"] or (entry.get("methods") and method not in entry["methods"]):
        return False
    if "lacks" in entry:
        return lacking in entry["lacks"]
    marks = entry.get("marks", ())
    return not marks or any(mark.casefold() in said.casefold() for mark in marks)


def _filled(words: str, facts: Facts, permission: str) -> str:
    values = {
        "user": facts.user,
        "account": facts.account or facts.user,
        "client_id": facts.client_id,
        "tenant": facts.tenant,
        "permission": permission,
    }
    for name, value in values.items():
        words = words.replace(f"{{{name}}}", value)
    return words
