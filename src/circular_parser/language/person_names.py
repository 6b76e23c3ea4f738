"""What a person's name looks like in running text, degrees and nickname included."""

from __future__ import annotations

import re

from circular_parser.language.offices import OfficePatterns
from circular_parser.language.sentences import headline

# Mayjen TNI (Purn): a rank is printed with the name as a degree is.
_RANK = (
    r"(?:(?:Brig|May|Let|Ir|Kom)jen|(?:Brigadir|Mayor|Letnan|Inspektur|Komisaris)\sJenderal|Jenderal"
    r"|Kolonel|(?:Letk|K)ol|Kombes|AKBP|(?:Laksamana|Marsekal)(?:\s(?:Pertama|Muda|Madya))?"
    r"|(?:Laks|Mars)(?:dya|da|ma))\b\.?"
    r"(?:\s(?:TNI|Pol(?:isi)?|Mar|Inf|Kav|Art)\b\.?)?(?:\s\((?:Purn|P|Mar)\.?\))?"
)
_HONORIFIC = (
    r"(?:(?:Ir|Capt|Kapt|Drs?|DR|Dra|dr[gh]?|Prof|H|Hi|Hj|KH|HM|TS|FX|R|St|Tgk|Ns|Ny|Rd|Dg|Ust|Kol|Pdt|TGH|Tgh|TGB|Nn)\b\.?"
    r"(?:\s\(H\.?C\.?\))?|(?:Ec|Eng|Agr|Phil|Apt|Pol|Mil|rer|nat)\.)"
)
_TOKEN = (
    r"(?:(?:Moc?h|Muc?h|Mhd|Abd|Ach|Sy|Th|Chr?|Fr|Yos|Dg|Kr)\.|(?:[A-Z]\.){2,}|[A-Z]{1,2}\.(?:[A-Z]\w*)?"
    r"|[A-Z][\w'’-]*(?<!\d))"
)
_DEGREES = (
    r"(?:,?\s(?:[SM]\.?(?:[A-Z]\.?){1,3}|[SM]\.(?:\s(?=Pd|Si|Sos|Kom|Ag))?[A-Z]{1,2}[a-z]+"
    r"|S\.?STP|MSi|SSTP|Ph\.?D|Sp\.?\s?[A-Z][A-Za-z]{0,3}(?:[-.][A-Z]+)?(?:\s?\([A-Z]\))?)(?!\w)\.?)*"
)
_WEEKDAY = r"(?:Senin|Selasa|Rabu|Kamis|Jum[’'`]?at|Sabtu|Minggu)\b"
NAME = (
    rf"(?-i:(?:{_RANK}\s)?(?:{_HONORIFIC}(?:\s|(?<=\.)(?=[A-Z])))*{_TOKEN}"
    # MM. ends a name, and its sentence; HM. may begin one. NAME Kamis (2/4): a day is no name.
    rf"(?:(?:[ ]|\n(?!\n))(?:(?:bin|binti|van|al|el)\s)?"
    rf"(?!(?:SH|SE|MM|MT|MH)\.\s|{_WEEKDAY}){_TOKEN}){{0,5}}"
    rf"{_DEGREES}(?:,\s*(?:[SM]\.?[A-Z][\w.]*|SE|SH|MM|ST|MT|Lc))*(?:\s\([A-Z]{{2,4}}\))?)"
)
PERSON = re.compile(NAME)
# Bupati X NAME yang akrab disapa NICKNAME, NAME alias NICKNAME
CALLED = re.compile(
    r",?\s(?:(?:yang|atau|lebih|akrab|biasa|kerap|sering|karib|juga)\s){0,3}"
    r"(?:di(?:sapa|panggil|kenal)|alias)(?:\s(?:akrab|dengan|sebagai|nama|sapaan|panggilan)){0,3}\s"
    r"(?:(?:Pak|Bapak|Bu|Ibu|Bang|Kang|Gus|Mas|Cak|Buya|Tuan Guru)\s)?"
    r"[“\"']?(?P<nickname>[A-Z][\w'’-]+)(?:\s[A-Z][\w'’-]+){0,2}[”\"']?(?:\s(?:itu|ini)\b)?,?"
)
_SHORTEST = 4  # letters of a nickname that is part of a name
_NICKNAME = re.compile(r"\s\((?P<nickname>[A-Z][a-z]{2,14})\)")

_NO_NICKNAME = re.compile(
    rf"{_WEEKDAY}|(?:Antara|Istimewa|Foto|Dok|Golkar|Demokrat|Gerindra|Nasdem|Hanura|Tengah|Kanan"
    r"|Kiri|Almarhum|Tersangka|Purn|Inggris)\b"
)


def is_short_for(name: str, full: str) -> bool:
    """Whether *name* is made of words of *full*, or is a nickname cut out of one of them."""
    words, whole = name.casefold().split(), full.casefold().split()
    if set(words) <= set(whole):
        return True
    return len(words) == 1 and len(name) >= _SHORTEST and any(words[0] in word for word in whole)


def is_introduced(name: str, text: str) -> bool:
    """Whether a name of one word is anywhere part of a longer one, so that somebody has it."""
    word = re.escape(name)
    longer = rf"[A-Z][\w'’-]*\.?\x20{word}\b|\b{word}\s(?!{_WEEKDAY})[A-Z][a-z]"
    return " " in name or re.search(longer, text) is not None


def is_person(name: str, patterns: OfficePatterns) -> bool:
    """Whether capitalised words beside an office are a person's name."""
    bare = name.strip(" ,.")
    if len(bare) < 3 or patterns.not_first_name.match(bare) or patterns.not_in_name.search(bare):
        return False
    return not bare.isupper() or re.match(r"[A-Z]{2}\s[A-Z][a-z]", bare) is not None


def with_nickname(text: str, start: int, end: int) -> int:
    """Return the end of the name ``text[start:end]`` with the nickname in brackets behind it.

    A word in brackets is one where the text calls the person so elsewhere, or in a sentence;
    below a picture the words in brackets are its photographer's.
    """
    bracket = _NICKNAME.match(text, end)
    if bracket is None:
        return end
    nickname = bracket["nickname"]
    called = re.search(rf"(?<![(\w]){nickname}(?![)\w])", text)
    in_name = nickname in text[start:end]
    told = headline(text, start, end) is None and _NO_NICKNAME.match(nickname) is None
    return bracket.end() if (called is not None or told) and not in_name else end
