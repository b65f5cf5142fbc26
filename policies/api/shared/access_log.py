"""API Gateway's variables that an access log may hold: nothing that a caller chose, and no secret."""

from __future__ import annotations

# Who called when and from where, what for, what came of it and why, and where its trace is.
NEEDED = frozenset(
    {
        "$context.error.responseType",
        "$context.httpMethod",
        "$context.identity.apiKeyId",
        "$context.identity.sourceIp",
        "$context.integration.latency",
        "$context.integration.status",
        "$context.extendedRequestId",
        "$context.requestTime",
        "$context.resourcePath",
        "$context.responseLatency",
        "$context.status",
        "$context.waf.status",
        "$context.xrayTraceId",
    }
)
ALLOWED = NEEDED | {
    "$context.extendedRequestId",
    "$context.integration.requestId",
    "$context.integrationLatency",
    "$context.protocol",
    "$context.requestTimeEpoch",
    "$context.responseLength",
    "$context.stage",
    "$context.waf.latency",
    "$context.wafResponseCode",
}
