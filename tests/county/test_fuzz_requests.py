"""Requests that schemathesis makes of the routes, signed and unsigned: each is answered, and what is refused stands in the log."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from county.answers import STATUS
from county.show import overview
from county.tables import log
from desktop.wire.request import HEADER
from tests.county.bench import Bench, Device, call
from tests.county.openapi import described

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is in build/requirements-peers.lock")
QUICK, LONG = 60, 3000




def _cases(bench: Bench) -> st.SearchStrategy[Any]:
    schema = schemathesis.openapi.from_dict(described(bench.app))
    modes = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
    operations = [found.ok() for found in schema.get_all_operations()]
    return st.one_of(
        *[one.as_strategy(generation_mode=modes[0]) for one in operations],
        *[one.as_strategy(generation_mode=modes[1]) for one in operations],
    )


def _body(case: Any) -> bytes:
    if isinstance(case.body, bytes):
        return case.body
    if isinstance(case.body, str):
        return case.body.encode("utf-8", "replace")
    try:
        return json.dumps(case.body).encode()
    except TypeError:
        return b""


def _ask(bench: Bench, device: Device, case: Any, signed: bool) -> None:
    method, body = case.method.upper(), _body(case)
    path = unquote(case.formatted_path)
    headers = {name: str(value) for name, value in (case.headers or {}).items()}
    if signed:
        headers[HEADER] = device.header(bench.store.key.fingerprint, method, path, body)
    before = _lines(bench)
    answer = call(bench.app, method, path, [body], headers)
    assert answer.status < 500, answer.body
    if answer.status == 200:
        return
    said = json.loads(answer.body)
    assert STATUS[said["code"]] == answer.status
    assert said["message"]
    assert said["english"]
    if said["code"] not in ("not-found", "not-allowed"):
        assert _lines(bench) > before
        assert overview(bench.store, log_lines=1)["log"][-1]["code"] == said["code"], "a refusal stands in the log"


def _lines(bench: Bench) -> int:
    with bench.store.read() as work:
        return int(work.execute(select(func.count()).select_from(log)).scalar_one())


def _fuzz(bench: Bench, examples: int) -> None:
    device = bench.enrol(Device(60))
    phases = (Phase.explicit, Phase.generate)
    quiet = list(HealthCheck)

    @settings(max_examples=examples, phases=phases, suppress_health_check=quiet, database=None)
    @given(case=_cases(bench), signed=st.booleans())
    def every(case: Any, signed: bool) -> None:
        _ask(bench, device, case, signed)

    every()
    device.record()
    assert bench.send(device, device.batch())[0] == 200, "after all that the server takes an honest batch"


def test_the_description_names_every_route_of_the_protocol(bench: Bench) -> None:
    """As county/PROTOCOL.md lists them."""
    text = (Path(__file__).parents[2] / "county" / "PROTOCOL.md").read_text(encoding="utf-8")
    for path, operations in described(bench.app)["paths"].items():
        shown = path.replace("{id}", "ID").replace("{blob}", "BLOB").replace("{first}", "FIRST").replace("{last}", "LAST")
        for method in operations:
            assert f"`{method.upper()} {shown}`" in text


def test_no_request_of_the_description_makes_the_server_fail(bench: Bench) -> None:
    _fuzz(bench, QUICK)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_no_request_of_the_description_makes_the_server_fail_however_many(bench: Bench) -> None:
    _fuzz(bench, LONG)
