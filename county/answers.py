"""What the server answers: JSON, and a refusal with its status, its code and its sentence."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response

from desktop.wire.down import Down
from desktop.wire.faults import Fault, Problem, problem
from desktop.wire.receipt import Reply
from forms.language import say

RETRY_AFTER = 30
"""Seconds, after a fault of the server. Where it is merely full, `Crowd` says when there is room."""

STATUS = {
    "moved": 308,
    "malformed": 400,
    "unsigned": 401,
    "bad-signature": 401,
    "unknown-device": 403,
    "revoked": 403,
    "foreign": 403,
    "wrong-county": 403,
    "wrong-village": 403,
    "bad-code": 403,
    "bad-key": 400,
    "not-found": 404,
    "unknown-batch": 404,
    "not-allowed": 405,
    "too-slow": 408,
    "replayed": 409,
    "oversized": 413,
    "newer-format": 422,
    "unknown-leaf": 422,
    "no-space": 507,
    "busy": 503,
    "internal": 500,
}


def as_json(value: Reply | Any, after: BackgroundTask | None = None) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json", background=after)


def refusal(fault: Fault, retry_after: int = 0, down: Down | None = None) -> Response:
    value: Problem = problem(fault, retry_after)
    headers = {"Retry-After": str(retry_after)} if retry_after else {}
    # What was not read of the body stays unread: the connection is of no further use.
    headers["Connection"] = "close"
    status = STATUS.get(fault.code, 400)
    body = msgspec.to_builtins(value) | ({"down": down} if down is not None else {})
    return Response(msgspec.json.encode(body), status, headers=headers, media_type="application/json")


def moved(url: str, request: Request) -> Response:
    """Another host of the same county. Whoever follows believes it for its signature, never for this."""
    answer = refusal(Fault("moved", say("县级服务器换了地址：{url}", url=url)))
    answer.headers["Location"] = url + request.url.path
    return answer
