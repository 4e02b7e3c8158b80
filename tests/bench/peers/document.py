"""The document that every maker of PDFs is given: minutes with 200 who came, in full, and 200 who signed."""

from __future__ import annotations

import io
import math
import random
from functools import cache

from msgspec import Struct
from PIL import Image, ImageDraw

PEOPLE = 200
PARAGRAPHS = 46
_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "芳伟娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英建国玉兰志文海燕春梅"
_SAID = "水渠从三组桥头到五组晒场一段年年漏水，雨天路面积水，孩子上学要绕行；先修东段，西段明年再定，钱从集体收入里出，账目每季度公布。"
BOX = (240, 72)
"""Width and height of a signature, in the units of its strokes and in pixels of its picture."""

Stroke = tuple[tuple[int, int, int], ...]


class Signature(Struct, frozen=True):
    name: str
    strokes: tuple[Stroke, ...]
    png: bytes


class Document(Struct, frozen=True):
    title: str
    rows: tuple[tuple[str, ...], ...]
    """序号, 姓名, 组, 身份, 性别, 到会时间."""
    paragraphs: tuple[str, ...]
    signatures: tuple[Signature, ...]


HEADS = ("序号", "姓名", "小组", "身份", "性别", "到会")


@cache
def document(seed: int = 0) -> Document:
    """One evening for each seed: a maker that remembers its last document gains nothing by it."""
    dice = random.Random(seed)
    names = [dice.choice(_FAMILY) + dice.choice(_GIVEN) + dice.choice(_GIVEN) for _ in range(PEOPLE)]
    rows = tuple(
        (str(number), name, f"{number % 9 + 1}组", "村民代表", "男" if number % 2 else "女", f"19:{number % 60:02d}")
        for number, name in enumerate(names, 1)
    )
    said = []
    for number in range(PARAGRAPHS):
        start = dice.randrange(len(_SAID))
        said.append(f"{names[number % PEOPLE]}：{_SAID[start:]}{_SAID}{_SAID[:start]}")
    return Document("村民代表会议记录", rows, tuple(said), tuple(_signature(name, dice) for name in names))


def _signature(name: str, dice: random.Random) -> Signature:
    """Twelve strokes of some twenty points each, as a pen leaves them."""
    wide, tall = BOX
    strokes = []
    for number in range(12):
        x, y = 14 + number * 18 + dice.random() * 6, 14 + dice.random() * (tall - 28)
        turn = dice.random() * math.tau
        points = []
        for _ in range(20):
            turn += (dice.random() - 0.5) * 0.9
            x = min(max(x + 2.2 * math.cos(turn), 2), wide - 2)
            y = min(max(y + 2.2 * math.sin(turn), 2), tall - 2)
            points.append((round(x), round(y), 300 + int(400 * dice.random())))
        strokes.append(tuple(points))
    picture = Image.new("L", BOX, 255)
    pen = ImageDraw.Draw(picture)
    for stroke in strokes:
        pen.line([(x, y) for x, y, _ in stroke], fill=20, width=3)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return Signature(name, tuple(strokes), buffer.getvalue())
