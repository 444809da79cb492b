"""What a typed comparison of two claims finds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from claimcheck.records import DisputeKind


@dataclass(frozen=True, slots=True)
class SlotFinding:
    """One slot that two claims fill differently, or alike."""

    kind: DisputeKind
    slot: str
    """What is compared: "killed", "ceasefire began"."""
    a_text: str
    b_text: str
    strength: float
    """How surely the two are about the same slot and differ (for an agreement: are alike), 0 to 1."""

    @property
    def detail(self) -> str:
        """ "killed: 12 against 15"; for the same words on both sides "killed: 12"."""
        if self.a_text == self.b_text:
            return f"{self.slot}: {self.a_text}"
        return f"{self.slot}: {self.a_text} against {self.b_text}"

    def swapped(self) -> SlotFinding:
        """The same seen from the other claim."""
        return replace(self, a_text=self.b_text, b_text=self.a_text)


def swapped_detail(detail: str) -> str:
    """A finding's detail seen from the other claim: "killed: 15 against 12" of "killed: 12 against 15"."""
    slot, colon, values = detail.partition(": ")
    sides = values.split(" against ")
    return f"{slot}{colon}{sides[1]} against {sides[0]}" if len(sides) == 2 else detail


@dataclass(frozen=True, slots=True)
class Findings:
    """Conflicts and agreements of one kind of slot, strongest first."""

    conflicts: tuple[SlotFinding, ...] = ()
    agreements: tuple[SlotFinding, ...] = ()
    different_scope: bool = False
    """Whether the two speak of different times or places, so that their numbers need not agree."""


def strongest_first(findings: list[SlotFinding]) -> tuple[SlotFinding, ...]:
    """Sorted by strength, then by words, so that the order does not depend on which claim came first."""
    return tuple(sorted(findings, key=lambda f: (-f.strength, f.slot, *sorted((f.a_text, f.b_text)))))
