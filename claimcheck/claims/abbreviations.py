"""Words whose full stop need not end a sentence, and words that do start one."""

from __future__ import annotations

TITLES = frozenset(
    """mr mrs ms dr prof gen sen rep gov lt col capt sgt maj adm rev hon pres st messrs mme mlle supt insp cmdr amb
    atty sens reps govs gens brig cpl pvt det fr vs v viz cf e.g i.e approx ald sec.-gen mt ft ph""".split()
)
"""A name or a number follows: their full stop never ends a sentence."""

BEFORE_NUMBER = frozenset("no nos p pp vol fig figs art sec ch ca c ver para cl".split())

MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())

ABBREVIATIONS = frozenset(
    """inc corp ltd co llc bros jr sr etc al est dept ave blvd rd univ assn intl govt natl ph.d m.d b.a m.a
    ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla
    ore pa tenn tex va vt wash wis wyo mon tue tues wed thu thurs fri sat sun""".split()
)
"""Their full stop ends a sentence only before a word that starts one."""

STARTERS = frozenset(
    """The A An This That These Those It He She They We You I His Her Its Their Our My But And Or So Yet In On At By For
    From To With After Before When While If As Since Although Though Because However Meanwhile There Here What Who
    Why How Where Which Not No Some Many Most Both Each All Another Other Such Also Then Now Still Once Even Under Over
    During Despite Last Next Earlier Later Two Three Four Five Several One According Police Officials""".split()
)
