"""What is kept of a claim as an account by its own words: its gist, its figures and the stances of its words."""

from dataclasses import dataclass

from crosswire_schemas.records import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of an account, as it can be disputed; bounds as in ``Answer``."""

    about: str
    unit: str
    scope: str
    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """An answer that words give to a question by their meaning: the road is "open", the bill was not "passed".

    ``word`` is how it is said, ``bearer`` what stands before it: of whom or what it is said; ``whom`` for whom it is
    so, where not for all; ``still``: as it had been; ``implied``: it only follows from what is said.
    """

    type: str
    question: str
    answer: str
    negated: bool = False
    word: str = ""
    bearer: str = ""
    whom: str = ""
    still: bool = False
    implied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One act of which there is one a day: its sort, the names of whom it befell, where, and when if there is one ever.

    ``of_thing``: it befell a ship or a craft, which goes by less than a full name; ``of_site``: works or a building,
    of which ``bearer`` has last what it is.
    """

    sort: str
    bearer: tuple[str, ...]
    of_thing: bool = False
    of_site: bool = False
    sites: tuple[Place, ...] = ()
    low: float | None = None
    high: float | None = None
    hour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What one claim tells in its own words, where its slots are too poor to tell what it is about.

    ``names`` and ``words`` stand in their order, names by their consonants; ``event`` are the words that say what
    happened, ``voice`` the names of who speaks of himself. ``denied``: it says that it is not so, ``lacking`` that
    there is none (any more), ``failed`` that it was tried in vain, ``rebuts`` that it answers what
    others say, ``negates`` that it has a "not"; ``real``: it is told as a fact, or as planned;
    ``intends`` the state whose plan it is;
    ``single``: it befell one, and so at one place and time; ``running``: it sums up from a
    beginning, ``spread`` what was in several places.
    ``sites`` are the places at which it puts something,
    ``thing`` what it is said of, ``local`` the names of places as written, ``bounded`` that it tells before or
    after what it was, ``ended`` that it was so up to a time and ``begun`` that it has been since one,
    ``causal`` that it is of a cause, ``caused`` that the wording names the ``doer``, ``did``
    the verb of what he did where it says more than that, ``plain`` are numbers as they stand in the text,
    ``winner`` who beat whom, ``body`` who decided; ``low``, ``high``
    and ``hour`` are the time that it states, ``near`` the names that it is only near to, ``away`` those of places
    that it is not at, ``spots`` those at or near which it puts something, whether or not a gazetteer has them;
    ``landmarks`` the lakes, mountains and stadiums, as written, at which it puts something;
    ``definite``: of what readers know to be one;
    ``aside`` are the names and words told in passing, ``ordinal`` which one of several it was, ``numbered`` the
    numbers by which what it tells of goes;
    ``held`` what the ``holder`` holds; ``scene`` the names, and ``around`` the places, that only earlier sentences
    give it; ``occasions`` the acts told of which there is one a day.
    """

    names: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    denied: bool = False
    lacking: bool = False
    rebuts: bool = False
    failed: bool = False
    real: bool = True
    planned: bool = False
    intends: str = ""
    negates: bool = False
    single: bool = True
    running: bool = False
    spread: bool = False
    places: tuple[Place, ...] = ()
    sites: tuple[Place, ...] = ()
    figures: tuple[Figure, ...] = ()
    plain: tuple[Figure, ...] = ()
    stances: tuple[Stance, ...] = ()
    doer: str = ""
    did: str = ""
    caused: bool = False
    causal: bool = False
    bounded: bool = False
    ended: bool = False
    begun: bool = False
    local: tuple[str, ...] = ()
    holder: str = ""
    held: str = ""
    thing: str = ""
    low: float | None = None
    high: float | None = None
    hour: str = ""
    years: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()
    winner: tuple[str, str] = ("", "")
    part: str = ""
    side: str = ""
    charge: str = ""
    near: tuple[str, ...] = ()
    spots: tuple[str, ...] = ()
    landmarks: tuple[str, ...] = ()
    definite: bool = False
    away: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    ordinal: str = ""
    numbered: tuple[int, ...] = ()
    speaker: tuple[str, ...] = ()
    body: str = ""
    scene: tuple[str, ...] = ()
    around: tuple[Place, ...] = ()
    lands: tuple[str, ...] = ()
    occasions: tuple[Occasion, ...] = ()
