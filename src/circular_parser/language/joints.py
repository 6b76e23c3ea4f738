"""Tells where a sentence joins two rules: ``wajib mengisi presensi dan dilarang bepergian``.

Both halves must have a verb and be rules of different types; a joint inside a name, an
enumeration or a purpose divides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from circular_parser.language.duty_patterns import DutyPatterns
from circular_parser.language.duty_types import GENERIC, OTHER, DutyTypes
from circular_parser.language.predicates import Predicate

_MAX_PARTS = 6
_MAX_JOINTS = 60
_MAX_HALF = 600  # characters of the right half that are looked at
_VERB_AND_OBJECT = 2  # words
_SURE_TYPE = 0.5  # what both halves need to be rules of different types


class Joints:
    """Divides the sentences of *text*; *names_people* tells whether a span does that."""

    def __init__(
        self,
        text: str,
        types: DutyTypes,
        patterns: DutyPatterns,
        names_people: Callable[[int, int], object],
    ) -> None:
        self._text = text
        self._types = types
        self._predicates = types.predicates
        self._patterns = patterns
        self._names_people = names_people

    def divide(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the spans of the rules in ``text[start:end]``."""
        parts = [(start, end)]
        joints = self._patterns.shape["joint"].finditer(self._text, start, end)
        for joint in islice(joints, _MAX_JOINTS):
            left_start = parts[-1][0]
            if len(parts) < _MAX_PARTS and self._are_two(left_start, joint, end):
                parts[-1] = (left_start, joint.start())
                parts.append((joint.end(), end))
        return parts

    def _are_two(self, left_start: int, joint: re.Match[str], end: int) -> bool:
        left = self._text[left_start : joint.start()]
        right = self._text[joint.end() : min(end, joint.end() + _MAX_HALF)]
        if "kecuali" in left.casefold() and not self._patterns.shape["bound"].search(right[:40]):
            return "serta tetap" in self._text[joint.start() : joint.end() + 8].casefold()
        if left.count("(") > left.count(")"):
            return False
        one = self._predicates.find(left)
        two = self._predicates.find(right)
        if one is None or two is None or not self._stands_alone(right, two):
            return False
        if two.modal is not None and two.modal.name == "told":
            return False
        if self._is_purpose(joint, right, two):
            return False
        if two.modal is None and two.verb == 0 and self._patterns.shape["bare_root"].match(right):
            return False
        if self._lacks_verb(left, one, two):
            return False
        conditional = self._patterns.shape["condition"].match(left) is not None
        if conditional and two.modal is None and two.passive and two.start == 0:
            return False
        if joint[0].strip() == "," and two.modal is None and not right.startswith("sisa"):
            return False
        if two.modal is not None and not two.modal.weak and ";" in joint[0]:
            return True
        acts = left[one.verb :].split()
        # Transitive verbs without their object: "memeriksa, mencatat dan menilai laporan".
        if all(act[:2].casefold() == "me" for act in acts):
            return False
        if joint[0].strip() in ("dan", "serta") and two.modal is None and two.start > 0:
            # "Dinas Pendidikan dan Kebudayaan": a name goes on behind the joint, as does who is
            # acted on in "melarang pejabat dan pegawai menerima hadiah".
            named = acts[-1][:1].isupper() and right[:1].isupper()
            if named or len(acts) == _VERB_AND_OBJECT:
                return False
        if len(right.split()) < 2:
            return False
        strong = two.modal is not None and not two.modal.weak
        strong = strong or self._patterns.shape["joint_ketentuan"].search(joint[0]) is not None
        second, score = self._types.classify(right)
        if score < _SURE_TYPE or (second in GENERIC and not strong):
            return False
        first, score = self._types.classify(left)
        return first != second and score >= _SURE_TYPE and (strong or first != OTHER)

    def _is_purpose(self, joint: re.Match[str], right: str, two: Predicate) -> bool:
        """Tell what a rule is for (``, agar tidak mengganggu``) from one laid on people."""
        anew = joint[0].strip() != "," and two.start == 0  # "serta agar ..."
        if two.modal is None or two.modal.name != "order" or anew:
            return False
        if self._patterns.names["in_opener"].match(right.casefold()) is not None:
            return False
        begin = joint.end()
        told = two.bearer or (0, 0)
        subjects = [(0, two.start), told]
        return not any(self._names_people(begin + first, begin + last) for first, last in subjects)

    def _lacks_verb(self, left: str, one: Predicate, two: Predicate) -> bool:
        """Tell whether the left half waits for the verb of the right one.

        ``agar kepala sekolah | dan guru menjadi teladan``, ``pegawai yang dicalonkan menjadi
        bupati | wali kota wajib mundur``.
        """
        if one.modal is None:
            bound = two.modal is not None and not two.modal.weak and two.start > 0
            return bound and not one.passive and " yang " in left[: one.verb]
        waits = one.modal.addressed or one.modal.weak
        return waits and self._predicates.verb.search(left.lower(), one.verb) is None

    def _stands_alone(self, right: str, predicate: Predicate) -> bool:
        """Tell whether the right half begins with its verb or has a subject of its own."""
        before = right[: predicate.start].strip()
        if not before:
            return True
        if re.search(r"\b(?:yang|untuk|agar|dengan)\s*$", before, re.IGNORECASE):
            return False
        if self._patterns.shape["condition"].match(before) is not None:
            return True  # "jaga jarak, dan jika sakit, tidak usah masuk"
        if predicate.modal is None and not predicate.passive and len(before.split()) > 6:
            return False
        return re.match(r"yang\b", before, re.IGNORECASE) is not None or len(before.split()) <= 12
