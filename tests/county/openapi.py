"""The server's routes as OpenAPI, for a program that makes requests of it. Made of the routes themselves, so that none is missing."""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.routing import Route

from county.answers import STATUS
from desktop.wire.request import HEADER

REFUSAL = {
    "type": "object",
    "required": ["code", "message", "english"],
    "properties": {
        "code": {"enum": sorted(STATUS)},
        "message": {"type": "string", "minLength": 1},
        "english": {"type": "string", "minLength": 1},
        "retry_after": {"type": "integer", "minimum": 0},
    },
}
_BODIES = {"/v1/batches": "application/octet-stream", "/v1/leaves": "application/octet-stream", "/v1/enrol": "application/json"}


def described(app: Starlette) -> dict[str, Any]:
    """OpenAPI 3.1. Every answer but 200 is a refusal with a code of the protocol."""
    paths: dict[str, dict[str, Any]] = {}
    for route in app.routes:
        assert isinstance(route, Route)
        path = route.path.replace(":int", "")
        for method in sorted((route.methods or set()) - {"HEAD"}):
            paths.setdefault(path, {})[method.lower()] = _operation(path, method)
    return {"openapi": "3.1.0", "info": {"title": "county", "version": "1"}, "paths": paths}


def _operation(path: str, method: str) -> dict[str, Any]:
    named = [part[1:-1] for segment in path.split("/") for part in segment.split("-") if part.startswith("{")]
    numbers = {"first", "last"}
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "integer" if name in numbers else "string", "minimum": 0}}
        for name in named
    ]
    parameters.append({"name": HEADER, "in": "header", "required": False, "schema": {"type": "string"}})
    operation: dict[str, Any] = {
        "operationId": f"{method} {path}",
        "parameters": parameters,
        "responses": {
            "200": {"description": "taken"},
            "default": {"description": "refused", "content": {"application/json": {"schema": REFUSAL}}},
        },
    }
    if method != "GET":
        kind = _BODIES[path]
        schema = {"type": "object"} if kind.endswith("json") else {"type": "string", "format": "binary"}
        operation["requestBody"] = {"content": {kind: {"schema": schema}}}
    return operation
