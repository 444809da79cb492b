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
_SUFFIX = re.compile(
    r"\b(?:Times|Post|Journal|Tribune|Herald|Gazette|Chronicle|Daily|Weekly|Telegraph|Guardian|Observer|Mail|Express|"
    r"Courier|Dispatch|Inquirer|Examiner|Sentinel|Globe|Register|Bulletin|Star-Ledger|Monitor|Broadcasting|"
    r"Television|TV|Radio|Press|Gazeta|News|Newspaper|News Agency|Shimbun|Zeitung|Bee|Plain Dealer|Free Press|"
    r"Morning Post|Standard|Mirror)$"
)


def is_outlet(name: str) -> bool:
    """Whether `name` reads as the name of a newspaper, broadcaster or agency ("the Financial Times", "CNBC")."""
    plain = re.sub(r"^(?:the|a|an)\s+", "", name.strip().replace("’", "'"), flags=re.IGNORECASE)
    plain = re.sub(r"'s?$", "", plain)
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
