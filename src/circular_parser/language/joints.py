"""Tells where a sentence joins two rules: ``wajib mengisi presensi dan dilarang bepergian``.

Both halves must have a verb and be rules of different types; a joint inside a name, an
enumeration or a purpose divides nothing. The words are in ``duties.toml`` under ``[joint]``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from circular_parser.language.duty_patterns import DutyPatterns
from circular_parser.language.duty_types import GENERIC, OTHER, DutyTypes
from circular_parser.language.predicates import Predicate

_MAX_PARTS = 6
_MAX_JOINTS = 60
_MAX_HALF = 600  # characters of the right half that are looked at
_MAX_OPENING = 40  # characters in which a modal begins the right half
_VERB_AND_OBJECT = 2  # words
_MAX_SUBJECT = 6  # words before a verb without a modal
_MAX_BOUND_SUBJECT = 12  # words before a modal or a passive verb
# A verb of this form takes an object: "mengunduh dan menggunakan aplikasi".
_NO_OBJECT = re.compile(r"me\w{4,}$")
_STOPS = " .,;"
_SURE_TYPE = 0.6  # what both halves need to be rules of different types


@dataclass(frozen=True, slots=True)
class _Halves:
    """What stands on both sides of a *joint*, which begins the right half at *begin*."""

    left: str
    joint: str
    right: str
    begin: int
    one: Predicate
    two: Predicate

    @property
    def is_comma(self) -> bool:
        """Whether nothing but a comma joins them."""
        return self.joint.strip() == ","

    @property
    def binds(self) -> bool:
        """Whether the right half has a modal in so many words."""
        return self.two.modal is not None and not self.two.modal.weak

    @property
    def acts(self) -> list[str]:
        """The words of the left half from its verb on."""
        return self.left[self.one.verb :].split()


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
        self._shape = patterns.shape
        self._joint = patterns.joint
        self._addressed = patterns.names["in_opener"]
        self._connective = patterns.names["connective"]
        self._names_people = names_people

    def divide(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the spans of the rules in ``text[start:end]``."""
        parts = [(start, end)]
        joints = self._joint["joint"].finditer(self._text, start, end)
        for joint in islice(joints, _MAX_JOINTS):
            left_start = parts[-1][0]
            if len(parts) < _MAX_PARTS and self._are_two(left_start, joint, end):
                parts[-1] = (left_start, joint.start())
                parts.append((joint.end(), end))
        return parts

    def second(self, right: str) -> Predicate | None:
        """Return the predicate of what a rule is joined to; a noun may stand for its verb."""
        found = self._predicates.find(right)
        if found is None and self._joint["noun_act"].match(right) is not None:
            return Predicate(0, 0, None, passive=False, negated=False)
        return found

    def _are_two(self, left_start: int, joint: re.Match[str], end: int) -> bool:
        left = self._text[left_start : joint.start()]
        right = self._text[joint.end() : min(end, joint.end() + _MAX_HALF)]
        if self._joint["follows"].match(right) is not None:
            return False
        bound = self._shape["bound"].search(right[:_MAX_OPENING])
        if self._joint["exception"].search(left) and (
            bound is None or self._joint["of_excepted"].match(right)
        ):
            return self._joint["goes_on"].match(joint[0].lstrip() + right) is not None
        if self._joint["besides"].match(left) or self._joint["examples"].search(left):
            return False
        if left.count("(") > left.count(")") or len(right.split()) < _VERB_AND_OBJECT:
            return False
        if joint[0].strip() == "," and self._is_opening(left):
            return False
        one = self._predicates.find(left)
        if one is None:
            return "," in joint[0] and self._is_limit_before_rule(left, right, joint.end())
        # "ditiadakan kegiatan, yakni senam dan apel": in a list of things a noun stands for itself.
        things = self._joint["of_things"].search(left) is not None
        two = self._predicates.find(right) if things else self.second(right)
        if two is None:
            return False
        if two.start == 0 and not right[two.verb :].strip(_STOPS):
            return False  # "kegiatan yang ..., tidak diperkenankan": one rule and its force
        halves = _Halves(left, joint[0], right, joint.end(), one, two)
        if not self._stands_alone(halves) or self._is_purpose(halves) or self._lacks_verb(halves):
            return False
        if self._is_state(halves):
            return False
        if halves.binds and (";" in joint[0] or self._is_told_anew(halves)):
            return True
        if self._turns(halves):
            return True
        if self._is_contrasted(halves) or self._is_bound_too(halves):
            return True
        return not self._is_one_act(halves) and self._differ(halves)

    def _is_opening(self, left: str) -> bool:
        """Tell ``Selama kantor tutup,``, which only opens the rule behind its comma."""
        return self._predicates.after_opener(f"{left}, pegawai") > len(left)

    def _is_limit_before_rule(self, left: str, right: str, begin: int) -> bool:
        """Tell ``PAUD maksimal 33 persen, dan orang tua dilarang menunggu``."""
        two = self._predicates.find(right)
        if two is None or two.modal is None or two.modal.weak or two.modal.addressed:
            return False
        if self._shape["limit"].search(left) is None:
            return False
        return bool(self._names_people(begin, begin + two.start))

    def _is_told_anew(self, halves: _Halves) -> bool:
        """Tell whether each half says who is bound: ``guru wajib A, siswa dilarang B``.

        A comma alone may stand among those who are told in the left half.
        """
        one, modal = halves.one, halves.one.modal
        # "Kendaraan dinas dibatasi, dan pegawai diimbau bersepeda": a thing that is done something.
        acted_on = one.passive and one.start > 0 and not halves.is_comma
        if modal is None or modal.weak or (modal.addressed and halves.is_comma):
            return bool(modal is None and acted_on and self._names_people_anew(halves))
        return self._names_people_anew(halves)

    def _names_people_anew(self, halves: _Halves) -> bool:
        return bool(self._names_people(halves.begin, halves.begin + halves.two.start))

    def _turns(self, halves: _Halves) -> bool:
        """Tell whether a ban follows a duty or a duty a ban: ``wajib A dan dilarang B``."""
        one, two = halves.one.modal, halves.two.modal
        if one is None or two is None or one.weak or halves.is_comma or halves.two.start > 0:
            return False
        return (one.modality == "must_not") != (two.modality == "must_not")

    def _is_state(self, halves: _Halves) -> bool:
        """Tell whether the right half only goes on with how it is done or kept.

        ``bekerja secara jujur | bertanggung jawab``, ``memastikan air tersedia | dapat diminum``.
        """
        ways = self._joint["ways"].search(halves.left) is not None
        if ways and self._joint["state"].match(halves.right) is not None:
            return True
        sure = self._joint["made_sure"].search(halves.left, halves.one.start) is not None
        return sure and self._joint["kept_state"].match(halves.right) is not None

    def _is_contrasted(self, halves: _Halves) -> bool:
        """Tell whether what is done about others follows: ``sementara mal ditutup``."""
        if self._joint["contrast"].search(halves.joint) is None or halves.two.start == 0:
            return False
        return halves.two.modal is not None or halves.two.passive

    def _is_bound_too(self, halves: _Halves) -> bool:
        """Tell whether two things are each bound: ``gawai harus aktif dan pesan wajib dibalas``."""
        modal = halves.one.modal
        if modal is None or modal.weak or modal.addressed or halves.is_comma:
            return False
        return halves.binds and halves.one.start > 0 and halves.two.start > 0

    def _is_one_act(self, halves: _Halves) -> bool:
        """Tell a verb that goes on with the act before it from one that begins another rule."""
        two, right = halves.two, halves.right
        # Transitive verbs without their object: "memeriksa, mencatat dan menilai laporan".
        acts = halves.acts
        if all(act[:2].casefold() == "me" for act in acts):
            return True
        if two.verb == 0 and self._joint["no_object"].search(halves.left):
            return True
        if _NO_OBJECT.match(acts[-1]) and two.verb == 0 and self._predicates.verb.match(acts[-1]):
            return True
        if two.modal is not None:
            return False
        if two.verb == 0 and self._shape["bare_root"].match(right):
            return True
        if two.passive and two.start == 0 and self._shape["condition"].match(halves.left):
            return True
        if halves.is_comma:
            rest = halves.one.start > 0 and self._joint["rest"].match(right) is not None
            return not self._is_listed(halves) and not rest
        if halves.joint.strip() not in ("dan", "serta") or two.start == 0:
            return False
        if self._names_more(halves):
            return True
        # "Dinas Pendidikan dan Kebudayaan": a name goes on behind the joint, as does who is
        # acted on in "melarang pejabat dan pegawai menerima hadiah".
        named = halves.acts[-1][:1].isupper() and right[:1].isupper()
        if named or len(halves.acts) == _VERB_AND_OBJECT:
            return True
        if two.passive or self._shape["condition"].match(right):
            return False
        return not self._names_people(halves.begin, halves.begin + two.start)

    def _names_more(self, halves: _Halves) -> bool:
        """Tell whether what stands before the second verb is one more of what the first acts on.

        ``menyesuaikan zona merah dan zona oranye ...``: a noun said again with another word
        behind it; ``membayar biaya listrik dan air diberikan``: a single word for a thing.
        """
        first, *others = halves.right[: halves.two.start].casefold().split()
        if first in (word.casefold() for word in halves.acts[1:-1]):
            return True
        if others or not halves.two.passive or halves.one.passive:
            return False
        adverb = self._connective.match(first) is not None  # "dan nanti dibantu ..."
        return not adverb and not self._names_people(halves.begin, halves.begin + len(first))

    def _is_listed(self, halves: _Halves) -> bool:
        """Tell whether a comma parts what one modal orders: ``wajib A, mengisi B, dan membawa C``.

        Behind a second verb the list may be one of purposes or ways.
        """
        begins = self._connective.sub("", halves.left[: halves.one.start].lower()).strip() == ""
        ordered = halves.one.modal is not None or (begins and not halves.one.passive)
        if not ordered or halves.two.start > 0 or halves.two.passive:
            return False
        left, first = halves.left.lower(), halves.one.verb
        for verb in self._predicates.verb.finditer(left, first):
            if verb.start() > first and not left[: verb.start()].rstrip().endswith(","):
                return False
        return self._joint["last_of_list"].search(halves.right) is not None

    def _differ(self, halves: _Halves) -> bool:
        """Tell whether the halves are rules of different types."""
        strong = halves.binds or self._joint["proviso"].search(halves.joint) is not None
        second, score = self._types.classify(self._first_act(halves.right))
        if score < _SURE_TYPE or (second in GENERIC and not strong):
            return False
        first, score = self._types.classify(halves.left)
        return first != second and score >= _SURE_TYPE and (strong or first != OTHER)

    def _first_act(self, right: str) -> str:
        """Return *right* up to where a further verb begins: ``memakai masker | , mengukur ...``."""
        for joint in self._joint["joint"].finditer(right):
            if self._predicates.verb.match(right.lower(), joint.end()):
                return right[: joint.start()]
        return right

    def _is_purpose(self, halves: _Halves) -> bool:
        """Tell what a rule is for (``, agar tidak mengganggu``) from one laid on people."""
        two = halves.two
        if two.modal is not None and two.modal.name == "told":
            return True
        anew = not halves.is_comma and two.start == 0  # "serta agar ..."
        if two.modal is None or two.modal.name != "order" or anew:
            return False
        if self._addressed.match(halves.right.casefold()) is not None:
            return False
        begin = halves.begin
        subjects = [(0, two.start), two.bearer or (0, 0)]
        return not any(self._names_people(begin + first, begin + last) for first, last in subjects)

    def _lacks_verb(self, halves: _Halves) -> bool:
        """Tell whether the left half waits for the verb of the right one.

        ``agar kepala sekolah | dan guru menjadi teladan``, ``pegawai yang dicalonkan menjadi
        bupati | wali kota wajib mundur``.
        """
        left, one, two = halves.left, halves.one, halves.two
        if one.modal is None:
            if halves.is_comma and self._joint["who_does"].search(left[: one.verb]):
                return halves.binds  # "bagi warga yang melakukan perjalanan, wajib ..."
            relative = self._joint["relative"].search(left, 0, one.verb) is not None
            return halves.binds and two.start > 0 and not one.passive and relative
        if not (one.modal.addressed or one.modal.weak):
            return False
        if self._predicates.verb.search(left.lower(), one.verb) is None:
            return True
        # "mengingatkan kantor yang melayani warga, seperti puskesmas | kantor pos agar ..."
        return one.bearer is None and self._predicates.find(left[one.verb :]) is None

    def _stands_alone(self, halves: _Halves) -> bool:
        """Tell whether the right half begins with its verb or has a subject of its own."""
        before = halves.right[: halves.two.start].strip()
        if not before:
            return True
        if self._joint["unfinished"].search(before) is not None:
            return False
        if self._joint["contrast"].search(halves.joint) is not None:
            return True  # "sedangkan kepala bidang, camat dan lurah tetap masuk"
        comma = before.rfind(",")
        subject = halves.begin + comma + 1, halves.begin + len(before)
        if comma > 0 and not halves.is_comma and self._names_people(*subject):
            return False  # "pemilu dan pemilihan, ASN dilarang ..."
        if self._shape["condition"].match(before) is not None:
            return True  # "jaga jarak, dan jika sakit, tidak usah masuk"
        words = len(before.split())
        if halves.two.modal is None and not halves.two.passive and words > _MAX_SUBJECT:
            return False
        relative = self._joint["relative"].match(before) is not None
        return relative or words <= _MAX_BOUND_SUBJECT
