"""The load: invented articles of 60 words, each second one denying what the one before it says; some lie about time."""

import random
from datetime import UTC, datetime

from crosswire.testing import article
from crosswire_schemas.records import Article

NAMES = """
Kupiansk, Bakhmut, Izium, Lyman, Vovchansk, Pokrovsk, Melitopol, Toretsk, Kherson, Siversk, Kramatorsk, Sloviansk,
Kostiantynivka, Druzhkivka, Chasiv Yar, Avdiivka, Marinka, Vuhledar, Kurakhove, Selydove, Myrnohrad, Dobropillia,
Bilozerske, Soledar, Popasna, Lysychansk, Sievierodonetsk, Rubizhne, Kreminna, Svatove, Starobilsk, Troitske,
Kharkiv, Chuhuiv, Balakliia, Zmiiv, Merefa, Derhachi, Lozova, Barvinkove, Bohodukhiv, Valky, Sumy, Trostianets,
Okhtyrka, Konotop, Shostka, Romny, Lebedyn, Krolevets, Chernihiv, Nizhyn, Pryluky, Bakhmach, Mena, Horodnia,
Poltava, Kremenchuk, Lubny, Myrhorod, Hadiach, Dnipro, Nikopol, Pavlohrad, Marhanets, Kryvyi Rih, Synelnykove,
Zaporizhzhia, Orikhiv, Huliaipole, Polohy, Tokmak, Berdiansk, Enerhodar, Vasylivka, Mykolaiv, Ochakiv, Voznesensk,
Bashtanka, Snihurivka, Odesa, Izmail, Reni, Podilsk, Zhytomyr, Korosten, Vinnytsia, Cherkasy, Uman, Smila,
Kropyvnytskyi, Oleksandriia, Lutsk, Rivne, Ternopil, Lviv, Drohobych, Stryi, Uzhhorod, Mukachevo
"""
PLACES = tuple(" ".join(NAMES.split()).split(", "))
# Each thousand of pairs has ten places to itself, so that matters are as crowded in a long load as in a short one.
TOWNS = 10
THINGS = ("bridge", "depot", "hospital", "warehouse", "factory", "school", "station", "dam")
GOODS = """
gardens, soup, chess, weather, letters, jazz, knitting, maps, bicycles, bread, birds, poems, museums, trams, honey,
puzzles, theatre, stamps, cheese, violins, orchards, lamps, markets, ferries, quilts, clocks, kites, pottery, tea,
libraries, lace, mushrooms, fencing, opera, sledges, beetles, comets, fairs, glass, harps, ink, jam, looms, mosaics,
nuts, oars, paper, quarries, ropes, saddles, tiles, umbrellas, velvet, wool, yachts, zithers, apricots, barns, cellos
"""
# What each article has for itself: twenty thousand copies of one text would be one story, and no load.
OTHERS = tuple(" ".join(GOODS.split()).split(", "))
# What a feed may say of the time at which it was published; one article in forty does.
LIES = (datetime(1970, 1, 1, tzinfo=UTC), datetime(2105, 1, 1, tzinfo=UTC), datetime(1899, 12, 31, tzinfo=UTC))
FETCHED = datetime(2025, 6, 10, 13, tzinfo=UTC)


def made(number: int) -> Article:
    """The article with ``number``; its outlet and page are its own."""
    pair, denies = divmod(number, 2)
    place = PLACES[(pair // 1000 * TOWNS + pair % TOWNS) % len(PLACES)]
    thing = THINGS[pair // TOWNS % len(THINGS)]
    struck = f"Ukrainian forces destroyed a {thing} near {place} on Monday"
    first = f"Russian officials denied that {struck}" if denies else f"{struck}, the Ukrainian army said"
    others = ", ".join(random.Random(number).sample(OTHERS, 30))
    body = f"{first}. {3 + number % 5} people were injured in {place}, the mayor said.\n\nAlso in this paper: {others}."
    told = {"published_at": LIES[number % len(LIES)]} if number % 40 == 7 else {}
    return article(
        f"The {thing} of {place}", body, outlet=f"Outlet {number}", page=str(number), fetched_at=FETCHED, **told
    )
