"""The words that denials point with, and those of the reports they point at: closed lists and patterns."""

from __future__ import annotations

import re

from claimcheck.links.wording import stem

ACCUSING = re.compile(
    r"\b(?:alleg|accus|claim(?:s|ed|ing)?\b|charg(?:ed|es|ing)|report(?:s|ed|edly)?\b|suggest|impl(?:y|ies|ied)|"
    r"according to|cit(?:ed|ing)|blam|said (?:that )?|say(?:s|ing)|suspect)",
    re.IGNORECASE,
)
"""How a report or an accusation is told."""
TELLING = re.compile(
    r"\b(?:told|tells|wrote|writes|tweet|argu(?:es|ed|ing)|insist|assert|contend|maintain(?:s|ed)|warn(?:s|ed)|declar|"
    r"boast|testif|estimat)",
    re.IGNORECASE,
)
"""How anything else is told that "that is not true" may answer."""
NO_ANSWER = re.compile(
    r"\b(?:declin|no comment|not (?:immediately )?(?:respond|repl|return|available)|speaks for itself|"
    r"did not get|could not be reached|requests? for comment|condemn|apologi[sz])",
    re.IGNORECASE,
)
ANSWERS = re.compile(
    r"\b(?:(?:is|are|was|were) (?:not|n[o’']t) (?:at all |entirely )?(?:accurate|true|correct)|untrue|inaccurate|"
    r"(?:categorically|completely|totally|entirely|absolutely) (?:false|untrue|wrong))\b",
    re.IGNORECASE,
)
"""A sentence that itself answers a report is not the report."""
_REPORT_WORDS = frozenset(
    """account report reports reporting portrayal claim claims allegation allegations accusation accusations story
    stories statement statements description characterization characterisation version suggestion suggestions
    rumor rumors rumour rumours speculation assertion assertions narrative depiction it this that they these those
    charge charges article news information accurate inaccurate true untrue false fake wrong incorrect baseless
    unfounded misleading wrongdoing misconduct involvement impropriety responsibility guilt liability""".split()
)
BLAME = frozenset(
    """wrongdoing misconduct involvement impropriety responsibility guilt liability allegation allegations accusation
    accusations charge charges""".split()
)
"""What is denied by whoever is blamed: then the report must speak of the denier."""
BLAMING = re.compile(
    r"\b(?:alleg|accus|claim|charg(?:e|ed|es|ing)\b|blam|suspect|complain|su(?:ed|es|ing)\b|lawsuit|indict|prosecut|"
    r"illegal|unlawful|crim|fraud|corrupt|brib|launder|evad|evasion|cheat|abus|assault|harass|rap(?:e|ed|ing)\b|"
    r"murder|kill|attack|traffick|smuggl|launch|steal|stole|theft|lie[ds]?\b|lying|misus|misconduct|violat|breach|"
    r"responsib|behind|involv|guilty|leak|hack|meddl|interfer|threat|wrong|scandal|target|bomb|str(?:ike|uck)|shell|"
    r"hit\b|poison|gas\b|fired|shot|shoot|support|back(?:ed|ing)\b|suppl|paid|pay(?:ing)?\b|deliver)",
    re.IGNORECASE,
)
"""What a report blames somebody for or with."""
MENTIONED = re.compile(
    r"\b(?:when|after|since|as|once|following|amid|over|because of|in the wake of)\b[^,.;]*?"
    r"\b(?:allegations?|accusations?|claims?|charges?|complaints?)\b[^,.;]*",
    re.IGNORECASE,
)
"""Where a sentence only says when or why something else happened ("was ousted when allegations surfaced")."""
_STOP = frozenset(
    """a an the of in on at to for by from with about over against and or is are was were be been being has have had not
    no any as its his her their our your my""".split()
)
SPEAKS_FOR = frozenset(
    stem(word)
    for word in """spokesman spokeswoman spokesperson representative rep attorney attorneys lawyer lawyers counsel
    publicist team aide aides office""".split()
)
"""Who speaks for somebody: "a spokesperson" without a name is the representative who was named before."""
POINTING = re.compile(r"(?:it|this|that|these|those|they)", re.IGNORECASE)
"""A denial that only points speaks of the sentence before it."""
SHOWING = re.compile(r"(?:that|this|those|these) \w", re.IGNORECASE)
WHOSE = re.compile(
    r"(?i:(?:the|that|this) )?((?:[A-Z][\w’'.-]+ )+)"
    r"(?:claim|account|version|report|statement|allegation|accusation|description|characteri[sz]ation|portrayal)s?\b"
)
"""Whose report it is by its name: "the Syrian claim" is not a claim about Syria."""
RULING = frozenset(stem(word) for word in "government regime authorities administration state".split())
UNSTATED = re.compile(
    r"\b(?:should|must|ought to)\b|\b(?:investigat|prob|examin|look)(?:e|es|ed|ing|s)? (?:into )?(?:the )?"
    r"(?:allegations?|reports?|claims?|whether|accusations?)\b|\b(?:asked|wonder\w*|unclear|find out) whether\b",
    re.IGNORECASE,
)
STATE_MEDIA = re.compile(
    r"\b(?:state(?:-run|-owned)?|official) (?:\w+ )?(?:news|media|tv|television|radio|press)", re.IGNORECASE
)
POWER = RULING | frozenset(stem(word) for word in "president forces army military troops police".split())
"""What acts for a government: who accuses "the forces of President X" accuses it."""
OPPOSED = frozenset(
    stem(word)
    for word in "opposition rebel rebels activist activists dissident dissidents critic critics".split()
)
"""Who speaks against a government, and does not for it: the Syrian opposition is not Syria."""
SUPPOSES = re.compile(r"(?:(?:and|but) )?(?:if|whether|should)\b", re.IGNORECASE)
SHARE = re.compile(
    r"%|\b(?:per ?cent|in (?:five|ten|four|three|\d+)|half|thirds?|quarters?|majority|respondents|voters)\b",
    re.IGNORECASE,
)
"""Those asked in a poll: that one in five thinks otherwise denies nothing."""
GENERIC_OUTLET = re.compile(
    r"(?:the |that |this )?(?:news)?(?:paper|agency|magazine|network|broadcaster|outlet|channel|site|website|daily)",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"(?:I|we|our|my|you|your)\b", re.IGNORECASE)
_ECHOES = tuple(
    (re.compile(rf"\b(?:{noun})", re.IGNORECASE), re.compile(rf"\b(?:{verb})", re.IGNORECASE))
    for noun, verb in (
        (
            "accusation|allegation|charges?\\b|claims?\\b",
            "accus|alleg|charg(?:ed|es|ing)|claim(?:ed|s|ing)|blam",
        ),
        ("suggestion|implication|insinuation", "suggest|impl(?:y|ied)|insinuat|hint"),
        ("statement|testimony|assertion", "testif|testimony|stated|statement|assert"),
        ("characteri[sz]ation|portrayal|description|depiction", "characteri[sz]|portray|describ|depict"),
        ("rumou?r|speculation", "rumou?r|speculat"),
    )
)
ARTICLE = re.compile(r"^(?:the|an?|this|that|these|those)\s+")
WORD = re.compile(r"[\w’']+")


def content_words(text: str) -> frozenset[str]:
    """Stems of the words that say what a report is of, without those that only say that it is a report."""
    found = (word.removesuffix("’s").removesuffix("'s") for word in WORD.findall(text))
    words = {word.lower() for word in found if len(word) > 2 or (len(word) == 2 and word.isupper())}
    return frozenset(stem(word) for word in words if word not in _STOP and word not in _REPORT_WORDS)


def echoes(target: str, sentence: str) -> bool:
    """Whether the report is named by what its teller did: "the allegation", of who "accused" or "alleged"."""
    return any(noun.search(target) and verb.search(sentence) for noun, verb in _ECHOES)
