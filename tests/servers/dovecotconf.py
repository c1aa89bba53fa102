"""Dovecot's configuration for the tests, in the language of 2.3 (Debian 12) and of 2.4 (Debian 13)."""

from __future__ import annotations

from pathlib import Path

_COMMON = """
base_dir = {dir}/run
state_dir = {dir}/run
log_path = {dir}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
auth_mechanisms = {mechanisms}
auth_failure_delay = 0
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 1
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
}}
service imap-login {{
  {plain}
  inet_listener imap {{
    {address} = 127.0.0.1
    port = {imap_port}
  }}
  inet_listener imaps {{
    {address} = 127.0.0.1
    port = {imaps_port}
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    {address} = 127.0.0.1
    port = {lmtp_port}
  }}
}}
service auth {{
  unix_listener auth-client {{
    mode = 0666
  }}
}}
service anvil {{
  {plain}
  # Otherwise failed logins slow down all later ones.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  {plain}
}}
"""

_2_3 = """
disable_plaintext_auth = no
auth_username_format = %Ln
mail_location = maildir:{dir}/mail/%u
mail_max_userip_connections = 50
passdb {{
  driver = passwd-file
  args = username_format=%u {dir}/passwd
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={dir}/mail/%u
}}
"""
_TLS_2_3 = "ssl = yes\nssl_cert = <{dir}/server.pem\nssl_key = <{dir}/server.key\n"
_TOKENS_2_3 = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {dir}/oauth2.conf.ext
}}
"""
_INTROSPECTION = """
introspection_mode = post
introspection_url = http://127.0.0.1:{introspection_port}/introspect
username_attribute = email
active_attribute = active
active_value = true
"""
"""How it asks whose a token is: 2.3 reads it from a file of its own."""

_2_4 = """
auth_allow_cleartext = yes
auth_username_format = %{{user | username | lower}}
mail_driver = maildir
mail_path = {dir}/mail/%{{user}}
protocol imap {{
  mail_max_userip_connections = 50
}}
passdb passwd-file {{
  passwd_file_path = {dir}/passwd
}}
userdb static {{
  fields {{
    uid = {uid}
    gid = {gid}
    home = {dir}/mail/%{{user}}
  }}
}}
"""
_TLS_2_4 = "ssl = yes\nssl_server_cert_file = {dir}/server.pem\nssl_server_key_file = {dir}/server.key\n"
_TOKENS_2_4 = f"""
passdb oauth2 {{{{
  mechanisms_filter = xoauth2 oauthbearer
}}}}
oauth2 {{{{{_INTROSPECTION}}}}}
"""


def configuration(version: str, *, tls: bool, introspection_port: int, folder: Path, **values: object) -> str:
    """Return a configuration as the given version of Dovecot reads it.

    ``tls`` takes ``server.pem`` and ``server.key`` of ``folder``. Tokens are taken where there is
    a port to ask whose they are; 2.3 reads about it from a file of its own (``introspection``).
    """
    new = not version.startswith("2.3")
    head = f"dovecot_config_version = {_number(version)}\ndovecot_storage_version = {_number(version)}\n"
    parts = [
        head if new else "",
        (_TLS_2_4 if new else _TLS_2_3) if tls else "ssl = no\n",
        (_TOKENS_2_4 if new else _TOKENS_2_3) if introspection_port else "",
        _2_4 if new else _2_3,
        _COMMON,
    ]
    address = "listen" if new else "address"
    return "".join(
        part.format(dir=folder, address=address, introspection_port=introspection_port, **values)
        for part in parts
    )


def introspection(port: int) -> str:
    """Return the file by which 2.3 asks whose a token is."""
    return _INTROSPECTION.format(introspection_port=port)


def _number(version: str) -> str:
    return version.split("-")[0].split()[0]
