"""The API as a client sees it, in two steps where the emulator's gateway cannot start a workflow.

Every request goes to the deployed API over HTTPS: key, throttle and schema are judged there. For one that passes, the
emulator's gateway answers 504, since it has no integration with Step Functions. Then the *deployed* integration is read
back, its request template rendered, StartSyncExecution called with just that, and the deployed response template
rendered with what came of it.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

from botocore.exceptions import ClientError

from live.answers import JSON, Answer, mapped, read
from live.aws import Aws
from live.velocity import rendered

STARTS = re.compile(r"arn:aws:apigateway:[a-z0-9-]+:states:action/StartSyncExecution")
LOOKUP = "GET /transaction/{transaction_id}"
PASSED = 504
ANSWERS_WITHIN = 60.0


@dataclass(frozen=True)
class Gateway:
    """The only deployed API of a local AWS."""

    aws: Aws

    @cached_property
    def api(self) -> str:
        (api,) = self.aws.client("apigateway").get_rest_apis()["items"]
        return str(api["id"])

    @cached_property
    def stage(self) -> str:
        (stage,) = self.aws.client("apigateway").get_stages(restApiId=self.api)["item"]
        return str(stage["stageName"])

    @cached_property
    def key_ids(self) -> Mapping[str, str]:
        """The id of each key, by the key itself."""
        keys = self.aws.client("apigateway").get_api_keys(includeValues=True)["items"]
        return {str(key["value"]): str(key["id"]) for key in keys}

    @cached_property
    def integrations(self) -> Mapping[str, Mapping[str, Any]]:
        """The deployed integrations, by method and path, such as `POST /transaction`."""
        client = self.aws.client("apigateway")
        found = {
            f"{method} {each['path']}": client.get_integration(
                restApiId=self.api, resourceId=each["id"], httpMethod=method
            )
            for each in client.get_resources(restApiId=self.api)["items"]
            for method in each.get("resourceMethods", {})
        }
        for integration in found.values():
            if not STARTS.fullmatch(integration["uri"]):
                raise ValueError(f"an integration calls {integration['uri']}, not StartSyncExecution")
        return found

    def post(self, body: object, *, key: str | None, path: str = "transaction") -> Answer:
        """Send a body, JSON or what stands for it as bytes, with the client's key."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        refusal = self._send("POST", path, data, key)
        return self._integrate(f"POST /{path}", data.decode(), {}, key) if refusal.status == PASSED else refusal

    def get(self, transaction_id: str, receipt: str, *, key: str | None) -> Answer:
        """Ask what became of a transaction, with the client's key."""
        parameters = {"transaction_id": transaction_id, "receipt": receipt}
        refusal = self._send(
            "GET", f"transaction/{quote(transaction_id, safe='')}?{urlencode({'receipt': receipt})}", None, key
        )
        return self._integrate(LOOKUP, "{}", parameters, key) if refusal.status == PASSED else refusal

    def _send(self, method: str, path: str, data: bytes | None, key: str | None) -> Answer:
        url = f"{self.aws.url}/restapis/{self.api}/{self.stage}/_user_request_/{path}"
        headers = ({"Content-Type": JSON} if data is not None else {}) | ({"x-api-key": key} if key else {})
        request = urllib.request.Request(url, data=data, headers=headers, method=method)  # noqa: S310 - our own loopback
        try:
            answer = urllib.request.urlopen(request, timeout=ANSWERS_WITHIN, context=self.aws.trusted())  # noqa: S310
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            return Answer(answer.status, dict(answer.headers), answer.read().decode())

    def _integrate(self, method: str, body: str, parameters: Mapping[str, str], key: str | None) -> Answer:
        caller = {"identity": {"apiKeyId": self.key_ids[key or ""]}, "requestId": str(uuid.uuid4())}
        asked, _ = rendered(self.integrations[method]["requestTemplates"][JSON], body, parameters, **caller)
        try:
            outcome = self.aws.client("stepfunctions").start_sync_execution(**json.loads(asked))
            status, came = 200, json.dumps(outcome, default=str)
        except ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            came = json.dumps({"__type": error.response["Error"]["Code"]})
        responses = [read(each) for each in self.integrations[method]["integrationResponses"].values()]
        return mapped(responses, status, came)
