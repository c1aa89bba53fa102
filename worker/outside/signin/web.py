"""The HTTPS by which sign-in services are asked, and nothing else."""

from __future__ import annotations

from typing import Any

import requests
from requests.adapters import HTTPAdapter

from worker.outside.wire import verified_tls

_PATIENCE_SECONDS = 30


class Web(requests.Session):
    """A session that trusts ``ca_file`` alone, if there is one, and does not wait for ever.

    The library itself would prefer a bundle named in the environment to one that was asked for.
    """

    def __init__(self, ca_file: str | None) -> None:
        super().__init__()
        self._ca_file = ca_file
        if ca_file is not None:
            self.mount("https://", _Trusting(ca_file))

    def request(self, *what: Any, **how: Any) -> requests.Response:
        """One request; OSError for whatever goes wrong with the network."""
        how["timeout"] = _PATIENCE_SECONDS
        if self._ca_file is not None:
            how["verify"] = self._ca_file
        return super().request(*what, **how)


class _Trusting(HTTPAdapter):
    """HTTPS that checks certificates as our mail connections do."""

    def __init__(self, ca_file: str) -> None:
        self._ca_file = ca_file
        super().__init__()

    def init_poolmanager(self, *what: Any, **how: Any) -> None:
        super().init_poolmanager(*what, ssl_context=verified_tls("signin", self._ca_file), **how)
