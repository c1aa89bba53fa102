"""More people, and harder to tell from words: shops, initials, accents, underscores, capitals, smileys."""

# ruff: noqa: E501  (words read best as one list)
from __future__ import annotations

from random import Random

from tests.screens import cast

ODD = """J. R. Whitlock|Anya D'Souza|Marie-Claire O'Dowd|Sinéad Ní Bhriain|Łukasz Wójcik|Đặng Thu Hà|Jürgen Weiß|José Núñez|
Zoë Faulkner-Reid|Ebony St Clair|Tom de la Mare|AJ Okafor|Mo Farrukh|Rev Dilys Pryce|Dr Hana Malik|Big Col Thomo|DEBS HARGREAVES|
Oxcombe Community Hall|Harbour Street Bakery|Little Acorns Childminding|Mags Mc|Bex Thornber|Kt Louise Ashby|Shaz N Baz|Nana Pat|
Anastasija Petrović|Mahnoor Ul Haq|Abdur-Rahman Sesay|Grace Will|May Summers|Mark Young|Rose Day|Bill Early|Summer Friday|
Chioma N. Obi|Lisa-Marie Kerr|Peter Van Rensburg|Sally Ann Bright|Dee Dee|Vikki Hodgson ❤️|Jade 🌻 Lowe|Iolo Illtyd|Lil Hill""".replace(
    "\n", ""
).split("|")
HANDLES = """kez_x|mrs__tibbs|_jenny.wren|daz.1984|the_real_baz|nic0la|b_e_x_|ilovecake|lil_ian|thornlea.mum|oldgit62|yr6dad|
sarah.j.k|x_tanya_x|mummabear__3|harbourbakery|iillii|official.gaz|pips2010|nowthen_|dr_hana|ms.okafor|rw__photography|llama.drama""".replace(
    "\n", ""
).split("|")
FIRSTS = ["Bex", "Roo", "Anya", "Sinéad", "Łukasz", "Zoë", "Col", "Tia", "Mags", "Ebo", "Hana", "Iolo"]
SAYINGS = """Been on the phone since 9am and still no answer|My two are in Y2 and Y5 and neither knew|Kelly Moss have you seen this|
@nowthen did you get this letter|1. no notice 2. no apology 3. no plan|IT IS A DISGRACE AND EVERYONE KNOWS IT|ok so who do we write to then?|
I was there 3 days ago and it was fine|Last year, same thing. This year, worse.|Mine came home at 15:40 with no coat|has anybody got Mr Hale's email|
Not being funny but she needs sacking|Imagine paying £4.50 for that lunch|the new lady on reception is lovely tbh|Reply to my email would be nice|
Share this so people know|Can't comment on here, will inbox you|My sister says 2 weeks, I heard 3|Why is nobody talking about room 7?|
Head said "we will look into it" and that was that|What a shambles. Again.|Thanks for sharing Rose|We moved ours in May, best thing we did|
Every. Single. Week.|See you all at the gate tomorrow then|Hope your little one is ok x|No idea hun, ask Vikki|Good luck getting a meeting|
Teacher told him to stop crying. He is 5.|Anyone else's child scared to go in?|It's always the same ones shouting|Grow up""".replace(
    "\n", ""
).split("|")


def name(rng: Random) -> str:
    """A full name, one in three of the harder kind."""
    return rng.choice(ODD) if rng.random() < 0.35 else cast.name(rng)


def handle(rng: Random) -> str:
    """A user name, half of them of the harder kind."""
    return rng.choice(HANDLES) if rng.random() < 0.5 else cast.handle(rng)


def first(rng: Random) -> str:
    """A first name alone."""
    return rng.choice(FIRSTS + cast.FIRST)


def words(rng: Random, longest: int = 3) -> str:
    """What somebody wrote: up to ``longest`` sentences of either list."""
    if rng.random() < 0.45:
        return cast.words(rng, longest)
    text = ". ".join(s.rstrip(".") for s in rng.sample(SAYINGS, rng.randint(1, longest)))
    if rng.random() < 0.15:
        text += " " + rng.choice(cast.EMOJI) * rng.randint(1, 3)
    return text
