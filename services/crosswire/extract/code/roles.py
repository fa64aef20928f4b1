"""Roles: who did it and to whom, read off the arguments of a trigger by the kind of happening it tells."""

from collections.abc import Iterator

from spacy.tokens import Token

from crosswire.extract.code.arguments import NAMES, VERBAL, frame
from crosswire.extract.code.lexicon import classes, nouns
from crosswire.extract.code.outcomes import word_list
from crosswire.extract.code.triggers import Trigger, bearer, fulfils, of_class
from crosswire.extract.read.document import Reading
from crosswire.extract.resolve.mentions import of_age

BACK = 2  # sentences before one that names nobody in which what befell them is looked for
PARTY_CLASSES = ("people", "force", "official", "team", "worker")
PHYSICAL = frozenset({"@place", "@building", "@vehicle", "@aircraft", "@force", "@people", "@product", "@any", "@none"})
MUTUAL = frozenset({"consult", "agree", "fight", "cooperate"})
THINGS = frozenset({"NOUN", "PROPN", "PRON"})
HURT = frozenset({"kill", "injure", "destroy", "damage"})
FIGURES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY"})


def sides(item: Trigger) -> tuple[Token | None, Token | None]:
    """Return the heads of actor and target of a happening."""
    kind, arguments = item.kind, item.frame
    if kind.turned:
        return arguments.object, arguments.subject
    actor = _actor(item)
    target = _target(item, actor)
    if actor is not None and kind.name in MUTUAL and (others := _row(actor)[1:]):
        facing = target in (arguments.object, arguments.obliques.get("with")) and target is not None
        target = target if facing else others[0]
    return (None if actor == target else actor), target


def _actor(item: Trigger) -> Token | None:
    kind, arguments = item.kind, item.frame
    if "subj" in kind.target and not arguments.passive and not _acts_on(item):
        return None
    if kind.actor == "by":
        return arguments.obliques.get("by")
    doer = arguments.subject or _carrier(item.token)
    if doer is not None and doer.dep_ == "poss" and doer.pos_ == "PRON":
        doer = _carrier(item.token) or doer
    if doer is None and item.token.pos_ not in VERBAL:
        doer = arguments.obliques.get("between")
    return _behind(doer) if doer is not None and doer.dep_ != "expl" and not _undergoes(item, doer) else None


def _acts_on(item: Trigger) -> bool:
    """Tell whether a verb that often tells what befell its subject has an object of its own: "raised rates"."""
    thing = item.frame.object
    if "obj" not in item.kind.target or thing is None or is_figure(thing) or thing.pos_ not in THINGS:
        return False
    return not of_class(thing, "extent") and not of_class(thing, "quantifier")


def _undergoes(item: Trigger, doer: Token) -> bool:
    """Tell whether the subject of "12 killed", "34 injured" is whom it befell: a count with no object is no actor."""
    return bool(
        item.kind.count
        and item.kind.target[0] == "obj"
        and item.token.pos_ == "VERB"
        and item.frame.object is None
        and not item.frame.passive
        and item.token.tag_ in {"VBD", "VBN"}
        and doer.dep_ != "agent"
        and doer == item.frame.subject
        and doer.i < item.token.i
        and item.token.dep_ != "advcl"
    )


def _behind(doer: Token) -> Token | None:
    """Return who acts through a missile or a raid; the doer itself otherwise."""
    if doer.pos_ != "NOUN" or not of_class(doer, "means"):
        return doer
    inner = frame(doer)
    return inner.subject or _carrier(doer) or doer


def _carrier(noun: Token) -> Token | None:
    """Return the subject of the verb that carries a noun ("launched an attack"), or who carried it out."""
    noun = bearer(noun)
    verb = noun.head
    if noun.pos_ in VERBAL or verb.pos_ not in VERBAL or verb.lemma_.lower() not in word_list("light"):
        return None
    return frame(verb).subject if noun.dep_ in {"dobj", "nsubjpass"} else None


def _target(item: Trigger, actor: Token | None) -> Token | None:
    candidates = [noun for noun in map(measured, _candidates(item, actor)) if not is_figure(noun)]
    if candidates and (item.kind.target[0] != "subj" or candidates[0] != item.frame.subject):
        return next((noun for noun in candidates if is_party(noun)), candidates[0])
    return candidates[0] if candidates else None


def _candidates(item: Trigger, actor: Token | None) -> Iterator[Token]:
    arguments, token = item.frame, item.token
    if arguments.subject is not None and _undergoes(item, arguments.subject):
        yield arguments.subject
    places = item.kind.target
    if "subj" in places and _acts_on(item):
        places = ("obj", *(place for place in places if place != "subj"))
    for place in places:
        noun = {"obj": arguments.object, "subj": arguments.subject}.get(place) or arguments.obliques.get(place)
        if place == "subj" and token.pos_ == "VERB" and arguments.passive:
            noun = arguments.object
        if noun is not None and noun != actor and not (place == "obj" and _idiom(item, noun)):
            yield noun
    if token.pos_ == "NOUN" and token.head.pos_ in VERBAL:
        yield from _around_noun(item, actor)


def _around_noun(item: Trigger, actor: Token | None) -> Iterator[Token]:
    verb = item.token.head
    around = frame(verb)
    if item.token.dep_ == "dobj" and verb.lemma_.lower() in word_list("undergo") and around.subject is not None:
        yield around.subject
    elif item.token.dep_ == "dobj":
        for place in item.kind.target:
            noun = around.obliques.get(place)
            if noun is not None and noun != actor:
                yield noun
    elif item.token.dep_ == "nsubj" and around.object is not None and around.object != actor:
        yield around.object


def _idiom(item: Trigger, noun: Token) -> bool:
    """Tell whether the object is part of the phrase and others are the target: "imposed sanctions on Iran"."""
    literal = [word for word in item.entry.object if word[0] != "%" and word not in PHYSICAL]
    others = [item.frame.obliques[place] for place in item.kind.target[1:] if place in item.frame.obliques]
    aimed = any(not is_figure(other) for other in others)
    return aimed and not is_party(noun) and any(fulfils(noun, word) for word in literal)


def is_figure(noun: Token) -> bool:
    """Tell whether a noun is a number, a sum or a time; "the 44-year-old" is somebody."""
    return noun.ent_type_ in FIGURES and not of_age(noun)


def measured(noun: Token) -> Token:
    """Return what a figure is of: the vines in "2,000 acres of vines"; the noun itself where it is no figure."""
    if not is_figure(noun):
        return noun
    of = (child for child in noun.rights if child.lower_ == "of")
    inside = (child for preposition in of for child in preposition.rights if child.dep_ == "pobj")
    return next((child for child in inside if not is_figure(child)), noun)


def is_party(noun: Token) -> bool:
    """Tell whether a noun or pronoun can act: a name of somebody, or a word for people."""
    proper = noun.pos_ == "PROPN" and noun.lower_ not in nouns()
    return noun.ent_type_ in NAMES or proper or any(of_class(noun, name) for name in PARTY_CLASSES)


def accident(reading: Reading, item: Trigger) -> bool:
    """Tell whether nobody did it: the doer is a storm or a crash, or nobody is named and the sentence speaks of one."""
    doers = [item.frame.subject, *(item.frame.obliques.get(name) for name in ("by", "in", "from", "during", "after"))]
    named = [noun for noun in doers if noun is not None]
    if any(map(_mishap, named)):
        return True
    if any(of_class(noun, "means") or (is_party(noun) and noun == item.frame.subject) for noun in named):
        return False
    if item.kind.name not in HURT:
        return False
    here = reading.sentence_index(item.token.i)
    told = range(here, max(here - 1 - BACK, -1), -1) if not named else (here,)
    for number in told:
        nouns = [token for token in reading.sentences[number] if token.pos_ == "NOUN"]
        means = any(of_class(noun, "means") for noun in nouns)
        if means or any(map(_mishap, nouns)):
            return not means
    return False


def _mishap(noun: Token) -> bool:
    """Tell of a storm or a crash; "cross-border fire" and "mortar fire" are none."""
    armed = any(child.lemma_.lower() in classes()["gunnery"] for child in noun.lefts)
    return of_class(noun, "mishap") and not (armed and of_class(noun, "means"))


def _row(head: Token) -> tuple[Token, ...]:
    """Return ``head`` and the nouns joined to it by "and" or commas."""
    found = [head]
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON"}:
            found.extend(_row(child))
    return tuple(found)
