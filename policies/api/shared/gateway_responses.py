"""API Gateway's own responses by type, and the status of each.

The two defaults have none: setting it would change the status of every other response of their class.
"""

from __future__ import annotations

from collections.abc import Mapping

STATUSES: Mapping[str, str | None] = {
    "ACCESS_DENIED": "403",
    "BAD_REQUEST_BODY": "400",
    "BAD_REQUEST_PARAMETERS": "400",
    "DEFAULT_4XX": None,
    "DEFAULT_5XX": None,
    "INTEGRATION_FAILURE": "503",
    "INTEGRATION_TIMEOUT": "504",
    "INVALID_API_KEY": "403",
    "MISSING_AUTHENTICATION_TOKEN": "403",
    "QUOTA_EXCEEDED": "429",
    "REQUEST_TOO_LARGE": "413",
    "THROTTLED": "429",
    "UNSUPPORTED_MEDIA_TYPE": "415",
    "WAF_FILTERED": "403",
}
TRY_AGAIN = frozenset({"429", "503", "504"})
