"""Lines that break, each in one way. They stand at the seam where HTTP stands in the program."""

from __future__ import annotations

from collections.abc import Callable

from desktop.sync.http_line import HttpLine
from desktop.sync.line import Answer, Question, Sent, broken
from forms.language import say


class Watched:
    """A real line that counts what is asked, and lets a test step in."""

    def __init__(self, url: str) -> None:
        self._inner = HttpLine(url, silence=60, connect=60)
        self.asked: list[tuple[str, str, int]] = []
        """(method, path, bytes of the body that were handed over)."""

    @property
    def url(self) -> str:
        return self._inner.url

    def ask(self, question: Question, sent: Sent) -> Answer:
        passed = 0

        def watched(count: int) -> None:
            nonlocal passed
            passed += count
            self.during(question, passed)
            sent(count)

        try:
            return self.after(question, self._inner.ask(question, watched))
        finally:
            self.asked.append((question.method, question.path, passed))

    def during(self, question: Question, passed: int) -> None:
        """Called while the body goes out."""

    def after(self, question: Question, answer: Answer) -> Answer:
        """What becomes of the answer."""
        return answer

    def close(self) -> None:
        self._inner.close()

    def bytes_of(self, path: str) -> int:
        return sum(size for _, asked, size in self.asked if asked == path)


class Cut(Watched):
    """Does something terrible once, when so many bytes of a request to `path` have gone out."""

    def __init__(self, url: str, path: str, at: int, act: Callable[[], object]) -> None:
        super().__init__(url)
        self._path = path
        self._at = at
        self._act: Callable[[], object] | None = act

    def during(self, question: Question, passed: int) -> None:
        if self._act is not None and question.path == self._path and passed >= self._at:
            act, self._act = self._act, None
            act()


class LostAnswer(Watched):
    """The first answer to a request to `path` never arrives, though the county did its part."""

    def __init__(self, url: str, path: str) -> None:
        super().__init__(url)
        self._path: str | None = path

    def after(self, question: Question, answer: Answer) -> Answer:
        if question.path == self._path:
            self._path = None
            raise broken(say("线路中断,上报没有完成;数据都在本机,稍后再传。"))
        return answer


class Twice(Watched):
    """Something on the way sends each request twice, as bad proxies do."""

    def ask(self, question: Question, sent: Sent) -> Answer:
        first = super().ask(question, sent)
        self._inner.ask(question, lambda _count: None)
        return first


class Impostor(Watched):
    """Answers requests to `path` with what it likes; all else goes to the county."""

    def __init__(self, url: str, path: str, answer: Answer) -> None:
        super().__init__(url)
        self._path = path
        self._answer = answer

    def ask(self, question: Question, sent: Sent) -> Answer:
        if question.path.startswith(self._path):
            self.asked.append((question.method, question.path, question.size))
            return self._answer
        return super().ask(question, sent)
