"""Old Vietnamese letters: text that was typed in fonts of TCVN3 (.VnTime) or VNI, as Unicode. Pure."""

import re
import unicodedata
from collections.abc import Callable

# TCVN 5712:1993 (TCVN3, ABC): its bytes read as Latin-1, and the letters that they stand for.
_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)
# VNI writes a mark behind its letter, and a few letters of their own.
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323", "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS = {
    "ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
}  # fmt: skip
_VNI = re.compile(f"([aeouyôö])([{''.join(_VNI_MARKS)}])|([{''.join(_VNI_LETTERS)}])", re.IGNORECASE)


def _from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def _from_vni(text: str) -> str:
    def letter(match: re.Match) -> str:
        base = match[1] or match[3]
        plain = _VNI_LETTERS.get(base.lower(), base.lower())
        plain = plain.upper() if base.isupper() else plain
        return unicodedata.normalize("NFC", plain + _VNI_MARKS.get((match[2] or "").lower(), ""))

    return _VNI.sub(letter, text)


OLD: dict[str, Callable[[str], str]] = {"TCVN3": _from_tcvn3, "VNI": _from_vni}


def converted(cell: str, old: str) -> str:
    """The cell in Unicode; one that has letters beyond those fonts is in Unicode already."""
    return OLD[old](cell) if cell and max(cell) <= "\xff" else cell
