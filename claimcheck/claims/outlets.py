"""Names of news outlets and agencies, and how to see one in a phrase."""

from __future__ import annotations

import re

KNOWN = frozenset(
    """reuters|associated press|ap|afp|agence france-presse|bloomberg|bloomberg news|dow jones|upi|xinhua|tass|
    interfax|ria novosti|itar-tass|kyodo|yonhap|anadolu|anadolu agency|dpa|efe|ansa|pti|ani|irna|isna|fars|sana|
    kcna|cnn|bbc|bbc news|cnbc|nbc|nbc news|abc|abc news|cbs|cbs news|msnbc|fox|fox news|fox business|npr|pbs|
    c-span|sky news|itv|channel 4|al jazeera|al arabiya|rt|russia today|sputnik|dw|deutsche welle|france 24|rai|
    cctv|china central television|cgtn|global times|people's daily|china daily|trend|politico|axios|vox|slate|
    salon|the hill|the atlantic|the intercept|the verge|propublica|buzzfeed|buzzfeed news|huffpost|huffington post|
    breitbart|daily beast|daily caller|daily mail|mailonline|the sun|daily mirror|mirror|guardian|the guardian|
    observer|telegraph|daily telegraph|the independent|independent|times of london|the times|evening standard|
    financial times|ft|wall street journal|wsj|new york times|nyt|washington post|usa today|los angeles times|
    chicago tribune|boston globe|new york post|new york daily news|new yorker|newsweek|time magazine|the economist|
    economist|forbes|fortune|business insider|marketwatch|barron's|le monde|le figaro|liberation|der spiegel|spiegel|
    bild|die welt|die zeit|el pais|el mundo|la repubblica|corriere della sera|haaretz|jerusalem post|times of israel|
    ynet|japan times|nikkei|asahi shimbun|yomiuri|mainichi|nhk|korea herald|south china morning post|scmp|
    straits times|times of india|hindustan times|the hindu|indian express|ndtv|dawn|geo news|tolo news|hurriyet|
    moscow times|kommersant|novaya gazeta|rossiya 24|sydney morning herald|the age|the australian|globe and mail|
    toronto star|cbc|the canadian press|vice|vice news|wired|techcrunch|mother jones|national review|the nation|
    the new republic|reason|drudge report|infowars|gateway pundit|tmz|people magazine|rolling stone|vanity fair|
    esquire|the onion|the conversation|foreign policy|foreign affairs|press association|pa|zee news|variety|
    hollywood reporter|univision|telemundo|voice of america|voa|radio free europe|radio free asia""".replace(
        "\n", ""
    ).split("|")
)
_KNOWN = frozenset(" ".join(name.split()) for name in KNOWN)


def _names(listed: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in listed.split("|"))


_AGENCIES = _names(
    """reuters|associated press|ap|afp|agence france-presse|bloomberg|bloomberg news|dow jones|upi|xinhua|tass|
    interfax|ria novosti|itar-tass|kyodo|yonhap|anadolu|anadolu agency|dpa|efe|ansa|pti|ani|irna|isna|fars|sana|
    kcna|trend|press association|pa|canadian press|sputnik"""
)
_BROADCASTERS = _names(
    """cnn|bbc|bbc news|cnbc|nbc|nbc news|abc|abc news|cbs|cbs news|msnbc|fox|fox news|fox business|npr|pbs|c-span|
    sky news|itv|channel 4|al jazeera|al arabiya|rt|russia today|dw|deutsche welle|france 24|rai|cctv|
    china central television|cgtn|nhk|ndtv|geo news|tolo news|rossiya 24|cbc|zee news|univision|telemundo|
    voice of america|voa|radio free europe|radio free asia|bloomberg"""
)
_MAGAZINES = _names(
    """new yorker|newsweek|time magazine|economist|forbes|fortune|der spiegel|spiegel|atlantic|mother jones|
    national review|nation|new republic|reason|people magazine|rolling stone|vanity fair|esquire|foreign policy|
    foreign affairs|wired|variety|hollywood reporter"""
)
_SITES = _names(
    """politico|axios|vox|slate|salon|intercept|verge|propublica|buzzfeed|buzzfeed news|huffpost|huffington post|
    breitbart|daily beast|daily caller|business insider|marketwatch|drudge report|infowars|gateway pundit|tmz|
    techcrunch|conversation|vice|vice news|onion"""
)
PAPER, BROADCASTER, AGENCY, MAGAZINE, SITE = "paper", "broadcaster", "agency", "magazine", "site"
_BY_NAME = (
    (_AGENCIES, AGENCY),
    (_BROADCASTERS, BROADCASTER),
    (_MAGAZINES, MAGAZINE),
    (_SITES, SITE),
)
_BY_LAST_WORD = {
    "television": (BROADCASTER,),
    "tv": (BROADCASTER,),
    "radio": (BROADCASTER,),
    "broadcasting": (BROADCASTER,),
    "agency": (AGENCY,),
    "press": (AGENCY, PAPER),
    "news": (BROADCASTER, PAPER, SITE),
    "monitor": (MAGAZINE, PAPER),
    "observer": (MAGAZINE, PAPER),
    "weekly": (MAGAZINE, PAPER),
}
_SUFFIX = re.compile(
    r"\b(?:Times|Post|Journal|Tribune|Herald|Gazette|Chronicle|Daily|Weekly|Telegraph|Guardian|Observer|Mail|Express|"
    r"Courier|Dispatch|Inquirer|Examiner|Sentinel|Globe|Register|Bulletin|Star-Ledger|Monitor|Broadcasting|"
    r"Television|TV|Radio|Press|Gazeta|News|Newspaper|News Agency|Shimbun|Zeitung|Bee|Plain Dealer|Free Press|"
    r"Morning Post|Standard|Mirror)$"
)


def is_outlet(name: str) -> bool:
    """Whether `name` reads as the name of a newspaper, broadcaster or agency ("the Financial Times", "CNBC")."""
    plain = _plain(name)
    if not plain[:1].isupper():
        return False
    if plain.lower() in _KNOWN or f"the {plain.lower()}" in _KNOWN:
        return True
    words = plain.split()
    return (
        len(words) >= 2
        and all(w[:1].isupper() or w in {"of", "and"} for w in words)
        and bool(_SUFFIX.search(plain))
    )


def forms_of(name: str) -> frozenset[str]:
    """What an outlet of this name can be called: PAPER, BROADCASTER, AGENCY, MAGAZINE or SITE.

    >>> forms_of("the Financial Times")
    frozenset({'paper'})
    """
    plain = re.sub(r"^the ", "", _plain(name).lower())
    listed = frozenset(form for names, form in _BY_NAME if plain in names)
    return listed or frozenset(_BY_LAST_WORD.get(plain.split()[-1] if plain else "", (PAPER,)))


def _plain(name: str) -> str:
    """`name` without its article and a possessive ending."""
    plain = re.sub(r"^(?:the|a|an)\s+", "", name.strip().replace("’", "'"), flags=re.IGNORECASE)
    return re.sub(r"'s?$", "", plain)
