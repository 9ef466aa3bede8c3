"""Where sentences end, in English and German, well enough to say whether two changes stand in one sentence.

Where it is not certain (an ordinal before a noun, an initial, an abbreviation), no end is seen: a sentence that is too long
makes a person look once more, one that is too short might hide that two changes meet.
"""

from __future__ import annotations

from collections.abc import Sequence

from amendments.text.tokens import BLOCK, SIGN, SPACE, WORD, Token, Tokens

STOPS = frozenset(".!?…")
WIDE_STOPS = frozenset("。！？｡؟۔।॥")
CLOSERS = frozenset("\"'”“’‘»«›‹)]}」』）*_")
OPENERS = frozenset("\"'“„‚‘”’«»‹›([{¿¡「『（*_")

# What stands before a full stop that ends no sentence.
ABBREVIATIONS = frozenset(
    """
    a.a.o a.d a.m abb abg abl abs abschn allg alt anh anl anm approx apr art artt aufl aug az b.c bd bearb begr bes betr
    bgbl bez bl bspw bzgl bzw ca cap cf ch chap cit col d.h d.i dec dept dez dgl dipl div dr ebd ed eds eg e.g e.v ehem
    eigtl einschl engl entspr erg etw ev evtl exkl feb ff fig figs frl fr geb gegr gem gen ges gez ggf ggfs ggü gov grds
    gvbl gs hg hon hr hrn hrsg i.a i.d.r i.e i.h.v i.s.d i.v.m ie incl inkl insb insbes ital jan jg jh jhd jul jun kap
    kath kgl lat lfd lit ltd m.e m.w.v max med mind mio mr mrd mrs ms msgr mt mtl nachf nat nov nr nrn no nos num o.ä o.g
    okt op orig p p.a p.m p.s para paras pars pkt pl pos pp ppa prof prot rd red ref reg rep resp rev rn röm rs s.a s.o
    s.u satz sec sect sen sept sep sog soz sp spp ss st std stellv str subsec tab tel tit tsd u.a u.ä u.u ugs univ
    unveröff urspr usf v.a v.chr v.h verf vers vgl viz vol vols vorm vors vs w.o wiss z.b z.t z.zt zit zt ztr zuz zz zzgl
    zzt §§
    """.split()  # noqa: SIM905 - a list of words is read as words
)
# What may end a sentence or not; a capital decides.
LOOSE = frozenset(["etc", "usw", "u.s", "u.k", "u.n", "e.u", "d.c", "co", "corp", "inc", "ltd", "jr", "sr", "ff", "al"])
# Words that begin sentences: after a short number ("3. The") they tell an end from an ordinal ("3. Mai", "5. Sitzung").
STARTERS = frozenset(
    """
    a all also an and any as at because but by each every for from he her his how however i if in it its moreover no not
    of on one or our she since some such that the their there therefore these they this those thus to under until upon we
    what when where while who with you your aber alle allerdings als am an auch auf aus außerdem bei bis da dabei dadurch
    daher damit dann darüber das dass dazu dem den denn der deren des deshalb die dies diese dieser dieses doch du durch
    ein eine einem einen einer er es für gleichzeitig hierfür hierzu ich ihr ihre im in insbesondere ist jede jeder jedes
    kein keine man mit nach nicht nur ob oder ohne sein seine sie sind so solche sollte soweit sowie statt über um und uns
    unser unsere unter viele vom von vor wann warum was weil wenn wer werden wie wir wird wo zu zudem zum zur zusätzlich
    """.split()  # noqa: SIM905
)


def sentences(tokens: Tokens) -> tuple[tuple[int, int], ...]:
    """Give the spans (from, to) of the sentences, in order; together they cover the text. A space belongs to what it follows.

    A block begins a sentence; a semicolon ends none. An empty text has none.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for at, token in enumerate(tokens):
        if at > start and (token.kind == BLOCK or _begins(tokens, at)):
            spans.append((start, at))
            start = at
    if start < len(tokens):
        spans.append((start, len(tokens)))
    return tuple(spans)


def _begins(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a sentence begins with the token at this position, which is not the first."""
    before = tokens[at - 1]
    if before.kind == SPACE:
        return before.text.count("\n") > 1 or ends_sentence(tokens, at - 1)
    return tokens[at].kind != SPACE and _after_wide_stop(tokens, at)


def _after_wide_stop(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether a stop of a script that writes no spaces stands before `end`, and nothing of its sentence after it."""
    if tokens[end].text in CLOSERS or tokens[end].text in WIDE_STOPS:
        return False
    at = end - 1
    while at >= 0 and tokens[at].text in CLOSERS:
        at -= 1
    return at >= 0 and tokens[at].text in WIDE_STOPS


def ends_sentence(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether a sentence ends at position `end`, that is, with the token before it."""
    at = end - 1
    while at >= 0 and tokens[at].kind == SIGN and tokens[at].text in CLOSERS:
        at -= 1
    if at < 0 or tokens[at].kind != SIGN:
        return False
    if tokens[at].text in WIDE_STOPS:
        return True
    if tokens[at].text not in STOPS:
        return False
    following = _following(tokens, end)
    if following is None:
        return True
    if tokens[at].text in "!?":
        return not following[:1].islower()
    if at and tokens[at - 1].text in STOPS:  # an ellipsis of dots, "?.", "!..."
        return not following[:1].islower()
    return not following[:1].islower() and not (tokens[at].text == "." and _abbreviated(tokens, at, following))


def _following(tokens: Sequence[Token], at: int) -> str | None:
    """Give the next word after `at`, or None where the text or block ends first."""
    while at < len(tokens) and (tokens[at].kind == SPACE or tokens[at].text in OPENERS):
        if tokens[at].kind == SPACE and tokens[at].text.count("\n") > 1:
            return None
        at += 1
    return None if at == len(tokens) or tokens[at].kind == BLOCK else tokens[at].text


def _abbreviated(tokens: Sequence[Token], stop: int, following: str) -> bool:
    """Tell whether the full stop at this position belongs to an abbreviation, an initial or an ordinal number."""
    if not stop or tokens[stop - 1].kind != WORD:
        return False
    word = tokens[stop - 1].text.casefold()
    if word in LOOSE:
        return not following[:1].isupper()
    if word in ABBREVIATIONS:
        return True
    if len(word) == 1 and word.isalpha():
        return word != "i" or following.casefold() not in STARTERS
    if word.isdecimal():
        return _ordinal(tokens, stop, following)
    return False


def _ordinal(tokens: Sequence[Token], stop: int, following: str) -> bool:
    """Tell whether the number before the stop counts something ("1. Januar"), or stands at the head of a line ("1. We ...")."""
    head = stop < 2 or tokens[stop - 2].kind == BLOCK or "\n" in tokens[stop - 2].text
    return head or (len(tokens[stop - 1].text) <= 2 and following.casefold() not in STARTERS)
