"""The plain model of R8: a text of sentences that is made again from the beginning, by rules that know no tokens."""

NOUNS = ("roof", "door", "street", "court", "wall", "tree", "lamp", "bell", "bridge", "garden", "stair", "well")
VERBS = ("holds", "needs", "finds", "keeps", "gives", "takes", "makes", "lifts")


def sentence(random):
    """Make a sentence that nearly nobody else makes."""
    return f"The {random.choice(NOUNS)} {random.choice(VERBS)} {random.randrange(10_000)} {random.choice(NOUNS)}s."


class Model:
    """The plain model: sentences by paragraph in order, what was carried where, and what each amendment wants."""

    def __init__(self, world, paragraphs):
        self.order = [row.uid for row in world.document.paragraphs.all()]
        self.words = dict(zip(self.order, [["A preface stands before everything."], *paragraphs], strict=True))
        self.said = {uid: list(words) for uid, words in self.words.items()}  # as filed on
        self.first, self.struck, self.wants, self.log = list(self.order), set(), {}, []
        self.again: set[int] = set()  # was decided once: nothing takes it off the list but a vote, or another carried one
        self.second: dict[int, tuple[int, str, str]] = {}  # amendments to one: its number, what they want of it, what it wanted
        self.lost: set[int] = set()  # votes on a paragraph alone, by their number below zero, that were lost by a new count
        self.lapsed: set[int] = set()  # what one vote on all that was open disposed of

    def amend(self, number, *, carried):
        """Have an amendment to another one stand in its words, or not."""
        primary, new, old = self.second[number]
        self.wants[primary] = (*self.wants[primary][:3], new if carried else old)

    def carry(self, number):
        self.log.append(number)
        kind, uid, place, new = self.wants[number]
        if kind == "rewrite":
            self.words[uid][place] = new
        elif kind == "strike":
            self.struck.add(uid)
        elif kind == "vote":
            self.struck |= {uid} if number in self.lost else set()
        else:
            self.order.insert(self.order.index(uid) + 1, place)
            self.words[place] = [new]

    def reopen(self, numbers):
        """Make the text again without these: from the beginning, all others in their order."""
        log = [number for number in self.log if number not in numbers]
        self.order, self.struck, self.log = list(self.first), set(), []
        self.words = {uid: list(words) for uid, words in self.said.items()}
        for number in log:
            assert self.stands(number)
            self.carry(number)

    def stands(self, number):
        """Tell what must have become of an amendment that nobody decided on: True where it can still be carried."""
        kind, uid, place, new = self.wants[number]
        if kind == "insert" or (kind == "vote" and number not in self.lost):
            return True
        if uid in self.struck:
            return False
        if kind in {"strike", "vote"}:
            return self.words[uid] == (self.said[uid] if kind == "strike" else new)
        return self.words[uid][place] == self.said[uid][place]

    def keeps(self, number, uid):
        """Note a vote on a paragraph alone, as it reads now, that keeps it."""
        self.wants[number] = ("vote", uid, 0, list(self.words[uid]))
        self.carry(number)

    def reads(self):
        return [" ".join(self.words[uid]) for uid in self.order if uid not in self.struck]
