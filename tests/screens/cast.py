"""Invented people and what they say, drawn with a seed: many origins, many ways to write oneself."""

# ruff: noqa: E501  (words read best as one list)
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from unicodedata import normalize

FIRST = [
    "Aled",
    "Siân",
    "Rhys",
    "Cerys",
    "Piotr",
    "Agnieszka",
    "Katarzyna",
    "Tomasz",
    "Zbigniew",
    "Andreea",
    "Ionuț",
    "Mihai",
    "Ruxandra",
    "Adaeze",
    "Chinedu",
    "Olumide",
    "Folake",
    "Ifeoma",
    "Imran",
    "Ayesha",
    "Sana",
    "Faisal",
    "Zainab",
    "Usman",
    "Priya",
    "Gurpreet",
    "Harjit",
    "Nadia",
    "Yusuf",
    "Leila",
    "Wei",
    "Mei",
    "Linh",
    "Darren",
    "Kelly",
    "Stacey",
    "Gary",
    "Tracey",
    "Lorraine",
    "Craig",
    "Shannon",
    "Kieran",
    "Niamh",
    "Siobhan",
    "Declan",
    "Ewan",
    "Morag",
    "Isla",
    "Callum",
    "Jean-Luc",
    "Anne-Marie",
    "Mary-Jane",
    "Dwayne",
    "Keisha",
    "Tyrone",
    "Marcia",
    "Ian",
    "Iain",
    "Isobel",
    "Imogen",
    "Ivy",
    "Lily",
    "Lloyd",
    "Jill",
    "Will",
    "Al",
    "Jo",
    "Bo",
    "Hannah",
    "Rebecca",
    "Daniel",
    "Sophie",
    "Emma",
    "Mark",
    "Paul",
    "Susan",
    "Bev",
    "Deborah",
    "Nkechi",
    "Oluwaseun",
    "Bronwen",
    "Ffion",
    "Dafydd",
    "Tadeusz",
]
LAST = [
    "Rees",
    "Llewellyn",
    "Ap-Gwilym",
    "Pugh",
    "Kowalska",
    "Wiśniewski",
    "Lewandowski",
    "Zieliński",
    "Nowak",
    "Popescu",
    "Ionescu",
    "Dumitru",
    "Okonkwo",
    "Adeyemi",
    "Balogun",
    "Eze",
    "Nwachukwu",
    "Hussain",
    "Khan",
    "Malik",
    "Chaudhry",
    "Siddiqui",
    "Patel",
    "Kaur",
    "Singh",
    "Haddad",
    "Rahman",
    "Chen",
    "Nguyen",
    "Rudd",
    "Sykes",
    "Postlethwaite",
    "Braithwaite",
    "Armitage",
    "O'Connor",
    "O'Neill",
    "McAllister",
    "MacDonald",
    "Fitzgerald",
    "Gallagher",
    "Brennan",
    "Smith-Jones",
    "Taylor-Brown",
    "Hughes-Okafor",
    "Carter",
    "Bell",
    "Moss",
    "Little",
    "Hill",
    "Illingworth",
    "Ellis",
    "Inglis",
    "Ivory",
    "Iqbal",
    "Ilves",
    "Whitehouse",
    "Cartwright",
    "Dobson",
    "Tyson",
    "Nicholson",
    "Relph",
    "Van-Dijk",
    "Fisher",
    "Pearson",
    "Steele",
    "Thwaite",
    "Benn",
    "Oduya",
    "Ferreira",
]
SAVED = """Darren mum|Lily's mum Y3|Class rep Kelly|Dad of Theo|Nicky nextdoor|Auntie Bev|jo (football)|Sam Year 4|
Mo's Dad|Tracey PTA|mum of twins|Kirsty Beavers|Imogen M|Grandad Les|Zosia mama|Ola Y2 mum|Cath (school run)""".replace(
    "\n", ""
).split("|")
GROUPS = """Fellside Parents & Carers|Y4 Parents 2026|Oakbank Community Chat|Year 2 Class Group|Spotted: Harrow Green|
Northgate School Mums|Beechwood Primary Parents|What's On Thornlea|Reception 2026|Our Village Noticeboard""".replace(
    "\n", ""
).split("|")
PLACES = [
    "Harrow Green",
    "Thornlea",
    "Upper Moss",
    "Castle Hill",
    "Northgate",
    "Fellside",
    "Weir Bank",
    "Low Town",
]
SCHOOLS = [
    "Fellside Primary School",
    "Oakbank Junior School",
    "Beechwood Primary Academy",
    "Thornlea Infants",
]

SENTENCES = """Has anyone else had a letter about the new drop off rules?|Honestly this school is a joke.|
Mrs Ashworth hasn't a clue what she is doing.|My lad came home in tears again today.|
I rang the office three times and nobody bothered to call me back.|They never listen to parents.|
Who is in charge over there?|Fully agree with this.|It's been going on since September and nothing gets done.|
I'm taking mine out after half term.|The head should be ashamed.|Not what we were promised at the open evening!|
Does anyone have the number for the governors?|The gates were locked at 8.45 and we were told to go to reception.|
Mr Lowther shouted at her in front of the whole class.|Same thing happened to my sister's girl in Year 3.|
Let's all email them on Monday.|£12 for a trip to the library, really?|There were 31 kids in that room with one TA.|
I waited until 3:40 before somebody came out.|You can't even park within half a mile of the place.|
We had the same last year and it was swept under the carpet.|If it was up to me they'd all be sacked.|
I wouldn't send a dog there.|Some of those dinner ladies are lovely to be fair.|Think it depends on the teacher.|
The new uniform list is ridiculous and only one shop sells it.|He said it was 2 days ago but nobody told us.|
Ofsted need to hear about this.|Anyone going to the meeting on Thursday at 6pm?|
They lied to us about the club and now they are lying about the money.|Can somebody share the policy please.|
She was told to sit in the corridor for 40 minutes.|I've kept every email they sent.|It gets worse every year.|
Mine loves it there, never had a problem.|What did the letter say?|Please keep names out of it, this is public.|
I have asked for a meeting and been fobbed off twice.|That is not how you speak to a seven year old.|
Absolutely disgusting behaviour from a so called professional.|Screenshot everything and send it to the council.""".replace(
    "\n", ""
).split("|")
SHORT = """Same here|Totally agree|Disgusting|Yes!!|Shocking|Well said|Not surprised at all|following|No way|Wow|
agreed 100%|This.|Which class?|Name and shame|Message me hun|Bump|Exactly what I said|So sorry to hear this|
Ours too|Year 5?|Is that Mr Lowther|Unreal|👏👏|Told you|lol|Thank you Kelly|Pm'd you|Me too|Why though?""".replace(
    "\n", ""
).split("|")
EMOJI = ["😡", "😂", "🙄", "👏", "💔", "🤬", "😢", "🙏"]


@dataclass(frozen=True)
class Said:
    """One post, comment or message: the truth the reader is measured against.

    ``author`` is ``None`` where the screen does not tell, ``depth`` counts how far it is a reply.
    """

    author: str | None
    handle: str | None
    when: str | None
    text: str
    depth: int = 0
    badge: str | None = None


def name(rng: Random) -> str:
    """A full name as people show it: mostly two words, some three, a few odd."""
    kind = rng.random()
    first, last = rng.choice(FIRST), rng.choice(LAST)
    if kind < 0.08:
        return f"{first} {rng.choice(FIRST)} {last}"
    if kind < 0.12:
        return f"{first} {rng.choice('ABCDEFGHJKLM')} {last}"
    if kind < 0.15:
        return f"{first} Van Der {last}" if rng.random() < 0.4 else f"{first} {last} ({rng.choice(LAST)})"
    if kind < 0.18:
        return f"{first.lower()} {last.lower()}"
    if kind < 0.20:
        return f"{first} {last[0]}"
    return f"{first} {last}"


def handle(rng: Random) -> str:
    """A user name without its @, as people choose them."""
    first, last = (_ascii(rng.choice(words)).lower() for words in (FIRST, LAST))
    first, last = first.replace("-", ""), last.replace("-", "").replace("'", "")
    number = str(rng.randint(2, 99)) if rng.random() < 0.5 else ""
    return rng.choice(
        [
            f"{first}{last}{number}", f"{first}.{last}", f"{first}_{last[:3]}{number}", f"the{last}s{number}",
            f"{first}{number}xx", f"mumof3_{first}", f"{last}{first[0]}{number}", f"{first}__x", f"its{first}{number}",
        ]
    )  # fmt: skip


def saved(rng: Random) -> str:
    """A contact's name as a phone's owner saved it, a number, or a stranger's own "~ Name"."""
    kind = rng.random()
    if kind < 0.35:
        return rng.choice(SAVED)
    if kind < 0.5:
        return f"+44 7700 900{rng.randint(100, 999)}"
    if kind < 0.62:
        return f"~ {rng.choice([name(rng), rng.choice(FIRST)])}"
    return name(rng) if rng.random() < 0.6 else rng.choice(FIRST)


def words(rng: Random, longest: int = 4) -> str:
    """What somebody wrote: a word or two, or up to ``longest`` sentences; some with a smiley."""
    if longest <= 2 and rng.random() < 0.3:
        return rng.choice(SHORT)
    text = " ".join(rng.sample(SENTENCES, rng.randint(1, longest)))
    if rng.random() < 0.12:
        text = f"{rng.choice(EMOJI)} {text}"
    if rng.random() < 0.2:
        text = f"{text} {rng.choice(EMOJI)}"
    return text.lower() if rng.random() < 0.1 else text


def sentences(rng: Random, sayings: Sequence[str], longest: int, bare: float) -> str:
    """Up to ``longest`` sayings, each with its stop; in so many of all (``bare``) the last is without one."""
    text = " ".join(s if s[-1] in ".!?)" else s + "." for s in rng.sample(sayings, rng.randint(1, longest)))
    return text.removesuffix(".") if rng.random() < bare else text


def short_time(rng: Random) -> str:
    """ "3h", "12m", "2d", "5w": how most feeds count."""
    unit = rng.choice("hhhhmmddw")
    return f"{rng.randint(1, {'h': 23, 'm': 59, 'd': 6, 'w': 40}[unit])}{unit}"


def clock(rng: Random) -> str:
    """A time of day on the 24-hour clock."""
    return f"{rng.randint(7, 23):02}:{rng.randint(0, 59):02}"


def day(rng: Random) -> str:
    """A day in November, in words."""
    return f"{rng.randint(1, 28)} {rng.choice(['November', 'October', 'September'])}"


def _ascii(text: str) -> str:
    return normalize("NFKD", text.replace("ł", "l").replace("ț", "t")).encode("ascii", "ignore").decode()
