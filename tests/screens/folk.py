"""A fourth crowd, and what the apps say in other languages."""

# ruff: noqa: E501  (words read best as one list)
from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.screens.cast import sentences

NAMES = """Beatriz Fontes Loureiro|Calvin Oakshott|Malwina Górecka|Tariq Mehmood|Annabel Pryce-Tucker|Lucian Bălan|Fatou Jallow|Gethin Prosser|
Roksana Wiśniewska-Hale|Denise M Fairhurst|Rohan Chatterjee|Skye Ballantyne|Hussain Al Rashid|Ottilie Brandt|Kayleigh-Jo Stubbs|Marek Zając|
Noor Fatima Chaudhry|Gaz Pickersgill|Claire O'Driscoll|Ioana-Maria Stanciu|Simeon Achterberg|Tia|Dawn Holroyd (Pugh)|billie marsh|TRACY ECCLES|
Xiomara Delgado|Jack Le Fevre|Ines da Silva|Petra Nováková|Godfrey Mbeki|Harriet Lumley 🌻|Mo Saleh|The Copper Kettle Café|Fernhill Fitness|
Ameera Siddiqui|Wilf Dunnock|Lynne Askew|Caoimhe Doherty|Ying Zhao|Rupert St. John|Elsie-Rae Tomlin|Ian Illsley|Bill Lillie|Al Ng|Shazia B|
Kwame Boadu|Aurelia Vasilescu|Zdzisława Pawłowska|Teddy & Flo's Mummy|Jude Hartigan 🇮🇪|Miss Polly Underhill|Steve Next Door|Grace Will|May Church""".replace(
    "\n", ""
).split("|")
HANDLES = """calvin.oak|roksi_hale|gaz_pick77|skyeballantyne|thecopperkettle|mrs.askew|fatou.j.x|dunnock_w|itsnoorf|rohanc_92|bea.loureiro|lumleyhatty|tia___|
fernhillfit|gethinp|xio_delgado|jackolefevre|malwina.g|elsierae.t|kb0adu|iillsley|bill.lillie|mumma_of_4_boys|dad_taxi|shazb88|holroyd.dawn|cao1mhe|
the.real.rupert|ttomlin_|noodles_and_naps|y2.chaos|lucianb|mosaleh_11|pawlowska.z|one_tired_teacher|lynn_e_a""".replace(
    "\n", ""
).split("|")
NICKS = """CrumpetsForTea|PassTheCalpol|Squirrelnutkin9|DoIHaveTo2|Marmitelover77|HedgerowHarriet|NoSuchThingAsBadWeather|justanothermum1|Tiredbutwired|
BramleyApple|lemonandginger|WobblyTooth|SchoolGateSpy|Fridayfeeling5|Oldermumof3|WineOclockYet|Pigeonpost|user1698753241|AnotherNameChange0""".replace(
    "\n", ""
).split("|")
SAVED = """Alfie's Dad|Bea (Ola's mum)|Gaz|Tariq M|Nursery Kim|Poppy + Jude Mam|Marek builder|Auntie Lynne|Class rep Ioana|Shaz 💛|Mo|Rupert PTA chair|Sis|
Noor Y3|Kayleigh gate|Dawn cleaner|Hetty & Wilf's gran|Coach Simeon|Denise office?|Fatou""".replace(
    "\n", ""
).split("|")
GROUPS = """Willow Class 2026|Beckfoot Primary Parents|Y3 mums (no teachers!)|Beckfoot & Fernhill Community|Y5 residential|School bus 14|Spotted: Fernhill|
Acorns parents 🐿️|PTA committee|Reception 2026 intake|Beckfoot Buy Sell Swap""".replace("\n", "").split("|")
PLACES = ["Fernhill", "Beckfoot North", "The Crescents", "Lower Mill", "Castle Ward", "Tannery Row"]
SCHOOL = "Beckfoot Primary School"
SAYINGS = """Nobody told us the gate code had changed and we were stood there for 20 minutes|Mrs Darnley shouted at the whole class because one child forgot his reading book|
I am done with this school|Has anyone had the letter about the swimming money?|The deputy told me to my face that my son is a liar|It's the third time this month, I've got photos|
Honestly they couldn't run a bath|Mine loves it there, sorry|You lot never have a good word to say|They said they'd ring back by 3.30. They didn't.|
Why is there never anyone at the crossing?|She has been off since October half term and nobody will say why|We should all turn up on Monday and refuse to leave|
I've written to Ofsted and I suggest you all do the same|That man should not be teaching|What did he actually do though?|He called her stupid. In front of everyone.|
Please take this down, there are children named in it|No. People deserve to know|My sister works there and she says it's chaos|Year 6 had four supply teachers in a week|
They found nits AGAIN and still no note home|Free school meals went missing off the list, not the first time|The new head is a joke|I thought she was lovely when we went round|
Moving mine to St Bede's after Christmas|Good luck getting a place|Can somebody message me the date of the nativity?|It's on the website|The website hasn't worked since summer|
Does the breakfast club take cash|£4.75 now, was £3.20|I'm a TA at another school and this is not normal|Contact the governors, that's what they are for|
The governors are all her mates|Our Alfie came home with a black eye and nobody had noticed|Did you ask to see the accident book?|There's always two sides|
Two sides my foot|Well said Lynne|Keep us posted hun|I will be recording the next meeting on my phone|You can't do that|Watch me""".replace(
    "\n", ""
).split("|")
SHORT = """Ffs|Not ok|Oh love 💔|Really??|Which class?|Us too|Deffo|Same here, Y1|That's awful|Aw no|Cheers|Thanks Mo|Private message me|Gutted|Lol what|👏👏|Spot on|Nope 😂|
Yep|Finally someone said it|Disgrace|On my way|Ask Ioana|Absolutely not|Every single time""".replace(
    "\n", ""
).split("|")
FOREIGN = """Nikt nam nie powiedział o zmianie kodu do bramy|To już trzeci raz w tym miesiącu|Pani dyrektor w ogóle nie odpowiada na maile|Moja córka boi się chodzić do szkoły|
Nu ne-a spus nimeni nimic despre excursie|Fiul meu a fost pedepsit degeaba|Este o rușine ce se întâmplă acolo|Ich habe schon dreimal angerufen und niemand geht ran|
Das kann doch nicht wahr sein|On nous avait promis une réponse avant vendredi|Mi hijo no quiere volver a clase|Es una vergüenza lo que hacen""".replace(
    "\n", ""
).split("|")


@dataclass(frozen=True)
class Tongue:
    """What an app says in one language; ``times`` are for numbers of minutes, hours, days and weeks."""

    like: str
    reply: str
    share: str
    comment: str
    write: str
    replies: str
    relevant: str
    translate: str
    others: str
    times: tuple[str, str, str, str]
    ago: tuple[str, str]
    add: str
    message: str
    today: str
    comments: str
    chatted: str
    """What WhatsApp says under a group's name."""


TONGUES = {
    "pl": Tongue("Lubię to!", "Odpowiedz", "Udostępnij", "Komentarz", "Napisz komentarz…", "Wyświetl więcej odpowiedzi ({n})", "Najtrafniejsze", "Zobacz tłumaczenie", "{a} i {n} innych użytkowników",
        ("{n} min", "{n} godz.", "{n} dni", "{n} tyg."), ("{n} miesiące temu", "tydzień temu"), "Dodaj komentarz…", "Wiadomość", "Dzisiaj", "Komentarze", "dotknij tutaj, aby zobaczyć dane grupy"),
    "ro": Tongue("Apreciez", "Răspunde", "Distribuie", "Comentează", "Scrie un comentariu…", "Vezi încă {n} răspunsuri", "Cele mai relevante", "Vezi traducerea", "{a} și alte {n} persoane",
        ("{n} min.", "{n} h", "{n} z", "{n} săpt."), ("acum {n} luni", "acum o săptămână"), "Adaugă un comentariu...", "Mesaj", "Astăzi", "Comentarii", "atinge aici pentru informații despre grup"),
    "de": Tongue("Gefällt mir", "Antworten", "Teilen", "Kommentieren", "Schreib einen Kommentar …", "{n} weitere Antworten anzeigen", "Relevanteste zuerst", "Übersetzung anzeigen", "{a} und {n} weitere Personen",
        ("{n} Min.", "{n} Std.", "{n} Tage", "{n} Wo."), ("vor {n} Monaten", "vor einer Woche"), "Kommentar hinzufügen ...", "Nachricht", "Heute", "Kommentare", "Tippe hier für Gruppeninfo"),
    "fr": Tongue("J’aime", "Répondre", "Partager", "Commenter", "Écrivez un commentaire…", "Voir {n} autres réponses", "Les plus pertinents", "Voir la traduction", "{a} et {n} autres personnes",
        ("{n} min", "{n} h", "{n} j", "{n} sem"), ("il y a {n} mois", "il y a une semaine"), "Ajouter un commentaire...", "Message", "Aujourd’hui", "Commentaires", "appuyez ici pour les infos du groupe"),
    "es": Tongue("Me gusta", "Responder", "Compartir", "Comentar", "Escribe un comentario…", "Ver {n} respuestas más", "Más relevantes", "Ver traducción", "{a} y {n} personas más",
        ("{n} min", "{n} h", "{n} d", "{n} sem"), ("hace {n} meses", "hace una semana"), "Añade un comentario...", "Mensaje", "Hoy", "Comentarios", "toca aquí para info. del grupo"),
    "pt": Tongue("Gosto", "Responder", "Partilhar", "Comentar", "Escreve um comentário…", "Ver mais {n} respostas", "Mais relevantes", "Ver tradução", "{a} e {n} outras pessoas",
        ("{n} min", "{n} h", "{n} d", "{n} sem"), ("há {n} meses", "há uma semana"), "Adiciona um comentário...", "Mensagem", "Hoje", "Comentários", "toca aqui para dados do grupo"),
    "tr": Tongue("Beğen", "Yanıtla", "Paylaş", "Yorum Yap", "Yorum yaz…", "{n} yanıtı daha gör", "En alakalı", "Çevirisine bak", "{a} ve {n} diğer kişi",
        ("{n} dk", "{n} sa", "{n} g", "{n} hf"), ("{n} ay önce", "bir hafta önce"), "Yorum ekle...", "Mesaj", "Bugün", "Yorumlar", "grup bilgisi için buraya dokunun"),
}  # fmt: skip


def pick(rng: Random, count: int) -> list[str]:
    """So many names, all different."""
    return rng.sample(NAMES, count)


def words(rng: Random, longest: int = 2) -> str:
    """What somebody wrote: a word or two, or up to ``longest`` sentences."""
    if longest <= 2 and rng.random() < 0.25:
        return rng.choice(SHORT)
    if rng.random() < 0.06:
        return rng.choice(FOREIGN)
    text = sentences(rng, SAYINGS, longest, 0.5)
    if rng.random() < 0.12:
        text += " " + rng.choice(["😡", "🤬🤬", "🙄", "😂", "💔"])
    return text.lower() if rng.random() < 0.07 else text


def saved(rng: Random) -> str:
    """A contact as its owner saved it, a number nobody saved, a full name."""
    kind = rng.random()
    if kind < 0.5:
        return rng.choice(SAVED)
    if kind < 0.62:
        return f"+{rng.choice(['44 7', '48 5', '40 7'])}{rng.randint(10, 99)} {rng.randint(100, 999)} {rng.randint(100, 999)}"
    return rng.choice(NAMES)


def ago(rng: Random, tongue: Tongue | None = None) -> str:
    """A short time ago."""
    unit = rng.choice((0, 1, 1, 1, 2, 2, 3))
    number = rng.randint(2, (59, 23, 6, 30)[unit])
    if tongue:
        return tongue.times[unit].format(n=number)
    return f"{number}{'mhdw'[unit]}"


def clock(rng: Random) -> str:
    """A time of day."""
    return f"{rng.randint(6, 23):02}:{rng.randint(0, 59):02}"
