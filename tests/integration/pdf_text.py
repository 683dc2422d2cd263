"""The words of a PDF as typst writes it, page by page, by the fonts' own tables: what a reader would copy out of it.

No reader of files of other programs: objects stand plainly in the file, streams are compressed, codes have two bytes.
"""

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj(.*?)endobj", re.DOTALL)
_LENGTH = re.compile(rb"/Length\s+(\d+)")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_TOKEN = re.compile(rb"/(?P<font>\w+)\s+[\d.]+\s+Tf|<(?P<hex>[0-9A-Fa-f]+)>|(?P<literal>\()|(?P<end>\bET\b)")


def pages(content: bytes) -> list[str]:
    """Each piece of text on a line of its own, in the order of the file."""
    objects = {int(number): body for number, body in _OBJECT.findall(content)}
    leaves = [body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)]
    return [_page(objects, leaf) for leaf in leaves]


def _page(objects: dict[int, bytes], leaf: bytes) -> str:
    resources = _held(objects, leaf, b"Resources")
    fonts = {
        name: _letters(objects, objects[int(number)])
        for name, number in re.findall(rb"/(\w+)\s+(\d+) 0 R", _held(objects, resources, b"Font"))
    }
    (contents,) = re.findall(rb"/Contents\s+\[?\s*(\d+) 0 R", leaf)
    said, letters, written, at = [], {}, _stream(objects[int(contents)]), 0
    while found := _TOKEN.search(written, at):
        at = found.end()
        if found["font"]:
            letters = fonts.get(found["font"], {})
        elif found["end"]:
            said.append("\n")
        else:
            if found["hex"]:
                codes = bytes.fromhex(found["hex"].decode())
            else:
                at = _end_of_literal(written, at)
                codes = _unescaped(written[found.end() : at - 1])
            said += [letters.get(codes[i : i + 2], "") for i in range(0, len(codes), 2)]
    return "".join(said)


def _end_of_literal(written: bytes, at: int) -> int:
    """Behind the bracket that closes a string, which may hold pairs of brackets."""
    depth = 1
    while depth:
        if written[at : at + 1] == b"\\":
            at += 1
        else:
            depth += {b"(": 1, b")": -1}.get(written[at : at + 1], 0)
        at += 1
    return at


def _held(objects: dict[int, bytes], body: bytes, key: bytes) -> bytes:
    """A dictionary of an object, which may stand in an object of its own."""
    if reference := re.search(rb"/" + key + rb"\s+(\d+) 0 R", body):
        return objects[int(reference[1])]
    start = re.search(rb"/" + key + rb"\s*<<", body)
    return body[start.end() :].split(b">>", 1)[0] if key == b"Font" and start else body


def _stream(body: bytes) -> bytes:
    head, data = body.split(b"stream\n", 1)
    data = data[: int(_LENGTH.search(head)[1])]
    return zlib.decompress(data) if b"/FlateDecode" in head else data


def _letters(objects: dict[int, bytes], font: bytes) -> dict[bytes, str]:
    """What each code of a font stands for."""
    table = _stream(objects[int(re.search(rb"/ToUnicode\s+(\d+) 0 R", font)[1])])
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, letter in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            found[bytes.fromhex(code.decode())] = bytes.fromhex(letter.decode()).decode("utf-16-be")
    return found


def _unescaped(literal: bytes) -> bytes:
    def one(found: re.Match[bytes]) -> bytes:
        said = found[1]
        return bytes([int(said, 8)]) if said.isdigit() else _ESCAPES.get(said, said)

    return re.sub(rb"\\([0-7]{1,3}|.)", one, literal, flags=re.DOTALL)
