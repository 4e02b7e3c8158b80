"""A line without a socket: each request goes straight into the routes of a county that is open in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from county.app import build_app
from county.enrol import new_code
from county.store import Store
from desktop.sync.line import Answer, Question, Sent, broken
from forms.language import say
from tests.county.bench import call
from tests.sync.village import CODE, Pc


class Hall:
    """An open county. `again` closes and opens it, as a new start of the server does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store(folder)
        self.app = build_app(self.store)

    def again(self) -> None:
        self.store.close()
        self.store = Store(self.folder)
        self.app = build_app(self.store)

    def close(self) -> None:
        self.store.close()

    def enrol(self, pc: Pc, village: str = CODE) -> Pc:
        pc.enrol(Straight(self), new_code(self.store, village).code, self.store.key.fingerprint)
        return pc


class Straight:
    """`after` may spoil an answer. What the answer's body is heard piece by piece."""

    def __init__(self, hall: Hall, url: str = "https://county.invalid") -> None:
        self.hall = hall
        self.url = url
        self.asked: list[tuple[str, str]] = []
        self.after: Callable[[Question, Answer], Answer] = lambda _question, answer: answer

    def ask(self, question: Question, sent: Sent) -> Answer:
        self.asked.append((question.method, question.path))
        body = b"".join(question.pieces)
        said = call(self.hall.app, question.method, question.path, [body], question.headers)
        sent(len(body))
        retry, location = said.headers.get("retry-after", "0"), said.headers.get("location", "")
        answer = Answer(status=said.status, body=said.body, retry_after=int(retry), location=location)
        answer = self.after(question, answer)
        if question.heard is not None and answer.status == 200:
            for at in range(0, len(answer.body), 10_000):
                question.heard(answer.body[at : at + 10_000])
        return answer

    def close(self) -> None:
        """Nothing is open."""


class CutDown(Straight):
    """The answers to requests for packs break off after so many bytes, so many times."""

    def __init__(self, hall: Hall, after: int, times: int = 1) -> None:
        super().__init__(hall)
        self._room = after
        self._times = times

    def ask(self, question: Question, sent: Sent) -> Answer:
        if question.heard is None or self._times == 0:
            return super().ask(question, sent)
        self._times -= 1
        whole = super().ask(Question(method=question.method, path=question.path, headers=question.headers), sent)
        question.heard(whole.body[: self._room])
        raise broken(say("线路中断，上报没有完成；数据都在本机，稍后再传。"))
