"""A fifth crowd: names of one to four words, titles, letters of other tongues, groups, and dates of every form."""

# ruff: noqa: E501  (words read best as one list)
from __future__ import annotations

from random import Random

NAMES = """Odette|Big Dave|Roisin Kettlewell|Mandla Khumalo|Tess Van Houten|Anna-Lena Brückner|Siew Ling Teoh|Mohammed Abdul Karim|Clare O'Shaughnessy|
Lauren Amy Pickles|Ángel Luis Fernández|Dr Nuala Finnerty|Mrs P Wetherby|Reverend Tony Applegarth|hayley stubbins|IAN ILEY|Jo-Jo Mensah|Björk Halldórsdóttir|
Kasia Dąbrowska-Reed|Ştefania Munteanu|Thuỳ Dung Phạm|Ngozi Ada Nwosu-Peters|R. J. Hartnoll|Priti K|Sam T.|Elin ap Rhydderch|Fiona de Souza|Marguerite St. Clair|
Lee Illman|Will Hope|Joy Bright|Faith Small|April Showers|Mark Down|Sue Everett 🌸|Danny Lightfoot ⚽|Nanny Jean|Lil' Mo|Mr Tumble Tots|Jas Kaur Dhaliwal|
Oakfield Juniors FC|Bluebell Bakes|The Plough Inn, Netherfield|Spire View Dental Practice|Yasmin El-Sayed|Huda Al Mansouri|Ebo Quansah|Carys Mai Bowen|
Dominic D'Arcy-Pole|Trudi Nunn (Baxter)|Cllr Sheila Brompton|Ilaria Illuminati|Xin Yi Lau|Pat|Bernadette McGillicuddy|Katya Ivanova|J Poole|Tamsin Rose Ann Veale""".replace(
    "\n", ""
).split("|")
HANDLES = """roisin.k|dave_the_rave88|odette__|tess.vanhouten|siewling_t|lauren_amyp|hayleystubbs1|nuala_f|jojo.mensah|kasia.dr|thuydung.pham|ngozi_np|rj_hartnoll|
the_bluebell_bakes|oakfieldjuniorsfc|y.elsayed|iil1man|lee.illman|w_hope|mrsbright|faith.small.x|_april_s|markdown_7|sue.ev|dannylightfoot9|nanny_jean_|ebo.q|carysmai|
trudi.nunn|cllrbrompton|pat_1971|bernie.mcg|katya_i|jpoole__|x.tamsin.x|proudmumof2|notyourav3ragedad|school.run.queen|netherfieldnews|bigmandla""".replace(
    "\n", ""
).split("|")
NICKS = """ToastAndMarmalade|GiveMeStrength44|BiscuitTinLid|MissTigglewinkle|NamechangedForThis|HotWaterBottle3|PurpleWellies|Threeundersix|ladybirdlady|
OfCourseItsRaining|user2087736451|CantFindMyKeys|Fizzyrosé|MotherOfDragons12|QuietCorner|Sockmountain|IsItBedtimeYet|Elevenses|PTAescapee|BabyElephantWalk""".replace(
    "\n", ""
).split("|")
SAVED = """Ned's mum|Roisin (Y4)|Dave|Tess VH|Class rep Priti|Hayley nct|Siew Ling|Dad of Otis|Jas + Raj|Nanny Jean|Mandla plumber|Fi|Carys Mai Bowen|
Yasmin Y1|Coach Danny ⚽|Bernie dinner lady|Kasia mama Leona|Pat lollipop|Odette 💫|Trudi|Mo's mum|Aunty Huda|J Poole|sam t""".replace(
    "\n", ""
).split("|")
NEIGHBOURS = """Roisin K.|Tess V.|Dave M.|Clare O.|Mohammed A.|Siew Ling T.|Anna-Lena B.|Priti K.|Fiona D.|Ian I.|Mary Ellen F.|Jas D.|Ebo Q.|Sue E.|Hayley S.|Björk H.|Pat N.|Dominic D.|Tamsin Rose V.""".replace(
    "\n", ""
).split("|")
NEIGHBOURS_WHOLE = """Roisin Kettlewell|Mary Ellen Fosdyke|Jas Kaur Dhaliwal|Pat Nolan|Siew Ling Teoh|Dominic D'Arcy-Pole|Ngozi Nwosu-Peters|Ian Iley|
Carys Mai Bowen|Ebo Quansah|Anna-Lena Brückner|Sue Everett""".replace("\n", "").split("|")
GROUPS = """Netherfield Parents' Voice|Year 4 Kestrels|Netherfield Primary – unofficial|Otters Class 25/26|Mums of Netherfield|Y6 leavers 🎓|PTA Fair Planning|Spotted in Netherfield|
Walking bus Tues/Thurs|Netherfield Community Noticeboard|Owls WhatsApp|Nursery 2026""".replace(
    "\n", ""
).split("|")
PLACES = ["Netherfield", "Spire View", "Old Town", "Kiln Lane", "Waterside", "West Park"]
SCHOOL = "Netherfield Primary School"
SAYINGS = """Three weeks running they've cancelled football club and not a word to anyone|Miss Prudhoe made her stand facing the wall for the whole of break|
I asked for the complaints policy and was handed a leaflet about nits|If they can find money for a new sign they can find money for a TA|My daughter has stopped eating her lunch because of that woman|
Ring the council, ask for admissions|Can we keep this civil please|Why should we, they never are|My eldest went there 2008 to 2014 and it was brilliant then|
It was 10 past 9 and there was still no teacher in the room|So who actually signed this off|I'll be at the gates at half three if anyone wants to talk|
She told him he was thick. He's six|Heard the same from two other families in Kestrels|They only care about the attendance figures|That is a lie and you know it|
Apparently the caretaker saw the whole thing|Has the bus come yet?|You should have seen the state of those toilets on Friday|Sack the lot of them|
I used to work there and I could tell you some stories|Chips again, I kid you not|Please don't name staff on here|Name them, they've had enough warnings|
The letter is dated 4 November but we got it on the 19th|My son's hearing aid was lost and nobody will pay|1 teacher 2 classes 58 kids|
We pulled ours out in Year 2 and never looked back|Mr Gantry is the worst of them all, a bully in a tie|He was kind to mine when her grandad died|Ok but what can we do about it|
Sign the petition, link in my bio|They've blocked me from the school page for asking a question|There is a meeting in the Plough at 7.30, all welcome|
I have a recording of what was said|Be careful with that|What are they going to do, expel me?|It isn't the teachers, it's the academy trust|
My heart breaks for that little boy|The photos went up without anyone's permission|My ex is on that photo so that's a safeguarding matter|Honestly shut it down""".replace(
    "\n", ""
).split("|")
SHORT = """Same|Omg|Poor lamb 😢|Since when|Wasn't us|👍👍|Is it true?|Yep, Kestrels too|Never|Ring me|No chance|Ta|Who said that|Bless him|Following|So true|Disgraceful|Say it louder|Here we go again|
Not again|I'm in|Which teacher|Ask Priti|Haha|Love this|Wrong school hun|Seriously?|Report it""".replace(
    "\n", ""
).split("|")
FACES = ["😠", "😭", "🤷‍♀️", "🙃", "❤️", "🔥", "🤦"]


def pick(rng: Random, count: int) -> list[str]:
    """So many people, each once."""
    return rng.sample(NAMES, count)


def words(rng: Random, longest: int = 3) -> str:
    """What somebody wrote."""
    if longest <= 2 and rng.random() < 0.25:
        return rng.choice(SHORT)
    said = rng.sample(SAYINGS, rng.randint(1, longest))
    text = (
        ". ".join(s.rstrip(".") for s in said)
        if rng.random() < 0.7
        else " ".join(s.rstrip(".") + "." for s in said)
    )
    if rng.random() < 0.15:
        text += " " + rng.choice(FACES) * rng.randint(1, 2)
    return text.lower() if rng.random() < 0.12 else text


def ago(rng: Random) -> str:
    """As feeds count."""
    return rng.choice(
        [
            f"{rng.randint(1, 23)}h",
            f"{rng.randint(1, 59)}m",
            f"{rng.randint(1, 6)}d",
            f"{rng.randint(1, 50)}w",
            "Just now",
            "1y",
        ]
    )


def dated(rng: Random) -> str:
    """As posts of some age are dated."""
    d, h, m = rng.randint(1, 28), rng.randint(1, 12), rng.randint(0, 59)
    month = rng.choice(["September", "October", "November"])
    return rng.choice(
        [
            f"{d} {month} at {h + 8:02}:{m:02}",
            f"Yesterday at {h + 8:02}:{m:02}",
            f"{d} {month[:3]}",
            f"{month} {d}, 2025",
            f"Monday at {h:02}:{m:02}",
            f"{d} {month} 2025",
            ago(rng),
        ]
    )


def long_ago(rng: Random) -> str:
    """As Google counts."""
    return rng.choice(
        [
            "a day ago",
            "2 days ago",
            "a week ago",
            "3 weeks ago",
            "a month ago",
            "5 months ago",
            "a year ago",
            "2 years ago",
            "an hour ago",
            "Edited 4 months ago",
        ]
    )
