"""The content words of a proposition, stemmed, and how far two propositions share them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d,.]*%?|[,;:.!?()—–]")
STOPWORDS = frozenset(
    "a an the this that these those of in on at by for from to with as into onto over under about after before during "
    "between against among than then there here and or but so if while when where which who whom whose what it its he "
    "she they them his her their him i me my we us our you your is are was were be been being am has have had having "
    "do does did doing will would shall should can could may might must also just very more most some any each other "
    "another such only own same too s t said say says told according reportedly still now already yet up out off down "
    "again both all one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds "
    "thousand thousands million billion least nearly almost around approximately roughly monday tuesday wednesday "
    "thursday friday saturday sunday january february march april june july august september october november december "
    "today yesterday tomorrow".split()
)
NEGATORS = frozenset("not never no nobody none nothing nowhere neither nor without cannot".split())
_IRREGULAR = {
    "took": "take", "taken": "take", "began": "begin", "begun": "begin", "rose": "rise", "risen": "rise",
    "fell": "fall", "fallen": "fall", "won": "win", "lost": "lose", "met": "meet", "shot": "shoot", "left": "leave",
    "held": "hold", "found": "find", "made": "make", "went": "go", "gone": "go", "came": "come", "gave": "give",
    "given": "give", "got": "get", "kept": "keep", "led": "lead", "paid": "pay", "sent": "send", "sold": "sell",
    "bought": "buy", "spoke": "speak", "spoken": "speak", "stood": "stand", "struck": "strike", "told": "tell",
    "thought": "think", "wrote": "write", "written": "write", "broke": "break", "broken": "break", "built": "build",
    "chose": "choose", "chosen": "choose", "fought": "fight", "flew": "fly", "grew": "grow", "grown": "grow",
    "knew": "know", "known": "know", "saw": "see", "seen": "see", "withdrew": "withdraw", "withdrawn": "withdraw",
    "died": "die", "dying": "die", "dies": "die", "dead": "die", "death": "die", "deaths": "die", "men": "man",
    "women": "woman", "children": "child", "people": "person", "denied": "deny", "denies": "deny", "fled": "flee",
    "agreement": "agree", "agreed": "agree", "ceased": "cease", "lies": "lie", "lay": "lie", "shut": "shut",
    "resignation": "resign", "resignations": "resign", "denial": "deny", "denials": "deny", "approval": "approve",
    "refusal": "refuse", "rejection": "reject", "acceptance": "accept", "withdrawal": "withdraw",
    "arrival": "arrive", "departure": "depart", "closure": "close", "decision": "decide", "invitation": "invite",
    "election": "elect", "evacuation": "evacuate", "investigation": "investigate", "negotiation": "negotiate",
    "negotiations": "negotiate", "proposal": "propose", "payment": "pay", "payments": "pay",
    "appointment": "appoint", "dismissal": "dismiss", "removal": "remove", "explosion": "explode",
    "explosions": "explode", "collision": "collide", "purchase": "purchase", "permission": "permit",
}  # fmt: skip


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A light stem: irregular forms by table, then -'s, -s, -ed, -ing and a final e cut."""
    word = re.sub(r"['’]s?$", "", word.lower())
    if word in _IRREGULAR:
        return _IRREGULAR[word].rstrip("e")
    for suffix, least in (("ing", 5), ("ied", 5), ("ies", 5), ("ed", 5), ("es", 5), ("s", 4)):
        if word.endswith(suffix) and len(word) >= least and not word.endswith("ss"):
            base = word[: -len(suffix)] + ("y" if suffix in {"ied", "ies"} else "")
            if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz" and suffix in {"ing", "ed"}:
                base = base[:-1]
            return base.rstrip("e") or base
    return word.rstrip("e") or word


@dataclass(frozen=True, slots=True)
class Wording:
    """A proposition as tokens (lower case), stems, and the set of its content stems."""

    tokens: tuple[str, ...]
    stems: tuple[str, ...]
    content: frozenset[str]


@lru_cache(maxsize=32768)
def wording(text: str) -> Wording:
    """The wording of `text`; cached, since a claim is compared with many."""
    spaced = re.sub(r"n['’]t\b", " not", text.replace("can't", "can not").replace("won't", "will not"))
    tokens = tuple(match[0].lower() for match in _TOKEN.finditer(spaced))
    stems = tuple(stem(token) for token in tokens)
    content = frozenset(
        s
        for t, s in zip(tokens, stems, strict=True)
        if t[0].isalpha() and t not in STOPWORDS and t not in NEGATORS
    )
    return Wording(tokens, stems, content)


def overlap(a: frozenset[str], b: frozenset[str], leave_out: frozenset[str] = frozenset()) -> float:
    """How far two sets of content stems agree, 0 to 1: the mean of Jaccard and of the share of the smaller set.

    Sets of fewer than two words are too little to tell and count as half alike.
    """
    a, b = a - leave_out, b - leave_out
    if min(len(a), len(b)) < 2:
        return 1.0 if a and a == b else 0.5 if not a or not b or a & b else 0.25
    shared = len(a & b)
    return (shared / len(a | b) + shared / min(len(a), len(b))) / 2
