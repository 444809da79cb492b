"""Attributions at the end of a sentence, found in its words before it is parsed.

"P, officials said on Friday." is the commonest attribution in news, and the one that small parsers get wrong when P is
long or quoted. Where the words show such a tail, the parser is told to read P and the tail apart.
"""

from __future__ import annotations

import re

_VERBS = (
    r"(?:has |had |have |also |later |then )?(?:said|says|say|added|adds|told|tells|wrote|writes|tweeted|explained|"
    r"noted|notes|announced|reported|reports|report|warned|argued|argues|continued|recalled|insisted|claimed|claims|"
    r"stated|states|declared|replied|responded|concluded|testified|asked|acknowledged|observed|remarked|suggested|"
    r"predicted|quipped|joked|posted|confirmed|alleged|admitted|maintained|revealed|complained|emphasized|"
    r"emphasised|stressed|believes?|thinks?|shows?|showed|found)"
)
_VERB = re.compile(rf"(?<![\w’'-]){_VERBS}(?![\w’'-])")
_AFTER_QUOTE = re.compile(r"[,?!.…—–-][”\"’'»]+\s*[,—–-]?\s+(?=[^\s“\"«])")
_ACCORDING = re.compile(
    r",?\s+(?:according to|as per)\s+(?!plan\b|schedule\b|a plan\b)(?=[^“\"«»”]*$)", re.IGNORECASE
)
_COMMA = re.compile(r"(?:,|\s[—–-])\s+")
_ADJUNCT = re.compile(
    r"\s*(?:in|on|at|to|during|after|before|late|later|early|earlier|last|this|next|by|via|through|from|of|about|"
    r"afterwards?|yesterday|today|tonight|when|while|under|citing|quoting|without|following|speaking|who|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|reporters|me|us|them|him|her|this newspaper|"
    r"(?:an?|the|his|her|its|their) (?:\w+ ){0,2}(?:conference|hearing|court|committee|newspaper|paper|agency|inquiry|"
    r"panel|jury|rally|crowd|audience|meeting|broadcaster|channel|station|magazine|website)|"
    r"(?:the )?[A-Z][\w&.’'-]+(?: (?:of |the )?[A-Z][\w&.’'-]+){0,4})"
    r"(?![\w’'-])"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|had|have|will|would|could|can|may|might|should|must|did|does|do|that|"
    r"isn[’']t|wasn[’']t|won[’']t|there)\b"
)
_RELATIVE = re.compile(r",?\s+(?:who|which|when|as|after|before|while|citing|because|where)\b")
_CLAUSAL = re.compile(
    r"^(?:and|but|or|so|while|though|although|because|that|which|who|if|when|where|as|after)\b", re.I
)
_MIN_HEAD = 4
"""Words before a tail without quotation marks; fewer are an adjunct ("On Friday, officials said")."""
_MAX_TAIL = 260
_ROLE = re.compile(
    r"(?:the|an?|its|his|her|their|our|my|one of|[A-Z][\w.&-]+(?: [A-Z][\w.&-]+){0,4}[’']s?)\s"
)
_MAX_ROLE = 12
"""Words of what somebody is."""


def find_tails(sentence: str) -> list[int]:
    """Where the tails of `sentence` start, in order; at most two ("..., he said, according to the ministry").

    >>> [s[i:] for s in ["The plan is dead, two officials said."] for i in find_tails(s)]
    ['two officials said.']
    """
    starts: list[int] = []
    end = len(sentence.rstrip())
    source = next(
        (m for m in reversed(list(_ACCORDING.finditer(sentence))) if end - m.end() <= _MAX_TAIL), None
    )
    if source is not None and _words(sentence[: source.start()]) >= _MIN_HEAD:
        starts.append(source.start() + len(source.group()) - len(source.group().lstrip(" ,\t\u00a0")))
        end = source.start()
    said = _after_quotation(sentence, end)
    if said is None:
        said = _after_comma(sentence, end)
    if said is not None:
        starts.append(said)
    return sorted(starts)


def _words(text: str) -> int:
    return len(text.split())


def _after_quotation(sentence: str, end: int) -> int | None:
    """The start of a tail right after a closing quotation mark that ends in `end`."""
    gaps = list(_AFTER_QUOTE.finditer(sentence, 0, end))
    for gap in reversed(gaps):
        tail = sentence[gap.end() : end]
        head = sentence[: gap.start()]
        if not any(mark in head for mark in "“\"«‘'"):
            continue
        verb = _VERB.search(tail)
        if (
            not verb
            or verb.start() > 130
            or _CLAUSAL.match(tail)
            or _VERB.search(head.split("“")[0].split('"')[0])
        ):
            return None
        if any(mark in tail[: verb.end()] for mark in '“"«'):
            return None
        if re.search(r"[.,]\s+[“\"]\s*[a-z]", tail):
            return None  # the quotation goes on: "We will," he said, "if we must."
        return gap.end()
    return None


def _after_comma(sentence: str, end: int) -> int | None:
    """The start of a tail without quotation marks: a comma, a short noun phrase, a verb of saying, adjuncts."""
    for verb in reversed(list(_VERB.finditer(sentence, 0, end))):
        if end - verb.start() > _MAX_TAIL:
            return None
        rest = sentence[verb.end() : end].rstrip(" .!?")
        if any(mark in rest for mark in '“”"«»'):
            return None
        start = _phrase_start(sentence, verb.start())
        if start is None or _words(sentence[:start]) < _MIN_HEAD or _CLAUSAL.match(sentence[start:]):
            continue
        if start == verb.start():
            plain = _RELATIVE.split(rest, maxsplit=1)[0]
            if (
                rest
                and not _names_somebody(sentence[:start])
                and not _FINITE.search(plain)
                and re.match(r"\s+(?:[A-Z]|a |an |the |one |two |some |his |her )", rest)
            ):
                return start
            continue
        if not rest or (_ADJUNCT.match(rest) and not _FINITE.search(_RELATIVE.split(rest, maxsplit=1)[0])):
            return start
    return None


def _phrase_start(sentence: str, verb: int) -> int | None:
    """Where the noun phrase before the verb at `verb` starts, after a comma; the verb itself in "..., said X"."""
    commas = list(_COMMA.finditer(sentence, 0, verb))
    if not commas:
        return None
    last = commas[-1]
    between = sentence[last.end() : verb].strip()
    if not between:
        # "..., said X" or the end of an apposition: "..., Jane Roe, the mayor, said", "..., the mayor, Jane Roe, said"
        if len(commas) >= 3:
            first, second = (sentence[commas[i].end() : commas[i + 1].start()] for i in (-3, -2))
            if _is_name(first) or (_is_role(first) and _is_name(second)):
                return commas[-3].end()
        return verb
    if len(commas) >= 2 and _is_name(between) and _is_role(sentence[commas[-2].end() : last.start()]):
        return commas[-2].end()  # "..., the mayor, Jane Roe said"
    return last.end() if _words(between) <= 12 and not _FINITE.search(between) else None


def _names_somebody(words: str) -> bool:
    """Whether `words`, all that stands before a verb, are who does it: "a spokesman, Idris Wague,"."""
    first, _, second = words.strip().rstrip(",").partition(", ")
    first = first[:1].lower() + first[1:] if first.startswith(("A ", "An ", "The ")) else first
    return (_is_role(first) and _is_name(second)) or (_is_name(first) and _is_role(second))


def _is_role(words: str) -> bool:
    """Whether `words` can be what somebody is: "the mayor", "its chief of staff", "Elm County's sheriff"."""
    return 1 < _words(words) <= _MAX_ROLE and _ROLE.match(words) is not None and _FINITE.search(words) is None


def _is_name(words: str) -> bool:
    """Whether `words` are a short phrase with a name at its end."""
    parts = words.split()
    return 0 < len(parts) <= 6 and parts[-1][:1].isupper()
