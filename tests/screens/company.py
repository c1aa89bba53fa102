"""A sixth crowd: names of one to four words, handles with dots and underscores, groups, and dates of every form."""

# ruff: noqa: E501  (words read best as one list)
from __future__ import annotations

from random import Random

from tests.screens.cast import sentences

NAMES = """Philippa Stannard|Dev Ramachandran|Jo Tranmer-Wicks|Aoibhinn Gallagher|Bronisława Sikora|Curtis Abara|Mabli Cadwaladr|Temperance Oyelowo|Vic Scholey|
Renée D'Aubigny|Nathaniel O'Rourke|Sadia Parveen Iqbal|Luc van der Berg|Georgie Marlowe 🐝|Kev Hattersley|Hania Kowalczuk|Dot Winterbourne|Iestyn Prydderch|
Mary-Kate Dunleavy|Osman Yıldırım|Tolu Adeniran|Ciara N. Whelan|Steph Ludlow-Barnes|Raúl Ibáñez Soto|Harjinder S Bains|Lottie Fenwick ✨|Ines Carvalho Pinto|
Gavin Threlkeld|Mei-Lin Foo|Ally McAllister|DEBBIE PROUT|shaun garrity|Nell Ashcombe-Doyle|Ravinder K|Pip Thackray|Old Tom Bagshaw|Zoltán Kerekes|
Wren Hollis|Jacinta Ruiz de Alba|Ian Liddell|Hilary Tallis|Bea & Ron Cottam|Marjorie Illing|Dale Prior|Sonny Day|Rose Bright|Will Power-Smith|
Copperfield Café|Millbeck Scouts|The Fleece at Millbeck|Cllr Anwar Shafiq|Dr Ebba Lindqvist|Father Dominik Zych|Miss Tansy Orchard""".replace(
    "\n", ""
).split("|")
HANDLES = """pip.thackray|jo_tw|dev.ram_|aoibhinn.g|curtis_abara7|mablic|vicscholey|_renee.da|nat_orourke|sadia.p.i|luc.vdb|georgie.bee|kevhatts|hania_k.|dotty.w|
iestyn__p|marykate.d|osman.yil|tolu_ade|ciara.nw|steph.lb_|raul_is|harj_bains|lottiefen|ines.cpinto|gav.threlkeld|meilinfoo|ally_mca|dprout64|shaun.garrity|
nell_ad|the.copper.field|millbeckscouts|cllr_shafiq|dr.ebba|misstansy|i.liddell|ill1ng_m|wren.hollis|_tired.of.packed.lunches|bookbag_boss|mum.of.the.twins_|
year5dad|millbeck.matters|not_the_pta""".replace("\n", "").split("|")
NICKS = """PackedLunchPanic|WhereIsTheOtherShoe|Gingernutter|Mudlark77|TheLastClementine|NameChangeForThis26|Kettleon|Threadbare|HenriettaHedgehog|
DuvetDay99|AlwaysLateForPickup|RhubarbFool|Inspectorcalls2|Wellyboots|OvenchipsAgain|user3046618827|MyLittlePonytail|Wombling|ConkersAutumn|Lollipoplady8""".replace(
    "\n", ""
).split("|")
SAVED = """Pip T|Wren's mum|Dev (Reception)|Jo T-W|Kev next door|Class rep Sadia|Steph L 🌷|Curtis' Dad|Hania mama Zosi|Ally|Mary-Kate|Nell AD|Old Tom|Harj Y4|
Twins mum|Coach Gav|Ines cleaner|Tolu + Remi mum|Shaun G|Aunty Dot""".replace("\n", "").split("|")
NEIGHBOURS = [
    "Philippa S.",
    "Dev R.",
    "Jo T.",
    "Aoibhinn G.",
    "Kev H.",
    "Mary-Kate D.",
    "Luc v.",
    "Harjinder B.",
    "Dot W.",
    "Ian L.",
    "Mei-Lin F.",
    "Ciara W.",
    "Tom B.",
    "Renée D.",
    "Osman Y.",
    "Steph L.",
]
NEIGHBOURS_WHOLE = [
    "Philippa Stannard",
    "Kev Hattersley",
    "Mary-Kate Dunleavy",
    "Harjinder Bains",
    "Dot Winterbourne",
    "Ian Liddell",
    "Mei-Lin Foo",
    "Ciara Whelan",
    "Gavin Threlkeld",
    "Luc van der Berg",
]
GROUPS = """Millbeck Primary parents (unofficial)|Badgers Class 26/27|Millbeck Matters|Year 5 Residential 🏕️|What's On in Millbeck|Millbeck & Garth Noticeboard|
Reception newbies|PTA – bake sale|Mums who cope|Walking bus A|Spotted in Millbeck""".replace("\n", "").split(
    "|"
)
PLACES = ["Millbeck", "Garth End", "Tenter Hill", "Canal Side", "Upper Millbeck", "Station Quarter"]
SCHOOL = "Millbeck Primary School"
SAYINGS = """They changed the pick up door and told no one, my five year old walked out on her own|Mrs Ravenscroft read his spelling mistakes out to the entire class|
Four emails. Four. And the only reply was an out of office|Who else is keeping theirs home on Thursday?|I pay for that breakfast club and he got half a crumpet|
The acting head has never once said good morning to me|Mr Lomax pulled the chair from under him and then laughed about it|Mine says he tells them they'll end up sweeping roads|
Not acceptable. Who do I take it to?|Start with the class teacher and then the governors, it's all on the website|Governors? Half of them haven't set foot in there since 2019|
She's a bully, always was, I was at school with her|Have we all forgotten they are people with families too|Nobody is forgetting anything Dale|My lad had his glasses broken and the office offered him sellotape|
There were 33 of them in that hall and one adult|Lovely assembly this morning, the violins made me cry|I want that woman out before Easter|We're going to the papers, I've already spoken to someone|
It was 12 minutes past nine before the register was taken|Please can someone share the menu for next week|He's on the SEN register and they lost his plan|
I'm told the deputy has gone off with stress and frankly I'm not surprised|Anybody want to car share to the swimming gala|Don't put the child's initials on here, everyone will know who it is|
They've had £4,000 from the PTA so where is the shed|My neighbour cleans there and what she sees would make your hair curl|I'll say it if no one else will|
Ring them at 8 on the dot and it's engaged until 9|Her daughter is in that class so of course she sticks up for him|Got the same letter, binned it|That's not what happened, I was stood right there|
Two weeks on and there's still glass by the bins|If it were your child you'd be saying the same|Turn your back for five minutes and the policy has changed|Can everyone calm down please""".replace(
    "\n", ""
).split("|")
SHORT = """Vile|Oh here we go|Which gate?|Yes!! This|Poor lad|And again|Ditto, Year 3|Shocking really|Hugs x|Ring them|Nah|Sorted, ta|Seen it|Says who?|Take it to the governors|Very true Pip|
Badgers too|Never!|Good for you|Eh?|Sad times 😔|Tell me about it|Exactly that|Wrong, sorry""".replace(
    "\n", ""
).split("|")


def pick(rng: Random, count: int) -> list[str]:
    """So many names, all different."""
    return rng.sample(NAMES, count)


def words(rng: Random, longest: int = 2) -> str:
    """What somebody wrote: a word or two, or up to ``longest`` sentences."""
    if longest <= 2 and rng.random() < 0.22:
        return rng.choice(SHORT)
    text = sentences(rng, SAYINGS, longest, 0.5)
    if rng.random() < 0.1:
        text += " " + rng.choice(["😠", "🙃", "😂😂", "💔", "🤷‍♀️", "👏"])
    return text


def clock(rng: Random) -> str:
    """A time of day."""
    return f"{rng.randint(6, 22):02}:{rng.randint(0, 59):02}"


def ago(rng: Random) -> str:
    """A short time ago, as most apps write it."""
    return rng.choice(
        [
            f"{rng.randint(2, 59)}m",
            f"{rng.randint(1, 23)}h",
            f"{rng.randint(1, 6)}d",
            f"{rng.randint(1, 20)}w",
        ]
    )


def hours(rng: Random) -> str:
    """A time ago in longer words, or a date, as Facebook writes it."""
    day = rng.randint(1, 28)
    return rng.choice(
        [f"{rng.randint(2, 22)} hrs", "1 hr", f"{rng.randint(2, 55)} mins", f"Yesterday at {clock(rng)}", f"{day} November at {clock(rng)}",
         f"{day} Nov 2026", f"{rng.randint(1, 6)} d", f"{rng.randint(2, 23)} h", "Just now"]
    )  # fmt: skip


def stamp(rng: Random) -> str:
    """A whole date with its hour."""
    return f"{rng.randint(1, 28):02}/11/2026, {clock(rng)}"
