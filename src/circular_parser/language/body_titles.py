"""Completes the title of an office by the body it leads, as a letterhead names it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from circular_parser.language.patterns import compile_pattern
from circular_parser.language.sentences import quote

_NONE = re.compile(r"(?!)")


@dataclass(frozen=True)
class BodyTitles:
    """The tables of ``offices.toml`` on titles and the bodies they lead; empty by default.

    Attributes:
        agency_of: the word by which the agency under a bare title is found in a letterhead.
        body_of: how the name of a body begins that a bare title takes as a whole.
        head_of: the title of who leads an agency of that kind.
        capitals: words that stand in capitals in any title.
    """

    agency_of: Mapping[str, str] = field(default_factory=dict)
    body_of: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    head_of: Mapping[str, str] = field(default_factory=dict)
    capitals: re.Pattern[str] = _NONE

    @classmethod
    def compile(cls, data: Mapping[str, Any]) -> BodyTitles:
        """Take the tables from the content of ``offices.toml``."""
        return cls(
            agency_of=data["agency_of"],
            body_of={title: compile_pattern(p) for title, p in data["body_of"].items()},
            head_of=data["head_of"],
            capitals=compile_pattern(rf"\b(?:{data['capitals']['words']})\b"),
        )

    def completed(self, title: str, bodies: Sequence[str]) -> tuple[str, bool]:
        """Complete a bare *title* by the last of *bodies* that fits: ``Camat Lasem``.

        The second value tells whether the body bears a name of its own, so that no region
        need be added.
        """
        bare = quote(title).casefold()
        word = self.agency_of.get(bare)
        for body in reversed(bodies if word is not None else ()):
            # All of a letterhead may stand on one line: KEMENTERIAN X DIREKTORAT JENDERAL Y.
            at = f" {body.casefold()} ".find(f" {word} ")
            if at >= 0:
                # SEKRETARIAT JENDERAL alone belongs to the ministry of the letterhead.
                rest = body[at + len(word or "") + 1 :] or next(
                    (b for b in bodies if b.casefold().startswith("kementerian")), ""
                )
                return f"{title.title()} {self._titled(rest)}", False
        begins = self.body_of.get(bare, _NONE)
        led = next((body for body in reversed(bodies) if begins.match(body)), None)
        if led is None:
            return title, False
        # Kepala Sekolah of Sekolah Dasar X.
        kind = led.partition(" ")[0].casefold()
        head = title.title().split()
        head = head[:-1] if head[-1].casefold() == kind else head
        # A dinas is one of many; other bodies bear a name of their own.
        return f"{' '.join(head)} {self._titled(led)}", kind != "dinas"

    def head(self, agency: str) -> str:
        """Return the title of who leads *agency*, the agency itself where that is not known."""
        kind, _, name = agency.partition(" ")
        head = self.head_of.get(kind.casefold())
        return f"{head} {self._titled(name)}" if head is not None and name else agency

    def _titled(self, text: str) -> str:
        if not text.isupper():
            return text
        return self.capitals.sub(lambda match: match[0].upper(), text.title())
