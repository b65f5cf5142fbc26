"""What an access log may hold beside what it must, as an example writes it: no log of the stack holds any of it."""

from __future__ import annotations

MORE = {
    "integrationRequestId": "$context.integration.requestId",
    "protocol": "$context.protocol",
    "requestTimeEpoch": "$context.requestTimeEpoch",
    "responseLength": "$context.responseLength",
    "stage": "$context.stage",
    "wafLatency": "$context.waf.latency",
    "wafResponseCode": "$context.wafResponseCode",
}
