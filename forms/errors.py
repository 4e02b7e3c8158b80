"""What is wrong in a data file: which file, which line, which key, and what was expected there."""

from __future__ import annotations

from forms.language import Refused, Sentence, say


class FormError(Refused):
    """A data file that cannot be used. Nothing of its folder is taken, and nothing that was in use is changed."""

    def __init__(self, file: str, line: int, key: str, expected: Sentence | str) -> None:
        """`line` counts from 1, 0 means the file as a whole; `key` is the way to the value, as in `versions[0].days`."""
        self.file, self.line, self.key = file, line, key
        self.expected = expected if isinstance(expected, Sentence) else Sentence(expected)
        if line and key:
            sentence = say(
                "{file} 第 {line} 行，{key}：{expected}", file=file, line=line, key=key, expected=self.expected
            )
        elif line:
            sentence = say("{file} 第 {line} 行：{expected}", file=file, line=line, expected=self.expected)
        else:
            sentence = say("{file}：{expected}", file=file, expected=self.expected)
        super().__init__(sentence)


class FormErrors(Refused):
    """All that is wrong in a folder, so that it can be mended in one go."""

    def __init__(self, errors: tuple[FormError, ...]) -> None:
        self.errors = errors
        first = errors[0].sentence
        if len(errors) == 1:
            super().__init__(first)
        else:
            super().__init__(say("{first}（另有 {n} 处）", first=first, n=len(errors) - 1))
