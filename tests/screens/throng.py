"""A third crowd: names long, doubled, foreign, single, small, with smileys; shops and pages; new sayings."""

# ruff: noqa: E501  (words read best as one list)
from __future__ import annotations

from random import Random

from tests.screens.cast import sentences

NAMES = """Oluwadamilola Adebayo-Fashanu|Wojciech Krzyżanowski|María del Carmen Ruiz|Ng Wei Ling|Sukhvinder Kaur Dhaliwal|
Aoife Ní Shúilleabháin|Xanthe Featherstone-Cole|Mumtaz Begum|Baz McGrath|T Jay Robson|lou smith|Ste Ainscough|Charl Potts|
Nanny Jean|Shell Louise|Coach Danny Webb|Deano 🔥|Thornlea Tyres|Hair by Tash|Rumbelow & Daughters|Theodora Papadopoulou|
Dmytro Kovalenko|Svitlana Bondar|Hülya Yılmaz|Søren Kjærgaard|Chloë Beaumont-Ward|Gwenllian Ifans|Siôn ap Rhodri|Mehwish Akhtar|
Parminder Singh Gill|Yetunde Olatunji|Kwabena Owusu-Ansah|Zsófia Nagy|Ștefania Munteanu|Jarosław Pietrzak|Tegan-Leigh Oxley|
Billy-Jo Tranter|Phil Ashdown|Rachael Kirkbride|Ann Other|Faith Love|Hope Winter|Will Power|April Rains|Penny Lane|Frank Sharp|
Kim Le|Li Na|Yu Xin Tan|Bo Xu|Al Dean|Ed Balls-Cooper|Mrs Trellis|Dr Amina Yusuf|Cllr Geoff Tweddle|Pastor Emmanuel Boateng|
LEANNE HARPER|keeley-ann dobbs|Stacey-Marie|Jodie Atkins (Howe)|Sam Tucker-Hale|Vicky Mcdermott|Liam O'Hare|Orla D'Arcy|
Ilse Vandenberghe|Illya Ivashchenko|Isaac Isherwood|Iris Lill|Ilyas Islam|Lillian Ilott|Val Hall|Jacqueline Postgate-Worthington""".replace(
    "\n", ""
).split("|")
HANDLES = """claire.and.co|thehendersons_|x.kirsty.x|big_dave_79|lou.lou_smith|coach_danny|hairbytash|n.akhtar90|mamma_mia_mills|just.jodie|
deano1985|gaffer_68|_rosiexo|tegan.leighx|iamkwabena|miss_h_reads|y3mumslife|ww_pietrzak|sonofapreacher|tillyandfreddie|hollyb.___|m0nika.s|
notyouraveragemum|the.ashdowns|realliamohare|yetunde_o|ilyas.islam|lillianilott|paulywauly|zsofi_n|davina.ox|kev__the__rev|bex_w_|ed.b""".replace(
    "\n", ""
).split("|")
NICKS = """SleeplessInSkipton|Whoknewthat22|PTAdodger|Biscuitthief|teabagsandtears|HoundsOfLoveless|3under5andtired|NC4this|Mumof2bluesky|
cantbelieveit99|Lavenderfields|ThisIsMyNameNow|GoldenLabs|WhenIsHalfTerm|ChipsAndGravy7|Yorkshirelass81|OneTwoBuckle|mrsbeeton1861""".replace(
    "\n", ""
).split("|")
SAVED = """Theo's mum|Mel (Ava Y2)|PTA Joanne|Coach Danny|Work Steph|Uncle Phil|Baz|Charl 🌸|Olly + Ruby Mum|Sukhi K|Mrs Khan shop|Jess B (Rec)|Nige|
Freddie Dad Rob|Hetty Mummy|Y5 Rep - Orla|Zsófia N|Mila's Daddy|Gran|Amy from antenatal""".replace(
    "\n", ""
).split("|")
GROUPS = """Hawthorn Class Parents|Y6 leavers 🎓|St Wilfrid's PTA|Spotted in Marlow Bridge|Ashgrove Mums & Dads|Marlow Bridge Community|
Larch Class 2025/26|School Run Warriors|Netherby Noticeboard|Mums of Riverside|Year 1 chat|Football U9s""".replace(
    "\n", ""
).split("|")
PLACES = [
    "Marlow Bridge",
    "Netherby",
    "St Wilfrid's",
    "Old Quarry",
    "Riverside",
    "The Avenues",
    "Ashgrove East",
    "Fen End",
]
SCHOOLS = [
    "St Wilfrid's C of E Primary School",
    "Ashgrove Primary",
    "Riverside Community Primary School",
    "Hawthorn Hill Infant School",
]
SAYINGS = """So apparently the Year 4 trip has been cancelled and nobody thought to tell us until this morning.|I've had it up to here with that office.|
Miss Pemberton told my daughter she was lazy. LAZY. She's six!|Not a single reply to three emails since the 3rd of November.|
If they can find money for a new sign they can find money for a TA|Honestly thinking of home schooling at this point|Anyone else get the text at 10pm last night??|
They've lost his coat twice now and his inhaler once.|Went in to complain and was told the head is "unavailable until January"|You couldn't make it up could you|
My eldest went there and it was brilliant, what's happened?|New management, that's what|It's all about the attendance figures with them|
Got fined £80 for a funeral. A funeral.|Mr Garside should not be anywhere near children in my opinion|He grabbed my son's arm and there were witnesses|
That's a serious thing to put on here, have you spoken to the school?|Yes and got nowhere, hence posting|The new phonics scheme is rubbish|
Breakfast club has gone up to £6.25 a session, just so you know|Are they open tomorrow does anyone know?|I saw the ambulance there at about 2.15 today, hope everyone is ok|
Let's meet outside the gates on Friday at half 8 and make ourselves heard|I'll be there with a banner|Count me in|My husband's a solicitor and he says they can't do that|
Typical. One rule for them and another for us|Can an admin turn off comments please|Dinner ladies are the only decent ones left|What a way to treat a child with SEND|
She's been crying every night for 2 weeks|The chair of governors is her best mate so good luck with that|3 different teachers in one term. THREE.|Someone needs to go to the papers about this|
I don't normally post on here but I'm fuming|Was told to "manage expectations" at parents evening|Sorry but I think they do a great job with no money|Agree with Orla, there's two sides to this""".replace(
    "\n", ""
).split("|")
SHORT = """Wow|Same!!|Speechless|Sending hugs xx|Dm me|👀|This is awful|Oh no|What?? When?|Report it|Yep.|Ours too, Y2|Can't believe it|Shameful|Following|So true
Which one?|Hear hear|Tagging @kev|Ok hun|Nope|Every year!|Thank you x|❤️|Good luck|Disgraceful tbh|Not again|lol|Well put Phil""".replace(
    "\n", "|"
).split("|")


def pick(rng: Random, count: int) -> list[str]:
    """So many names, all different."""
    return rng.sample(NAMES, count)


def words(rng: Random, longest: int = 2) -> str:
    """What somebody wrote: a word, or up to ``longest`` sentences."""
    if longest <= 2 and rng.random() < 0.22:
        return rng.choice(SHORT)
    text = sentences(rng, SAYINGS, longest, 0.4)
    if rng.random() < 0.12:
        text += " " + rng.choice(["😡", "🤦‍♀️", "😂😂", "💔", "🙄", "👏👏👏"])
    return text.lower() if rng.random() < 0.08 else text


def saved(rng: Random) -> str:
    """A contact as its owner saved it, or a number nobody saved."""
    kind = rng.random()
    if kind < 0.45:
        return rng.choice(SAVED)
    if kind < 0.6:
        return f"+44 7{rng.randint(400, 999)} {rng.randint(100000, 999999)}"
    return rng.choice(NAMES)
