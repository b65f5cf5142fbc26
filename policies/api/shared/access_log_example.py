"""The access log as the examples write it, apart from the table that judges it."""

from __future__ import annotations

LOGGED = {
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
MORE = {
    "integrationRequestId": "$context.integration.requestId",
    "protocol": "$context.protocol",
    "requestTimeEpoch": "$context.requestTimeEpoch",
    "responseLength": "$context.responseLength",
    "stage": "$context.stage",
    "wafLatency": "$context.waf.latency",
    "wafResponseCode": "$context.wafResponseCode",
}
