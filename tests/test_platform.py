"""Links and names of platforms: recognised, unwrapped, told apart, and never opened."""

from __future__ import annotations

import time

import pytest

from worker.reading.posts.links import find_links
from worker.reading.posts.mentions import find_mentions
from worker.reading.posts.platform import Link, is_shortened, platforms, recognise
from worker.reading.posts.screenshot import find_shown
from worker.reading.posts.wrappers import unwrap
from worker.reading.words.indexed import Indexed

KNOWN = (
    (
        "https://www.facebook.com/groups/fellside.mums/permalink/9876543210987/?mibextid=abc",
        "facebook",
        "post",
    ),
    ("https://www.facebook.com/groups/1234567890/posts/10987654321/", "facebook", "post"),
    ("https://m.facebook.com/story.php?story_fbid=pfbid0AbCdEf123&id=100012345678901", "facebook", "post"),
    (
        "https://www.facebook.com/permalink.php?story_fbid=846894296053955&id=100022001773181",
        "facebook",
        "post",
    ),
    ("https://www.facebook.com/jane.example.9/posts/pfbid02abcDEF", "facebook", "post"),
    ("https://www.facebook.com/photo/?fbid=102030405060708&set=a.1", "facebook", "post"),
    ("https://www.facebook.com/photo.php?fbid=102030405060708", "facebook", "post"),
    ("https://www.facebook.com/share/p/1AbCdEfGhI/?mibextid=wwXIfr", "facebook", "post"),
    ("https://www.facebook.com/share/v/1AbCdEfGhI/", "facebook", "post"),
    ("https://www.facebook.com/share/18ZyXwVuTs/", "facebook", "post"),
    ("https://fb.watch/xYz12-Ab/", "facebook", "post"),
    ("https://www.facebook.com/reel/1195289147628387", "facebook", "post"),
    ("https://www.facebook.com/profile.php?id=100012345678901", "facebook", "profile"),
    ("https://www.facebook.com/people/Shaz-Dean/pfbid0abc/", "facebook", "profile"),
    ("https://www.facebook.com/jane.example.9", "facebook", "profile"),
    ("https://www.facebook.com/groups/fellsideparents", "facebook", "group"),
    ("https://www.instagram.com/p/DAbCdEfGhIj/?igsh=xx", "instagram", "post"),
    ("https://www.instagram.com/fellside_gossip/reel/DAbC-dEf/", "instagram", "post"),
    ("https://www.instagram.com/stories/fellside_gossip/3214567890123456789/", "instagram", "post"),
    ("https://instagram.com/fellside_gossip", "instagram", "profile"),
    ("https://www.threads.com/@k.harlow/post/DAbCdEf", "threads", "post"),
    ("https://www.threads.net/@k.harlow", "threads", "profile"),
    ("https://chat.whatsapp.com/BqX1example2Code3", "whatsapp", "group"),
    ("https://wa.me/447700900123", "whatsapp", "profile"),
    ("https://x.com/tadger_m/status/1859999999999999999?s=46", "x", "post"),
    ("https://mobile.twitter.com/i/web/status/1859999999999999999", "x", "post"),
    ("https://twitter.com/tadger_m", "x", "profile"),
    ("https://vm.tiktok.com/ZGdAbC123/", "tiktok", "post"),
    ("https://www.tiktok.com/t/ZTRC5xgJp", "tiktok", "post"),
    ("https://www.tiktok.com/@dave.from.no9/video/7440000000000000000", "tiktok", "post"),
    ("https://www.tiktok.com/@dave.from.no9/photo/7440000000000000000", "tiktok", "post"),
    ("https://www.snapchat.com/add/some_user", "snapchat", "profile"),
    ("https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEni", "snapchat", "post"),
    ("https://youtu.be/AbCdEfGhIjK?si=xyz", "youtube", "post"),
    ("https://www.youtube.com/shorts/AbCdEfGhIjK", "youtube", "post"),
    ("https://www.youtube.com/watch?app=desktop&v=AbCdEfGhIjK&lc=Ugx", "youtube", "post"),
    ("https://www.youtube.com/@fellsidewatch", "youtube", "profile"),
    ("https://nextdoor.co.uk/p/xK9_abCd?utm_source=share", "nextdoor", "post"),
    (
        "https://www.mumsnet.com/talk/am_i_being_unreasonable/5432109-head-teacher-from-hell",
        "mumsnet",
        "post",
    ),
    (
        "https://www.netmums.com/coffeehouse/children-parenting-190/school-chat-12/1234-rant.html",
        "netmums",
        "post",
    ),
    ("https://www.reddit.com/r/CasualUK/comments/1abcde/school_run_rant/", "reddit", "post"),
    ("https://www.reddit.com/r/Cumbria/s/AbCdEf1234", "reddit", "post"),
    ("https://redd.it/1abcde", "reddit", "post"),
    ("https://maps.app.goo.gl/AbCdEf12345", "google_reviews", "post"),
    ("https://www.google.com/maps/place/Fellside+Primary/@54.6,-3.5,17z", "google_reviews", "group"),
    ("https://uk.trustpilot.com/reviews/64b0c0ffee0ddba11decade5", "trustpilot", "post"),
    ("https://uk.trustpilot.com/review/fellside.sch.example", "trustpilot", "group"),
    (
        "https://www.linkedin.com/posts/a-person-123_school-activity-7123456789012345678-AbCd",
        "linkedin",
        "post",
    ),
    ("https://t.me/fellsidetruth/42", "telegram", "post"),
    ("https://t.me/+AbCdEf123456", "telegram", "group"),
    (
        "https://discord.com/channels/111111111111111111/222222222222222222/333333333333333333",
        "discord",
        "post",
    ),
    ("https://discord.gg/abc123", "discord", "group"),
    ("https://bsky.app/profile/someone.bsky.social/post/3kabcxyz", "bluesky", "post"),
    ("https://www.timesandstar.co.uk/news/24712345.fellside-school-row/", "newspaper", "post"),
)


@pytest.mark.parametrize(("url", "platform", "what"), KNOWN)
def test_link_is_recognised(url: str, platform: str, what: str) -> None:
    """Every shape of link that was seen in use is a post, group or profile of its platform."""
    link = recognise(url)
    assert (platform, what) == ((link.platform, link.what) if link else None)


def test_every_platform_is_dated_and_sourced() -> None:
    """Each platform's facts say as of when and from where they are."""
    assert [p.slug for p in platforms() if not p.source or p.as_of.year < 2026] == []


@pytest.mark.parametrize(
    "written",
    [
        "https://www.facebook.com/groups/9/permalink/123/?mibextid=abc",
        "https://m.facebook.com/groups/9/posts/123/",
        "HTTPS://WWW.FACEBOOK.COM/groups/9/posts/123).",
        "<https://www.facebook.com/groups/9/posts/123/>",
        "facebook.com/groups/9/posts/123",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.facebook.com%2Fgroups%2F9%2Fposts%2F123%2F&h=AT0",
    ],
)
def test_one_post_has_one_key(written: str) -> None:
    """A post is the same post under its several addresses, whatever tracks and wraps them."""
    link = recognise(written)
    assert (link.key if link else None) == "facebook:123"


@pytest.mark.parametrize(
    ("key", "addresses"),
    [
        (
            "facebook:8899001122",
            (
                "https://www.facebook.com/groups/fellmums/posts/what-a-school/8899001122/",
                "https://m.facebook.com/groups/fellmums?view=permalink&id=8899001122",
                "https://m.facebook.com/groups/fellmums?id=8899001122&view=permalink",
                "https://web.facebook.com/groups/fellmums/?multi_permalinks=8899001122&ref=share",
                "fb.com/groups/fellmums/posts/8899001122",
                "https://www.facebook.com/video.php?v=8899001122",
            ),
        ),
        (
            "x:1800000001",
            ("https://x.com/i/status/1800000001", "https://twitter.com/some_one/status/1800000001"),
        ),
        ("youtube:AbCdEfGhIjK", ("https://www.youtube-nocookie.com/embed/AbCdEfGhIjK",)),
        (
            "tiktok:7300000001",
            ("https://www.tiktok.com/embed/v2/7300000001", "https://www.tiktok.com/player/v1/7300000001"),
        ),
        (
            "reddit:1abcde",
            ("https://www.reddit.com/comments/1abcde/fell/", "https://www.reddit.com/gallery/1abcde"),
        ),
        (
            "linkedin:7200000000000000000",
            (
                "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7200000000000000000",
                "https://www.linkedin.com/feed/?highlightedUpdateUrn=urn%3Ali%3Aactivity%3A7200000000000000000",
            ),
        ),
        (
            "telegram:fellparents/412",
            ("https://t.me/s/fellparents/412", "https://telegram.me/fellparents/412"),
        ),
    ],
)
def test_one_post_has_one_key_under_the_addresses_of_other_devices(
    key: str, addresses: tuple[str, ...]
) -> None:
    """A telephone's page, a mail's link, an embedded player: each says which post it is."""
    assert {key} == {link.key if (link := recognise(url)) else None for url in addresses}


@pytest.mark.parametrize("form", ["https://t.me/{}/412", "https://www.whatsapp.com/channel/{}/412"])
def test_posts_that_each_channel_counts_for_itself_are_told_apart(form: str) -> None:
    """The four hundred and twelfth post of another channel is another post."""
    keys = {link.key if (link := recognise(form.format(one))) else None for one in ("fellmums", "fellnews")}
    assert len(keys - {None}) == 2


def test_an_address_without_a_user_names_none() -> None:
    """X writes ``i`` where the user stands, Facebook a page of its own: neither is an account."""
    urls = ("https://x.com/i/status/18000001", "https://www.facebook.com/video.php?v=112233")
    assert [link.user if (link := recognise(url)) else "?" for url in urls] == [None, None]


def test_a_scanner_that_hides_the_address_still_tells_the_platform() -> None:
    """Mimecast shows the host alone: no more than that is known."""
    assert Link("facebook", "host") == recognise("https://protect-eu.mimecast.com/s/AbC1?domain=facebook.com")
    assert None is recognise("https://protect-eu.mimecast.com/s/AbC1?domain=fellside.example")


def test_comment_is_told_from_its_post() -> None:
    """A link to one comment has another key than the post above it."""
    link = recognise("https://www.facebook.com/groups/9/posts/123/?comment_id=77")
    assert (link.key if link else None) == "facebook:123:77"


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("https://t.me/fellparents/7/12", "https://t.me/fellparents/7/13"),
        ("https://t.me/c/123/7/12", "https://t.me/c/123/7/13"),
        ("https://t.me/fellparents/12?comment=5", "https://t.me/fellparents/12?comment=6"),
        (
            "https://www.reddit.com/r/fell/comments/1ab/x/kk1/",
            "https://www.reddit.com/r/fell/comments/1ab/x/kk2/",
        ),
        ("https://www.instagram.com/p/AbC/c/1/", "https://www.instagram.com/p/AbC/c/2/"),
        (
            "https://www.facebook.com/groups/9/posts/123/?comment_id=5&reply_comment_id=7",
            "https://www.facebook.com/groups/9/posts/123/?comment_id=5&reply_comment_id=8",
        ),
        (
            "https://www.linkedin.com/feed/update/urn:li:activity:712345?commentUrn=urn%3Ali%3Acomment%3A1",
            "https://www.linkedin.com/feed/update/urn:li:activity:712345?commentUrn=urn%3Ali%3Acomment%3A2",
        ),
    ],
)
def test_two_messages_under_one_heading_are_two(one: str, another: str) -> None:
    """Of two comments under a post, or two messages under a group's topic, each has its own key."""
    keys = [link.key for link in map(recognise, (one, another)) if link]
    assert len({*filter(None, keys)}) == 2


@pytest.mark.parametrize(
    "written",
    [
        "https://www.facebook.com/fellside/posts/5-reasons-to-go-elsewhere-10161234567890",
        "https://www.youtube.com/embed/videoseries?list=PL1",
        "https://www.youtube.com/embed/live_stream?channel=UC1",
    ],
)
def test_what_only_looks_like_a_number_singles_out_no_post(written: str) -> None:
    """The first digit of a title, and a player's own words, are the same for posts that are not."""
    link = recognise(written)
    assert link is not None
    assert (link.id, link.key) == (None, None)


def test_page_of_many_voices_is_no_single_post() -> None:
    """Two people's comments under one newspaper story must not become one case by their link."""
    link = recognise("https://www.timesandstar.co.uk/news/24712345.village-hall/#comments-anchor")
    assert ((link.platform, link.what, link.key) if link else None) == ("newspaper", "post", None)


@pytest.mark.parametrize(
    ("written", "is_story"),
    [
        ("https://www.fellpacket.example.co.uk/news/25012345.gate-row/", False),
        ("https://www.fellpacket.co.uk/news/25012345.gate-row/", True),
        ("https://www.fellpacket.co.uk/sport/football/25012345.gate-row/#comments-anchor", True),
        ("https://fellpost.example/news/local/gate-row?page=2#comments", True),
        ("https://fellpost.example/news/local/gate-row", False),
        ("https://www.fellside.sch.uk/news/25012345.fair/", False),
        ("https://www.fellside.sch.uk/news/fair#comments", False),
        ("https://www.fell.gov.uk/news/roads#comments", False),
        ("https://myblog.example/2026/gate#comments", False),
        ("https://www.facebook.com/news/25012345.gate-row", False),
    ],
)
def test_a_newspapers_story_is_told_by_the_shape_of_its_link(written: str, is_story: bool) -> None:
    """On a host nobody listed: its publisher's numbers, or the comments below a piece of news."""
    link = recognise(written)
    assert (link is not None and (link.platform, link.what) == ("newspaper", "post")) == is_story


def test_host_for_short_links_is_told_also_where_the_link_tells_the_post() -> None:
    """A person sees that it is no link from the page itself, whatever can be read of it."""
    assert is_shortened("https://youtu.be/AbCdEfGhIjK?si=xyz")
    assert is_shortened("https://vm.tiktok.com/ZMh9QrStU/")
    assert not is_shortened("https://www.youtube.com/watch?v=AbCdEfGhIjK")


def test_short_link_is_kept_and_marked() -> None:
    """A short link is recorded as given: nothing is known of the post it hides."""
    expected = Link("tiktok", "post", id="ZMh9QrStU", short=True, key="tiktok:ZMh9QrStU")
    assert expected == recognise("https://vm.tiktok.com/ZMh9QrStU/")


@pytest.mark.parametrize(
    "url",
    [
        "https://facebook.com.evil.example/groups/9/posts/123",
        "https://notfacebook.com/x/posts/1",
        "https://www.northside.example/news",
        "mailto:a@facebook.com",
        "https://www.google.com/search?q=facebook.com",
        "https://secure-web.cisco.com/1AbC-d/https%3A%2F%2Fwww.northside.example%2Fnews",
        "https://[broken",
        "",
    ],
)
def test_other_sites_are_no_platform(url: str) -> None:
    """A look-alike host, an ordinary site and a broken link are no platform."""
    assert None is recognise(url)


POST = "https://x.com/someone/status/1860000000000000001?s=46"


@pytest.mark.parametrize(
    "wrapped",
    [
        "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.com%2Fsomeone%2Fstatus%2F1860000000000000001%3Fs%3D46&data=05%7C02%7Cstaff%40northside.example&reserved=0",
        "https://urldefense.proofpoint.com/v1/url?u=https%3A//x.com/someone/status/1860000000000000001%3Fs%3D46&k=oIvRg1",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__x.com_someone_status_1860000000000000001-3Fs-3D46&d=DwMF&c=x",
        "https://urldefense.com/v3/__https://x.com/someone/status/1860000000000000001*3Fs=46__;JQ!!abc!def$",
        "https://urldefense.com/v3/__https:/x.com/someone/status/1860000000000000001?s=46__;!!abc!def$",
        "https://www.google.com/url?q=https://x.com/someone/status/1860000000000000001?s%3D46&sa=D",
        "https://www.google.pl/url?sa=t&url=https%3A%2F%2Fx.com%2Fsomeone%2Fstatus%2F1860000000000000001%3Fs%3D46",
        "https://secure-web.cisco.com/1AbC-d/https%3A%2F%2Fx.com%2Fsomeone%2Fstatus%2F1860000000000000001%3Fs%3D46",
        "https://eu-west-1.protection.sophos.com/?d=x.com&u=aHR0cHM6Ly94LmNvbS9zb21lb25lL3N0YXR1cy8xODYwMDAwMDAwMDAwMDAwMDAxP3M9NDY=&i=Nj",
        "https://protect.checkpoint.com/v2/___https://x.com/someone/status/1860000000000000001?s=46___.YXAxOm",
        "https://imsva91-ctp.trendmicro.com/wis/clicktime/v1/query?url=https%3A%2F%2Fx.com%2Fsomeone%2Fstatus%2F1860000000000000001%3Fs%3D46&umid=1",
        "https://www.linkedin.com/safety/go?url=https%3A%2F%2Fx.com%2Fsomeone%2Fstatus%2F1860000000000000001%3Fs%3D46",
    ],
)
def test_wrapper_is_undone(wrapped: str) -> None:
    """Scanners' and sites' wrappers come off without asking them."""
    assert POST.replace("?", "%3F" if "*3F" in wrapped else "?") == unwrap(wrapped)


def test_nested_wrappers_are_undone() -> None:
    """A wrapper inside a wrapper comes off too."""
    inner = "https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Ft.me%252Fvillagetruth%252F42"
    wrapped = f"https://nam02.safelinks.protection.outlook.com/?url={inner}&reserved=0"
    assert unwrap(wrapped) == "https://t.me/villagetruth/42"


@pytest.mark.parametrize(
    "broken", ["https://urldefense.com/v3/__https://a.example*__;!!", "https://[", "no link"]
)
def test_broken_wrapper_stays_as_it_is_or_harmless(broken: str) -> None:
    """What cannot be unwrapped raises nothing and yields text."""
    assert isinstance(unwrap(broken), str)


def test_links_are_found_in_order_once_each() -> None:
    """Links come in order, without duplicates, without the punctuation around them."""
    text = (
        "See (https://www.facebook.com/a.b/posts/12), www.instagram.com/p/DAb/ and facebook.com/groups/9.\n"
        "Again: https://www.facebook.com/a.b/posts/12! Mail me at a@facebook.com/x or see file.txt/y."
    )
    expected = ("https://www.facebook.com/a.b/posts/12", "www.instagram.com/p/DAb/", "facebook.com/groups/9")
    assert expected == find_links(text)


def test_bracket_that_belongs_to_a_link_stays() -> None:
    """A bracket opened inside the link is part of it."""
    assert find_links("(https://a.example/wiki/School_(film))") == ("https://a.example/wiki/School_(film)",)


def test_platforms_named_in_words_are_found() -> None:
    """Names count as staff write them; a denial, an address and a mere letter do not."""
    text = "not on facebook. I don't have insta. On fb messenger, on X, snap-chat; me@tiktok.com; x marks"
    assert [m.platform for m in find_mentions(Indexed(text))] == ["messenger", "x", "snapchat"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Screenshot_20261119_204512_Facebook.jpg", "facebook"),
        ("Screenshot_20261119-204512_X.png", "x"),
        ("Screenshot 2026-11-19 at 20.45.12.png", None),
        ("WhatsApp Image 2026-11-19 at 8.45.12 PM.jpeg", None),
        ("IMG-20261119-WA0003.jpg", None),
        ("IMG-20261119-WA0003 Screenshot_Facebook.jpg", None),
        ("IMG_6655.PNG", None),
        ("Facebook.png", None),
        (None, None),
    ],
)
def test_file_name_says_no_more_than_it_says(name: str | None, expected: str | None) -> None:
    """A screenshot's name gives the app; a picture that came by WhatsApp may show anything."""
    assert find_shown(name) == expected


@pytest.mark.parametrize(
    "unit",
    [
        "https://www.facebook.com/watch?&v=",
        "&v=",
        "https://netmums.com/coffeehouse/a-1/",
        "a-1/",
        "<https://",
        "(",
        "www.",
    ],
)
def test_a_megabyte_of_links_is_read_in_time(unit: str) -> None:
    """No link, however long or many, makes the search for it slow."""
    text = "https://www.facebook.com/watch?" + unit * (1_000_000 // len(unit))
    start = time.process_time()
    for link in find_links(text)[:50]:
        recognise(link)
    assert time.process_time() - start < 2
