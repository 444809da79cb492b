"""Words that attribute, deny, confirm or decline: closed lists, by lemma, that the rules read."""

from __future__ import annotations

SPEECH = frozenset(
    """say tell add note report announce argue state claim write tweet explain insist warn assert allege contend
    declare maintain stress emphasize emphasise reveal disclose mention remark observe comment continue reply respond
    respond answer recall relate recount repeat reiterate stipulate testify concede acknowledge admit confirm deny
    indicate suggest imply hint intimate signal predict forecast cite quote post caution complain conclude find
    show estimate rule determine boast brag joke quip lament reckon estimate think believe suspect fear hold
    understand learn clarify affirm attest proclaim pronounce inform advise notify remind assure promise vow pledge
    swear agree accuse charge pen opine muse speculate point highlight underscore underline reaffirm counter retort
    shoot clap tout echo chime volunteer interject summarize posit theorize hypothesize postulate surmise guess
    refute rebut dispute reject dismiss contradict contest question verify corroborate describe portray
    describe read contend assess calculate project document log record list detail outline demonstrate prove
    establish reckon message email text blog caution exclaim cry shout whisper mutter murmur sigh""".split()
)
"""Verbs whose clause is what somebody says, finds or believes: their proposition is that clause."""

STRONG_SPEECH = frozenset(
    """say tell add write tweet report announce state explain reply respond ask continue note argue insist claim
    warn declare recall remark comment quip joke post testify conclude observe stress reveal""".split()
)
"""Verbs that by themselves make a quotation or an inverted clause an attribution."""

BELIEF = frozenset(
    "believe think suspect fear reckon guess estimate predict forecast expect speculate".split()
)
"""Verbs of belief: their clause is held to be so, not said to be so."""

INTENT = frozenset(
    """want urge call ask demand seek hope plan intend propose offer threaten invite encourage request order
    criticize criticise condemn blast slam denounce praise support back oppose endorse favor favour welcome accuse
    blame fault defend attack mock deride reject dismiss dispute deny refuse decline discuss question
    describe portray characterize characterise label brand view regard consider wish desire aim vow
    pledge promise agree advocate push press recommend propose suggest hail applaud laud bemoan lament decry
    assail rip ridicule cheer celebrate embrace resist like love hate prefer see expect worry care
    know realize doubt acknowledge recognize recognise appreciate tout promote champion highlight cite reference
    quote raise mention address answer repeat reiterate echo warn thank congratulate apologize apologise
    insult call insist decide choose opt rule order approve authorize declare announce confirm""".split()
)
"""Verbs with a speaker whose object is no statement: the clause that they head stays the proposition."""

REPORT_NOUNS = frozenset(
    """account report reports allegation accusation claim charge suggestion story rumor rumour characterization
    characterisation assertion version statement portrayal depiction description narrative speculation reporting
    coverage notion idea article insinuation innuendo theory hypothesis contention finding information news
    description picture interpretation complaint criticism implication hearsay dossier video footage
    insistence""".split()
)
"""What a denial can point at; "denied access" or "rejected the offer" deny no report."""

STATEMENT_NOUNS = frozenset(
    """account report allegation accusation claim suggestion story rumor rumour assertion statement portrayal
    depiction narrative speculation reporting insinuation contention complaint admission warning belief view
    prediction announcement acknowledgment acknowledgement denial confirmation assurance
    promise pledge vow threat argument opinion conclusion finding fear hope concern declaration testimony remark
    comment assessment estimate boast charge assumption notion idea evidence sign indication word news""".split()
)
"""Nouns whose that-clause is somebody's statement."""

DENY = frozenset(
    """deny reject dismiss dispute refute rebut contradict contest disavow repudiate discredit belie disprove
    debunk scotch rubbish quash retract withdraw recant""".split()
)
STRICT_DENIAL = frozenset("deny dispute refute".split())
OPEN_NOUNS = frozenset("idea notion charge complaint criticism".split())
"""What may be rejected without being false: only a strict denial denies it."""
CONFIRM = frozenset("confirm acknowledge admit concede verify corroborate substantiate authenticate".split())
DECLINE = frozenset("decline refuse".split())
ANSWER = frozenset("respond reply answer return comment elaborate".split())
COMMENT = frozenset(
    """comment say discuss answer respond elaborate confirm deny disclose reveal speak reply talk provide give
    explain specify identify name address share detail clarify divulge be-interviewed""".split()
)
"""After "declined to": what makes it a refusal to comment ("declined to leave" is an act)."""

FALSE = frozenset(
    """false untrue fake inaccurate wrong incorrect baseless unfounded fabricated misleading bogus
    groundless nonsense lie lies hoax fiction fabrication falsehood myth propaganda rubbish unsubstantiated debunked
    slander libelous libellous slanderous defamatory erroneous fictitious concocted made-up phony phoney invented
    fake-news disinformation misinformation meritless invention imaginary hogwash bunk garbage rumor
    rumour gossip""".split()
)
RIDICULED = frozenset(
    "ludicrous preposterous laughable absurd ridiculous farcical outlandish mistaken".split()
)
"""What denies an allegation, a claim or a report; said of anything else it is a view."""
ALLEGED_NOUNS = frozenset(
    "account report allegation accusation claim story rumor rumour assertion insinuation version charge".split()
)
"""The reports that have nothing but facts to be ridiculed for."""
TRUE = frozenset("true accurate correct authentic genuine factual right".split())
ACCURACY = TRUE | {"fair", "full", "complete", "faithful", "precise"}

VIEW_NOUNS = {
    "in": frozenset(
        "view opinion words word judgment judgement estimation assessment telling reckoning mind".split()
    ),
    "by": frozenset(
        "account accounts admission reckoning estimate estimation count telling calculation".split()
    ),
    "on": frozenset({"account", "telling"}),
    "from": frozenset({"view", "viewpoint", "perspective", "standpoint"}),
}
"""What somebody holds or tells, by the preposition before it ("in the ministry's view", "by his own account")."""

REPORTED_PRONOUNS = frozenset("this that it these those they".split())
