"""What a text tells: its phrases and all its words, by which it is held against another."""

from crosswire.contradict.words import wordnet
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import AKIN, alike, lemmas
from crosswire.contradict.words.phrases import Phrase, kinds_of_words, phrases
from crosswire.contradict.words.terms import inner

# Prepositions that tell where something is, be it a place that no gazetteer has.
_AROUND = frozenset({"where", "over", "to", "from"})


class Told:
    """A text by its phrases and all its words, with what is not to be asked of it."""

    def __init__(self, text: str, disputed: str, placed: frozenset[str]) -> None:
        self.phrases = phrases(text)
        self.words = tuple({word for at in self.phrases for word in (*at.words, at.head, *at.of) if word})
        self.names = frozenset(name for at in self.phrases for name in at.names)
        # A name in the place of a thing's tells where it is.
        self.known = frozenset(name for at in self.phrases if at.by not in _AROUND for name in at.names) - placed
        self.states = frozenset(state for at in self.phrases for state in at.states)
        self.placed = placed
        said = inner(disputed)
        self._gone = {*said[2], *disputed.casefold().split()}
        self._forms = {form for word in self._gone for form in lemmas(word)}
        self.gone_names, self.gone_states = {*said[0]}, {*said[1]}

    @property
    def bearer(self) -> Phrase | None:
        """Return of what the answer in dispute is given: what is done to something, or what the text begins with."""
        acts = self._forms | lexicon().taking
        done = (at for at in self.phrases if not at.by and at.head and any(lemmas(verb) & acts for verb in at.of))
        return next(done, next((at for at in self.phrases[:1] if at.first and at.head), None))

    def strays(self, word: str, other: "Told", *, vague: bool = False, least: int = AKIN) -> bool:
        """Tell a noun that the other text does not have, and that is not what is disputed.

        ``vague``: be it one that may be said of anything; ``least``: how like it another must be to be taken for it.
        """
        forms = lemmas(word)
        skipped = kinds_of_words()["times"] | (frozenset() if vague else kinds_of_words()["vague"] | lexicon().generic)
        meant = {word} if wordnet.kinds(word) else forms
        if meant & skipped or {word, *forms} & self._gone:
            return False
        # A word that stands in both is taken already: trade of "the trade deal" is not "deal" of "the fishing deal".
        return not any(
            forms & lemmas(found) or (alike(word, found) >= least and not self.has(found)) for found in other.words
        )

    def several(self, head: str) -> bool:
        """Tell whether several phrases have one noun: two trains met."""
        return len([at for at in self.phrases if at.head and lemmas(at.head) & lemmas(head)]) > 1

    def has(self, word: str) -> bool:
        """Tell whether the text has a word in some form."""
        return any(lemmas(word) & lemmas(own) for own in self.words)
