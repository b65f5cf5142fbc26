"""API Gateway's variables that an access log may hold, by their names: none that a caller chose, and no secret."""

from __future__ import annotations

from collections.abc import Mapping

# Who called when and from where, what for, what came of it and why, and where its trace is.
NEEDED: Mapping[str, str] = {
    "requestId": "$context.extendedRequestId",
    "requestTime": "$context.requestTime",
    "ip": "$context.identity.sourceIp",
    "apiKeyId": "$context.identity.apiKeyId",
    "httpMethod": "$context.httpMethod",
    "resourcePath": "$context.resourcePath",
    "status": "$context.status",
    "responseType": "$context.error.responseType",
    "responseLatency": "$context.responseLatency",
    "integrationStatus": "$context.integration.status",
    "integrationLatency": "$context.integration.latency",
    "wafStatus": "$context.waf.status",
    "xrayTraceId": "$context.xrayTraceId",
}
ALLOWED: Mapping[str, str] = {
    **NEEDED,
    "integrationRequestId": "$context.integration.requestId",
    "protocol": "$context.protocol",
    "requestTimeEpoch": "$context.requestTimeEpoch",
    "responseLength": "$context.responseLength",
    "stage": "$context.stage",
    "wafLatency": "$context.waf.latency",
    "wafResponseCode": "$context.wafResponseCode",
}
