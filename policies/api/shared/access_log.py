"""API Gateway's variables that an access log may hold: nothing that a caller chose, and no secret."""

from __future__ import annotations

# Who called when and from where, what for, and what came of it.
NEEDED = frozenset(
    {
        "$context.httpMethod",
        "$context.identity.apiKeyId",
        "$context.identity.sourceIp",
        "$context.requestId",
        "$context.requestTime",
        "$context.resourcePath",
        "$context.status",
    }
)
ALLOWED = NEEDED | {
    "$context.error.responseType",
    "$context.extendedRequestId",
    "$context.integration.latency",
    "$context.integration.requestId",
    "$context.integration.status",
    "$context.integrationLatency",
    "$context.protocol",
    "$context.requestTimeEpoch",
    "$context.responseLatency",
    "$context.responseLength",
    "$context.stage",
    "$context.waf.latency",
    "$context.waf.status",
    "$context.wafResponseCode",
    "$context.xrayTraceId",
}
