"""What boilerplate looks like. Every pattern is linear in its line, and says no more than its own kind.

`LINES` match a whole line. `STARTS` and `ENDS` match a part of a line that is otherwise the article's own; where
what is left of it is no sentence (a caption before its credit, a teaser after its link), the whole line goes.
`ANYWHERE` matches wherever it stands.
"""

from __future__ import annotations

import re
from typing import TypeAlias

_AGENCY = (
    r"(?:AFP|AP|A\.P\.|(?:The )?Associated Press|Reuters|Getty(?: Images?)?|EPA(?:-EFE)?|EFE|"
    r"PA(?: Wire| Images| Media)?|"
    r"Rex(?: Features)?|Shutterstock|Alamy|Bloomberg(?: News)?|Xinhua|TASS|Sputnik|Zuma(?: Press)?|"
    r"WireImage|FilmMagic|"
    r"GETTY|REUTERS|iStock(?:photo)?|Corbis|Splash(?: News)?|Barcroft(?: Media)?|SWNS|"
    r"Press Association|Anadolu(?: Agency)?|NurPhoto|"
    r"KCNA|Yonhap|Kyodo|ANI|PTI|Sipa(?: USA)?|Press Trust of India|UPI|Imago|ANSA|dpa|AAP)"
)
_LABEL = (
    r"(?:Photo(?:s|graph|grapher|graphs)?|Image|Picture|Pic|Credit|Photo [Cc]redit|File [Pp]hoto|Video|"
    r"Illustration)"
)
# A full stop only after an initial: "Tavon. Jane Roe/Agency" is the end of a sentence and a credit.
_NAME = r"[A-Z](?:\.|[\w'’-]+)(?: (?:[A-Z](?:\.|[\w'’-]*)|de|van|von|der|la|al|bin)){0,4}"
_CREDIT = (
    rf"(?:(?:{_NAME}|Handout|Pool|"
    rf"File)\s?[/,•-]\s?){{0,3}}{_AGENCY}(?:\s?/\s?(?:{_NAME})){{0,3}}(?: via {_NAME})?(?:[ /](?:File|Pool|"
    rf"Photo|Images?|Handout)){{0,2}}"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = (
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|"
    rf"\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}[/.-]\d{{1,2}}[/.-]\d{{1,2}})"
)
_CLOCK = r"(?:\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*(?:[A-Z]{2,4}|[A-Z][a-z]+ time))?)"
_DAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)"
_STAMP = (
    rf"(?:{_DAY}?(?:{_DATE})(?:[,|•·\s-]*(?:at\s+)?{_CLOCK})?|{_CLOCK}[,|•·\s-]*{_DAY}?(?:{_DATE})|"
    rf"{_CLOCK}\s+{_DAY}?)"
)
_SITES = (
    r"(?:Twitter|Facebook|Instagram|YouTube|WhatsApp|Telegram|LinkedIn|TikTok|Snapchat|Pinterest|"
    r"Google\+?|Reddit|Flipboard|Tumblr)"
)
_SHARE = (
    rf"(?:{_SITES}|E-?mail|Print|Share|Tweet|Copy [Ll]ink|Link|Comments?|More|Save|Close|SMS|Messenger|X)"
)
_NO_STOP = r"(?<![.!?][\"”’])(?<![.!?])"  # what a sentence would end in
_REPORTER = rf"{_NAME}(?:,? (?:and|&) {_NAME}|, {_NAME}){{0,6}}"
_OWN_RIGHTS = (
    r"(?:all rights reserved|may not be (?:published|reproduced|broadcast)|without (?:prior )?permission)"
)


def _any_of(*patterns: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


MarkedRule: TypeAlias = tuple[tuple[str, ...], re.Pattern[str]]
"""A pattern, and what (lower case) must stand in a line for it to be worth trying."""

LINES: tuple[re.Pattern[str], ...] = (
    _any_of(
        # players, buttons, adverts and other parts of a page
        r"load error",
        r"loading\W*",
        r"please enable javascript.{0,80}",
        r".{0,40}your browser does not support.{0,80}",
        r"\W*advertisement\W*(?:continue reading.{0,40})?",
        r"advert",
        r"sponsored(?: content)?",
        r"story continues below.{0,40}",
        r"(?:continue|keep) reading\W*(?:the main story)?",
        r"read (?:more|full (?:story|article))\W*",
        r"\W*read more(?: here)?\W*",
        r"scroll (?:down )?(?:for|to).{0,60}",
        r"skip to .{0,40}",
        r"back to top",
        r"jump to .{0,30}",
        r"(?:save){1,4}",
        r"enlarge(?: this image)?",
        r"more stories like this are available (?:on|at)\b.{0,60}",
        r"newer articles",
        r"older articles",
        r"(?:next|previous) (?:article|story|post)",
        r"(?:photo|photos|video|videos|image|images|gallery|slideshow|caption|close|share|print|email|"
        r"more|menu|search|login)\W*",
        r"(?:view|show|hide|see)(?: the)? (?:full )?(?:captions?|comments?|gallery|photos?|slideshow|"
        r"more).{0,30}",
        r"\d+ (?:pending )?comments?",
        r"(?:top|latest|trending|breaking|most (?:read|popular|viewed)|editors?['’] picks?|"
        r"you may also like|recommended)(?: (?:news|stories|videos|photos|now|"
        r"for you))?\W*(?:of the week)?",
        r"(?:related|recommended)(?: (?:stories|content|links?|articles?|posts?|coverage|topics?|news|"
        r"video|tags))?\W*",
        r"tags?:.{0,200}",
        r"topics?:.{0,100}",
        r"share (?:this|on|via|it)\b.{0,80}",
        r"(?:read or )?share this (?:story|article).{0,120}",
        r"what['’]s this\W*",
        r"quick facts\W*",
        r"report a typo",
        r"site (?:mobile )?(?:navigation|index|map|search)",
        r"terms of (?:use|service).{0,80}",
        r"privacy policy.{0,80}",
        r"(?:just|must) watch(?:ed)?\b.{0,250}",
        r"now playing.{0,120}",
        r"replay(?: more videos)?.{0,80}",
        r"media playback is (?:un|not )supported.{0,200}",
        r".{0,200}\bplay ?pause",  # a player's button after its video's title
        # pointers to other pieces
        r"(?:read|see|find|view) (?:more|also|next|our full .{0,40}):.{0,250}",
        r"(?:also|now) (?:read|see|watch):.{0,250}",
        r"(?:earlier|related|more|recommended|don['’]t miss|in case you missed it|in pictures|"
        r"you might also like|further reading|watch|watch (?:live|video|now|below)|listen|photos?|"
        r"video|gallery)(?: (?:stories|story|articles?|content|"
        r"links?|coverage|news|video|from [\w .]{1,40}|on [\w ’']{1,40}))?:.{0,250}",
        r"more (?:from|reports by|stories from|news from|on this)\b[^.!?]{0,120}",
        r"for (?:more|the latest|full)\b.{0,60}\b(?:coverage|news|information|stories)\b.{0,20}(?::|"
        r"visit|go to|click|download|follow|listen).{0,120}",
        r"today['’]s coverage from .{0,80}",
        r"information from: .{0,120}",
        # asking the reader to do something
        r"(?:please )?(?:click|tap) (?:here|on|to|the)\b.{0,160}",
        r"(?:sign|signing) up (?:for|to|now|here|below)\b.{0,200}",
        r"(?:subscribe|register|log ?in|sign in)\b(?: (?:now|here|today|to|for|with|or|and|via)\b.{0,160})?\W*",
        r"we pay for your stories.{0,200}",
        r"if you enjoyed this.{0,160}",
        r"want to (?:become|read|know) .{0,160}",
        r"we offer delivery options.{0,120}",
        r"we have sent you .{0,160}",
        r"(?:please )?check your (?:e-?mail|inbox|spam).{0,160}",
        r"if you do not receive .{0,200}",
        r"just one more thing\W*",
        r"or,? use your \w+ account\W*",
        rf"(?:follow|like|join|find|add|check|connect with|chat with)\b.{{0,80}}\b{_SITES}\b.{{0,120}}",
        r"follow (?:us|me|him|her|them|@).{0,160}",
        r"like us\b.{0,100}",
        r"(?:stay|keep) (?:up[- ]to[- ]date|informed|connected|tuned|in touch)\b.{0,160}",
        r"get (?:the latest|breaking|our|e-?mail|more|updates|daily|alerts)\b.{0,160}",
        r"download (?:the|our)\b.{0,100}\bapps?\b.{0,80}",
        r"whenever .{0,40} posts new content.{0,120}",
        r"e-?mail notifications are only sent.{0,120}",
        r"please enter a valid e-?mail.{0,80}",
        r"thank you for (?:reading|signing|subscribing).{0,120}",
        r"support (?:our|independent) journalism.{0,160}",
        r"(?:send|email|e-mail) (?:us|your|tips?).{0,160}",
        r"have (?:a|you got a) (?:story|tip|news)\b.{0,160}",
        r"got a (?:story|tip|news)\b.{0,160}",
        r"want to talk about the news.{0,250}",
        r"what do you think\?.{0,160}",
        r"(?:let us know|tell us|join the (?:conversation|discussion|debate))\b.{0,160}",
        r"(?:leave|post|write|view|add) (?:a )?comments?\b.{0,80}",
        r"comments (?:are|have been) (?:closed|disabled|turned off).{0,80}",
        # who wrote it, and when
        rf"(?:reach|contact) (?:the )?(?:{_NAME}|reporter|writer|author)\b.{{0,40}}\b(?:at|via)\b.{{0,160}}",
        r"[\w.+-]+@[\w-]+\.[\w.]+",
        r"https?://\S+",
        r"www\.\S+",
        rf"(?:first |originally )?(?:published|updated|posted|created|last (?:updated|modified)|"
        rf"modified|uploaded|date|aired)(?: on| at)?\W{{0,3}}(?:{_STAMP}|\d).{{0,100}}(?:{_NO_STOP}|[ap]\.m\.)",
        rf"(?:[\w .&'-]{{1,40}}[|•·–-]\s*)?(?:(?:published|updated|"
        rf"posted)\W{{1,3}})?{_STAMP}(?:\W+(?:updated|published|posted)\W{{1,3}}.{{0,60}})?\W*",
        # rights
        r"registration number:.{0,80}",
        r"license for publishing.{0,80}",
        r"for immediate release",
        # broadcast scripts
        r"\(?(?:begin|end) (?:video ?(?:clip|tape)|audio clip)\)?",
        r"\(?(?:crosstalk|soundbite of.{0,60}|commercial break|laughter|applause)\)?",
        r"\W*(?:on cam|sot|vo|vo/\S+|\d+ (?:sot|shot|vo)\S*)\W*",
        r"transcript:?",
        r"this is a rush transcript.{0,200}",
        r"\w+\|\w+-[\w|-]+",
        r"photo_\w+\|.*",
    ),
    _any_of(
        rf"By:? (?:{_REPORTER}|[A-Z][A-Z.'’ -]{{3,40}})(?:[,|•·/\s-]+.{{0,80}})?{_NO_STOP}",
        r"(?:[—–-]+\s*)?[Ww]ith (?:assistance|reporting|contributions|files|inputs?|additional reporting) "
        rf"(?:from|by) {_REPORTER}[^.!?]{{0,120}}\.?",
        rf"[—–-]+\s*By {_REPORTER}.{{0,80}}",
        r"Contributing: .{0,200}",
        r"[(\[]?(?:(?:Additional )?[Rr]eporting|Editing|Writing|Compiled|Edited|Written)(?: and \w+)? by "
        rf"{_REPORTER}(?:,? in {_NAME})?(?:[;,] ?.{{0,240}}[)\]]|;.{{0,240}}| and .{{0,80}}|[.)\]]*)",
        r"\((?:Updates?|Adds?|Recasts?|Corrects?|Repeats?|Rewrites?|Removes?|Fixes) .{3,300}\)",
        r"UPDATE \d{1,2}-.{0,160}",
        rf"\W*(?:{_LABEL}s?\s*(?:by (?=[A-Z])|[:/]|[Cc]ourtesy(?: of)?:?)\s*|[Cc]ourtesy(?: of)?:? )[^.!?]{{0,140}}\.?",
        rf"{_LABEL} \d+ of /? ?\d+\b.{{0,400}}",
        r"(?:Buy|Toggle) (?:Photo|caption)\b.{0,200}",
        rf"\W*{_CREDIT}\W*",
        rf"{_NAME}/(?:The )?{_NAME}",
        r"[Ff]ile [Pp]hotos?(?:\W.{0,160})?",
        r"FILE(?: PHOTO)?\s*[-–—:].{0,700}",
        r"In this (?:[\w.,/ ]{0,40}\d{4},? |undated |courtesy |handout |provided )(?:file |handout |aerial )?"
        r"(?:photo|image|frame)\b.{0,600}",
        r"(?:Image|Media) (?:copyright|caption|source)\b.{0,300}",
        rf"{_SHARE}(?:[\s|•·]+{_SHARE}\b){{2,}}(?:\s.{{0,400}})?",
        rf"{_SHARE}(?:[\s|,•·]+{_SHARE}\b)+",
        rf"{_SHARE}",
        rf"[—–-]+\s*{_NAME}",
        r"[A-Z][A-Z.'’ -]{2,40}, (?:[A-Z][\w.]+ ?){1,2}\s*[—–-]+",
        r"[A-Z][A-Z.'’ -]{2,40}(?:, [A-Z][A-Z /-]{2,40})?:",
        r"[-–]+ [A-Z]{2,20} [-–]+",
        r"A A",
        r"___+.{0,3}",
        rf"(?:[—–-]\s*)?[\w .'’-]{{1,50}} \(@\w{{1,30}}\) {_DATE}",
        r"@\w{1,30}",
        r"#\w{1,60}",
        flags=re.NOFLAG,
    ),
)
"""A line that is boilerplate from end to end."""

MARKED: tuple[MarkedRule, ...] = (
    (
        ("cookie",),
        re.compile(r".{0,60}\bcookies?\b.{0,40}\b(?:accept|consent|policy|settings)\b.{0,80}", re.I),
    ),
    (
        ("to your",),
        re.compile(
            r".{0,80}\b(?:delivered|straight|sent) (?:\w+ )?to your (?:inbox|e-?mail|phone)\b.{0,80}", re.I
        ),
    ),
    (
        ("contribut",),
        re.compile(
            r".{0,200}\b[Cc]ontributed (?:reporting|to this (?:report|story|"
            r"article))\b.{0,160}"
        ),
    ),
    (
        ("contributed", "reported from"),
        re.compile(
            rf"{_REPORTER}(?:, [a-z].{{0,80}}?,)? (?:contributed to this|reported from) [^.!?]{{0,160}}\.?"
        ),
    ),
    (
        ("©", "(c)", "copyright"),
        re.compile(
            r"\W*(?:©|\(c\)|copyright)\W*(?:©\W*)?(?:(?:19|20)\d\d\b.{0,300}|(?-i:[A-Z][\w.&'’/,-]*\W*){1,8})",
            re.I,
        ),
    ),
    (
        ("rights reserved", "may not be", "permission"),
        re.compile(rf".{{0,300}}{_OWN_RIGHTS}.{{0,300}}", re.I),
    ),
)
"""The same, where one of these (lower case) stands in the line: a search is not tried on every line."""

CAPTION = re.compile(
    rf"(?:AP:Associated Press|(?:{_AGENCY})(?: ?[-/] ?(?:{_AGENCY}|"
    rf"Contributor))?)\s+(?=[A-Z][\w'’-]*\s(?!said|says|told))"
)
"""How a caption opens that is led by its credit; a sentence may open so too, and only ends otherwise."""

STARTS: tuple[re.Pattern[str], ...] = (
    re.compile(r"date:? (?:\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4})\b\s*"),
    re.compile(r"[×✕✖]\s+"),
    re.compile(rf"(?:©|\(c\))\s*(?:Photographer|Photo|Provided by|Image)?\s*:?\s*{_CREDIT}\s*"),
    re.compile(rf"(?:{_LABEL})(?: by|:)\s*{_CREDIT}\s*"),
    re.compile(
        r"(?:Advertisement )?Continue reading the main story\s*|Advertisement\s+(?=[A-Z])|Load Error\s*"
    ),
    re.compile(r"(?:LATEST|BREAKING|NEW YOU CAN NOW|JUST IN)[:\s]+(?=[A-Z])"),
    re.compile(rf"(?:{_SITES}\s+){{2,}}"),
    re.compile(rf"(?:Posted|Updated|Published|UPDATED|POSTED|PUBLISHED)\b:?\s*(?:on |at )?{_STAMP}[\s:.|-]*"),
)
"""The start of a line that may go on with the article's own words."""

ENDS: tuple[MarkedRule, ...] = (
    (
        ("photo", "image", "pic", "credit", "video", "illustration"),
        re.compile(
            rf"[(\[]?\b{_LABEL}(?:s? by(?= [A-Z])| [Ss]ource|\s?[:/]|"
            rf" [Cc]ourtesy(?: of)?:?)\s?[^()\[\].!?]{{1,90}}\.?[)\]]?\.?\s*(?:Buy Photo)?$"
        ),
    ),
    (
        ("(",),
        re.compile(
            rf"\((?:{_CREDIT}|[^()]{{1,60}} via {_AGENCY}|[A-Z][\w.]+(?: [\w.]+){{0,3}} [Pp]hoto(?:/[^()]{{1,60}})?|"
            rf"Source: [^()]{{1,120}}|AP Photo/[^()]{{1,60}}|[Ff]ile [Pp]hoto|[Ff]ile|"
            rf"[Ii]mage: [^()]{{1,80}}|[Pp]ictured?: [^()]{{1,80}})\)\.?$"
        ),
    ),
    (("©",), re.compile(r"©\s?[^.!?]{1,90}$")),
    (("|",), re.compile(rf"\|\s*{_AGENCY}(?:;.{{0,120}})?$")),
    (("/", "•"), re.compile(rf"(?<=\s){_NAME}\s?[/•]\s?{_CREDIT}$")),
    (
        ("read more", "continue reading", "caption"),
        re.compile(
            r"(?<![“\"‘])(?:Read more|Read More|READ MORE|Continue reading|Continue Reading|View Full Caption|"
            r"Hide Caption|Image \d+ of /? ?\d+ Caption Close)\b.{0,90}$"
        ),
    ),
    (
        (" by ",),
        re.compile(
            r"[(\[](?:Additional )?(?:[Rr]eporting|Editing|Writing)(?: and \w+)? by [^()]{3,300}[)\]]$"
        ),
    ),
    (
        ("(published", "(more", "(watch", "(read", "(related", "(video", "(photo"),
        re.compile(
            r"\(Published (?:on )?[A-Z][a-z]+day,[^()]{1,40}\)$|\((?:MORE|WATCH|READ|RELATED|VIDEO|"
            r"PHOTOS?)(?::[^()]{0,120})?\)$"
        ),
    ),
    (
        ("posted:", "updated:", "published:"),
        re.compile(rf"\b(?:Posted|Updated|Published): {_STAMP}.{{0,120}}$"),
    ),
    (("(c)", "copyright", "©"), re.compile(r"(?:©|\(c\)|Copyright ©?) ?\d{4}\b.{0,120}$", re.I)),
    (("rights reserved",), re.compile(r"All rights reserved.{0,160}$", re.I)),
)
"""The end of a line that may begin with the article's own words, where one of the marks (lower case) stands in it."""

SIGNATURES: tuple[MarkedRule, ...] = (
    (("(@",), re.compile(rf"(?<=\s)[—–-]\s*[\w .'’-]{{1,50}} \(@\w{{1,30}}\) {_DATE}$")),
    (("pic.twitter.com", "t.co/"), re.compile(r"\S{0,80}(?:pic\.twitter\.com/|https?://t\.co/)\w+\W*$")),
)
"""What closes an embedded message: its end, and never the words before it."""

ANYWHERE: tuple[re.Pattern[str], ...] = (
    re.compile(r"This article is more than\s+\d{1,3}\s+(?:years?|months?)\s+old"),
    re.compile(
        r"</?[a-zA-Z][a-zA-Z0-9]{0,12}(?:\s[^<>]{0,400})?/?>|<!--[^>]{0,400}-->|&(?:nbsp|amp|lt|gt|"
        r"quot|#\d{2,5});"
    ),
    # Galleries and players: "Hide Caption 3 of 25", "Photo 3 of 12", "1 of 9 Skip in Skip x Embed x Share".
    re.compile(r"Hide Caption\s+\d{1,3} of \d{1,3}[^\n]*"),
    re.compile(r"\b(?:Photo|Image|Slide|Page|Video|Time) \d{1,3} of \d{1,3}\b"),
    re.compile(r"\bSkip in Skip x Embed x Share\b[^\n]*"),
    re.compile(r"\bpic\.twitter\.com/\w+|\bhttps?://t\.co/\w+"),
    re.compile(
        r"(?<![^\s\"”])(?:(?:If you|Anyone|Anybody|Those|Witnesses|People|Residents) (?:who )?(?:have|"
        r"has|with|who)\b[^.!?\n]{0,80}\b(?:information|details|tips?|saw|knows?|"
        r"witness\w*)\b[^.!?\n]{0,80}"
        r"|(?:Police|Detectives|Investigators|Authorities|Officers|They(?:'re|’re|"
        r" are)?)(?: are)? (?:ask|asking|urge|urging)\b[^.!?\n]{0,30}\banyone\b[^.!?\n]{0,80})"
        r"\b(?:call|contact|text|e-?mail|phone|reach)\b(?:[^.!?\n]|\.(?=\w)){0,220}[.!]?"
    ),
)
"""What is boilerplate wherever it stands."""

DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+){0,3}(?:, (?:[A-Z][\w.]+)(?: [A-Z][\w.]+)?){0,2}"
    rf"(?:,? {_MONTH}(?: \d{{1,2}})?,?)?(?:\s*\(\s?[A-Z][\w.&/ -]{{1,40}}\s?\)(?:\s*(?:—|–|--?|:)\s*)"
    r"|\s*—\s*|\s+–\s+|\s*--\s*|\s+-\s+)(?=\S)"
    r"|(?:[A-Z][\w.]+(?:[ ,]+[A-Z][\w.]+){0,4}[ ,]+)?\((?:Reuters|AP|AFP|Bloomberg|CNN|UPI|Xinhua|"
    r"TASS|IANS|PTI|ANI|Kyodo|Yonhap|dpa|AAP|CNN Business|Bloomberg News|Associated Press|"
    r"Thomson Reuters Foundation)\)\s*(?:—|–|--?|:)?\s*(?=\S))"
)
"""Where the report was filed from, before its first sentence: "WASHINGTON (Reuters) - "."""

LINK_HEADINGS = re.compile(
    r"\W*(?:related|recommended|more|read more|see also|most (?:read|popular|viewed)|trending|"
    r"newer articles|older articles|"
    r"top stories|you may also like|more (?:stories|news|coverage|from .{1,40}|on .{1,40}))"
    r"(?: (?:stories|content|links?|articles?|posts?|coverage|news))?\W*",
    re.IGNORECASE,
)
"""A heading over links: headlines that follow it are not the article's."""
