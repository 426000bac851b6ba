"""Share images: what stands in them, that nothing is cut, and that they are the same everywhere."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter, ImageFont, ImageStat

from cases.tables import each
from conftest import ROOT
from factcheck.core.model import Claim, Site
from factcheck.core.settings import Settings
from factcheck.core.text import collapse
from factcheck.publish.cards import captions, colours, layout, picture
from factcheck.publish.cards.captions import Caption
from factcheck.publish.cards.layout import Block, Box, Faces
from factcheck.publish.cards.picture import Art
from factcheck.publish.cards.png import write
from factcheck.site.load import Loaded
from strategies import often

FONTS = ROOT / "plugins" / "factcheck" / "fonts"
CSS = (ROOT / "theme/static/site.css").read_text(encoding="utf-8")
LONGEST = 300  # of a line in the schema (core/fields.py), written out
HEAVIEST = 300_000  # bytes
CANVAS = Box(0, 0, 1200, 630)
SENTENCE = "Donald Trump was a former, not the sitting, US president in late November 2025. "
EVERY = [chr(code) for code in range(0x20, 0x10000) if not 0xD800 <= code < 0xE000]
SHOWN = [letter for letter in EVERY if unicodedata.is_normalized("NFC", letter) and captions.can_show(letter)]


def face(name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(BytesIO((FONTS / name).read_bytes()), 32, layout_engine=ImageFont.Layout.BASIC)


@pytest.fixture(scope="module")
def art() -> Art:
    return made()


def made() -> Art:
    faces = Faces(regular=face("DejaVuSans.ttf"), bold=face("DejaVuSans-Bold.ttf"))
    return Art(faces=faces, palette=colours.palette(CSS))


@pytest.fixture(scope="module")
def site(real: Loaded) -> Site:
    assert real.site is not None
    return real.site


@pytest.fixture(scope="module")
def claim(site: Site) -> Claim:
    return next(claim for claim in site.claims if claim.slug == "former-president")


def png(claim: Claim, settings: Settings, art: Art) -> bytes:
    written = BytesIO()
    write(picture.draw(captions.caption(claim, settings), art), written)
    return written.getvalue()


def caption(
    label: str = "False", sentence: str = SENTENCE, claimant: str = "Claim by A", name: str = "Site"
) -> Caption:
    return Caption(
        token="verdict-false", symbol="✗", label=label, sentence=collapse(sentence), claimant=claimant, name=name
    )


def ink(block: Block) -> Iterator[Box]:
    """The boxes of the ink of each line, as it is drawn."""
    for baseline, line in block.baselines():
        drawn = [(x, y, x + mask.width, y + mask.height) for x, y, mask in block.letters.set(line)]
        lefts, tops, rights, bottoms = zip(*drawn, strict=True)
        left, top = block.box.left, baseline
        yield Box(left + min(lefts), top + min(tops), left + max(rights), top + max(bottoms))


def is_within(inner: Box, outer: Box, overhang: float = 0) -> bool:
    return (
        inner.left >= outer.left - overhang
        and inner.right <= outer.right + overhang
        and inner.top >= outer.top
        and inner.bottom <= outer.bottom
    )


def overlap(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def check(shown: Caption, blocks: tuple[Block, ...]) -> None:
    """Nothing is cut: every word is there, in boxes inside the picture that hold its ink and do not overlap."""
    texts = [shown.symbol, shown.label, shown.sentence, shown.claimant, shown.name]
    assert ["".join(block.lines).replace(" ", "") for block in blocks] == [
        text.replace(" ", "") for text in texts if text
    ]
    assert all(is_within(block.box, CANVAS._replace(left=60, right=1140)) for block in blocks)
    assert all(is_within(line, block.box, block.letters.size / 4 + 1) for block in blocks for line in ink(block))
    assert not any(overlap(one.box, other.box) for one, other in combinations(blocks, 2))


class Length(NamedTuple):
    name: str
    shown: Caption
    sizes: tuple[float, ...]  # of symbol, label, claim, claimant, site


def all_of(text: str) -> Caption:
    text = collapse(text[:LONGEST])
    return Caption(
        token="verdict-false", symbol="⋙⋙", label=text, sentence=text, claimant=f"Claim by {text}", name=text
    )


LENGTHS = [
    Length("a short claim in the largest letters", caption(sentence="It rained."), (75, 75, 63, 35, 29)),
    Length("a usual claim", caption(), (75, 75, 63, 35, 29)),
    Length("300 characters of a claim", caption(sentence=(SENTENCE * 4)[:LONGEST]), (75, 75, 33, 35, 29)),
    Length("300 characters everywhere", all_of(SENTENCE * 4), (75, 18, 33, 17, 17)),
    Length("300 of W, without a space", all_of("W" * LONGEST), (75, 12, 18, 11, 11)),
    Length("300 of the widest letter: the floors", all_of("Ǳ" * LONGEST), (75, 12, 18, 11, 11)),
    Length("300 narrow letters, without a space", all_of("i" * LONGEST), (75, 12, 18, 11, 11)),
    Length("a long word is set smaller before it is broken", caption(sentence="W" * 40), (75, 75, 24, 35, 29)),
    Length("a long address", caption(sentence=f"example.org/claims/{'a-' * 40}"), (75, 75, 18, 35, 29)),
    Length("the highest accents and the deepest tails", all_of("Ẳg⋡ " * 75), (75, 18, 30, 14, 17)),
]


@each(LENGTHS)
def test_text_shrinks_until_it_fits_and_is_never_cut(case: Length, art: Art) -> None:
    blocks = layout.layout(case.shown, art.faces)
    check(case.shown, blocks)
    assert tuple(block.letters.size for block in blocks) == case.sizes


def test_a_word_is_broken_at_the_floor_only(art: Art) -> None:
    words = ["Uninterruptedly" * count for count in (1, 2, 4)]
    for word in words:
        (sentence,) = (
            block for block in layout.layout(caption(sentence=word), art.faces) if word[:9] in block.lines[0]
        )
        assert len(sentence.lines) == 1 or sentence.face.size == layout.SENTENCE[-1]


def test_lines_are_about_as_long_as_each_other(art: Art) -> None:
    blocks = layout.layout(
        caption(sentence="one two three four five six seven eight nine ten eleven twelve"), art.faces
    )
    lengths = [blocks[2].letters.width(line) for line in blocks[2].lines]
    assert len(lengths) == 3
    assert min(lengths) > 0.8 * max(lengths)


def test_longer_text_than_the_schema_allows_is_refused_not_cut(art: Art) -> None:
    with pytest.raises(ValueError, match="at most 300 characters: 900 in “WWWW"):
        layout.layout(caption(sentence="W" * 900), art.faces)


lines = st.one_of(
    st.text(st.sampled_from(SHOWN), min_size=1, max_size=LONGEST),
    st.lists(st.sampled_from(["a", "W", "Ǳ", "word", "Verfassungsgericht", "и", "Ẳ", "⋡", "—"]), min_size=1).map(
        " ".join
    ),
).map(lambda text: collapse(unicodedata.normalize("NFC", text[:LONGEST])) or "x")


@often
@given(symbol=st.sampled_from(["", "✓", "⋙⋙"]), label=lines, sentence=lines, claimant=lines, name=lines)
def test_no_text_leaves_its_box_or_the_picture(
    art: Art, symbol: str, label: str, sentence: str, claimant: str, name: str
) -> None:
    shown = Caption(token="verdict-false", symbol=symbol, label=label, sentence=sentence, claimant=claimant, name=name)
    check(shown, layout.layout(shown, art.faces))


class Script(NamedTuple):
    name: str
    text: str
    is_shown: bool


SCRIPTS = [
    Script("English", "“Former” president — it’s £5 … 35 000", is_shown=True),
    Script("French", "Élysée : l’œuvre, 35\u202f000 €", is_shown=True),
    Script("Greek", "Ο Ντόναλντ Τραμπ ήταν πρώην πρόεδρος", is_shown=True),
    Script("old Greek", "ᾧ Ἑλλάς", is_shown=True),
    Script("Cyrillic", "Володимир Їжак — № 1", is_shown=True),
    Script("Vietnamese", "Nguyễn Ẳ", is_shown=True),
    Script("an accent of its own that a letter has with it", "E\u0301lyse\u0301e", is_shown=True),
    Script("symbols of verdicts", "✓◕◐◔✗?¶", is_shown=True),
    Script("Armenian and Georgian", "Երևան თბილისი", is_shown=True),
    Script("an accent that no letter has with it", "за\u0301мок", is_shown=False),
    Script("Arabic", "قال الرئيس", is_shown=False),
    Script("one Arabic word", "He said قال", is_shown=False),
    Script("Hebrew", "הנשיא אמר", is_shown=False),
    Script("Chinese", "总统说", is_shown=False),
    Script("Japanese", "大統領は", is_shown=False),
    Script("Hindi", "राष्ट्रपति", is_shown=False),
    Script("Thai", "ประธานาธิบดี", is_shown=False),
    Script("an emoji", "Rain 😀", is_shown=False),
    Script("a letter that the fonts lack", "Ꜳ", is_shown=False),
    Script("a soft hyphen", "some\u00adwhere", is_shown=False),
    Script("a change of direction", "a\u202eb", is_shown=False),
    Script("nothing", "", is_shown=False),
]


@each(SCRIPTS)
def test_what_can_be_shown(case: Script) -> None:
    assert captions.can_show(case.text) is case.is_shown


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_no_letter_that_is_shown_is_an_empty_box(art: Art, weight: str) -> None:
    def picture(letter: str) -> bytes:
        mask = drawn.getmask(letter)
        return bytes(mask) + repr(mask.size).encode()

    drawn: ImageFont.FreeTypeFont = getattr(art.faces, weight)
    empty_box = picture("\uffff")
    assert picture("中") == empty_box  # the proof that the test can see one
    assert len(SHOWN) > 2_600
    assert [letter for letter in SHOWN if picture(letter) == empty_box] == []


def test_what_is_shown_needs_no_shaping_and_runs_from_left_to_right() -> None:
    assert {unicodedata.bidirectional(letter) for letter in SHOWN} & {
        "R",
        "AL",
        "AN",
        "NSM",
        "BN",
        "RLO",
        "LRO",
    } == set()
    assert {unicodedata.category(letter)[0] for letter in SHOWN} <= set("LNPSZ")


class Left(NamedTuple):
    name: str
    label: str
    text: str
    claimant: str
    site: str
    url: str
    shown: tuple[str, str, str]  # claim, claimant, site


ARABIC = "قال الرئيس"
HOME = "https://example.org/facts"
PAGE = "example.org/facts/claims/elysee-platform/former-president"
LEFT = [
    Left("nothing is left out", "False", "It rained.", "Ana", "Facts", HOME, ("It rained.", "Claim by Ana", "Facts")),
    Left("the claim: its address instead", "False", ARABIC, "Ana", "Facts", HOME, (PAGE, "Claim by Ana", "Facts")),
    Left("the claimant", "False", "It rained.", ARABIC, "Facts", HOME, ("It rained.", "", "Facts")),
    Left("the site: its address instead", "False", "It rained.", "Ana", "新闻", HOME, ("It rained.", "Claim by Ana", "example.org/facts")),
    Left("all", "False", ARABIC, ARABIC, ARABIC, "https://新闻.example", ("", "", "")),
]  # fmt: skip


@each(LEFT)
def test_what_cannot_be_shown_is_left_out(case: Left, claim: Claim, site: Site, art: Art) -> None:
    changed = replace(claim, text=case.text, claimant=case.claimant, verdict=replace(claim.verdict, label=case.label))
    settings = replace(site.settings, name=case.site, url=case.url)
    shown = captions.caption(changed, settings)
    assert (shown.sentence, shown.claimant, shown.name) == case.shown
    check(shown, layout.layout(shown, art.faces))
    assert captions.has_card(changed)


def test_no_picture_without_the_word_of_the_verdict(claim: Claim) -> None:
    assert captions.has_card(claim)
    assert not captions.has_card(replace(claim, verdict=replace(claim.verdict, label="خطأ")))


def test_a_symbol_that_cannot_be_shown_is_left_out(claim: Claim, site: Site, art: Art) -> None:
    shown = captions.caption(replace(claim, verdict=replace(claim.verdict, symbol="✅")), site.settings)
    assert shown.symbol == ""
    assert layout.layout(shown, art.faces)[0].box.left == 60


def test_every_claim_has_a_picture_of_the_right_size_and_weight(site: Site, art: Art) -> None:
    for claim in site.claims:
        written = png(claim, site.settings, art)
        with Image.open(BytesIO(written)) as image:
            assert (image.format, image.size, image.mode) == ("PNG", (1200, 630), "P")
        assert len(written) < HEAVIEST


@given(st.integers(1, 40).map(lambda half: 2 * half), st.integers(1, 40), st.data())
def test_a_png_shows_the_pixels_that_it_was_given(width: int, height: int, data: st.DataObject) -> None:
    image = Image.new("P", (width, height))
    image.putpalette(data.draw(st.binary(min_size=48, max_size=48)))
    image.putdata(data.draw(st.lists(st.integers(0, 15), min_size=width * height, max_size=width * height)))
    write(image, written := BytesIO())
    with Image.open(written) as read:
        assert read.convert("RGB").tobytes() == image.convert("RGB").tobytes()


def test_the_heaviest_picture_is_light_enough(claim: Claim, site: Site, art: Art) -> None:
    wide = "Ǳ" * LONGEST
    verdict = replace(claim.verdict, label=wide, symbol="⋙⋙")
    heavy = replace(claim, text=wide, claimant=wide, verdict=verdict)
    assert len(png(heavy, replace(site.settings, name=wide), art)) < HEAVIEST


def test_the_same_claim_gives_the_same_bytes(claim: Claim, site: Site, art: Art) -> None:
    assert png(claim, site.settings, art) == png(claim, site.settings, made())
    assert png(claim, site.settings, art) != png(replace(claim, claimant="Another"), site.settings, art)


def test_letters_have_the_colours_of_the_theme_and_edges_lie_between_them(art: Art) -> None:
    image = picture.draw(caption(), art).convert("RGB")
    pens = {block.pen: image.crop(block.box) for block in layout.layout(caption(), art.faces)}
    behind = {"paper": "verdict-false", "ink": "paper", "quiet": "paper"}
    for pen, words in pens.items():
        one, other = (ImageColor.getrgb(art.palette[token]) for token in (pen, behind[pen]))
        found = {rgb for _, rgb in words.getcolors() or ()}
        assert {one, other} < found
        assert all(min(a, b) <= c <= max(a, b) for rgb in found for a, b, c in zip(one, other, rgb, strict=True))


def test_letters_stand_where_the_font_s_own_layout_puts_them(art: Art) -> None:
    # Pillow's kerning, in 64ths of a pixel, can move a letter by one.
    reference = Image.new("L", CANVAS[2:])
    brush = ImageDraw.Draw(reference)
    drawn = Image.new("L", CANVAS[2:])
    for block in layout.layout(caption(), art.faces):
        for baseline, line in block.baselines():
            brush.text((block.box.left, baseline), line, 255, block.letters.face, anchor="ls")
            for x, y, mask in block.letters.set(line):
                drawn.paste(255, (block.box.left + x, baseline + y), mask)
    blurred = [image.filter(ImageFilter.BoxBlur(2)) for image in (reference, drawn)]
    assert ImageStat.Stat(reference).sum[0] > 1_000_000
    assert ImageChops.difference(*blurred).getextrema()[1] < 110


def test_the_system_s_text_layout_changes_nothing(claim: Claim, site: Site, art: Art) -> None:
    plain = ImageFont.truetype(BytesIO((FONTS / "DejaVuSans.ttf").read_bytes()), 32)  # the best that Pillow finds
    assert png(claim, site.settings, replace(art, faces=replace(art.faces, regular=plain))) == png(
        claim, site.settings, art
    )


def test_the_verdict_s_colour_is_that_of_the_theme(site: Site, art: Art) -> None:
    seen = {}
    for claim in site.claims:
        image = picture.draw(captions.caption(claim, site.settings), art).convert("RGB")
        seen[claim.verdict.colour] = "#{:02x}{:02x}{:02x}".format(*image.getpixel((600, 4)))  # type: ignore[misc]
        assert image.getpixel((600, 620)) == (0xFD, 0xFC, 0xFA)
    assert seen["false"] == "#ab1620"
    assert seen == {colour: art.palette[f"verdict-{colour}"] for colour in seen}


class Theme(NamedTuple):
    name: str
    css: str
    band: str  # the colour behind the verdict
    paper: str


THEMES = [
    Theme("its own colours", ":root { --paper: #fff; --ink: #000; --verdict-false: #800000; }", "#800000", "#fff"),
    Theme("the light scheme is the first", ":root { --verdict-false: #800000; } @media x { :root { --verdict-false: #f88; } }", "#800000", "#fdfcfa"),
    Theme("a colour too pale for white letters", ":root { --verdict-false: #ff8f8f; }", "#1c1b19", "#fdfcfa"),
    Theme("no such verdict", ":root { --verdict-true: #800000; }", "#1c1b19", "#fdfcfa"),
    Theme("a colour in other words", ":root { --verdict-false: rgb(1 2 3); }", "#1c1b19", "#fdfcfa"),
    Theme("ink that nobody reads on its paper", ":root { --paper: #fff; --ink: #ccc; --verdict-false: #800000; }", "#800000", "#fdfcfa"),
    Theme("dark paper", ":root { --paper: #111; --ink: #eee; --verdict-false: #ff8f8f; }", "#ff8f8f", "#111"),
    Theme("no colours at all", "p { color: red }", "#1c1b19", "#fdfcfa"),
]  # fmt: skip


@each(THEMES)
def test_every_word_can_be_read_whatever_the_theme(case: Theme, claim: Claim, site: Site, art: Art) -> None:
    themed = replace(art, palette=colours.palette(case.css))
    image = picture.draw(captions.caption(claim, site.settings), themed).convert("RGB")
    drawn = Image.new("RGB", (2, 1))
    drawn.paste(case.band, (0, 0, 1, 1))
    drawn.paste(case.paper, (1, 0, 2, 1))
    assert [image.getpixel((600, 4)), image.getpixel((600, 620))] == [drawn.getpixel((0, 0)), drawn.getpixel((1, 0))]
    for number, block in enumerate(layout.layout(captions.caption(claim, site.settings), art.faces)):
        letters = {rgb for _, rgb in image.crop(block.box).getcolors(1000) or ()}
        assert (
            max(
                colours.contrast("#{:02x}{:02x}{:02x}".format(*rgb), case.paper if number > 1 else case.band)
                for rgb in letters
            )
            >= 4.5
        )


class Pair(NamedTuple):
    name: str
    one: str
    other: str
    contrast: float


PAIRS = [
    Pair("black and white", "#000", "#ffffff", 21),
    Pair("the same", "#123456", "#123456", 1),
    Pair("the grey that just passes", "#767676", "#fff", 4.54),
    Pair("the grey that just fails", "#fff", "#777", 4.48),
    Pair("blue", "#0000ff", "#fff", 8.59),
]


@each(PAIRS)
def test_contrast_is_that_of_the_guidelines(case: Pair) -> None:
    assert round(colours.contrast(case.one, case.other), 2) == case.contrast


def test_the_fonts_come_with_their_licence_and_are_not_too_large() -> None:
    assert "Bitstream Vera" in (FONTS / "LICENSE-DejaVu.txt").read_text(encoding="utf-8")
    sizes = {font.name: font.stat().st_size for font in FONTS.glob("*.ttf")}
    assert sizes.keys() == {"DejaVuSans.ttf", "DejaVuSans-Bold.ttf"}
    assert max(sizes.values()) <= 800_000


def test_the_picture_lies_beside_the_claim_s_page(claim: Claim) -> None:
    assert captions.path(claim) == "claims/elysee-platform/former-president/card.png"
